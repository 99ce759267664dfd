import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import { type LonLat, lonLats } from '../stored-json.ts'

export interface ModelBuildingRow {
  readonly id: string
  readonly lon: number
  readonly lat: number
  readonly footprintM2: number
  readonly entrances: readonly LonLat[]
  readonly under15: number
  readonly from15to59: number
  readonly over60: number
  readonly basis: 'declared' | 'raster' | 'community' | 'floor-area' | 'none'
  readonly communityId: string | null
  readonly compoundId: string | null
}

/** In the order of ids. */
export async function buildingsForModel(
  db: Db,
  page: { after: string | undefined; limit: number },
): Promise<readonly ModelBuildingRow[]> {
  const after = page.after === undefined ? sql`true` : sql`id > ${page.after}`
  const reply = await sql<Omit<ModelBuildingRow, 'entrances'> & { entrances: unknown }>`
    select id, lon, lat, footprint_m2 as "footprintM2", entrances, under15, from15to59, over60, residents_basis as basis,
           community_id as "communityId", compound_id as "compoundId"
      from building where ${after} order by id limit ${page.limit}`.execute(db)
  return reply.rows.map((row) => ({ ...row, entrances: lonLats(row.entrances) }))
}
