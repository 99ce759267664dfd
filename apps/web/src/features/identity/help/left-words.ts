/** What is left of half an hour: `还剩 29:05`. @param ms may be negative */
export function leftWords(ms: number): string {
  if (ms <= 0) return '已到时间'
  const seconds = Math.ceil(ms / 1000)
  return `还剩 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
