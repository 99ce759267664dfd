import { Problem } from '../../../platform/problem/problem.ts'
import { buildingCollection, communityCollection, type GisCollection, placeCollection } from './features.service.ts'
import { networkCollection } from './network-features.ts'

export const GIS_COLLECTIONS: readonly GisCollection[] = [
  placeCollection,
  buildingCollection,
  communityCollection,
  networkCollection,
]

/** @throws Problem not-found */
export function getGisCollection(id: string): GisCollection {
  const found = GIS_COLLECTIONS.find((each) => each.id === id)
  if (found !== undefined) return found
  const known = GIS_COLLECTIONS.map((each) => each.id).join('、')
  throw new Problem('not-found', `没有图层“${id}”。现有：${known}。`)
}
