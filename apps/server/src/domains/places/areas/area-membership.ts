import { pointInside } from '@xiayi/geo/rings'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import { type KnownArea, knownAreas, setParents } from '../imports/import-areas.sql.ts'
import { AreaIndex } from './area-index.ts'
import { AUTOMATIC_SOURCE } from './area-judge.rules.ts'

const CHUNK = 5000

/**
 * Puts every building and place into the community it lies in, and every community into its town, the town into its county.
 * Where communities overlap the first by kind, source and id takes the building, so that nobody is counted twice.
 */
export async function placeInAreas(tx: Tx): Promise<void> {
  const areas = await knownAreas(tx, ['county', 'town', 'community'])
  const of = (kind: string) => areas.filter((area) => area.kind === kind)
  await assign(tx, 'building', new AreaIndex(of('community')))
  await assign(tx, 'place', new AreaIndex(of('community')))
  await setParents(tx, [...parentsOf(of('community'), of('town')), ...parentsOf(of('town'), of('county'))])
}

function parentsOf(children: readonly KnownArea[], parents: readonly KnownArea[]) {
  const index = new AreaIndex(parents)
  const byCode = new Map(parents.flatMap((parent) => (parent.code === null ? [] : [[parent.code, parent.id] as const])))
  return children.map((child) => {
    const inside = pointInside(child.polygons[0] ?? [])
    return { id: child.id, parentId: parentByCode(child.code, byCode) ?? (inside && index.at(...inside)) ?? null }
  })
}

/** Statistical codes nest: 411426100001 lies in 411426100, 411426100 in 411426. */
function parentByCode(code: string | null, byCode: ReadonlyMap<string, string>): string | undefined {
  if (code === null || !/^\d{9,12}$/.test(code)) return undefined
  return byCode.get(code.slice(0, code.length === 12 ? 9 : 6))
}

async function assign(tx: Tx, table: 'building' | 'place', index: AreaIndex): Promise<void> {
  const rows = await tx.selectFrom(table).select(['id', 'lon', 'lat', 'community_id']).execute()
  const changed: { id: string; area: string | null }[] = []
  for (const [i, row] of rows.entries()) {
    if (i % CHUNK === CHUNK - 1) await new Promise((resolve) => setImmediate(resolve))
    const area = index.at(row.lon, row.lat) ?? null
    if (area !== row.community_id) changed.push({ id: row.id, area })
  }
  for (let at = 0; at < changed.length; at += CHUNK) {
    const chunk = changed.slice(at, at + CHUNK)
    await sql`update ${sql.table(table)} as t set community_id = r.area
      from unnest(${chunk.map((each) => each.id)}::uuid[], ${chunk.map((each) => each.area)}::uuid[]) as r(id, area)
      where t.id = r.id`.execute(tx)
  }
}

/** Cells drawn for want of communities retire when real communities are there. */
export async function retireAutomaticAreas(tx: Tx): Promise<void> {
  const real = await tx
    .selectFrom('area')
    .select('id')
    .where('kind', '=', 'community')
    .where('source', '!=', AUTOMATIC_SOURCE)
    .limit(1)
    .executeTakeFirst()
  if (real === undefined) return
  const cells = await tx
    .selectFrom('area')
    .select('id')
    .where('source', '=', AUTOMATIC_SOURCE)
    .where('retired_at', 'is', null)
    .execute()
  const ids = cells.map((cell) => cell.id)
  if (ids.length === 0) return
  await sql`update building set community_id = null where community_id = any(${ids}::uuid[])`.execute(tx)
  await sql`update place set community_id = null where community_id = any(${ids}::uuid[])`.execute(tx)
  // Another domain may hold on to a cell: it stays, and is shown no more.
  await sql`update area set retired_at = now() where id = any(${ids}::uuid[])`.execute(tx)
}
