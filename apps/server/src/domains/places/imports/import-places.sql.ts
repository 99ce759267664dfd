import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { PlaceRecord } from './import-records.ts'
import type { KnownPlace } from './place-judge.rules.ts'

export interface PlaceWrite {
  readonly id: string
  readonly source: string
  readonly sourceId: string
  readonly record: PlaceRecord
}

/** All places, removed ones too: an import that brings one back must know it. */
export async function knownPlaces(db: Db): Promise<readonly KnownPlace[]> {
  const rows = await db
    .selectFrom('place')
    .select(['id', 'source', 'source_id', 'name', 'lon', 'lat', 'content_sha256', 'removed_at'])
    .select(['changed_via', 'changed_by', 'desk_sha256', 'updated_at'])
    .orderBy('source')
    .orderBy('source_id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    sourceId: row.source_id,
    name: row.name,
    lon: row.lon,
    lat: row.lat,
    sha256: row.content_sha256,
    isRemoved: row.removed_at !== null,
    desk: isChangedHere(row) ? { by: row.changed_by, at: row.updated_at, sha256: row.desk_sha256 } : undefined,
  }))
}

function isChangedHere(row: { changed_via: string; desk_sha256: string | null; removed_at: Date | null }): boolean {
  return row.desk_sha256 !== null || (row.changed_via === 'desk' && row.removed_at !== null)
}

function jsonOf(writes: readonly PlaceWrite[]): string {
  return JSON.stringify(
    writes.map(({ id, source, sourceId, record }) => ({
      id,
      source,
      source_id: sourceId,
      name: record.name,
      name_pinyin: record.pinyin,
      name_initials: record.initials,
      category_ids: record.categoryIds,
      lon: record.lon,
      lat: record.lat,
      address: record.address,
      phone: record.phone,
      hours: record.hours,
      attributes: record.attributes,
      entrances: record.entrances,
      source_datum: record.datum,
      content_sha256: record.sha256,
    })),
  )
}

const SHAPE = sql.raw(`id uuid, source text, source_id text, name text, name_pinyin text, name_initials text,
  category_ids text[], lon double precision, lat double precision, address text, phone text, hours text,
  attributes jsonb, entrances jsonb, source_datum text, content_sha256 text`)

const FIELDS =
  sql.raw(`source, source_id, name, name_pinyin, name_initials, category_ids, lon, lat, address, phone, hours,
  attributes, entrances, source_datum, content_sha256`)

export async function insertPlaces(tx: Tx, writes: readonly PlaceWrite[]): Promise<void> {
  if (writes.length === 0) return
  await sql`insert into place (id, ${FIELDS})
    select id, ${FIELDS} from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${SHAPE})`.execute(tx)
}

/** Keeps what was there in `place_history`, then replaces it. */
export async function replacePlaces(tx: Tx, writes: readonly PlaceWrite[], importId: string | null): Promise<void> {
  if (writes.length === 0) return
  const last = [...new Map(writes.map((write) => [write.id, write])).values()]
  await keepHistory(
    tx,
    last.map((write) => write.id),
    importId,
  )
  await sql`update place set (${FIELDS}) = (select ${sql.raw(
    `r.source, r.source_id, r.name, r.name_pinyin, r.name_initials, r.category_ids, r.lon, r.lat, r.address, r.phone,
     r.hours, r.attributes, r.entrances, r.source_datum, r.content_sha256`,
  )}), version = place.version + 1, updated_at = now(), removed_at = null,
    changed_via = 'import', changed_by = null, desk_sha256 = null
    from jsonb_to_recordset(${jsonOf(last)}::jsonb) as r(${SHAPE}) where place.id = r.id`.execute(tx)
}

/** A place that its source no longer has stays, marked as removed. */
export async function removePlaces(tx: Tx, ids: readonly string[], importId: string | null): Promise<void> {
  if (ids.length === 0) return
  await keepHistory(tx, ids, importId)
  await sql`update place set removed_at = now(), updated_at = now(), version = version + 1,
    changed_via = 'import', changed_by = null, desk_sha256 = null
    where id = any(${ids}::uuid[])`.execute(tx)
}

/** The desk's word stands against what the source says now; a later import that says the same does not ask again. */
export async function acknowledgePlaces(
  tx: Tx,
  writes: readonly { readonly id: string; readonly sha256: string }[],
): Promise<void> {
  if (writes.length === 0) return
  await sql`update place set content_sha256 = r.sha256
    from unnest(${writes.map((write) => write.id)}::uuid[], ${writes.map((write) => write.sha256)}::text[]) as r(id, sha256)
    where place.id = r.id`.execute(tx)
}

/** A place that its source lacks and the desk keeps is the desk's own from here on. */
export async function adoptPlaces(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update place set source = 'desk', source_id = id::text, content_sha256 = coalesce(desk_sha256, content_sha256),
    desk_sha256 = null where id = any(${ids}::uuid[])`.execute(tx)
}

export async function keepHistory(tx: Tx, ids: readonly string[], importId: string | null): Promise<void> {
  await sql`insert into place_history (place_id, version, content, import_id)
    select id, version, to_jsonb(place.*) - 'name_pinyin' - 'name_initials', ${importId}::uuid
    from place where id = any(${ids}::uuid[])
    on conflict (place_id, version) do nothing`.execute(tx)
}
