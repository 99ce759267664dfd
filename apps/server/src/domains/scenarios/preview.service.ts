import type { Preview, previewRequest } from '@xiayi/contract/scenarios'
import { type BuildingTimes, buildingTimes } from '@xiayi/engine/coverage'
import type { PlannedPlace } from '@xiayi/engine/overlay-graph'
import { WhatIf } from '@xiayi/engine/what-if'
import { placeColumns } from '@xiayi/engine/what-if-buildings'
import type { z } from 'zod'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import {
  type CircleRow,
  categoryIdsOf,
  pickSnapped,
  placesByCategory,
  standingCircles,
  waysFrom,
} from '../circles/public.ts'
import { type StreetModel, streetModelOf, type Walking } from '../places/public.ts'

export type PreviewRequest = z.output<typeof previewRequest>
type Change = PreviewRequest['changes'][number]

/** Labels are kept as far as a question reaches, in two steps: twice as far, a change touches four times the nodes. */
const LIMITS_MS = [900_000, 1_800_000] as const

function labelLimit(withinMinutes: number): number {
  return LIMITS_MS.find((limit) => withinMinutes * 60_000 <= limit) ?? LIMITS_MS[1]
}

/** One category's labels, kept with the model and always put back after a question. */
interface Board {
  readonly whatIf: WhatIf
  readonly places: readonly number[]
  readonly before: BuildingTimes
}

const boards = new WeakMap<Walking, Map<string, Board>>()

interface Step {
  readonly category: number
  apply(board: Board): void
}

/** What some changes would do to who reaches what. Nothing is stored: each change is tried on the labels and taken back. */
export async function preview(deps: { files: Files }, county: CountyDb, request: PreviewRequest): Promise<Preview> {
  const model = await streetModelOf(county, deps.files)
  const walking = await model.walking({ profile: request.profile })
  const circles = await standingCircles(county.db)
  const start = performance.now()
  const steps = request.changes.flatMap((change, at) => stepsOf(model, walking, change, at))
  const limitMs = request.withinMinutes * 60_000
  const changes = []
  const byCircle = new Map<string, { before: number; after: number }>()
  let engineMs = 0
  for (const category of new Set(steps.map((step) => step.category))) {
    const board = boardOf(model, walking, { category, limitMs: labelLimit(request.withinMinutes) })
    const engineStart = performance.now()
    const after = tried(
      board,
      steps.filter((step) => step.category === category),
      () => {
        engineMs += performance.now() - engineStart
        return timesOf(walking, board)
      },
    )
    changes.push(compare(model, { category, limitMs, before: board.before, after }))
    addByCircle(model, circles, { limitMs, before: board.before, after }, byCircle)
  }
  return {
    profile: request.profile,
    speedMetresPerSecond: walking.as.speedMps,
    withinMinutes: request.withinMinutes,
    engineMilliseconds: Math.round(engineMs * 1000) / 1000,
    totalMilliseconds: Math.round((performance.now() - start) * 10) / 10,
    changes,
    circles: circles.flatMap((circle) => {
      const found = byCircle.get(circle.id)
      if (found === undefined || found.before === found.after) return []
      return [
        {
          circleId: circle.id,
          name: circle.name,
          residentsBefore: found.before,
          residentsAfter: found.after,
          residents: residentsOf(model, circle),
        },
      ]
    }),
  }
}

/** Looks at the labels with the steps taken, and takes them back whatever happens. */
function tried<T>(board: Board, steps: readonly Step[], look: () => T): T {
  let taken = 0
  try {
    for (const step of steps) {
      step.apply(board)
      taken++
    }
    return look()
  } finally {
    for (; taken > 0; taken--) board.whatIf.undo()
  }
}

function boardOf(
  model: StreetModel,
  walking: Walking,
  { category, limitMs }: { category: number; limitMs: number },
): Board {
  const kept = boards.get(walking) ?? new Map<string, Board>()
  const key = `${category} ${limitMs}`
  boards.set(walking, kept)
  const known = kept.get(key)
  if (known !== undefined) return known
  const places = placesByCategory(model.places, model.categories.categories.length)[category] ?? []
  const whatIf = new WhatIf(walking.graph, pickSnapped(walking.places, places), limitMs)
  const board = { whatIf, places }
  const made = { ...board, before: timesOf(walking, board) }
  kept.set(key, made)
  return made
}

function timesOf(walking: Walking, { whatIf }: Pick<Board, 'whatIf'>): BuildingTimes {
  return buildingTimes(walking.graph, {
    buildings: walking.buildings,
    doors: walking.buildingSeeds,
    facilities: placeColumns(whatIf.facilities.map((ways) => ways ?? [])),
    labels: { ms: whatIf.ms, facility: whatIf.facility },
    limitMs: whatIf.limitMs,
  })
}

function stepsOf(model: StreetModel, walking: Walking, change: Change, at: number): Step[] {
  if (change.kind === 'add-place') {
    const category = model.categories.categories.findIndex(({ id }) => id === change.categoryId)
    if (category < 0)
      throw new Problem('invalid-input', `没有类别“${change.categoryId}”。`, {
        errors: [
          {
            where: `body/changes/${at}/categoryId`,
            message: '不认识的类别',
            remedy: '请从类别列表里选择',
          },
        ],
      })
    const place = plannedAt(model, walking, change, at)
    return [{ category, apply: ({ whatIf: board }) => board.addFacility(place) }]
  }
  const index = model.placeIndex.get(change.placeId)
  if (index === undefined) throw new Problem('not-found', `没有网点“${change.placeId}”，或它已停用。`)
  const to = change.kind === 'move-place' ? plannedAt(model, walking, change, at) : undefined
  return categoryIdsOf(model, index).map((id) => ({
    category: model.categories.categories.findIndex((each) => each.id === id),
    apply: ({ whatIf: board, places }) => {
      const facility = places.indexOf(index)
      if (board.facilities[facility] === undefined)
        throw new Problem('invalid-input', '同一个网点在一次推演里只能改一次。', {
          errors: [{ where: `body/changes/${at}`, message: '这个网点已被前面的改动移除' }],
        })
      if (to === undefined) board.removeFacility(facility)
      else board.moveFacility(facility, to)
    },
  }))
}

function plannedAt(
  model: StreetModel,
  walking: Walking,
  at: { lon: number; lat: number },
  index: number,
): PlannedPlace {
  const ways = waysFrom(model, walking, at.lon, at.lat)
  if (ways.length === 0)
    throw new Problem('off-network', '这个位置 150 米内没有步行路，放在这里谁也走不到。请换一个位置。', {
      errors: [{ where: `body/changes/${index}`, message: '离步行路太远' }],
    })
  return ways
}

interface Compared {
  readonly limitMs: number
  readonly before: BuildingTimes
  readonly after: BuildingTimes
}

function compare(model: StreetModel, { category, limitMs, before, after }: Compared & { category: number }) {
  const { buildings } = model
  let residents = 0
  let residentsBefore = 0
  let residentsAfter = 0
  let gainedOver60 = 0
  for (let b = 0; b < buildings.count; b++) {
    const over60 = buildings.over60[b] ?? 0
    const people = (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + over60
    const was = (before.ms[b] ?? 0) <= limitMs
    const is = (after.ms[b] ?? 0) <= limitMs
    residents += people
    if (was) residentsBefore += people
    if (is) residentsAfter += people
    if (was !== is) gainedOver60 += is ? over60 : -over60
  }
  return {
    categoryId: model.categories.categories[category]?.id ?? '',
    residents,
    residentsBefore,
    residentsAfter,
    gainedOver60,
  }
}

function addByCircle(
  model: StreetModel,
  circles: readonly CircleRow[],
  { limitMs, before, after }: Compared,
  into: Map<string, { before: number; after: number }>,
): void {
  const circlesOfArea = new Map<string, string[]>()
  for (const circle of circles)
    for (const area of circle.areaIds) circlesOfArea.set(area, [...(circlesOfArea.get(area) ?? []), circle.id])
  const { buildings, communities } = model
  for (let b = 0; b < buildings.count; b++) {
    const was = (before.ms[b] ?? 0) <= limitMs
    const is = (after.ms[b] ?? 0) <= limitMs
    if (!was && !is) continue
    const people = (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0)
    for (const id of circlesOfArea.get(communities[buildings.community[b] ?? -1]?.id ?? '') ?? []) {
      const entry = into.get(id) ?? { before: 0, after: 0 }
      into.set(id, entry)
      if (was) entry.before += people
      if (is) entry.after += people
    }
  }
}

function residentsOf({ buildings, communities }: StreetModel, circle: CircleRow): number {
  const wanted = communities.map((area) => circle.areaIds.includes(area.id))
  let sum = 0
  for (let b = 0; b < buildings.count; b++)
    if (wanted[buildings.community[b] ?? -1] === true)
      sum += (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0)
  return sum
}
