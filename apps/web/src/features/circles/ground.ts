import type { GroundReply } from '@xiayi/contract/circles'
import type { ProfileName } from '@xiayi/contract/common'

/**
 * The county's buildings in columns, and every figure that the planner's map shows about them. All of it is computed here, from
 * the ground and one column of seconds, so that another band, hexagon or age group needs nobody's answer.
 */
export interface Ground {
  readonly revision: number
  readonly count: number
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly sizeM: Float32Array
  /** people of each building by age */
  readonly people: Readonly<Record<Age, Uint32Array>>
  /** index into `communities`, -1 in none */
  readonly community: Int32Array
  readonly communities: GroundReply['communities']
  /** index into `rings`, -1 in none */
  readonly hex: Int32Array
  readonly rings: GroundReply['hexes'][number]['ring'][]
  readonly speeds: Readonly<Record<ProfileName, number>>
}

export const AGES = ['all', 'under15', 'from15to59', 'over60'] as const
export type Age = (typeof AGES)[number]
export const ageWordsOf = {
  all: '全部居民',
  under15: '15 岁以下',
  from15to59: '15–59 岁',
  over60: '60 岁以上',
} as const satisfies Record<Age, string>

/** Seconds from every building; -1 beyond the limit. */
export interface Column {
  readonly seconds: ArrayLike<number>
  readonly limitSeconds: number
}

export function groundOf(reply: GroundReply): Ground {
  const under15 = Uint32Array.from(reply.under15)
  const from15to59 = Uint32Array.from(reply.from15to59)
  const over60 = Uint32Array.from(reply.over60)
  return {
    revision: reply.revision,
    count: reply.count,
    lon: Float64Array.from(reply.lonE6, (e6) => e6 / 1e6),
    lat: Float64Array.from(reply.latE6, (e6) => e6 / 1e6),
    sizeM: Float32Array.from(reply.sizeM),
    people: {
      all: under15.map((people, b) => people + (from15to59[b] ?? 0) + (over60[b] ?? 0)),
      under15,
      from15to59,
      over60,
    },
    community: Int32Array.from(reply.community),
    communities: reply.communities,
    hex: Int32Array.from(reply.hex),
    rings: reply.hexes.map(({ ring }) => ring),
    speeds: reply.speeds,
  }
}

export function isWithin(seconds: number, minutes: number): boolean {
  return seconds >= 0 && seconds <= minutes * 60
}

/** People of one age in each hexagon. */
export function hexPeople(ground: Ground, age: Age): Float64Array {
  return summed(ground, ground.people[age], () => true)
}

/** People of one age in each hexagon for whom nothing lies within so many minutes. */
export function hexPeopleBeyond(ground: Ground, column: Column, age: Age, minutes: number): Float64Array {
  return summed(ground, ground.people[age], (b) => !isWithin(column.seconds[b] ?? -1, minutes))
}

/**
 * What an average person of each hexagon walks, in seconds; NaN where none lives. Who is beyond the limit counts as standing at
 * the limit, so such a mean is a least.
 */
export function hexMeans(ground: Ground, column: Column, age: Age): Float64Array {
  const people = hexPeople(ground, age)
  const weights = ground.people[age]
  const sums = new Float64Array(ground.rings.length)
  for (let b = 0; b < ground.count; b++) {
    const hex = ground.hex[b] ?? -1
    if (hex < 0) continue
    const time = column.seconds[b] ?? -1
    sums[hex] = (sums[hex] ?? 0) + (time < 0 ? column.limitSeconds : time) * (weights[b] ?? 0)
  }
  return sums.map((sum, hex) => ((people[hex] ?? 0) > 0 ? sum / (people[hex] ?? 1) : Number.NaN))
}

function summed(ground: Ground, weights: Uint32Array, isCounted: (building: number) => boolean): Float64Array {
  const sums = new Float64Array(ground.rings.length)
  for (let b = 0; b < ground.count; b++) {
    const hex = ground.hex[b] ?? -1
    if (hex >= 0 && isCounted(b)) sums[hex] = (sums[hex] ?? 0) + (weights[b] ?? 0)
  }
  return sums
}

export interface Reach {
  readonly residents: number
  /** within 5, 10 and 15 minutes */
  readonly within5: number
  readonly within10: number
  readonly within15: number
  readonly beyond15: number
}

export interface CommunityReach extends Reach {
  readonly id: string
  readonly name: string
  readonly byAge: Readonly<Record<Age, Reach>>
}

/** Whom one category reaches, by community; buildings in none come last. Communities without residents are left out. */
export function reachByCommunity(ground: Ground, column: Column): CommunityReach[] {
  const rows = ground.communities.length + 1
  const counts = AGES.map((age) => reachCounts(ground, column, age, rows))
  const reaches = Array.from({ length: rows }, (_, row): CommunityReach => {
    const [all, under15, from15to59, over60] = counts.map((tables) => reachOf(tables, row))
    const area = ground.communities[row]
    const none = { residents: 0, within5: 0, within10: 0, within15: 0, beyond15: 0 }
    return {
      ...(all ?? none),
      id: area?.id ?? '',
      name: area?.name ?? '不在任何社区里',
      byAge: {
        all: all ?? none,
        under15: under15 ?? none,
        from15to59: from15to59 ?? none,
        over60: over60 ?? none,
      },
    }
  })
  return reaches.filter(({ residents }) => residents > 0)
}

/** Residents within 5, 10 or 15 minutes. */
export function reachWithin(reach: Reach, minutes: number): number {
  if (minutes <= 5) return reach.within5
  return minutes <= 10 ? reach.within10 : reach.within15
}

/** The whole county's reach for one age. */
export function reachOfAll(ground: Ground, column: Column, age: Age): Reach {
  return reachOf(reachCounts({ ...ground, community: new Int32Array(ground.count) }, column, age, 1), 0)
}

function reachCounts(ground: Ground, column: Column, age: Age, rows: number) {
  const tables = [0, 1, 2, 3].map(() => new Float64Array(rows))
  const [all, five, ten, fifteen] = tables
  const weights = ground.people[age]
  for (let b = 0; b < ground.count; b++) {
    const at = ground.community[b] ?? -1
    const row = at < 0 ? rows - 1 : at
    const people = weights[b] ?? 0
    const time = column.seconds[b] ?? -1
    add(all, row, people)
    if (isWithin(time, 5)) add(five, row, people)
    if (isWithin(time, 10)) add(ten, row, people)
    if (isWithin(time, 15)) add(fifteen, row, people)
  }
  return tables
}

function reachOf(tables: readonly Float64Array[], row: number): Reach {
  const [residents = 0, within5 = 0, within10 = 0, within15 = 0] = tables.map((table) => table[row] ?? 0)
  return { residents, within5, within10, within15, beyond15: residents - within15 }
}

function add(table: Float64Array | undefined, row: number, people: number): void {
  if (table) table[row] = (table[row] ?? 0) + people
}
