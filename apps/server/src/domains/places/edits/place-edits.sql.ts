import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { keepHistory } from '../imports/import-places.sql.ts'
import type { PlaceRecord } from '../imports/import-records.ts'

export interface LockedPlace {
  readonly id: string
  readonly version: number
  readonly source: string
  readonly contentSha256: string
  readonly datum: 'wgs84' | 'gcj02' | 'bd09'
  readonly changedBy: string | null
  readonly changedVia: 'import' | 'desk'
  readonly updatedAt: Date
  readonly isRemoved: boolean
  /** the row as `place_history` would keep it */
  readonly content: unknown
}

/** Held until the transaction ends: of two people at once the second sees what the first did. */
export async function lockPlace(tx: Tx, id: string): Promise<LockedPlace | undefined> {
  const reply = await sql<LockedPlace>`
    select id, version, source, content_sha256 as "contentSha256", source_datum as datum, changed_by as "changedBy",
           changed_via as "changedVia", updated_at as "updatedAt", removed_at is not null as "isRemoved",
           to_jsonb(place.*) as content
      from place where id = ${id} for update`.execute(tx)
  return reply.rows[0]
}

export interface DeskWrite {
  readonly id: string
  readonly record: PlaceRecord
  readonly communityId: string | null
  readonly by: string | null
  /** of the content, where it is not what the place's source says */
  readonly deskSha256: string | null
}

/** What a place says of itself. */
function contentColumns(record: PlaceRecord, communityId: string | null) {
  return {
    name: record.name,
    name_pinyin: record.pinyin,
    name_initials: record.initials,
    category_ids: [...record.categoryIds],
    lon: record.lon,
    lat: record.lat,
    address: record.address,
    phone: record.phone,
    hours: record.hours,
    attributes: JSON.stringify(record.attributes),
    entrances: JSON.stringify(record.entrances),
    community_id: communityId,
  }
}

export async function insertDeskPlace(tx: Tx, { id, record, communityId, by }: DeskWrite): Promise<void> {
  await tx
    .insertInto('place')
    .values({
      id,
      source: 'desk',
      source_id: id,
      ...contentColumns(record, communityId),
      source_datum: record.datum,
      content_sha256: record.sha256,
      changed_via: 'desk',
      changed_by: by,
    })
    .execute()
}

/** Keeps what was there in `place_history`; a removed place stands again. */
export async function writeDeskVersion(tx: Tx, { id, record, communityId, by, deskSha256 }: DeskWrite): Promise<void> {
  await keepHistory(tx, [id], null)
  await tx
    .updateTable('place')
    .set((eb) => ({
      ...contentColumns(record, communityId),
      desk_sha256: deskSha256,
      changed_via: 'desk',
      changed_by: by,
      version: eb('version', '+', 1),
      updated_at: sql`now()`,
      removed_at: null,
    }))
    .where('id', '=', id)
    .execute()
}

export async function removeAtDesk(tx: Tx, id: string, by: string | null): Promise<void> {
  await keepHistory(tx, [id], null)
  await tx
    .updateTable('place')
    .set((eb) => ({
      removed_at: sql`now()`,
      updated_at: sql`now()`,
      changed_via: 'desk',
      changed_by: by,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Two people who enter one new shop at once enter it one after the other. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`place name ${name}`}, 0))`.execute(tx)
}

/** Standing places within a box around a point. */
export async function placesAround(
  db: Db,
  [lon, lat]: readonly [number, number],
  degrees: number,
): Promise<readonly { id: string; name: string; lon: number; lat: number }[]> {
  return db
    .selectFrom('place')
    .select(['id', 'name', 'lon', 'lat'])
    .where('removed_at', 'is', null)
    .where('lon', '>=', lon - degrees)
    .where('lon', '<=', lon + degrees)
    .where('lat', '>=', lat - degrees)
    .where('lat', '<=', lat + degrees)
    .execute()
}

export interface VersionRow {
  readonly version: number
  readonly madeAt: Date
  readonly via: 'import' | 'desk'
  readonly by: string | null
  readonly content: unknown
}

/** Every version of one place, oldest first; the last is the one that stands. */
export async function versionsOf(db: Db, id: string): Promise<readonly VersionRow[]> {
  const reply = await sql<VersionRow>`
    select version, (content ->> 'updated_at')::timestamptz as "madeAt", coalesce(content ->> 'changed_via', 'import') as via,
           content ->> 'changed_by' as by, content
      from place_history where place_id = ${id}
    union all
    select version, updated_at, changed_via, changed_by, to_jsonb(place.*) from place where id = ${id}
    order by version`.execute(db)
  return reply.rows
}

export interface RecentRow extends Omit<VersionRow, 'content'> {
  readonly placeId: string
  readonly name: string
  readonly isRemoved: boolean
  readonly wasRemoved: boolean
  readonly isCurrent: boolean
}

/** Versions made at the desk, newest first, after the time and place of a cursor. */
export async function recentDeskVersions(
  db: Db,
  page: { before: { at: Date; placeId: string; version: number } | undefined; limit: number },
): Promise<readonly RecentRow[]> {
  const { before } = page
  const isBefore =
    before === undefined
      ? sql`true`
      : sql`(date_trunc('milliseconds', v."madeAt"), v."placeId", v.version)
            < (${before.at}::timestamptz, ${before.placeId}::uuid, ${before.version}::integer)`
  const reply = await sql<RecentRow>`
    select v.*, coalesce((h.content ->> 'removed_at') is not null, false) as "wasRemoved"
      from (select id as "placeId", name, version, updated_at as "madeAt", changed_via as via, changed_by as by,
                   removed_at is not null as "isRemoved", true as "isCurrent"
              from place where changed_via = 'desk'
            union all
            select place_id, content ->> 'name', version, (content ->> 'updated_at')::timestamptz, 'desk',
                   content ->> 'changed_by', (content ->> 'removed_at') is not null, false
              from place_history where content ->> 'changed_via' = 'desk') as v
      left join place_history h on h.place_id = v."placeId" and h.version = v.version - 1
     where ${isBefore}
     order by date_trunc('milliseconds', v."madeAt") desc, v."placeId" desc, v.version desc limit ${page.limit}`.execute(
    db,
  )
  return reply.rows
}

/** Many at the desk write at once, and none of them while an import does; false while one does. Held until the transaction ends. */
export async function tryDeskLock(tx: Tx, county: string): Promise<boolean> {
  const reply = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock_shared(hashtextextended(${`places import ${county}`}, 0)) as locked`.execute(tx)
  return reply.rows[0]?.locked ?? false
}

/** Rings of every lake, pond and river that is drawn as an area, one row each; degrees. */
export async function waterAreas(db: Db): Promise<readonly { lines: string }[]> {
  const reply = await sql<{ lines: string }>`
    select lines::text as lines from background_feature where kind = 'water' and is_area order by id`.execute(db)
  return reply.rows
}
