import type { ProfileName } from '@xiayi/contract/common'
import type { AreaCollection, Category, networkReply, Place, PlaceHit } from '@xiayi/contract/places'
import type { z } from 'zod'
import { holidayState } from '../../platform/calendar/holidays.rules.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { areaFeatures, areasOf, type ShownKind } from './areas/area-cache.ts'
import { currentNetwork } from './areas/areas.sql.ts'
import { categoryReply, categorySet } from './categories/categories.service.ts'
import { atOneRevision, RevisionCache } from './model/revision-cache.ts'
import type { CountyModel } from './model/street-model.ts'
import { countyAtHand, countyModelOf } from './model/street-model-cache.ts'
import { cursorOf, idOfCursor, isId } from './page-cursor.ts'
import {
  type PlaceFilter,
  type PlaceRow,
  placeById,
  placeCountByCategory,
  placesAfter,
  placeTotal,
} from './places.sql.ts'
import { type Opening, openingAt } from './search/opening.rules.ts'
import { searchPlaces } from './search/place-search.ts'
import { speedOf, walkFrom, walkFromAs } from './search/place-walk.ts'

export interface PlaceDeps {
  readonly files: Files
  readonly now: () => Date
}

const categoryCounts = new RevisionCache<ReadonlyMap<string, number>>({
  most: 16,
  build: (county) => atOneRevision(county, placeCountByCategory),
})

export async function listCategories(county: CountyDb): Promise<{ version: string; items: Category[] }> {
  const set = categorySet()
  const counts = await categoryCounts.get(county)
  return {
    version: set.version,
    items: set.categories.map((category) => categoryReply(set, category, counts.get(category.id) ?? 0)),
  }
}

export interface SearchRequest {
  readonly q: string
  readonly category: string | undefined
  readonly at: readonly [lon: number, lat: number] | undefined
  readonly profile: ProfileName
  readonly limit: number
}

export interface SearchAnswer extends WalkedAt {
  readonly items: PlaceHit[]
  readonly profile: ProfileName
  readonly isWalkPending: boolean
}

/** The speed is printed beside every minute. */
interface WalkedAt {
  readonly speedMetresPerSecond: number
}

/**
 * By match, then by the walk from `at`; without it from the county's middle, and then no walk is told. A name never waits for a map
 * that is being made ready: until then hits are ordered by the straight line, and the answer says that minutes are to come.
 */
export async function findPlaces(deps: PlaceDeps, county: CountyDb, asked: SearchRequest): Promise<SearchAnswer> {
  const category = asked.category === undefined ? undefined : getCategoryIndex(asked.category)
  const { index, street, isModelPending } = await countyAtHand(county, deps.files)
  const from = asked.at ?? index.middle
  const walking = street?.walkingAtHand({ profile: asked.profile })
  const walk = street && walking && walkFromAs(street, from, walking)
  const { places } = index
  const hits = await searchPlaces(index, {
    text: asked.q,
    category,
    from,
    limit: asked.limit,
    secondsTo: (place) => walk?.secondsTo(place),
  })
  const now = deps.now()
  const ids = categorySet().categories
  return {
    items: hits.map(
      ({ place, matched, seconds }): PlaceHit => ({
        id: places.ids[place] ?? '',
        name: places.names[place] ?? '',
        categoryIds: [
          ...places.category.subarray(places.categoryOffset[place], places.categoryOffset[place + 1]),
        ].flatMap((c) => ids[c]?.id ?? []),
        at: [places.lon[place] ?? 0, places.lat[place] ?? 0],
        address: places.addresses[place] ?? null,
        opening: openingAt(places.hours[place] ?? null, now, holidayState),
        walkSeconds: asked.at === undefined || seconds === undefined ? null : Math.round(seconds),
        matched,
      }),
    ),
    profile: asked.profile,
    speedMetresPerSecond: speedOf(asked.profile),
    isWalkPending: isModelPending || (street !== undefined && walking === undefined),
  }
}

/** @throws Problem not-found */
export async function getPlace(
  deps: PlaceDeps,
  county: CountyDb,
  asked: { id: string; at: readonly [lon: number, lat: number] | undefined; profile: ProfileName },
): Promise<Place & WalkedAt & { walkSeconds: number | null }> {
  const row = isId(asked.id) ? await placeById(county.db, asked.id) : undefined
  if (row === undefined) throw new Problem('not-found', '没有这个网点，可能已停业或被移除。')
  return {
    ...placeReply(row, deps.now()),
    walkSeconds:
      asked.at === undefined
        ? null
        : await walkSecondsTo(await countyModelOf(county, deps.files), row.id, asked.at, asked.profile),
    speedMetresPerSecond: speedOf(asked.profile),
  }
}

async function walkSecondsTo(
  { street, index }: CountyModel,
  id: string,
  at: readonly [lon: number, lat: number],
  profile: ProfileName,
): Promise<number | null> {
  const place = index.indexOf.get(id)
  if (street === undefined || place === undefined) return null
  const seconds = (await walkFrom(street, at, profile))?.secondsTo(place)
  return seconds === undefined ? null : Math.round(seconds)
}

/** @throws Problem invalid-input for a cursor that is none of ours */
export async function listPlaces(
  deps: PlaceDeps,
  county: CountyDb,
  asked: PlaceFilter & { cursor: string | undefined; limit: number },
): Promise<{ items: Place[]; nextCursor: string | null; total: number }> {
  const { box, category, limit } = asked
  const after = asked.cursor === undefined ? undefined : idOfCursor(asked.cursor)
  const [rows, total] = await Promise.all([
    placesAfter(county.db, { box, category }, { after, limit: limit + 1 }),
    placeTotal(county.db, { box, category }),
  ])
  const now = deps.now()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => placeReply(row, now)),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last.id) : null,
    total,
  }
}

export async function listAreas(county: CountyDb, kind: ShownKind | undefined): Promise<AreaCollection> {
  return areaFeatures(await areasOf(county), kind)
}

export async function describeNetwork(county: CountyDb): Promise<z.infer<typeof networkReply>> {
  const network = await currentNetwork(county.db)
  if (network === undefined) return { network: null }
  const { version, nodes, edges, kilometres, source, attribution, createdAt } = network
  return { network: { version, nodes, edges, kilometres, source, attribution, createdAt: createdAt.toISOString() } }
}

/** @throws Problem invalid-input naming a category that is none */
function getCategoryIndex(id: string): number {
  const index = categorySet().categories.findIndex((category) => category.id === id)
  if (index < 0)
    throw new Problem('invalid-input', `没有类别“${id}”。请从类别列表里选择。`, {
      errors: [{ where: 'querystring/category', message: '没有这个类别' }],
    })
  return index
}

export function placeReply(row: PlaceRow, now: Date): Place {
  const opening: Opening = openingAt(row.hours, now, holidayState)
  return {
    id: row.id,
    name: row.name,
    categoryIds: row.categoryIds,
    at: [row.lon, row.lat],
    address: row.address,
    phone: row.phone,
    opening,
    attributes: row.attributes,
    entrances: row.entrances,
    communityId: row.communityId,
    communityName: row.communityName,
    source: row.source,
    sourceDatum: row.sourceDatum,
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
    changedVia: row.changedVia,
    changedBy: row.changedBy,
  }
}
