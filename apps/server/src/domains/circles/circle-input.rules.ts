import type { ProfileName } from '@xiayi/contract/common'
import type { CircleInput, CirclePlace, NearestPlace, Walk } from '../standards/public.ts'
import type { CircleFacts } from './facts/known-facts.ts'

/** One county as the evaluation sees it: columns by building row, computed once for all circles. */
export interface CountyColumns {
  readonly buildingIds: readonly string[]
  /** community of each building; null: in none */
  readonly communityIds: readonly (string | null)[]
  readonly under15: ArrayLike<number>
  readonly from15to59: ArrayLike<number>
  readonly over60: ArrayLike<number>
  readonly places: readonly CountyPlace[]
  readonly recordedCategories: readonly string[]
}

/** Per category one value per building row: seconds to the nearest place, negative when none is within the limit. */
export interface CountyWalk {
  readonly speedMetresPerSecond: number
  readonly seconds: ReadonlyMap<string, ArrayLike<number>>
}

export interface CountyPlace {
  readonly id: string
  readonly name: string
  readonly categoryIds: readonly string[]
  readonly communityId: string | null
  readonly isChain: boolean | undefined
}

export interface CircleScope {
  readonly circleId: string
  readonly profile: ProfileName
  readonly communityIds: ReadonlySet<string>
  readonly walks: Readonly<Partial<Record<ProfileName, CountyWalk>>>
  /** a building row that no walking line comes near */
  readonly isOffNetwork: (row: number) => boolean
  /** walking seconds from the circle's origins to each place, by its index; undefined beyond the search */
  readonly secondsToPlace: (place: number) => number | undefined
  /** a place is in the walkshed within this */
  readonly walkshedSeconds: number
  readonly facts: CircleFacts | undefined
  /** YYYY-MM-DD */
  readonly asOf: string
}

/** Cuts one circle out of the county. What nobody knows is left out, never set to zero. */
export function circleInput(county: CountyColumns, scope: CircleScope): CircleInput {
  const rows = homesOf(county, scope.communityIds)
  const pick = (column: ArrayLike<number>) => rows.map((row) => column[row] ?? 0)
  const under15 = pick(county.under15)
  const over60 = pick(county.over60)
  const middle = pick(county.from15to59)
  return {
    circleId: scope.circleId,
    asOf: scope.asOf,
    profile: scope.profile,
    residents: {
      buildingIds: rows.map((row) => county.buildingIds[row] ?? ''),
      groups: {
        total: rows.map((_, at) => (under15[at] ?? 0) + (middle[at] ?? 0) + (over60[at] ?? 0)),
        under15,
        over60,
      },
      isOffNetwork: rows.map(scope.isOffNetwork),
    },
    walks: walksOf(scope.walks, rows),
    places: placesIn(county, scope),
    recordedCategories: county.recordedCategories.toSorted(),
    nearestBeyond: nearestBeyond(county, scope),
    facts: scope.facts?.facts ?? {},
    surveys: scope.facts?.surveys ?? {},
    evidence: scope.facts?.evidence ?? {},
  }
}

/** Rows of the circle's buildings that somebody lives in, by id: the order of a database never shows in a result. */
function homesOf(county: CountyColumns, communityIds: ReadonlySet<string>): number[] {
  const rows: number[] = []
  county.communityIds.forEach((communityId, row) => {
    if (communityId === null || !communityIds.has(communityId)) return
    const people = (county.under15[row] ?? 0) + (county.from15to59[row] ?? 0) + (county.over60[row] ?? 0)
    if (people > 0) rows.push(row)
  })
  const id = (row: number) => county.buildingIds[row] ?? ''
  return rows.sort((a, b) => (id(a) < id(b) ? -1 : 1))
}

function walksOf(known: CircleScope['walks'], rows: readonly number[]): CircleInput['walks'] {
  const walks: Partial<Record<ProfileName, Walk>> = {}
  for (const profile of ['adult', 'elder', 'child', 'wheelchair'] as const) {
    const walk = known[profile]
    if (walk === undefined) continue
    const seconds = Object.fromEntries(
      [...walk.seconds].map(([category, column]) => [
        category,
        rows.map((row) => {
          const value = column[row] ?? -1
          // A tenth of a second is what the engine's figures are good for.
          return value < 0 ? null : Math.round(value * 10) / 10
        }),
      ]),
    )
    walks[profile] = { speedMetresPerSecond: walk.speedMetresPerSecond, seconds }
  }
  return walks
}

function isInside(place: CountyPlace, at: number, scope: CircleScope): { inBoundary: boolean; inWalkshed: boolean } {
  const seconds = scope.secondsToPlace(at)
  return {
    inBoundary: place.communityId !== null && scope.communityIds.has(place.communityId),
    inWalkshed: seconds !== undefined && seconds <= scope.walkshedSeconds,
  }
}

function placesIn(county: CountyColumns, scope: CircleScope): CirclePlace[] {
  return county.places
    .flatMap((place, at) => {
      const inside = isInside(place, at, scope)
      if (!inside.inBoundary && !inside.inWalkshed) return []
      const known = { id: place.id, name: place.name, categoryIds: place.categoryIds.toSorted(), ...inside }
      return [place.isChain === undefined ? known : { ...known, isChain: place.isChain }]
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function nearestBeyond(county: CountyColumns, scope: CircleScope): Record<string, NearestPlace> {
  const nearest = new Map<string, NearestPlace>()
  county.places.forEach((place, at) => {
    const seconds = scope.secondsToPlace(at)
    const inside = isInside(place, at, scope)
    if (seconds === undefined || inside.inBoundary || inside.inWalkshed) return
    for (const category of place.categoryIds) {
      const known = nearest.get(category)
      const isNearer =
        known === undefined || seconds < known.seconds || (seconds === known.seconds && place.id < known.placeId)
      if (isNearer)
        nearest.set(category, { placeId: place.id, name: place.name, seconds: Math.round(seconds * 10) / 10 })
    }
  })
  return Object.fromEntries([...nearest].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
