import type { MinutesReply } from '@xiayi/contract/circles'
import type { ProfileName } from '@xiayi/contract/common'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { streetModelOf } from '../places/public.ts'
import { categoryIdsOf } from './evaluation-run.ts'
import { pointOrigin, secondsToPlaces } from './origins.ts'

export interface PointQuery {
  readonly lon: number
  readonly lat: number
  readonly profile: ProfileName
}

const LIMIT_SECONDS = 3600

/** From one point: the nearest place of every category, one search for all. */
export async function minutesFrom(deps: { files: Files }, county: CountyDb, query: PointQuery): Promise<MinutesReply> {
  const model = await streetModelOf(county, deps.files)
  const walking = await model.walking({ profile: query.profile })
  const origin = pointOrigin(model, walking, [query.lon, query.lat])
  if (origin.legMetres === undefined)
    throw new Problem('off-network', '这个点 2 公里内没有步行路。请在有道路的地方重新选一点。')
  const secondsTo = secondsToPlaces(walking, origin.seeds, LIMIT_SECONDS)
  const nearest = new Map<string, { place: number; seconds: number }>()
  for (let place = 0; place < model.places.count; place++) {
    const seconds = secondsTo(place)
    if (seconds === undefined || seconds * 1000 >= UNREACHED) continue
    for (const id of categoryIdsOf(model, place)) {
      const known = nearest.get(id)
      if (known === undefined || seconds < known.seconds) nearest.set(id, { place, seconds })
    }
  }
  return {
    profile: query.profile,
    speedMetresPerSecond: walking.as.speedMps,
    legMetres: Math.round(origin.legMetres),
    grade: origin.grade,
    items: model.categories.categories.map(({ id }) => {
      const found = nearest.get(id)
      return {
        categoryId: id,
        seconds: found === undefined ? null : Math.round(found.seconds),
        placeId: found === undefined ? null : (model.places.ids[found.place] ?? null),
        placeName: found === undefined ? null : (model.places.names[found.place] ?? null),
      }
    }),
  }
}
