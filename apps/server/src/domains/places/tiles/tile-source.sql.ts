import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import type { AreaRowToDraw, BackgroundRow, BuildingRow } from './tile-rows.ts'

/** Pages by key. Geometry travels as text: the worker parses it, not the thread that answers people. */
export async function backgroundToDraw(db: Db, after: number, limit: number): Promise<readonly BackgroundRow[]> {
  const reply = await sql<BackgroundRow>`
    select id, kind, detail, name, is_area as "isArea", lines::text as lines
      from background_feature where id > ${after} order by id limit ${limit}`.execute(db)
  return reply.rows
}

export async function buildingsToDraw(
  db: Db,
  after: string | undefined,
  limit: number,
): Promise<readonly BuildingRow[]> {
  const from = after === undefined ? sql`true` : sql`id > ${after}`
  const reply = await sql<BuildingRow>`
    select id, name, levels, footprint::text as footprint from building where ${from} order by id limit ${limit}`.execute(
    db,
  )
  return reply.rows
}

export async function areasToDraw(db: Db): Promise<readonly AreaRowToDraw[]> {
  const reply = await sql<AreaRowToDraw>`
    select id, kind, name, boundary::text as boundary from area
     where kind <> 'compound' and retired_at is null order by kind, id`.execute(db)
  return reply.rows
}

export async function placesToDraw(
  db: Db,
  after: string | undefined,
  limit: number,
): Promise<readonly { id: string; name: string; category: string | null; lon: number; lat: number }[]> {
  const from = after === undefined ? sql`true` : sql`id > ${after}`
  const reply = await sql<{ id: string; name: string; category: string | null; lon: number; lat: number }>`
    select id, name, category_ids[1] as category, lon, lat
      from place where removed_at is null and ${from} order by id limit ${limit}`.execute(db)
  return reply.rows
}
