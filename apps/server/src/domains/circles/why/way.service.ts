import type { WayReply, wayQuery } from '@xiayi/contract/circle-why'
import { type ExplainedPlace, explainNearest } from '@xiayi/engine/explain'
import { haversineM } from '@xiayi/geo/distance'
import type { z } from 'zod'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { breathe, type StreetModel, streetModelOf, type Walking } from '../../places/public.ts'
import { placesByCategory } from '../building-walks.ts'
import { explainedPlace, walkReplyOf } from '../walk.service.ts'
import { openedWays } from './opened-ways.ts'
import { roomNear } from './room-near.ts'
import { originAt, type WhyOrigin } from './why-origin.ts'

export type WayQuery = z.output<typeof wayQuery>

/** What remedies are looked for with. */
export interface Asked {
  readonly model: StreetModel
  readonly walking: Walking
  readonly origin: WhyOrigin
  /** rows of the category's places */
  readonly places: readonly number[]
  readonly withinMs: number
}

/**
 * The walk from one spot to the nearest place of a category; where it is too long, which link would make it short enough and where
 * one more place would do. The parts are some ten milliseconds each, and others have their turn in between.
 */
export async function wayTo(deps: { files: Files }, county: CountyDb, query: WayQuery): Promise<WayReply> {
  const model = await streetModelOf(county, deps.files)
  const category = model.categories.categories.findIndex(({ id }) => id === query.category)
  if (category < 0)
    throw new Problem('invalid-input', `没有类别“${query.category}”。`, {
      errors: [{ where: 'query/category', message: '不认识的类别', remedy: '请从类别列表里选择' }],
    })
  const walking = await model.walking({ profile: query.profile })
  const origin = await originAt(county, model, walking, [query.lon, query.lat])
  const places = placesByCategory(model.places, model.categories.categories.length)[category] ?? []
  const withinMs = query.within * 60_000
  const asked: Asked = { model, walking, origin, places, withinMs }
  const from: ExplainedPlace = { lon: origin.at[0], lat: origin.at[1], ways: origin.ways }
  const found = explainNearest(
    walking.graph,
    from,
    places.map((place) => explainedPlace(model, walking, place)),
    { withinMs },
  )
  const place = found === undefined ? undefined : places[found.facility]
  const walk = found === undefined || place === undefined ? null : walkReplyOf(model, query.profile, { found, place })
  const straightMetres = walk === null ? null : Math.round(haversineM(...origin.at, ...walk.placeAt))
  if (walk?.isWithin === true)
    return { withinMinutes: query.within, isWithin: true, walk, straightMetres, shorterWays: [], room: null }
  await breathe()
  const shorterWays = openedWays(asked)
  await breathe()
  return {
    withinMinutes: query.within,
    isWithin: false,
    walk,
    straightMetres,
    shorterWays,
    room: roomNear(asked),
  }
}
