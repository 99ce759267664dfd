import type { ShorterWayReply, WayReply, WhyItem } from '@xiayi/contract/circle-why'
import type { WalkReply } from '@xiayi/contract/circles'

export const segmentWords: Readonly<Record<string, string>> = {
  leg: '门口到路上',
  road: '沿路走',
  crossing: '过街',
  steps: '台阶',
  bridge: '过桥',
  tunnel: '地下通道',
  compound: '小区内',
}

export const spotWords: Readonly<Record<string, string>> = {
  crossing: '过街',
  crossingSignals: '红绿灯',
  railCrossing: '铁路道口',
  lift: '电梯',
  narrow: '窄口',
  gate: '小区门',
}

export const shorterWords = { gate: '开一个门', footbridge: '架一座桥', path: '通一条小路' } as const satisfies Record<
  ShorterWayReply['kind'],
  string
>

/** 40 秒, 3 分 20 秒: a part of a walk, to the second. */
export function secondsWords(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} 秒`
  const rest = whole % 60
  return rest === 0 ? `${Math.floor(whole / 60)} 分钟` : `${Math.floor(whole / 60)} 分 ${rest} 秒`
}

/** The stretch that costs most, by its place in the walk. */
export function costliest(segments: WalkReply['segments']): number {
  let most = 0
  segments.forEach(({ seconds }, at) => {
    if (seconds > (segments[most]?.seconds ?? 0)) most = at
  })
  return most
}

/** Why it takes so long, in one sentence. */
export function reasonWords({ walk, straightMetres, withinMinutes }: WayReply): string {
  if (walk === null) return '全县没有一处能步行走到：路网没有连通，或还没有登记这类网点。'
  const waited = walk.spots.reduce((sum, { seconds }) => sum + seconds, 0)
  const bend = straightMetres === null || straightMetres < 30 ? 1 : walk.metres / straightMetres
  if (walk.isWithin) return `${withinMinutes} 分钟内走得到。`
  if (bend >= 1.6)
    return `绕路：直线只有 ${straightMetres} 米，走过去要 ${walk.metres} 米，是直线的 ${bend.toFixed(1)} 倍。`
  if (waited >= 60) return `路上要停：等灯、过街、过道口共 ${secondsWords(waited)}。`
  return `离得远：直线 ${straightMetres} 米，最近的一处也超过 ${withinMinutes} 分钟的步行距离。`
}

/** Failed ones first, those that a clause asks for and the farthest over its limit before others; then passed; then what no standard asks. */
export function sortedByNeed(items: readonly WhyItem[]): WhyItem[] {
  const rank = { fail: 0, pass: 1, 'not-asked': 2 } as const
  const over = ({ seconds, limit }: WhyItem) => (seconds ?? 1e6) - (limit?.minutes ?? 0) * 60
  const isAsked = ({ limit }: WhyItem) => (limit === null || limit.clauseId === null ? 1 : 0)
  return items.toSorted((a, b) => rank[a.state] - rank[b.state] || isAsked(a) - isAsked(b) || over(b) - over(a))
}
