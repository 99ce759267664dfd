/** Money is whole fen everywhere; people write and read yuan. Text to number without floating point: 0.1 元 is 10 分, always. */

/** 3800000.5, ¥3,800,000.50 → 380000050; null for what is no amount */
export function fenOf(text: string): number | null {
  const plain = text.replaceAll(/[\s,，¥￥元]/g, '')
  const [, yuan, fraction = ''] = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain) ?? []
  return yuan === undefined ? null : Number(yuan) * 100 + Number(fraction.padEnd(2, '0'))
}

/** 380000050 → 3800000.50: what an input holds */
export function yuanText(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
