import type { CircleSummary } from '@xiayi/contract/circles'

type Tiers = readonly { id: string; order: number }[]

export type RankColumn = 'tier' | 'clauses' | 'residents' | 'name'
export type RankOrder = { by: RankColumn; isDescending: boolean }

export type RankedCircle = { place: number | null; circle: CircleSummary }

/** By tier, then by the share of clauses met, then by residents; a circle that nobody evaluated has no place. */
export function ranked(circles: readonly CircleSummary[], tiers: Tiers): RankedCircle[] {
  let place = 0
  return circles
    .toSorted(
      (a, b) =>
        tierOrder(b, tiers) - tierOrder(a, tiers) ||
        metShare(b) - metShare(a) ||
        (b.residents ?? 0) - (a.residents ?? 0) ||
        a.name.localeCompare(b.name, 'zh-CN'),
    )
    .map((circle) => ({ place: circle.isEvaluated ? ++place : null, circle }))
}

/** The list in the order that the reader chose; equal ones stay in the order of their places. */
export function ordered(rows: readonly RankedCircle[], tiers: Tiers, { by, isDescending }: RankOrder): RankedCircle[] {
  const value = ({ circle }: RankedCircle) => {
    switch (by) {
      case 'tier':
        return tierOrder(circle, tiers)
      case 'clauses':
        return metShare(circle)
      case 'residents':
        return circle.residents ?? -1
      case 'name':
        return 0
    }
  }
  const sign = isDescending ? -1 : 1
  return rows.toSorted((a, b) =>
    by === 'name' ? sign * a.circle.name.localeCompare(b.circle.name, 'zh-CN') : sign * (value(a) - value(b)),
  )
}

function tierOrder({ isEvaluated, tierId }: CircleSummary, tiers: Tiers): number {
  if (!isEvaluated) return -1
  return tiers.find(({ id }) => id === tierId)?.order ?? 0
}

/** Of all clauses that apply: what nobody knows is not met. */
function metShare({ isEvaluated, passed, failed, unknown }: CircleSummary): number {
  const all = passed + failed + unknown
  return !isEvaluated || all === 0 ? -1 : passed / all
}
