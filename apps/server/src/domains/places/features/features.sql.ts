import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import type { Box } from '../places.sql.ts'
import { lonLats } from '../stored-json.ts'

export interface BuildingFeatureRow {
  readonly id: string
  readonly name: string | null
  readonly footprint: [number, number][]
  readonly levels: number | null
  readonly footprintM2: number
  readonly under15: number
  readonly from15to59: number
  readonly over60: number
  readonly basis: string
  readonly community: string | null
  readonly source: string
}

interface StoredBuilding extends Omit<BuildingFeatureRow, 'footprint'> {
  readonly footprint: unknown
}

const COLUMNS = sql`b.id, b.name, b.footprint, b.levels, b.footprint_m2 as "footprintM2", b.under15, b.from15to59, b.over60,
  b.residents_basis as basis, a.name as community, b.source`

/** A building is where its centre is. */
function inBox(box: Box | undefined): RawBuilder<boolean> {
  if (box === undefined) return sql<boolean>`true`
  const [west, south, east, north] = box
  return sql<boolean>`b.lon between ${west} and ${east} and b.lat between ${south} and ${north}`
}

function featureRow(row: StoredBuilding): BuildingFeatureRow {
  return { ...row, footprint: lonLats(row.footprint) }
}

export async function buildingsAfter(
  db: Db,
  box: Box | undefined,
  page: { after: string | undefined; limit: number },
): Promise<readonly BuildingFeatureRow[]> {
  const after = page.after === undefined ? sql`true` : sql`b.id > ${page.after}`
  const reply = await sql<StoredBuilding>`
    select ${COLUMNS} from building b left join area a on a.id = b.community_id
     where ${inBox(box)} and ${after} order by b.id limit ${page.limit}`.execute(db)
  return reply.rows.map(featureRow)
}

export async function buildingTotal(db: Db, box: Box | undefined): Promise<number> {
  const reply = await sql<{ total: number }>`select count(*) as total from building b where ${inBox(box)}`.execute(db)
  return reply.rows[0]?.total ?? 0
}

export async function buildingById(db: Db, id: string): Promise<BuildingFeatureRow | undefined> {
  const reply = await sql<StoredBuilding>`
    select ${COLUMNS} from building b left join area a on a.id = b.community_id where b.id = ${id}`.execute(db)
  return reply.rows.map(featureRow)[0]
}
