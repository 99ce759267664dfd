import { createHash } from 'node:crypto'
import { OverlayGraph } from '@xiayi/engine/overlay-graph'
import { OverlayReach, type ReachedNodes } from '@xiayi/engine/overlay-reach'
import type { CountyDb } from '../../platform/db/db.ts'
import {
  type CircleRow,
  type EvaluatedCircle,
  evaluateAll,
  factsByCircle,
  originsOf,
  profileOf,
  standingCircles,
  today,
} from '../circles/public.ts'
import { chainMembership, communityFinder, type StreetModel, type Walking } from '../places/public.ts'
import { DEFAULT_STANDARD, getStandard, type RuleSet } from '../standards/public.ts'

const WALKSHED_MS = 900_000
/** A county is held against a standard or two at a time. */
const MOST_KEPT = 3

/** One circle as it stands, ready to be held against the standard again with something changed. */
export interface StandingCircle extends EvaluatedCircle {
  readonly walking: Walking
  readonly overlay: OverlayGraph
  /** row of a building in the model, by row in the circle's input */
  readonly rows: Int32Array
  /** what lies within the walkshed of the circle's origins */
  readonly reached: ReachedNodes
  readonly communityIds: ReadonlySet<string>
}

/** The county of this moment, evaluated: what every trial is compared with. */
export interface StandingCounty {
  readonly ruleSet: RuleSet
  readonly circles: readonly StandingCircle[]
  readonly chains: ReadonlyMap<string, boolean>
  readonly communityAt: (lon: number, lat: number) => string | null
}

const kept = new WeakMap<StreetModel, Map<string, Promise<StandingCounty>>>()

/**
 * Evaluated in full once for a revision, a standard and a state of what no map shows; a trial then costs only what it touches.
 */
export async function standingCounty(
  county: CountyDb,
  model: StreetModel,
  standardId: string = DEFAULT_STANDARD,
): Promise<StandingCounty> {
  const [{ ruleSet }, circles, facts] = await Promise.all([
    getStandard(county.db, standardId),
    standingCircles(county.db),
    factsByCircle(county.db),
  ])
  const asOf = today()
  const known = JSON.stringify([ruleSet.id, ruleSet.version, asOf, circles, [...facts]])
  const key = createHash('sha256').update(known).digest('hex')
  const counties = kept.get(model) ?? new Map<string, Promise<StandingCounty>>()
  kept.set(model, counties)
  const before = counties.get(key)
  if (before !== undefined) return before
  const made = make(county, { model, ruleSet, circles, facts, asOf })
  counties.set(key, made)
  made.catch(() => counties.delete(key))
  const oldest = counties.keys().next()
  if (counties.size > MOST_KEPT && oldest.done === false) counties.delete(oldest.value)
  return made
}

/** How many standings of a model are kept or being made. */
export function standingsKept(model: StreetModel): number {
  return kept.get(model)?.size ?? 0
}

interface Given {
  readonly model: StreetModel
  readonly ruleSet: RuleSet
  readonly circles: readonly CircleRow[]
  readonly facts: Awaited<ReturnType<typeof factsByCircle>>
  readonly asOf: string
}

async function make(county: CountyDb, given: Given): Promise<StandingCounty> {
  const { model, ruleSet } = given
  const chains = await chainMembership(county.db)
  const evaluated = await evaluateAll({
    ...given,
    chains,
    signal: new AbortController().signal,
    report: () => undefined,
  })
  const rowOf = new Map(model.buildings.ids.map((id, row) => [id, row]))
  const reach = new OverlayReach()
  const overlays = new Map<Walking, OverlayGraph>()
  const standing: StandingCircle[] = []
  for (const each of evaluated) {
    const { circle, input } = each
    const walking = await model.walking({
      profile: profileOf(circle.profile),
      speedMps: circle.speedMetresPerSecond ?? undefined,
    })
    const overlay = overlays.get(walking) ?? new OverlayGraph(walking.graph, [], new Set(), 'away')
    overlays.set(walking, overlay)
    const communityIds = new Set(circle.areaIds)
    standing.push({
      ...each,
      walking,
      overlay,
      rows: Int32Array.from(input.residents.buildingIds, (id) => rowOf.get(id) ?? -1),
      reached: reach.run(overlay, originsOf(model, walking, communityIds).seeds, WALKSHED_MS),
      communityIds,
    })
  }
  return { ruleSet, circles: standing, chains, communityAt: await communityFinder(county.db) }
}
