import type { AGE_GROUPS, SitingReply, SitingRequest } from '@xiayi/contract/siting'
import { type BuildingTimes, coverage } from '@xiayi/engine/coverage'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'
import { snapPlaces } from '@xiayi/engine/snapped-places'
import type { EnginePool } from '@xiayi/engine/worker-pool'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { BuildingWalker, placesByCategory, weightedGini } from '../circles/public.ts'
import { type BuildingColumns, type StreetModel, streetModelOf, type Walking } from '../places/public.ts'
import { type CommunityShare, equitableWeights, sharesByCommunity } from './siting.rules.ts'
import { spotsOf } from './siting-candidates.ts'
import { describeSuggestions } from './siting-suggestions.ts'

export interface SitingDeps {
  readonly files: Files
  readonly engine: EnginePool
}

/** Walks to what is there are followed this far; beyond it somebody has none. */
const WALK_LIMIT_SECONDS = 3600

/**
 * Where the next places of a category should stand so that the most people come within reach. Nothing is stored. The search runs
 * in an engine thread; `signal` ends it.
 * @throws Problem invalid-input (category, plots), network-missing, off-network (no candidate has a walking line)
 */
export async function suggestSites(
  deps: SitingDeps,
  county: CountyDb,
  request: SitingRequest,
  options: { readonly exact?: { readonly timeLimitS: number }; readonly signal?: AbortSignal } = {},
): Promise<SitingReply> {
  const start = performance.now()
  const model = await streetModelOf(county, deps.files)
  const walking = await model.walking({ profile: request.profile })
  const servedBy = request.servedBy ?? [request.categoryId]
  const categories = categoryRows(model, [request.categoryId, ...servedBy]).slice(1)
  const spots = spotsOf(model, request.candidates)
  const candidates = snapPlaces(
    model.snapper,
    Array.from(spots.lon, (lon, at) => [wgs84(lon, spots.lat[at] ?? 0)]),
    { excludedEdges: walking.graph.profile.excludedEdges },
  )
  const offNetwork = countOff(candidates)
  if (offNetwork === spots.lon.length)
    throw new Problem('off-network', '候选地点 150 米内都没有步行路，建在这里谁也走不到。请换一批地点。')
  const existing = existingPlaces(model, categories)
  const before = new BuildingWalker(walking).toNearest(existing, WALK_LIMIT_SECONDS)
  const withinMs = request.withinMinutes * 60_000
  const people = peopleOf(model.buildings, request.group)
  const shares = sharesByCommunity(people, model.buildings.community, (b) => (before.ms[b] ?? 0) <= withinMs)
  const weights = request.isEquitable ? equitableWeights(people, model.buildings.community, shares) : people
  const [found] = await deps.engine.map(
    walking.graph,
    'sites',
    [
      {
        cover: {
          candidates,
          buildings: walking.buildings,
          residents: weights,
          withinMs,
          sites: request.sites,
          existing: before,
        },
        ...(options.exact && { exact: options.exact }),
      },
    ],
    options.signal ? { signal: options.signal } : {},
  )
  if (found === undefined) throw new Error('the engine gave no answer')
  const chosen = found.answer.chosen.map((candidate, at) => ({
    candidate,
    reached: found.reached[at] ?? new Uint32Array(),
  }))
  const after = timesTo(walking, candidates, chosen)
  const isCovered = (b: number) => Math.min(before.ms[b] ?? 0, after.ms[b] ?? 0) <= withinMs
  const sharesAfter = sharesByCommunity(people, model.buildings.community, isCovered)
  return {
    method: options.exact === undefined ? 'greedy' : 'exact',
    categoryId: request.categoryId,
    servedBy,
    profile: request.profile,
    speedMetresPerSecond: walking.as.speedMps,
    withinMinutes: request.withinMinutes,
    group: request.group,
    isEquitable: request.isEquitable,
    networkVersion: model.networkVersion,
    candidates: { given: spots.given, tried: spots.lon.length, offNetwork, gridMetres: spots.gridMetres },
    before: coverageOf(people, shares, (b) => (before.ms[b] ?? 0) <= withinMs),
    after: coverageOf(people, sharesAfter, isCovered),
    communities: communityTable(model, shares, sharesAfter),
    gained: round(found.answer.covered),
    bound: round(found.answer.bound),
    gap: found.answer.gap,
    isOptimal: found.answer.isOptimal,
    suggestions: describeSuggestions({ model, spots, existing, withinMs, before, after, chosen, people, weights }),
    milliseconds: Math.round(performance.now() - start),
  }
}

function categoryRows(model: StreetModel, ids: readonly string[]): number[] {
  return ids.map((id) => {
    const row = model.categories.categories.findIndex((category) => category.id === id)
    if (row < 0)
      throw new Problem('invalid-input', `没有类别“${id}”。`, {
        errors: [{ where: 'body/categoryId', message: '不认识的类别', remedy: '请从类别列表里选择' }],
      })
    return row
  })
}

/** Places of some categories, each once, in the model's order. */
function existingPlaces(model: StreetModel, categories: readonly number[]): number[] {
  const lists = placesByCategory(model.places, model.categories.categories.length)
  return [...new Set(categories.flatMap((category) => lists[category] ?? []))].sort((a, b) => a - b)
}

function countOff({ offset }: SnappedPlaces): number {
  let off = 0
  for (let at = 0; at + 1 < offset.length; at++) if (offset[at] === offset[at + 1]) off++
  return off
}

/** From every building to the nearest of the chosen spots; `facility` is the index in `chosen`. */
function timesTo(walking: Walking, candidates: SnappedPlaces, chosen: readonly { candidate: number }[]): BuildingTimes {
  const facilities = pickSpots(
    candidates,
    chosen.map(({ candidate }) => candidate),
  )
  const [times] = coverage(walking.graph, walking.buildings, [facilities], { limitMs: WALK_LIMIT_SECONDS * 1000 })
  if (times === undefined) throw new Error('coverage answers every category')
  return times
}

function pickSpots(all: SnappedPlaces, rows: readonly number[]): SnappedPlaces {
  const entries = rows.flatMap((row) => {
    const from = all.offset[row] ?? 0
    return Array.from({ length: (all.offset[row + 1] ?? 0) - from }, (_, i) => from + i)
  })
  const offset = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => {
    offset[i + 1] = (offset[i] ?? 0) + (all.offset[row + 1] ?? 0) - (all.offset[row] ?? 0)
  })
  return {
    offset,
    edge: Uint32Array.from(entries, (c) => all.edge[c] ?? 0),
    share: Float64Array.from(entries, (c) => all.share[c] ?? 0),
    legM: Float64Array.from(entries, (c) => all.legM[c] ?? 0),
    grade: Uint8Array.from(rows, (row) => all.grade[row] ?? 0),
  }
}

function peopleOf(buildings: BuildingColumns, group: (typeof AGE_GROUPS)[number]): Float64Array {
  const { under15, from15to59, over60 } = buildings
  if (group === 'under15') return Float64Array.from(under15)
  if (group === 'over60') return Float64Array.from(over60)
  return Float64Array.from(under15, (young, b) => young + (from15to59[b] ?? 0) + (over60[b] ?? 0))
}

function communityTable(
  model: StreetModel,
  before: ReadonlyMap<number, CommunityShare>,
  after: ReadonlyMap<number, CommunityShare>,
): SitingReply['communities'] {
  return [...before]
    .sort(([a, x], [b, y]) => x.share - y.share || a - b)
    .flatMap(([at, { people, covered }]) => {
      const area = model.communities[at]
      if (area === undefined) return []
      const coveredAfter = after.get(at)?.covered ?? covered
      return [{ id: area.id, name: area.name, residents: people, coveredBefore: covered, coveredAfter }]
    })
}

function coverageOf(
  people: Float64Array,
  shares: ReadonlyMap<number, CommunityShare>,
  isCovered: (building: number) => boolean,
): SitingReply['before'] {
  let residents = 0
  let covered = 0
  people.forEach((count, b) => {
    residents += count
    if (isCovered(b)) covered += count
  })
  return {
    covered,
    residents,
    share: residents === 0 ? 0 : covered / residents,
    gini: Math.round(weightedGini(shares.values()) * 1e4) / 1e4,
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
