import { boxOfPoints } from '@xiayi/geo/boxes'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { AreaKind, AreaRecord, Point } from './import-records.ts'

export interface KnownArea {
  readonly id: string
  readonly kind: string
  readonly code: string | null
  readonly name: string
  readonly source: string
  readonly sourceId: string
  readonly sha256: string
  readonly polygons: readonly (readonly (readonly Point[])[])[]
}

export interface AreaWrite {
  readonly id: string
  readonly source: string
  readonly record: AreaRecord
}

/** Areas in use; a retired cell is none. */
export async function knownAreas(db: Db, kinds: readonly AreaKind[]): Promise<readonly KnownArea[]> {
  const rows = await db
    .selectFrom('area')
    .select(['id', 'kind', 'code', 'name', 'source', 'source_id', 'content_sha256'])
    .select(sql<string>`boundary::text`.as('boundary'))
    .where('kind', 'in', kinds)
    .where('retired_at', 'is', null)
    .orderBy('kind')
    .orderBy('source')
    .orderBy('source_id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    code: row.code,
    name: row.name,
    source: row.source,
    sourceId: row.source_id,
    sha256: row.content_sha256,
    polygons: polygonsOfBoundary(row.boundary),
  }))
}

/** What is stored was written by `jsonOf`: always a GeoJSON MultiPolygon. */
function polygonsOfBoundary(text: string): KnownArea['polygons'] {
  const boundary: { readonly coordinates: KnownArea['polygons'] } = JSON.parse(text)
  return boundary.coordinates
}

function jsonOf(writes: readonly AreaWrite[]): string {
  return JSON.stringify(
    writes.map(({ id, source, record }) => {
      const [west, south, east, north] = boxOfPoints(record.polygons.flatMap((polygon) => [...(polygon[0] ?? [])]))
      return {
        id,
        source,
        source_id: record.sourceId,
        kind: record.kind,
        code: record.code,
        name: record.name,
        form: record.form,
        is_urban: record.isUrban,
        boundary: { type: 'MultiPolygon', coordinates: record.polygons },
        entrances: record.entrances,
        west,
        south,
        east,
        north,
        content_sha256: record.sha256,
        residents_declared: record.residentsDeclared,
      }
    }),
  )
}

const SHAPE =
  sql.raw(`id uuid, source text, source_id text, kind text, code text, name text, form text, is_urban boolean,
  boundary jsonb, entrances jsonb, west double precision, south double precision, east double precision,
  north double precision, content_sha256 text, residents_declared integer`)
const FIELDS =
  sql.raw(`source, source_id, kind, code, name, form, is_urban, boundary, entrances, west, south, east, north,
  content_sha256, residents_declared`)

export async function insertAreas(tx: Tx, writes: readonly AreaWrite[]): Promise<void> {
  if (writes.length === 0) return
  await sql`insert into area (id, ${FIELDS})
    select id, ${FIELDS} from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${SHAPE})`.execute(tx)
}

export async function replaceAreas(tx: Tx, writes: readonly AreaWrite[]): Promise<void> {
  if (writes.length === 0) return
  await sql`update area set source = r.source, source_id = r.source_id, kind = r.kind, code = coalesce(r.code, area.code),
      name = r.name, form = r.form, is_urban = r.is_urban, boundary = r.boundary, entrances = r.entrances, west = r.west,
      south = r.south, east = r.east, north = r.north, content_sha256 = r.content_sha256,
      residents_declared = coalesce(r.residents_declared, area.residents_declared), updated_at = now()
    from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${SHAPE}) where area.id = r.id`.execute(tx)
}

export async function setParents(
  tx: Tx,
  pairs: readonly { readonly id: string; readonly parentId: string | null }[],
): Promise<void> {
  if (pairs.length === 0) return
  await sql`update area set parent_id = r.parent_id
    from unnest(${pairs.map((pair) => pair.id)}::uuid[], ${pairs.map((pair) => pair.parentId)}::uuid[]) as r(id, parent_id)
    where area.id = r.id and area.parent_id is distinct from r.parent_id`.execute(tx)
}

/** Compounds only: circles and evaluations speak of communities, which therefore stay. */
export async function deleteCompounds(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update building set compound_id = null where compound_id = any(${ids}::uuid[])`.execute(tx)
  await sql`delete from area where kind = 'compound' and id = any(${ids}::uuid[])`.execute(tx)
}
