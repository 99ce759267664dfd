/** In any window of that length at most so many, wherever the window begins. */
export interface Limit {
  readonly seconds: number
  readonly atMost: number
}

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

export const CODES_PER_PHONE: readonly Limit[] = [
  { seconds: MINUTE, atMost: 1 },
  { seconds: HOUR, atMost: 5 },
  { seconds: DAY, atMost: 10 },
]
/** Generous: a whole town may sit behind one address of its mobile network. */
export const CODES_PER_ADDRESS: readonly Limit[] = [
  { seconds: MINUTE, atMost: 20 },
  { seconds: HOUR, atMost: 60 },
  { seconds: DAY, atMost: 300 },
]
/** Wrong guesses and refused links from one address, whatever they are aimed at. */
export const GUESSES_PER_ADDRESS: readonly Limit[] = [
  { seconds: 10 * MINUTE, atMost: 30 },
  { seconds: DAY, atMost: 200 },
]
/** Requests of one person to relatives, whatever the numbers. */
export const FAMILY_ASKED: readonly Limit[] = [{ seconds: DAY, atMost: 10 }]

/** Seconds until one more is allowed; 0 when it is now. `stamps`: milliseconds since 1970, in any order. */
export function waitSeconds(stamps: readonly number[], limits: readonly Limit[], nowMs: number): number {
  let freeAt = nowMs
  for (const { seconds, atMost } of limits) {
    const inside = stamps.filter((stamp) => stamp > nowMs - seconds * 1000).toSorted((a, b) => b - a)
    const oldestThatCounts = inside[atMost - 1]
    if (oldestThatCounts !== undefined) freeAt = Math.max(freeAt, oldestThatCounts + seconds * 1000)
  }
  return Math.ceil((freeAt - nowMs) / 1000)
}

/** What counts as one address: an IPv4 address, or the /64 that one IPv6 customer has to himself. */
export function addressGroup(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  if (!ip.includes(':')) return ip
  const [head = '', tail] = (ip.split('%')[0] ?? '').toLowerCase().split('::')
  const parts = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(':'))
  const left = parts(head)
  const right = parts(tail)
  const full =
    tail === undefined
      ? left
      : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right]
  return `${full
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
