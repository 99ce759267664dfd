import type { Preview, previewRequest } from '@xiayi/contract/scenarios'
import type { z } from 'zod'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import type { StreetModel, Walking } from '../places/public.ts'
import { streetModelOf } from '../places/public.ts'
import { boardOf, limitFor, tried } from './category-boards.ts'
import { type ChangedColumn, changedResult } from './changed-circles.ts'
import { type ChangedPlace, changedPlaces, waysTo } from './changed-places.ts'
import { walkReads } from './clause-reads.rules.ts'
import { categoryCounts, circleCounts, countyTiers, flippedClauses } from './preview-figures.rules.ts'
import { type StandingCounty, standingCounty } from './standing-county.ts'

export type PreviewRequest = z.output<typeof previewRequest>

interface Tried {
  readonly categoryId: string
  /** ms by building as the request's person walks, before and after */
  readonly before: Int32Array
  readonly after: Int32Array
}

/** What some changes would do. Nothing is stored: each change is tried on boards in memory and taken back. */
export async function preview(deps: { files: Files }, county: CountyDb, request: PreviewRequest): Promise<Preview> {
  const model = await streetModelOf(county, deps.files)
  const standing = await standingCounty(county, model, request.standardId)
  const walking = await model.walking({ profile: request.profile })
  const others = await clauseWalkings(model, standing)
  const start = performance.now()
  const places = changedPlaces(model, walking, request.changes)
  const limitMs = request.withinMinutes * 60_000
  const columns: ChangedColumn[] = []
  const asked: Tried[] = []
  let engineMilliseconds = 0
  for (const categoryId of new Set(places.flatMap((place) => place.categoryIds))) {
    const walkings = [walking, ...(others.get(categoryId) ?? []).filter((other) => other !== walking)]
    for (const each of walkings) {
      const found = tryCategory({ model, walking: each, standing, places, categoryId, minutes: request.withinMinutes })
      columns.push({ categoryId, walking: each, ms: found.isEmpty ? null : found.after })
      if (each !== walking) continue
      asked.push({ categoryId, before: found.before, after: found.after })
      engineMilliseconds += found.engineMs
    }
  }
  const circles = standing.circles.map((circle) => ({
    circle,
    after: changedResult(standing, circle, { model, places, columns }) ?? circle.result,
  }))
  const counted = circleCounts(model, standing, asked, limitMs)
  return {
    profile: request.profile,
    speedMetresPerSecond: walking.as.speedMps,
    withinMinutes: request.withinMinutes,
    engineMilliseconds: Math.round(engineMilliseconds * 1000) / 1000,
    changes: asked.map((each) => categoryCounts(model, each, limitMs)),
    circles: circles.flatMap(({ circle, after }) => {
      const clauses = flippedClauses(standing.ruleSet, circle.result, after)
      const people = counted.get(circle.circle.id) ?? { residentsBefore: 0, residentsAfter: 0, residents: 0 }
      const isTouched = clauses.length > 0 || people.residentsBefore !== people.residentsAfter
      if (!isTouched) return []
      return [
        {
          circleId: circle.circle.id,
          name: circle.circle.name,
          ...people,
          tierBefore: circle.result.tierId,
          tierAfter: after.tierId,
          clauses,
        },
      ]
    }),
    county: countyTiers(standing.ruleSet, circles),
    totalMilliseconds: Math.round((performance.now() - start) * 10) / 10,
  }
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

interface Question {
  readonly model: StreetModel
  readonly walking: Walking
  readonly standing: StandingCounty
  readonly places: readonly ChangedPlace[]
  readonly categoryId: string
  readonly minutes: number
}

function tryCategory({ model, walking, standing, places, categoryId, minutes }: Question) {
  const category = model.categories.categories.findIndex(({ id }) => id === categoryId)
  const asked = walkReads(standing.ruleSet).filter((read) => read.categoryId === categoryId)
  const limitMs = limitFor(Math.max(minutes, ...asked.map((read) => read.minutes)))
  const board = boardOf(model, walking, { category, limitMs })
  const steps = places
    .filter((place) => place.categoryIds.includes(categoryId))
    .map((place) => ({ place: place.place, to: waysTo(model, walking, place) }))
  const start = performance.now()
  return tried(board, steps, () => ({
    engineMs: performance.now() - start,
    before: board.before,
    after: board.board.ms.slice(),
    isEmpty: board.board.whatIf.facilities.every((facility) => facility === undefined),
  }))
}
