import type { DrawnBuilding } from './drawing.ts'
import { at, type Random, randomFrom } from './random.ts'

/** People of one building by age group; the groups do not overlap and add up to `total`. */
export interface BuildingResidents {
  readonly households: number
  readonly total: number
  readonly under15: number
  readonly from15to59: number
  readonly from60to79: number
  readonly over80: number
}

/** Census 2020, the whole county (facts, section 5.1). The share over 80 among those over 60 is an assumption. */
export const CENSUS = { under15: 0.2647, from15to59: 0.5308, over60: 0.2045 } as const
const OVER_80_OF_OVER_60 = 0.13

/** How a quarter differs from the county: old town and villages older, new towers younger. */
const AGE_LEAN: Record<DrawnBuilding['site']['fabric'], number> = {
  'old-town': 0.1,
  mixed: 0.01,
  estates: -0.025,
  towers: -0.1,
  'town-village': 0.03,
  'rail-side': 0.03,
  works: -0.02,
  rural: 0.09,
}
const HOUSEHOLD: Record<DrawnBuilding['site']['fabric'], number> = {
  'old-town': 2.3,
  mixed: 2.7,
  estates: 2.8,
  towers: 2.5,
  'town-village': 3.1,
  'rail-side': 2.7,
  works: 2.6,
  rural: 3.2,
}

/** One entry per building, undefined where nobody lives. */
export function peopleOf(buildings: readonly DrawnBuilding[]): (BuildingResidents | undefined)[] {
  const random = randomFrom('residents')
  const drafts = buildings.map((building) => (building.homes === 0 ? undefined : draftOf(building, random)))
  const lived = drafts.flatMap((draft) => (draft ? [draft] : []))
  const total = lived.reduce((sum, draft) => sum + draft.total, 0)
  const young = scaleTo(
    lived.map((draft) => draft.total * draft.youngShare),
    lived.map((d) => d.total),
    total * CENSUS.under15,
  )
  const old = scaleTo(
    lived.map((draft) => draft.total * draft.oldShare),
    lived.map((draft, i) => draft.total - at(young, i)),
    total * CENSUS.over60,
  )
  const veryOld = scaleTo(
    old.map((count) => count * random.between(0.02, 0.26)),
    old,
    total * CENSUS.over60 * OVER_80_OF_OVER_60,
  )
  let next = 0
  return drafts.map((draft) => {
    if (!draft) return undefined
    const i = next++
    return {
      households: draft.households,
      total: draft.total,
      under15: at(young, i),
      from15to59: draft.total - at(young, i) - at(old, i),
      from60to79: at(old, i) - at(veryOld, i),
      over80: at(veryOld, i),
    }
  })
}

function draftOf(building: DrawnBuilding, random: Random) {
  const { fabric } = building.site
  const isNew = fabric === 'towers'
  const households = Math.max(1, Math.round(building.homes * random.between(isNew ? 0.35 : 0.72, isNew ? 0.7 : 0.96)))
  const total = Math.max(1, Math.round(households * HOUSEHOLD[fabric] * random.between(0.85, 1.15)))
  const lean = AGE_LEAN[fabric] + random.between(-0.05, 0.05)
  return {
    households,
    total,
    oldShare: Math.max(0.02, CENSUS.over60 + lean),
    youngShare: Math.max(0.04, CENSUS.under15 - lean * 0.7 + random.between(-0.05, 0.05)),
  }
}

/** Whole numbers near the wishes, none above its limit, whose sum is the target: errors are carried on to the next. */
function scaleTo(wishes: readonly number[], limits: readonly number[], target: number): number[] {
  const factor =
    target /
    Math.max(
      1,
      wishes.reduce((sum, wish) => sum + wish, 0),
    )
  let carried = 0
  return wishes.map((wish, i) => {
    const exact = wish * factor + carried
    const whole = Math.min(at(limits, i), Math.max(0, Math.round(exact)))
    carried = exact - whole
    return whole
  })
}
