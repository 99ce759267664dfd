/** What siting counts with: pure columns in, numbers out. Rows are buildings. */

/** A community whose people are all served still counts a little: a tie between two spots goes to the one that helps more of them. */
const LEAST_WEIGHT = 0.05

/**
 * Weight of each building's people when worst-off communities come first: people × (1 - share of their community that is served
 * today), at least 0.05. Buildings of no community count in full.
 */
export function equitableWeights(
  people: ArrayLike<number>,
  community: ArrayLike<number>,
  shares: ReadonlyMap<number, { readonly share: number }>,
): Float64Array {
  return Float64Array.from({ length: people.length }, (_, b) => {
    const share = shares.get(community[b] ?? -1)?.share ?? 0
    return (people[b] ?? 0) * Math.max(LEAST_WEIGHT, 1 - share)
  })
}

export interface CommunityShare {
  readonly people: number
  readonly covered: number
  /** 0..1 */
  readonly share: number
}

/** By community index; buildings of none (-1) are left out, and communities without people. */
export function sharesByCommunity(
  people: ArrayLike<number>,
  community: ArrayLike<number>,
  isCovered: (building: number) => boolean,
): Map<number, CommunityShare> {
  const sums = new Map<number, { people: number; covered: number }>()
  for (let b = 0; b < people.length; b++) {
    const at = community[b] ?? -1
    const count = people[b] ?? 0
    if (at < 0 || count === 0) continue
    const sum = sums.get(at) ?? { people: 0, covered: 0 }
    sums.set(at, sum)
    sum.people += count
    if (isCovered(b)) sum.covered += count
  }
  return new Map([...sums].map(([at, sum]) => [at, { ...sum, share: sum.covered / sum.people }]))
}

/** Of each cell of a grid the row with the most people, so that no quarter is left out; the finest grid that keeps to `most`. */
export function thinToGrid(
  rows: { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number>; readonly people: ArrayLike<number> },
  most: number,
): { readonly kept: readonly number[]; readonly gridMetres: number | null } {
  const all = Array.from({ length: rows.lon.length }, (_, at) => at)
  if (all.length <= most) return { kept: all, gridMetres: null }
  for (let gridMetres = 50; ; gridMetres *= 2) {
    const best = new Map<string, number>()
    for (const at of all) {
      const lat = rows.lat[at] ?? 0
      const y = Math.floor((lat * METRES_PER_DEGREE) / gridMetres)
      const x = Math.floor(((rows.lon[at] ?? 0) * Math.cos((lat * Math.PI) / 180) * METRES_PER_DEGREE) / gridMetres)
      const key = `${x} ${y}`
      const known = best.get(key)
      if (known === undefined || (rows.people[at] ?? 0) > (rows.people[known] ?? 0)) best.set(key, at)
    }
    if (best.size <= most) return { kept: [...best.values()].sort((a, b) => a - b), gridMetres }
  }
}

const METRES_PER_DEGREE = 111_195
