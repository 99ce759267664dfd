import type { SitingSuggestion } from '@xiayi/contract/siting'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import type { BuildingTimes } from '@xiayi/engine/coverage'
import type { StreetModel } from '../places/public.ts'
import type { CandidateSpots } from './siting-candidates.ts'

/** A spot that was chosen, with the buildings within reach of it, ascending. */
export interface ChosenSpot {
  readonly candidate: number
  readonly reached: Uint32Array
}

export interface Chosen {
  readonly model: StreetModel
  readonly spots: CandidateSpots
  /** places that serve already: what `before.facility` indexes */
  readonly existing: readonly number[]
  readonly withinMs: number
  readonly before: BuildingTimes
  /** `facility` indexes `chosen` */
  readonly after: BuildingTimes
  readonly chosen: readonly ChosenSpot[]
  /** of the age group asked for */
  readonly people: ArrayLike<number>
  /** what the choice was made by: people, or people weighted by how badly off their community is */
  readonly weights: ArrayLike<number>
}

const MOST_REPLACED = 5

/** Whom each spot serves and what it replaces, in the order of what it adds. */
export function describeSuggestions(given: Chosen): SitingSuggestion[] {
  const served = new Uint8Array(given.model.buildings.count)
  for (let b = 0; b < served.length; b++) if ((given.before.ms[b] ?? 0) <= given.withinMs) served[b] = 1
  return byGain(given, served).map((spot) => {
    const fresh = [...(given.chosen[spot]?.reached ?? [])].filter((b) => served[b] === 0)
    for (const b of fresh) served[b] = 1
    return describe(given, spot, fresh)
  })
}

/** Greedy again over the chosen few: an exact answer names them in no order. */
function byGain({ chosen, weights }: Chosen, already: Uint8Array): number[] {
  const served = already.slice()
  const left = new Set(chosen.keys())
  const order: number[] = []
  while (left.size > 0) {
    let best: { spot: number; gain: number } | undefined
    for (const spot of left) {
      let gain = 0
      for (const b of chosen[spot]?.reached ?? []) if (served[b] === 0) gain += weights[b] ?? 0
      if (best === undefined || gain > best.gain) best = { spot, gain }
    }
    if (best === undefined) break
    for (const b of chosen[best.spot]?.reached ?? []) served[b] = 1
    left.delete(best.spot)
    order.push(best.spot)
  }
  return order
}

function describe(given: Chosen, spot: number, fresh: readonly number[]): SitingSuggestion {
  const { model, spots } = given
  const candidate = given.chosen[spot]?.candidate ?? 0
  const lon = spots.lon[candidate] ?? 0
  const lat = spots.lat[candidate] ?? 0
  const home = communityOf(given, spot)
  return {
    lon,
    lat,
    name: spots.names[candidate] ?? null,
    communityId: home?.id ?? null,
    communityName: home?.name ?? null,
    serves: agesOf(model, fresh),
    communities: peopleByCommunity(given, fresh),
    ...replacedBy(given, spot),
  }
}

/** The community of the nearest building: where the spot stands, without a second look-up by boundary. */
function communityOf({ model, after, chosen }: Chosen, spot: number) {
  let best: { ms: number; building: number } | undefined
  for (const b of chosen[spot]?.reached ?? []) {
    const ms = after.facility[b] === spot ? (after.ms[b] ?? UNREACHED) : UNREACHED
    if (best === undefined || ms < best.ms) best = { ms, building: b }
  }
  return model.communities[model.buildings.community[best?.building ?? -1] ?? -1]
}

function agesOf({ buildings }: StreetModel, rows: readonly number[]): SitingSuggestion['serves'] {
  const sum = { everyone: 0, under15: 0, from15to59: 0, over60: 0 }
  for (const b of rows) {
    sum.under15 += buildings.under15[b] ?? 0
    sum.from15to59 += buildings.from15to59[b] ?? 0
    sum.over60 += buildings.over60[b] ?? 0
  }
  return { ...sum, everyone: sum.under15 + sum.from15to59 + sum.over60 }
}

function peopleByCommunity({ model, people }: Chosen, rows: readonly number[]): SitingSuggestion['communities'] {
  const sums = new Map<number, number>()
  for (const b of rows) {
    const at = model.buildings.community[b] ?? -1
    sums.set(at, (sums.get(at) ?? 0) + (people[b] ?? 0))
  }
  return [...sums]
    .flatMap(([at, count]) => {
      const area = model.communities[at]
      return area === undefined || count === 0 ? [] : [{ id: area.id, name: area.name, people: count }]
    })
    .sort((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1))
}

/** For everybody who walks less now: which place was theirs, and how far both are. */
function replacedBy(given: Chosen, spot: number): Pick<SitingSuggestion, 'replaces' | 'hadNone'> {
  const { model, before, after, people, existing } = given
  const sums = new Map<number, { people: number; before: number; after: number }>()
  let hadNone = 0
  for (let b = 0; b < after.ms.length; b++) {
    const count = people[b] ?? 0
    const now = after.ms[b] ?? UNREACHED
    const was = before.ms[b] ?? UNREACHED
    if (count === 0 || after.facility[b] !== spot || now >= was) continue
    if (was === UNREACHED) {
      hadNone += count
      continue
    }
    const place = existing[before.facility[b] ?? -1] ?? -1
    const sum = sums.get(place) ?? { people: 0, before: 0, after: 0 }
    sums.set(place, sum)
    sum.people += count
    sum.before += count * was
    sum.after += count * now
  }
  const replaces = [...sums]
    .map(([place, sum]) => ({
      placeId: model.places.ids[place] ?? '',
      placeName: model.places.names[place] ?? '',
      people: sum.people,
      minutesBefore: minutes(sum.before / sum.people),
      minutesAfter: minutes(sum.after / sum.people),
    }))
    .sort((a, b) => b.people - a.people || (a.placeId < b.placeId ? -1 : 1))
  return { replaces: replaces.slice(0, MOST_REPLACED), hadNone }
}

function minutes(ms: number): number {
  return Math.round(ms / 6000) / 10
}
