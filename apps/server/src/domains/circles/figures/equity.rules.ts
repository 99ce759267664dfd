import type { EquityGroup, EquityReply } from '@xiayi/contract/county-figures'

/** Upper ends of the bands in minutes; the last band is beyond. */
export const BAND_MINUTES = [5, 10, 15] as const

export interface PeopleColumns {
  readonly count: number
  readonly under15: ArrayLike<number>
  readonly from15to59: ArrayLike<number>
  readonly over60: ArrayLike<number>
  /** index of the community, -1: none */
  readonly community: ArrayLike<number>
}

export function peopleAt(columns: PeopleColumns, row: number, group: EquityGroup): number {
  const young = columns.under15[row] ?? 0
  const middle = columns.from15to59[row] ?? 0
  const old = columns.over60[row] ?? 0
  switch (group) {
    case 'everyone':
      return young + middle + old
    case 'under15':
      return young
    case 'from15to59':
      return middle
    case 'over60':
      return old
  }
}

/** @param seconds negative: not reached @returns 0 to 3 */
export function bandOf(seconds: number): number {
  if (seconds < 0) return BAND_MINUTES.length
  const band = BAND_MINUTES.findIndex((minutes) => seconds <= minutes * 60)
  return band < 0 ? BAND_MINUTES.length : band
}

/** People by band; the bands add up to all of the group. */
export function bandsOf(columns: PeopleColumns, seconds: ArrayLike<number>, group: EquityGroup): number[] {
  const bands = emptyBands()
  for (let row = 0; row < columns.count; row++) add(bands, bandOf(seconds[row] ?? -1), peopleAt(columns, row, group))
  return bands
}

export function bandsByCommunity(
  columns: PeopleColumns,
  seconds: ArrayLike<number>,
  options: { readonly group: EquityGroup; readonly communities: number },
): number[][] {
  const all = Array.from({ length: options.communities }, emptyBands)
  for (let row = 0; row < columns.count; row++) {
    const bands = all[columns.community[row] ?? -1]
    if (bands !== undefined) add(bands, bandOf(seconds[row] ?? -1), peopleAt(columns, row, options.group))
  }
  return all
}

/** Within 15 minutes as a share of all; null of nobody. */
export function coverageOf(bands: readonly number[]): number | null {
  const people = bands.reduce((sum, count) => sum + count, 0)
  return people === 0 ? null : (people - (bands[BAND_MINUTES.length] ?? 0)) / people
}

/** The least covered first; where nobody of the group lives, last. */
export function worstFirst(communities: EquityReply['communities']): EquityReply['communities'] {
  return communities.toSorted(
    (a, b) => (a.coverage ?? 2) - (b.coverage ?? 2) || b.people - a.people || a.name.localeCompare(b.name, 'zh-CN'),
  )
}

function emptyBands(): number[] {
  return new Array<number>(BAND_MINUTES.length + 1).fill(0)
}

function add(bands: number[], band: number, people: number): void {
  bands[band] = (bands[band] ?? 0) + people
}
