/** Numbers as the screens print them. Missing values are written out, never as 0. */

/** 12345.6 → 12,346 */
export function count(value: number | null): string {
  return value === null ? '未知' : grouped(String(Math.round(value)))
}

/** At most two decimals: 1.25, 80, 12,345.6 */
export function fraction(value: number | null): string {
  if (value === null) return '未知'
  const [whole = '0', decimals] = String(Math.round(value * 100) / 100).split('.')
  return decimals === undefined ? grouped(whole) : `${grouped(whole)}.${decimals}`
}

/** A share as per cent with one decimal, rounded down: 89.96 % never reads as the 90 % it misses. */
export function percent(share: number | null): string {
  if (share === null) return '未知'
  const thousandths = Math.floor(share * 1000 + 1e-9)
  return `${fraction(thousandths / 10)}%`
}

/** Seconds as whole minutes, rounded up: someone told 15 minutes must not need 15 and a half. */
export function walkMinutes(seconds: number): string {
  return `${Math.max(1, Math.ceil(seconds / 60))}分钟`
}

export function minutesText(minutes: number): string {
  return `${fraction(minutes)}分钟`
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
