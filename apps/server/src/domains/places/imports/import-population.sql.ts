import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { Ages } from './residents.rules.ts'

export interface StoredHome extends Ages {
  readonly id: string
  readonly sourceId: string
  readonly lon: number
  readonly lat: number
  readonly footprintM2: number
  readonly levels: number | null
  readonly basis: string
  readonly households: number | null
  readonly communityId: string | null
}

/** Buildings that people live in. */
export async function storedHomes(db: Db): Promise<readonly StoredHome[]> {
  const rows = await db
    .selectFrom('building')
    .select([
      'id',
      'source_id as sourceId',
      'lon',
      'lat',
      'footprint_m2 as footprintM2',
      'levels',
      'residents_basis as basis',
      'households',
      'community_id as communityId',
      'under15',
      'from15to59',
      'over60',
    ])
    .where('residents_basis', '!=', 'none')
    .orderBy('source_id')
    .execute()
  return rows
}

/** A box around all homes, null when there is none. */
export async function homesBox(db: Db): Promise<readonly [number, number, number, number] | null> {
  const box = await db
    .selectFrom('building')
    .select((row) => [
      row.fn.min('lon').as('west'),
      row.fn.min('lat').as('south'),
      row.fn.max('lon').as('east'),
      row.fn.max('lat').as('north'),
    ])
    .where('residents_basis', '!=', 'none')
    .having((row) => row.fn.countAll(), '>', 0)
    .executeTakeFirst()
  return box === undefined ? null : [box.west, box.south, box.east, box.north]
}

/** Homes and other buildings: a table may say that people live where nobody expected it. */
export async function buildingIds(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('building').select(['id', 'source_id']).execute()
  return new Map(rows.flatMap((row) => [[row.source_id, row.id] as const, [row.id, row.id] as const]))
}

/** By code and by name; a name that two communities share finds neither. */
export async function communityIds(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('area')
    .select(['id', 'code', 'name'])
    .where('kind', '=', 'community')
    .where('retired_at', 'is', null)
    .execute()
  const names = Map.groupBy(rows, (row) => row.name)
  const byName = [...names].flatMap(([name, same]) =>
    same.length === 1 && same[0] ? [[name, same[0].id] as const] : [],
  )
  return new Map([...byName, ...rows.flatMap((row) => (row.code === null ? [] : [[row.code, row.id] as const]))])
}

export interface HomePeople extends Ages {
  readonly id: string
  readonly basis: 'declared' | 'raster' | 'community'
  /** null: as it is */
  readonly households: number | null
}

export async function setHomePeople(tx: Tx, homes: readonly HomePeople[]): Promise<void> {
  const json = JSON.stringify(homes)
  await sql`update building b set under15 = r.under15, from15to59 = r.from15to59, over60 = r.over60,
      residents_basis = r.basis, households = coalesce(r.households, b.households)
    from jsonb_to_recordset(${json}::jsonb)
      as r(id uuid, under15 integer, from15to59 integer, over60 integer, basis text, households integer)
    where b.id = r.id`.execute(tx)
}

export async function setDeclaredResidents(tx: Tx, totals: ReadonlyMap<string, number>): Promise<void> {
  await sql`update area set residents_declared = r.residents, updated_at = now()
    from unnest(${[...totals.keys()]}::uuid[], ${[...totals.values()]}::integer[]) as r(id, residents)
    where area.id = r.id and area.residents_declared is distinct from r.residents`.execute(tx)
}
