import type { CirclePlaces } from '@xiayi/contract/circle-figures'

type Place = CirclePlaces['items'][number]
export type PlaceGroup = { categoryId: string; places: Place[] }

/** Places by category, each as often as it has categories; the order is that of `categoryIds`, nearest first inside. */
export function placesByCategory(items: readonly Place[], categoryIds: readonly string[]): PlaceGroup[] {
  const groups = new Map<string, Place[]>(categoryIds.map((id) => [id, []]))
  for (const place of items) for (const id of place.categoryIds) groups.set(id, [...(groups.get(id) ?? []), place])
  return [...groups].map(([categoryId, places]) => ({ categoryId, places }))
}
