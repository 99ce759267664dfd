import type { WhyItem, WhyReply, whyQuery } from '@xiayi/contract/circle-why'
import { FAR_M, NEAR_M } from '@xiayi/engine/snap'
import type { z } from 'zod'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { type Category, type StreetModel, streetModelOf, type Walking, walkFromWays } from '../../places/public.ts'
import { DEFAULT_STANDARD, getStandard, isVerifiedClause } from '../../standards/public.ts'
import { categoryIdsOf } from '../evaluation-run.ts'
import { judged, type LimitAsked, limitsByCategory } from './limits.rules.ts'
import { originAt, type WhyOrigin } from './why-origin.ts'

export type WhyQuery = z.output<typeof whyQuery>

/** For every category the nearest place on foot from one spot, held against what the county's standard asks. */
export async function whyFrom(deps: { files: Files }, county: CountyDb, query: WhyQuery): Promise<WhyReply> {
  const model = await streetModelOf(county, deps.files)
  const walking = await model.walking({ profile: query.profile })
  const origin = await originAt(county, model, walking, [query.lon, query.lat])
  const { ruleSet } = await getStandard(county.db, DEFAULT_STANDARD)
  const limits = limitsByCategory(ruleSet)
  const nearest = nearestByCategory(model, walking, origin)
  const secondsTo = (id: string) => nearest.get(id)?.seconds ?? null
  return {
    revision: model.revision,
    networkVersion: model.networkVersion,
    profile: query.profile,
    speedMetresPerSecond: walking.as.speedMps,
    standardId: ruleSet.id,
    standardTitle: ruleSet.title,
    origin: originReply(model, origin),
    items: model.categories.categories.map((category): WhyItem => {
      const limit = limitReply(category, limits.get(category.id))
      const found = nearest.get(category.id)
      return {
        categoryId: category.id,
        seconds: found?.seconds ?? null,
        placeId: found === undefined ? null : (model.places.ids[found.place] ?? null),
        placeName: found === undefined ? null : (model.places.names[found.place] ?? null),
        limit,
        ...judged(category.id, limit, secondsTo),
      }
    }),
  }
}

/** Seconds are rounded up, as in the columns of the map: within 900 means within 900. */
function nearestByCategory(model: StreetModel, walking: Walking, origin: WhyOrigin) {
  const walk = walkFromWays(walking, origin.ways)
  const nearest = new Map<string, { readonly place: number; readonly seconds: number }>()
  for (let place = 0; place < model.places.count; place++) {
    const exact = walk.secondsTo(place)
    if (exact === undefined) continue
    const seconds = Math.ceil(exact)
    for (const id of categoryIdsOf(model, place))
      if (seconds < (nearest.get(id)?.seconds ?? Infinity)) nearest.set(id, { place, seconds })
  }
  return nearest
}

function limitReply(category: Category, asked: LimitAsked | undefined): WhyItem['limit'] {
  if (asked !== undefined)
    return {
      minutes: asked.minutes,
      clauseId: asked.clause.id,
      title: asked.clause.title,
      anyOf: [...asked.anyOf],
      verified: isVerifiedClause(asked.clause),
    }
  if (category.walkMinutes === null) return null
  return {
    minutes: category.walkMinutes.is,
    clauseId: null,
    title: `${category.name.zh}的步行时间要求`,
    anyOf: [category.id],
    verified: category.walkMinutes.trust === 'A',
  }
}

function originReply(model: StreetModel, { at, building, ways }: WhyOrigin): WhyReply['origin'] {
  const { buildings, communities, compounds } = model
  const legMetres = Math.min(FAR_M, ...ways.map(({ legM }) => legM))
  const people = (column: Uint32Array) => (building === undefined ? null : (column[building] ?? 0))
  return {
    at: [at[0], at[1]],
    isBuilding: building !== undefined,
    under15: people(buildings.under15),
    from15to59: people(buildings.from15to59),
    over60: people(buildings.over60),
    communityName: building === undefined ? null : (communities[buildings.community[building] ?? -1]?.name ?? null),
    compoundName: building === undefined ? null : (compounds[buildings.compound[building] ?? -1]?.name ?? null),
    legMetres: Math.round(legMetres),
    grade: legMetres <= NEAR_M ? 'near' : 'far',
  }
}
