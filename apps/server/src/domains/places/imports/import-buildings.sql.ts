import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { BuildingRecord, Point } from './import-records.ts'

export interface KnownThing {
  readonly id: string
  readonly sha256: string
}

export interface BuildingWrite {
  readonly id: string
  readonly source: string
  readonly record: BuildingRecord
  readonly compoundId: string | null
}

/** By source id. */
export async function knownBuildings(db: Db, source: string): Promise<Map<string, KnownThing>> {
  const rows = await db
    .selectFrom('building')
    .select(['id', 'source_id', 'content_sha256'])
    .where('source', '=', source)
    .execute()
  return new Map(rows.map((row) => [row.source_id, { id: row.id, sha256: row.content_sha256 }]))
}

export async function buildingPoints(db: Db): Promise<readonly Point[]> {
  const rows = await db.selectFrom('building').select(['lon', 'lat']).execute()
  return rows.map(({ lon, lat }) => [lon, lat])
}

function jsonOf(writes: readonly BuildingWrite[]): string {
  return JSON.stringify(
    writes.map(({ id, source, record, compoundId }) => ({
      id,
      source,
      source_id: record.sourceId,
      name: record.name,
      lon: record.lon,
      lat: record.lat,
      footprint: record.footprint,
      footprint_m2: record.footprintM2,
      levels: record.levels,
      entrances: record.entrances,
      compound_id: compoundId,
      households: record.households,
      under15: record.under15,
      from15to59: record.from15to59,
      over60: record.over60,
      residents_basis: record.basis,
      content_sha256: record.sha256,
    })),
  )
}

const SHAPE = sql.raw(`id uuid, source text, source_id text, name text, lon double precision, lat double precision,
  footprint jsonb, footprint_m2 double precision, levels integer, entrances jsonb, compound_id uuid, households integer,
  under15 integer, from15to59 integer, over60 integer, residents_basis text, content_sha256 text`)
const FIELDS = sql.raw(`source, source_id, name, lon, lat, footprint, footprint_m2, levels, entrances, compound_id,
  households, under15, from15to59, over60, residents_basis, content_sha256`)

export async function insertBuildings(tx: Tx, writes: readonly BuildingWrite[]): Promise<void> {
  if (writes.length === 0) return
  await sql`insert into building (id, ${FIELDS})
    select id, ${FIELDS} from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${SHAPE})`.execute(tx)
}

/** People that were counted or spread over buildings by an import of their own outlive a new map; estimates do not. */
export async function replaceBuildings(tx: Tx, writes: readonly BuildingWrite[]): Promise<void> {
  if (writes.length === 0) return
  await sql`update building b set
      name = r.name, lon = r.lon, lat = r.lat, footprint = r.footprint, footprint_m2 = r.footprint_m2, levels = r.levels,
      entrances = r.entrances, compound_id = r.compound_id, content_sha256 = r.content_sha256,
      households = case when f.takes then r.households else b.households end,
      under15 = case when f.takes then r.under15 else b.under15 end,
      from15to59 = case when f.takes then r.from15to59 else b.from15to59 end,
      over60 = case when f.takes then r.over60 else b.over60 end,
      residents_basis = case when f.takes then r.residents_basis else b.residents_basis end
    from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${SHAPE})
      cross join lateral (select o.residents_basis in ('floor-area', 'none') or r.residents_basis = 'declared' as takes
        from building o where o.id = r.id) f
    where b.id = r.id`.execute(tx)
}

export async function deleteBuildings(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`delete from building where id = any(${ids}::uuid[])`.execute(tx)
}
