/** Figures in words, the same on every screen: minutes before metres, dates in full, a share never without its base. */

const grouped = new Intl.NumberFormat('zh-CN')
const dayParts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

export function countWords(count: number): string {
  return grouped.format(count)
}

/** Whole minutes, rounded up: who is told 15 is there within 15. */
export function walkMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60 - 1e-9))
}

export function walkWords(seconds: number | null): string {
  return seconds === null ? '走不到' : `步行 ${countWords(walkMinutes(seconds))} 分钟`
}

/** 34 米, 980 米, 1.2 公里 */
export function distanceWords(metres: number): string {
  if (metres < 100) return `${Math.round(metres)} 米`
  return metres < 1000 ? `${countWords(Math.round(metres / 10) * 10)} 米` : `${(metres / 1000).toFixed(1)} 公里`
}

/**
 * One decimal, cut and not rounded: a share never looks as if it had reached a line that it has not. What is there at
 * all is never 0 %.
 */
export function percentWords(numerator: number, denominator: number): string {
  if (denominator === 0) return '—'
  const share = Math.floor((numerator / denominator) * 1000 + 1e-9) / 10
  if (numerator > 0 && share < 0.1) return '0.1%'
  return `${share.toFixed(Number.isInteger(share) ? 0 : 1)}%`
}

/** 92.3%（923 / 1,000 人） */
export function shareWords(numerator: number, denominator: number, unit: string): string {
  const counts = `${countWords(numerator)} / ${countWords(denominator)} ${unit}`
  return denominator === 0 ? `—（${counts}）` : `${percentWords(numerator, denominator)}（${counts}）`
}

function chinaParts(iso: string) {
  const parts = new Map(dayParts.formatToParts(new Date(iso)).map((part) => [part.type, part.value]))
  const value = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return { day: `${value('year')}年${value('month')}月${value('day')}日`, time: `${value('hour')}:${value('minute')}` }
}

/** 2026年11月23日, in the county's time */
export function dayWords(iso: string): string {
  return chinaParts(iso).day
}

export function dayTimeWords(iso: string): string {
  const { day, time } = chinaParts(iso)
  return `${day} ${time}`
}

/** How old something is: every live figure prints it. */
export function ageWords(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return `${Math.floor(minutes / 1440)} 天前`
}

export function bytesWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

const profileNames = { adult: '成人', elder: '老年人', child: '儿童', wheelchair: '轮椅' } as const

/** 成人步速 1.2 米/秒: printed beside every minute */
export function speedWords(profile: keyof typeof profileNames, metresPerSecond: number): string {
  return `${profileNames[profile]}步速 ${Number(metresPerSecond.toFixed(2))} 米/秒`
}

/** ¥12.50 from whole fen */
export function moneyWords(fen: number): string {
  return `¥${grouped.format(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`
}
