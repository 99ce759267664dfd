import { setImmediate as breathe } from 'node:timers/promises'
import type { ProfileName } from '@xiayi/contract/common'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import { SNAP_GRADES } from '@xiayi/engine/snapped-places'
import type { StreetModel, Walking } from '../places/public.ts'
import type { RuleSet } from '../standards/public.ts'
import { type CircleInput, type EvaluationResult, evaluateCircle, profilesOf } from '../standards/public.ts'
import { BuildingWalker, placesByCategory } from './building-walks.ts'
import { type CountyColumns, type CountyWalk, circleInput } from './circle-input.rules.ts'
import type { CircleRow } from './circles.sql.ts'
import { profileOf } from './evaluation-reply.rules.ts'
import type { CircleFacts } from './facts/known-facts.ts'
import { originsOf, secondsToPlaces } from './origins.ts'

/** Walks are followed this far: what lies beyond is told as beyond an hour. */
const WALK_LIMIT_SECONDS = 3600
const WALKSHED_SECONDS = 900

export interface EvaluatedCircle {
  readonly circle: CircleRow
  readonly originKind: 'entrances' | 'buildings' | 'point'
  readonly input: CircleInput
  readonly result: EvaluationResult
}

export interface EvaluationRun {
  readonly model: StreetModel
  readonly ruleSet: RuleSet
  readonly circles: readonly CircleRow[]
  readonly facts: ReadonlyMap<string, CircleFacts>
  /** by place id; places left out are not known to be of a chain or not */
  readonly chains: ReadonlyMap<string, boolean>
  readonly asOf: string
  readonly signal: AbortSignal
  report(share: number, stage: string): void
}

/** Every circle held against one rule set: the county's walks once, then each circle cut out of them. */
export async function evaluateAll(run: EvaluationRun): Promise<EvaluatedCircle[]> {
  const columns = columnsOf(run.model, run.chains)
  const book = new WalkBook(run)
  const evaluated: EvaluatedCircle[] = []
  for (const [at, circle] of run.circles.entries()) {
    run.signal.throwIfAborted()
    run.report((0.95 * at) / run.circles.length, `评估${circle.name}`)
    evaluated.push(await evaluateOne(run, circle, columns, book))
    await breathe()
  }
  return evaluated
}

async function evaluateOne(
  run: EvaluationRun,
  circle: CircleRow,
  columns: CountyColumns,
  book: WalkBook,
): Promise<EvaluatedCircle> {
  const profile = profileOf(circle.profile)
  const walking = await run.model.walking({ profile, speedMps: circle.speedMetresPerSecond ?? undefined })
  const communityIds = new Set(circle.areaIds)
  const origins = originsOf(run.model, walking, communityIds)
  const walks: Partial<Record<ProfileName, CountyWalk>> = {}
  for (const name of profilesOf(run.ruleSet)) walks[name] = await book.walk(await run.model.walking({ profile: name }))
  walks[profile] = await book.walk(walking)
  const input = circleInput(columns, {
    circleId: circle.id,
    profile,
    communityIds,
    walks,
    isOffNetwork: (row) => walking.buildings.grade[row] === BEYOND,
    secondsToPlace: secondsToPlaces(walking, origins.seeds, WALK_LIMIT_SECONDS),
    walkshedSeconds: WALKSHED_SECONDS,
    facts: run.facts.get(circle.id),
    asOf: run.asOf,
  })
  return { circle, originKind: origins.kind, input, result: evaluateCircle(run.ruleSet, input) }
}

const BEYOND = SNAP_GRADES.indexOf('beyond')

/** Every building to the nearest place of every category, computed once for each way of walking that is asked for. */
class WalkBook {
  readonly #run: EvaluationRun
  readonly #lists: readonly (readonly number[])[]
  readonly #walks = new Map<string, CountyWalk>()

  constructor(run: EvaluationRun) {
    this.#run = run
    this.#lists = placesByCategory(run.model.places, run.model.categories.categories.length)
  }

  async walk(walking: Walking): Promise<CountyWalk> {
    const key = `${walking.as.profile} ${walking.as.speedMps}`
    const known = this.#walks.get(key)
    if (known !== undefined) return known
    const walker = new BuildingWalker(walking)
    const seconds = new Map<string, Float64Array>()
    for (const [c, category] of this.#run.model.categories.categories.entries()) {
      const places = this.#lists[c] ?? []
      if (places.length === 0) continue
      this.#run.signal.throwIfAborted()
      seconds.set(category.id, secondsOf(walker.toNearest(places, WALK_LIMIT_SECONDS).ms))
      // A category of a city takes some 5 ms; requests get their turn in between.
      await breathe()
    }
    const walk = { speedMetresPerSecond: walking.as.speedMps, seconds }
    this.#walks.set(key, walk)
    return walk
  }
}

/** Seconds, negative where nothing is reached. */
function secondsOf(ms: Int32Array): Float64Array {
  return Float64Array.from(ms, (time) => (time === UNREACHED ? -1 : time / 1000))
}

function columnsOf(model: StreetModel, chains: ReadonlyMap<string, boolean>): CountyColumns {
  const { buildings, communities, places, categories } = model
  const lists = placesByCategory(places, categories.categories.length)
  return {
    buildingIds: buildings.ids,
    communityIds: Array.from(buildings.community, (index) => communities[index]?.id ?? null),
    under15: buildings.under15,
    from15to59: buildings.from15to59,
    over60: buildings.over60,
    places: places.ids.map((id, place) => ({
      id,
      name: places.names[place] ?? '',
      categoryIds: categoryIdsOf(model, place),
      communityId: places.communityIds[place] ?? null,
      isChain: chains.get(id),
    })),
    recordedCategories: categories.categories
      .filter((_, c) => (lists[c]?.length ?? 0) > 0)
      .map((category) => category.id),
  }
}

export function categoryIdsOf(
  { places, categories }: Pick<StreetModel, 'places' | 'categories'>,
  place: number,
): string[] {
  const ids: string[] = []
  for (let i = places.categoryOffset[place] ?? 0; i < (places.categoryOffset[place + 1] ?? 0); i++) {
    const category = categories.categories[places.category[i] ?? -1]
    if (category !== undefined) ids.push(category.id)
  }
  return ids
}
