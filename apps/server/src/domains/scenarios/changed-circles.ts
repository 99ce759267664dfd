import { UNREACHED } from '@xiayi/engine/bucket-search'
import type { StreetModel, Walking } from '../places/public.ts'
import { type CircleInput, type CirclePlace, type EvaluationResult, evaluateChanged } from '../standards/public.ts'
import { type ChangedPlace, waysTo } from './changed-places.ts'
import type { StandingCircle, StandingCounty } from './standing-county.ts'

/** A category's column as somebody walks it, with the changes made. */
export interface ChangedColumn {
  readonly categoryId: string
  readonly walking: Walking
  /** ms by building, UNREACHED beyond the board's limit; null: no place of the category is left */
  readonly ms: Int32Array | null
}

const WALKSHED_MS = 900_000

/**
 * A circle held against the standard with the changes made: the standing input with only what they touch replaced, so that the
 * clauses come out as in an evaluation of the changed county. Undefined when nothing in it is touched.
 */
export function changedResult(
  county: StandingCounty,
  circle: StandingCircle,
  given: { model: StreetModel; places: readonly ChangedPlace[]; columns: readonly ChangedColumn[] },
): EvaluationResult | undefined {
  const walks = walksWith(circle, given.columns)
  const places = placesWith(county, circle, given)
  const recordedCategories = recordedWith(circle.input, given.columns)
  if (walks === undefined && places === undefined && recordedCategories === undefined) return undefined
  const input = {
    ...circle.input,
    walks: walks ?? circle.input.walks,
    places: places ?? circle.input.places,
    recordedCategories: recordedCategories ?? circle.input.recordedCategories,
  }
  const touched = [
    ...given.places.flatMap((place) => place.categoryIds),
    ...given.columns.map((each) => each.categoryId),
  ]
  return evaluateChanged(county.ruleSet, circle.result, { input, categoryIds: new Set(touched) })
}

function walksWith(
  { input, rows }: StandingCircle,
  columns: readonly ChangedColumn[],
): CircleInput['walks'] | undefined {
  let walks: CircleInput['walks'] | undefined
  for (const [profile, walk] of Object.entries(input.walks)) {
    const seconds: Record<string, readonly (number | null)[]> = { ...walk.seconds }
    let isChanged = false
    for (const { categoryId, walking, ms } of columns) {
      if (walking.as.profile !== profile || walking.as.speedMps !== walk.speedMetresPerSecond) continue
      if (ms === null) {
        isChanged ||= categoryId in seconds
        delete seconds[categoryId]
        continue
      }
      const before = seconds[categoryId]
      const after = Array.from(rows, (row) => secondsOf(ms[row] ?? UNREACHED))
      if (before !== undefined && after.every((value, i) => value === before[i])) continue
      seconds[categoryId] = after
      isChanged = true
    }
    if (isChanged) walks = { ...(walks ?? input.walks), [profile]: { ...walk, seconds } }
  }
  return walks
}

/** As an evaluation rounds it. */
function secondsOf(ms: number): number | null {
  return ms === UNREACHED ? null : Math.round(ms / 100) / 10
}

function placesWith(
  county: StandingCounty,
  circle: StandingCircle,
  given: { model: StreetModel; places: readonly ChangedPlace[] },
): readonly CirclePlace[] | undefined {
  let places: CirclePlace[] | undefined
  for (const change of given.places) {
    const before = circle.input.places.find((place) => place.id === change.id)
    const after = placeIn(county, circle, given.model, change)
    if (before === undefined && after === undefined) continue
    places = (places ?? [...circle.input.places]).filter((place) => place.id !== change.id)
    if (after !== undefined) places.push(after)
  }
  return places?.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The place as the circle sees it; undefined outside its boundary and its walkshed. */
function placeIn(
  county: StandingCounty,
  circle: StandingCircle,
  model: StreetModel,
  change: ChangedPlace,
): CirclePlace | undefined {
  if (change.at === undefined) return undefined
  const communityId = county.communityAt(change.at.lon, change.at.lat)
  const inBoundary = communityId !== null && circle.communityIds.has(communityId)
  const doors = circle.overlay.doorsOf(waysTo(model, circle.walking, change) ?? [], 'towards')
  const inWalkshed = doors.some(([node, ms]) => circle.reached.msTo(node) + ms <= WALKSHED_MS)
  if (!inBoundary && !inWalkshed) return undefined
  const isChain = county.chains.get(change.id)
  const place = { id: change.id, name: change.name, categoryIds: change.categoryIds.toSorted(), inBoundary, inWalkshed }
  return isChain === undefined ? place : { ...place, isChain }
}

/** A category of which the county has its first place, or has lost its last. */
function recordedWith(input: CircleInput, columns: readonly ChangedColumn[]): readonly string[] | undefined {
  const recorded = new Set(input.recordedCategories)
  let isChanged = false
  for (const { categoryId, ms } of columns) {
    if (recorded.has(categoryId) === (ms !== null)) continue
    if (ms === null) recorded.delete(categoryId)
    else recorded.add(categoryId)
    isChanged = true
  }
  return isChanged ? [...recorded].toSorted() : undefined
}
