import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import type { Preview } from '@xiayi/contract/scenarios'
import type { PlannedPlace } from '@xiayi/engine/overlay-graph'
import { Problem } from '../../platform/problem/problem.ts'
import { categoryIdsOf, waysFrom } from '../circles/public.ts'
import type { StreetModel, Walking } from '../places/public.ts'
import { inWater, type Misfit, misfit, type PointsKnown } from './ground-changes.ts'

/** One place that comes, goes or moves. */
export interface ChangedPlace {
  /** of a place that is there, else of the change */
  readonly id: string
  readonly name: string
  readonly categoryIds: readonly string[]
  /** row in the model; undefined for one that is not there yet */
  readonly place: number | undefined
  /** where it will be; undefined: nowhere */
  readonly at: { readonly lon: number; readonly lat: number } | undefined
}

interface Ground {
  readonly model: StreetModel
  readonly walking: Walking
  readonly known: Pick<PointsKnown, 'isInWater'>
}

/**
 * What the changes of places are about, each checked on the county as it would stand; what does not fit is named.
 * @throws Problem when one place is changed twice
 */
export function changedPlaces(
  ground: Ground,
  changes: readonly ScenarioChange[],
): { places: ChangedPlace[]; misfits: Misfit[] } {
  const seen = new Set<string>()
  const places: ChangedPlace[] = []
  const misfits: Misfit[] = []
  changes.forEach((change, at) => {
    if ('placeId' in change) mustBeFirst(seen, change.placeId, at)
    const found = changedPlace(ground, change, at)
    if (found instanceof Problem) misfits.push({ at, problem: found })
    else if (found !== undefined) places.push(found)
  })
  return { places, misfits }
}

function mustBeFirst(seen: Set<string>, placeId: string, at: number): void {
  if (seen.has(placeId))
    throw new Problem('invalid-input', '同一个网点在一次推演里只能改一次。', {
      errors: [{ where: `body/changes/${at}`, message: '这个网点已在前面的改动里' }],
    })
  seen.add(placeId)
}

function changedPlace(ground: Ground, change: ScenarioChange, at: number): ChangedPlace | Problem | undefined {
  const { model } = ground
  if (change.kind === 'add-place') {
    const category = model.categories.categories.find(({ id }) => id === change.categoryId)
    if (category === undefined)
      return new Problem('invalid-input', `没有类别“${change.categoryId}”。`, {
        errors: [{ where: `body/changes/${at}/categoryId`, message: '不认识的类别', remedy: '请从类别列表里选择' }],
      })
    const name = change.name ?? `新增${category.name.zh}`
    const found = { id: `change-${at}`, name, categoryIds: [category.id], place: undefined, at: change }
    return whyNotAt(ground, change, at) ?? found
  }
  if (change.kind !== 'move-place' && change.kind !== 'remove-place') return undefined
  const place = model.placeIndex.get(change.placeId)
  if (place === undefined)
    return new Problem('not-found', '这个网点已经不在了：停用了，或没有这个编号。请去掉这处改动，或另选一个网点。', {
      errors: [{ where: `body/changes/${at}`, message: '这个网点已经不在了' }],
    })
  const found = {
    id: change.placeId,
    name: model.places.names[place] ?? '',
    categoryIds: categoryIdsOf(model, place),
    place,
  }
  if (change.kind === 'remove-place') return { ...found, at: undefined }
  return whyNotAt(ground, change, at) ?? { ...found, at: change }
}

/** The places that changes move or remove, where they stand today. */
export function placesToday(
  { places, placeIndex }: StreetModel,
  changes: readonly ScenarioChange[],
): Preview['placesToday'] {
  return changes.flatMap((change) => {
    const place = 'placeId' in change ? placeIndex.get(change.placeId) : undefined
    if (place === undefined) return []
    const [name = '', lon = 0, lat = 0] = [places.names[place], places.lon[place], places.lat[place]]
    return [{ placeId: places.ids[place] ?? '', name, lon, lat }]
  })
}

function whyNotAt(
  { model, walking, known }: Ground,
  { lon, lat }: { lon: number; lat: number },
  at: number,
): Problem | undefined {
  if (waysFrom(model, walking, lon, lat).length === 0)
    return misfit(at, {
      detail: '这个位置 150 米内没有步行路，放在这里谁也走不到。请换一个位置。',
      message: '离步行路太远',
    })
  return known.isInWater(lon, lat) ? inWater(at) : undefined
}

/** Found once for a place and a way of walking: each circle asks, and each column. */
const found = new WeakMap<ChangedPlace, WeakMap<Walking, PlannedPlace>>()

export function waysTo(model: StreetModel, walking: Walking, place: ChangedPlace): PlannedPlace | undefined {
  const { at } = place
  if (at === undefined) return undefined
  const byWalking = found.get(place) ?? new WeakMap<Walking, PlannedPlace>()
  found.set(place, byWalking)
  const ways = byWalking.get(walking) ?? waysFrom(model, walking, at.lon, at.lat)
  byWalking.set(walking, ways)
  return ways
}
