import { randomUUID } from 'node:crypto'
import type { GroundWarning, NewPlace, PlaceChange } from '@xiayi/contract/place-edits'
import type { Place } from '@xiayi/contract/places'
import { haversineM } from '@xiayi/geo/distance'
import type { CountyDb, Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { AreaIndex } from '../areas/area-index.ts'
import { categorySet } from '../categories/categories.service.ts'
import { knownAreas } from '../imports/import-areas.sql.ts'
import { placeRecord } from '../imports/import-content.ts'
import type { PlaceRecord } from '../imports/import-records.ts'
import { normalName } from '../imports/place-judge.rules.ts'
import { isId } from '../page-cursor.ts'
import { type PlaceDeps, placeReply } from '../places.service.ts'
import { placeById } from '../places.sql.ts'
import { tellPlacesChanged } from '../places-changed.ts'
import { warningsAt } from './ground.service.ts'
import { changesBetween, changesInWords, contentOfJson, type StoredContent } from './place-changes.rules.ts'
import { checkContent } from './place-content-check.ts'
import {
  insertDeskPlace,
  type LockedPlace,
  lockName,
  lockPlace,
  placesAround,
  removeAtDesk,
  tryDeskLock,
  versionsOf,
  writeDeskVersion,
} from './place-edits.sql.ts'

/** As for the rows of an import: two shops of one name this near are taken for one until someone says otherwise. */
const SAME_PLACE_M = 50
const SAME_PLACE_DEGREES = 0.0008

export interface PlaceEdited {
  readonly place: Place
  readonly warnings: readonly GroundWarning[]
}

/** @throws Problem invalid-input naming each field that is wrong; conflict for a namesake close by */
export async function addPlace(deps: PlaceDeps, county: CountyDb, draft: NewPlace): Promise<PlaceEdited> {
  await checkContent(county, draft, undefined)
  const id = randomUUID()
  const record = recordOf(draft, 'wgs84')
  await county.transact(async (tx) => {
    await takeDeskLock(tx, county)
    if (!draft.isAnother) await refuseNamesake(tx, record)
    await insertDeskPlace(tx, {
      id,
      record,
      communityId: await communityAt(tx, record),
      by: draft.by ?? null,
      deskSha256: null,
    })
    await tellPlacesChanged(tx, county.code, { importId: null, kind: 'desk', placeId: id })
  })
  return edited(deps, county, id, record.categoryIds)
}

/**
 * Replaces the whole content of a place.
 * @param seen the version that the caller changed
 * @throws Problem version-conflict with what the other changed; invalid-input; not-found
 */
export async function changePlace(
  deps: PlaceDeps,
  county: CountyDb,
  asked: { id: string; seen: number; change: PlaceChange },
): Promise<PlaceEdited> {
  const { id, change } = asked
  const before = isId(id) ? await placeById(county.db, id) : undefined
  if (before === undefined) throw notThere()
  await checkContent(county, change, { ...before, at: [before.lon, before.lat], isRemoved: false })
  await county.transact(async (tx) => {
    await takeDeskLock(tx, county)
    const stored = await lockSeen(tx, id, asked.seen)
    if (stored.isRemoved) throw notThere()
    await writeVersion(tx, stored, { content: change, by: change.by ?? null })
    await tellPlacesChanged(tx, county.code, { importId: null, kind: 'desk', placeId: stored.id })
  })
  return edited(deps, county, id, change.categoryIds)
}

/** Soft: the place and its history stay, and `restorePlace` brings it back. */
export async function removePlace(
  county: CountyDb,
  asked: { id: string; seen: number; by: string | undefined },
): Promise<void> {
  if (!isId(asked.id)) throw notThere()
  await county.transact(async (tx) => {
    await takeDeskLock(tx, county)
    const stored = await lockSeen(tx, asked.id, asked.seen)
    if (stored.isRemoved) throw notThere()
    await removeAtDesk(tx, asked.id, asked.by ?? null)
    await tellPlacesChanged(tx, county.code, { importId: null, kind: 'desk', placeId: asked.id })
  })
}

/**
 * Puts back what a place was at an earlier version, as a version of its own: undoes a change, or a removal.
 * @throws Problem not-found for a version that it never had
 */
export async function restorePlace(
  deps: PlaceDeps,
  county: CountyDb,
  asked: { id: string; seen: number; version: number; by: string | undefined },
): Promise<PlaceEdited> {
  const { id } = asked
  const versions = isId(id) ? await versionsOf(county.db, id) : []
  if (versions.length === 0) throw notThere()
  const wanted = versions.find((row) => row.version === asked.version)
  if (wanted === undefined) throw new Problem('not-found', `这个网点没有第 ${asked.version} 版。`)
  const content = contentOfJson(wanted.content)
  if (content.isRemoved) throw new Problem('conflict', `第 ${asked.version} 版是“已移除”。要恢复，请选移除之前的一版。`)
  await county.transact(async (tx) => {
    await takeDeskLock(tx, county)
    const stored = await lockSeen(tx, id, asked.seen)
    await writeVersion(tx, stored, { content, by: asked.by ?? null })
    await tellPlacesChanged(tx, county.code, { importId: null, kind: 'desk', placeId: id })
  })
  return edited(deps, county, id, content.categoryIds)
}

async function writeVersion(
  tx: Tx,
  stored: LockedPlace,
  { content, by }: { content: Omit<StoredContent, 'isRemoved'>; by: string | null },
): Promise<void> {
  const record = recordOf(content, stored.datum)
  const isDeskOwn = stored.source === 'desk'
  await writeDeskVersion(tx, {
    id: stored.id,
    record,
    communityId: await communityAt(tx, record),
    by,
    deskSha256: isDeskOwn || record.sha256 === stored.contentSha256 ? null : record.sha256,
  })
}

/** The content as an import's record, so that both are hashed and spelled the same way. */
function recordOf(content: Omit<StoredContent, 'isRemoved'>, datum: LockedPlace['datum']): PlaceRecord {
  const { at, ...said } = content
  return placeRecord({
    row: 0,
    sourceId: '',
    note: null,
    name: said.name,
    categoryIds: [...new Set(said.categoryIds)],
    lon: at[0],
    lat: at[1],
    address: said.address,
    phone: said.phone,
    hours: said.hours,
    attributes: said.attributes,
    entrances: said.entrances,
    datum,
  })
}

/** @throws Problem busy while an import writes */
export async function takeDeskLock(tx: Tx, county: CountyDb): Promise<void> {
  if (await tryDeskLock(tx, county.code)) return
  throw new Problem('busy', '正在写入一次导入，这次修改没有保存。请几秒后再点一次保存。', { retryAfterSeconds: 3 })
}

/** @throws Problem not-found, version-conflict */
async function lockSeen(tx: Tx, id: string, seen: number): Promise<LockedPlace> {
  const stored = await lockPlace(tx, id)
  if (stored === undefined) throw notThere()
  if (stored.version === seen) return stored
  const versions = await versionsOf(tx, id)
  const old = versions.find((row) => row.version === seen)
  const current = contentOfJson(stored.content)
  const changes = old === undefined ? [] : changesBetween(contentOfJson(old.content), current, categoryName)
  const who = stored.changedBy ?? (stored.changedVia === 'import' ? '一次导入' : '另一个人')
  const did = stored.isRemoved ? '移除了它' : `改了：${changesInWords(changes)}`
  throw new Problem('version-conflict', `您打开之后，${who}${did}。您的修改没有保存，请看过再改。`, {
    errors: changes.map(({ field, before, after }) => ({
      where: field,
      message: `${before ?? '无'} → ${after ?? '无'}`,
    })),
  })
}

async function refuseNamesake(tx: Tx, record: PlaceRecord): Promise<void> {
  const name = normalName(record.name)
  await lockName(tx, name)
  const around = await placesAround(tx, [record.lon, record.lat], SAME_PLACE_DEGREES)
  const twin = around
    .filter((place) => normalName(place.name) === name)
    .map((place) => ({ ...place, metres: haversineM(place.lon, place.lat, record.lon, record.lat) }))
    .filter(({ metres }) => metres <= SAME_PLACE_M)
    .toSorted((a, b) => a.metres - b.metres)[0]
  if (twin === undefined) return
  throw new Problem('conflict', `${Math.round(twin.metres)} 米外已经有“${twin.name}”，没有新增。`, {
    errors: [{ where: twin.id, message: '可能是同一家', remedy: '同一家就去改它，确实是另一家就再确认一次' }],
  })
}

async function communityAt(tx: Tx, { lon, lat }: PlaceRecord): Promise<string | null> {
  return new AreaIndex(await knownAreas(tx, ['community'])).at(lon, lat) ?? null
}

async function edited(
  deps: PlaceDeps,
  county: CountyDb,
  id: string,
  categoryIds: readonly string[],
): Promise<PlaceEdited> {
  const row = await placeById(county.db, id)
  if (row === undefined) throw notThere()
  const doors: readonly (readonly [number, number])[] = row.entrances.length > 0 ? row.entrances : [[row.lon, row.lat]]
  const warnings = (await Promise.all(doors.map((door) => warningsAt(deps.files, county, door)))).flat()
  if (categoryIds.length === 0)
    warnings.push({ code: 'no-category', message: '没有类别：只供查找，评估时不计入任何一类。', metres: null })
  return { place: placeReply(row, deps.now()), warnings }
}

export function categoryName(id: string): string {
  return categorySet().categories.find((category) => category.id === id)?.name.zh ?? id
}

export function notThere(): Problem {
  return new Problem('not-found', '没有这个网点，可能已停业或被移除。')
}
