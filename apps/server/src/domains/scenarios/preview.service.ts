import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import type { Preview, previewRequest } from '@xiayi/contract/scenarios'
import type { z } from 'zod'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { cutOffWords, type StreetModel, streetModelOf, type Walking, waterFinder } from '../places/public.ts'
import { boardOf, limitFor } from './category-boards.ts'
import { type ChangedColumn, changedResult } from './changed-circles.ts'
import { changedColumns } from './changed-minutes.ts'
import { type ChangedPlace, changedPlaces, placesToday } from './changed-places.ts'
import { walkReads } from './clause-reads.rules.ts'
import { closureLines, groundChanges, type Misfit } from './ground-changes.ts'
import { groundReach } from './ground-reach.ts'
import { plannedCounty } from './planned-county.ts'
import {
  categoryCounts,
  circleReach,
  countyTiers,
  flippedClauses,
  type Reach,
  residentsOf,
  withinLimit,
} from './preview-figures.rules.ts'
import { type StandingCounty, standingCounty } from './standing-county.ts'
import { tryCategory } from './try-category.ts'

/** `mustFit`: refused when none of the changes fits; else each is named in the reply */
export type PreviewRequest = z.output<typeof previewRequest> & { readonly mustFit: boolean }

interface Side {
  readonly model: StreetModel
  readonly standing: StandingCounty
  readonly walking: Walking
}

/**
 * What some changes would do, equal to an evaluation of the county with the changes carried out. Nothing is stored. What changes the
 * ground is carried out once, on a copy of the streets; places are then tried on boards in memory and taken back.
 */
export async function preview(deps: { files: Files }, county: CountyDb, request: PreviewRequest): Promise<Preview> {
  const model = await streetModelOf(county, deps.files)
  const [standing, isInWater] = await Promise.all([
    standingCounty(county, model, request.standardId),
    waterFinder(county),
  ])
  const start = performance.now()
  const ground = groundChanges(model, { isInWater, communityAt: standing.communityAt }, request.changes)
  const plan = await plannedCounty(county, { model, standing }, { ground, standardId: request.standardId })
  const as = { profile: request.profile }
  const today: Side = { model, standing, walking: await model.walking(as) }
  const planned: Side = { ...plan, walking: await plan.model.walking(as) }
  const changed = changedPlaces({ ...planned, known: { isInWater } }, request.changes)
  const misfits = [...plan.misfits, ...changed.misfits].sort((a, b) => a.at - b.at)
  if (request.mustFit) mustFitSome(request.changes, misfits)
  const tried = await tryPlaces(planned, changed.places, request.withinMinutes)
  const reached = await reachOf(today, planned, { tried, minutes: request.withinMinutes })
  const circles = circlesOf(today, planned, {
    places: changed.places,
    columns: tried.columns,
    reaches: reached.reaches,
  })
  return {
    profile: request.profile,
    speedMetresPerSecond: today.walking.as.speedMps,
    withinMinutes: request.withinMinutes,
    engineMilliseconds: Math.round(tried.engineMs * 1000) / 1000,
    misfits: misfits.map(({ at, problem }) => ({ at, message: problem.message })),
    newcomers: newcomersOf(today, planned),
    cutOff: plan.cutOff,
    warnings: plan.cutOff === null ? [] : [cutOffWords(plan.cutOff)],
    closures: closureLines(ground),
    placesToday: placesToday(model, request.changes),
    housing: ground.housing
      .filter(({ at }) => !misfits.some((each) => each.at === at))
      .map(({ at, communityId }) => ({ at, communityId })),
    changes: reached.counts,
    circles: circles.shown,
    county: countyTiers(standing.ruleSet, circles.all),
    revision: model.revision,
    columns: changedColumns({ today, planned, places: changed.places, categoryIds: request.want.columns }),
    totalMilliseconds: Math.round((performance.now() - start) * 10) / 10,
  }
}

/** @throws Problem, the first of them, when none of the changes fits: there is nothing to count */
function mustFitSome(changes: readonly ScenarioChange[], misfits: readonly Misfit[]): void {
  const [first] = misfits
  if (first === undefined || misfits.length < changes.length) return
  throw new Problem(first.problem.code, first.problem.message, {
    errors: misfits.flatMap(({ problem }) => problem.errors),
  })
}

interface Tried {
  /** as the request's person walks, by category */
  readonly asked: ReadonlyMap<string, { readonly before: Int32Array; readonly after: Int32Array }>
  readonly columns: readonly ChangedColumn[]
  readonly engineMs: number
}

/** The categories of changed places, as everybody walks who looks at them. */
async function tryPlaces(planned: Side, places: readonly ChangedPlace[], minutes: number): Promise<Tried> {
  const { model, standing, walking } = planned
  const others = await clauseWalkings(model, standing)
  const columns: ChangedColumn[] = []
  const asked = new Map<string, { before: Int32Array; after: Int32Array }>()
  let engineMs = 0
  for (const categoryId of new Set(places.flatMap((place) => place.categoryIds))) {
    const walkings = [walking, ...(others.get(categoryId) ?? []).filter((other) => other !== walking)]
    for (const each of walkings) {
      const found = tryCategory({ model, walking: each, standing, places, categoryId, minutes })
      columns.push({ categoryId, walking: each, ms: found.isEmpty ? null : found.after })
      if (each !== walking) continue
      asked.set(categoryId, { before: found.before, after: found.after })
      engineMs += found.engineMs
    }
  }
  return { asked, columns, engineMs }
}

/** By category the ways of walking that clauses look at it with. */
async function clauseWalkings(model: StreetModel, standing: StandingCounty): Promise<Map<string, Walking[]>> {
  const found = new Map<string, Set<Walking>>()
  for (const { categoryId, profile } of walkReads(standing.ruleSet)) {
    const walkings = found.get(categoryId) ?? new Set<Walking>()
    found.set(categoryId, walkings)
    for (const circle of standing.circles) {
      const own = circle.walking
      walkings.add(profile === undefined || profile === own.as.profile ? own : await model.walking({ profile }))
    }
  }
  return new Map([...found].map(([categoryId, walkings]) => [categoryId, [...walkings]]))
}

/** Who reaches what, before and after: categories of changed places, and those that the ground alone brings nearer. */
async function reachOf(
  today: Side,
  planned: Side,
  { tried, minutes }: { tried: Tried; minutes: number },
): Promise<{ reaches: Reach[]; counts: Preview['changes'] }> {
  const limitMs = minutes * 60_000
  const isGroundSame = planned.model === today.model
  const reaches: Reach[] = []
  for (const [categoryId, { before, after }] of tried.asked) {
    const was = isGroundSame ? before : timesToday(today, categoryId, minutes)
    reaches.push({ categoryId, before: withinLimit(was, limitMs), after: withinLimit(after, limitMs) })
  }
  const counts = reaches.map((reach) => categoryCounts(planned.model.buildings, reach))
  if (isGroundSame) return { reaches, counts }
  const others = (await groundReach(today, planned, minutes)).filter(({ reach }) => !tried.asked.has(reach.categoryId))
  return {
    reaches: [...reaches, ...others.map(({ reach }) => reach)],
    counts: [...counts, ...others.map((other) => other.counts)],
  }
}

function timesToday({ model, walking }: Side, categoryId: string, minutes: number): Int32Array {
  const category = model.categories.categories.findIndex(({ id }) => id === categoryId)
  return boardOf(model, walking, { category, limitMs: limitFor(minutes) }).before
}

type CircleShown = Preview['circles'][number]
type Results = Parameters<typeof countyTiers>[1][number]

function circlesOf(
  today: Side,
  planned: Side,
  made: { places: readonly ChangedPlace[]; columns: readonly ChangedColumn[]; reaches: readonly Reach[] },
): { all: Results[]; shown: CircleShown[] } {
  const { standing, model } = planned
  const byId = new Map(today.standing.circles.map((each) => [each.circle.id, each.result]))
  const reach = circleReach(model.buildings, standing.circles, made.reaches)
  const all: Results[] = []
  const shown: CircleShown[] = []
  for (const circle of standing.circles) {
    const before = byId.get(circle.circle.id) ?? circle.result
    const after = changedResult(standing, circle, { model, ...made }) ?? circle.result
    all.push({ before, after })
    const clauses = flippedClauses(standing.ruleSet, before, after)
    const people = reach.get(circle.circle.id) ?? { residentsBefore: 0, residentsAfter: 0 }
    const residents = residentsOf(model.buildings, circle.rows, today.model.buildings.count)
    const isTouched =
      clauses.length > 0 ||
      people.residentsBefore !== people.residentsAfter ||
      residents.residents !== residents.residentsPlanned
    if (!isTouched) continue
    const { id, name } = circle.circle
    shown.push({
      circleId: id,
      name,
      ...people,
      ...residents,
      tierBefore: before.tierId,
      tierAfter: after.tierId,
      clauses,
    })
  }
  return { all, shown }
}

function newcomersOf(today: Side, planned: Side): number {
  const { buildings } = planned.model
  let people = 0
  for (let b = today.model.buildings.count; b < buildings.count; b++)
    people += (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0)
  return people
}
