import type { PlaceChange } from '@xiayi/contract/scenario-changes'
import type { PlannedPlace } from '@xiayi/engine/overlay-graph'
import { Problem } from '../../platform/problem/problem.ts'
import { categoryIdsOf, waysFrom } from '../circles/public.ts'
import type { StreetModel, Walking } from '../places/public.ts'

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

/** What the changes are about, each checked on the county as it stands. @throws Problem that names the change */
export function changedPlaces(model: StreetModel, walking: Walking, changes: readonly PlaceChange[]): ChangedPlace[] {
  const seen = new Set<number>()
  return changes.map((change, index) => {
    if (change.kind === 'add-place') {
      const category = model.categories.categories.find(({ id }) => id === change.categoryId)
      if (category === undefined)
        throw new Problem('invalid-input', `没有类别“${change.categoryId}”。`, {
          errors: [
            { where: `body/changes/${index}/categoryId`, message: '不认识的类别', remedy: '请从类别列表里选择' },
          ],
        })
      mustBeWalkable(model, walking, change, index)
      const name = change.name ?? `新增${category.name.zh}`
      return { id: `change-${index}`, name, categoryIds: [category.id], place: undefined, at: change }
    }
    const place = model.placeIndex.get(change.placeId)
    if (place === undefined) throw new Problem('not-found', `没有网点“${change.placeId}”，或它已停用。`)
    if (seen.has(place))
      throw new Problem('invalid-input', '同一个网点在一次推演里只能改一次。', {
        errors: [{ where: `body/changes/${index}`, message: '这个网点已在前面的改动里' }],
      })
    seen.add(place)
    if (change.kind === 'move-place') mustBeWalkable(model, walking, change, index)
    return {
      id: change.placeId,
      name: model.places.names[place] ?? '',
      categoryIds: categoryIdsOf(model, place),
      place,
      at: change.kind === 'move-place' ? change : undefined,
    }
  })
}

function mustBeWalkable(model: StreetModel, walking: Walking, at: { lon: number; lat: number }, index: number): void {
  if (waysFrom(model, walking, at.lon, at.lat).length > 0) return
  throw new Problem('off-network', '这个位置 150 米内没有步行路，放在这里谁也走不到。请换一个位置。', {
    errors: [{ where: `body/changes/${index}`, message: '离步行路太远' }],
  })
}

export function waysTo(model: StreetModel, walking: Walking, { at }: ChangedPlace): PlannedPlace | undefined {
  return at === undefined ? undefined : waysFrom(model, walking, at.lon, at.lat)
}
