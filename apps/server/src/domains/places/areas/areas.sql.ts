import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import { geometryOf, lonLats, type StoredGeometry } from '../stored-json.ts'

export type AreaKind = 'county' | 'town' | 'community' | 'declared' | 'compound'

export interface AreaRow {
  readonly id: string
  readonly kind: AreaKind
  readonly code: string | null
  readonly name: string
  readonly form: string | null
  readonly isUrban: boolean
  readonly parentId: string | null
  readonly parentName: string | null
  readonly boundary: StoredGeometry
  readonly box: readonly [west: number, south: number, east: number, north: number]
  readonly entrances: [number, number][]
  /** declared by the county, else the sum over its buildings; null when neither is known */
  readonly residents: number | null
  readonly buildings: number
}

interface StoredArea extends Omit<AreaRow, 'boundary' | 'entrances'> {
  readonly boundary: unknown
  readonly entrances: unknown
}

/** Areas of some kinds, by code and then name; the counts are those of the buildings that lie in a community. */
export async function areasOfKinds(db: Db, kinds: readonly AreaKind[]): Promise<readonly AreaRow[]> {
  const reply = await sql<StoredArea>`
    with living as (
      select community_id, compound_id, count(*)::int as buildings,
             sum(under15 + from15to59 + over60)::int as residents, bool_or(residents_basis <> 'none') as is_known
        from building group by community_id, compound_id
    ), by_area as (
      select id, sum(buildings)::int as buildings, sum(residents)::int as residents, bool_or(is_known) as is_known
        from (select community_id as id, buildings, residents, is_known from living where community_id is not null
              union all
              select compound_id, buildings, residents, is_known from living where compound_id is not null
              union all
              select c.parent_id, buildings, residents, is_known from living join area c on c.id = community_id
               where c.parent_id is not null
              union all
              select t.parent_id, buildings, residents, is_known from living join area c on c.id = community_id
                join area t on t.id = c.parent_id where t.parent_id is not null) as part
       group by id
    )
    select a.id, a.kind, a.code, a.name, a.form, a.is_urban as "isUrban", a.parent_id as "parentId", p.name as "parentName",
           a.boundary, a.entrances, array[a.west, a.south, a.east, a.north] as box,
           coalesce(a.residents_declared, case when b.is_known then b.residents end) as residents,
           coalesce(b.buildings, 0) as buildings
      from area a left join area p on p.id = a.parent_id left join by_area b on b.id = a.id
     where a.kind = any(${sql.val([...kinds])}::text[]) and a.retired_at is null
     order by array_position(array['county', 'town', 'community', 'declared', 'compound'], a.kind), a.code, a.name, a.id`.execute(
    db,
  )
  return reply.rows.flatMap((row) => {
    const boundary = geometryOf(row.boundary)
    return boundary === null ? [] : [{ ...row, boundary, entrances: lonLats(row.entrances) }]
  })
}

export interface NetworkRow {
  readonly version: string
  readonly fileSha256: string
  readonly nodes: number
  readonly edges: number
  readonly kilometres: number
  readonly bounds: readonly [west: number, south: number, east: number, north: number]
  readonly source: string
  readonly attribution: string
  readonly createdAt: Date
}

export async function currentNetwork(db: Db): Promise<NetworkRow | undefined> {
  const row = await db
    .selectFrom('network')
    .select([
      'version',
      'file_sha256 as fileSha256',
      'nodes',
      'edges',
      'kilometres',
      'bounds',
      'source',
      'attribution',
      'created_at as createdAt',
    ])
    .where('is_current', '=', true)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const [west = 0, south = 0, east = 0, north = 0] = row.bounds
  return { ...row, bounds: [west, south, east, north] }
}
