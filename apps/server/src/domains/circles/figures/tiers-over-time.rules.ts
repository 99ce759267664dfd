import type { TierCount, TiersOverTime } from '@xiayi/contract/county-figures'
import type { TierMark } from './figures.sql.ts'

interface Counted {
  readonly id: string
  readonly isUrban: boolean
}

/** How many circles stood at which tier at the end of each day; a circle keeps its tier until it is evaluated again. */
export function tiersByDay(
  marks: readonly TierMark[],
  circles: readonly Counted[],
  tierIds: readonly string[],
): TiersOverTime['days'] {
  const standing = new Map<string, { tierId: string | null; standardVersion: string }>()
  const days: TiersOverTime['days'] = []
  for (const [at, mark] of marks.entries()) {
    standing.set(mark.circleId, mark)
    if (marks[at + 1]?.day === mark.day) continue
    const versions = new Set(circles.flatMap(({ id }) => standing.get(id)?.standardVersion ?? []))
    days.push({
      day: mark.day,
      standardVersions: [...versions].toSorted(),
      all: countAt(circles),
      urban: countAt(circles.filter(({ isUrban }) => isUrban)),
    })
  }
  return days

  function countAt(some: readonly Counted[]): TierCount {
    const known = some.flatMap(({ id }) => standing.get(id) ?? [])
    return {
      circles: some.length,
      atTier: tierIds.map((tierId) => known.filter((one) => one.tierId === tierId).length),
      withoutTier: known.filter((one) => one.tierId === null).length,
      notEvaluated: some.length - known.length,
    }
  }
}
