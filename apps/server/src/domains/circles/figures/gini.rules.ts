/**
 * Gini coefficient of a share over groups weighted by people (Lerman & Yitzhaki 1989, by trapezia under the Lorenz curve):
 * 0 all alike, towards 1 all of it in one small group; 0 when nobody has any.
 */
export function weightedGini(groups: Iterable<{ readonly people: number; readonly share: number }>): number {
  const sorted = [...groups].sort((a, b) => a.share - b.share)
  const people = sorted.reduce((sum, group) => sum + group.people, 0)
  const total = sorted.reduce((sum, group) => sum + group.people * group.share, 0)
  if (total === 0) return 0
  let below = 0
  let area = 0
  for (const group of sorted) {
    const next = below + (group.people * group.share) / total
    area += (group.people / people) * (below + next)
    below = next
  }
  return Math.max(0, 1 - area)
}
