import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../platform/db/db.ts'
import { insertAreas } from '../imports/import-areas.sql.ts'
import { areaRecord } from '../imports/import-content.ts'
import { tellPlacesChanged } from '../places-changed.ts'
import { AUTOMATIC_SOURCE } from './area-judge.rules.ts'
import { placeInAreas } from './area-membership.ts'
import { automaticCells } from './automatic-areas.rules.ts'

/**
 * Draws cells of about 1 km as communities (form 自动划分) for a county that has none, and puts buildings and places into
 * them. Returns how many were drawn: none when the county has communities of any kind, or no buildings. Real communities,
 * imported later, take their place.
 */
export async function createAutomaticAreas(tx: Tx, county: string): Promise<number> {
  const known = await tx
    .selectFrom('area')
    .select('id')
    .where('kind', '=', 'community')
    .where('retired_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (known !== undefined) return 0
  const buildings = await tx.selectFrom('building').select(['lon', 'lat']).orderBy('source_id').execute()
  const cells = automaticCells(buildings.map(({ lon, lat }) => [lon, lat]))
  if (cells.length === 0) return 0
  const writes = cells.map((cell, i) => ({
    id: randomUUID(),
    source: AUTOMATIC_SOURCE,
    record: areaRecord({
      row: i + 1,
      sourceId: cell.key,
      kind: 'community',
      code: null,
      name: cell.name,
      form: '自动划分',
      isUrban: true,
      parentCode: null,
      polygons: [[[...cell.ring]]],
      entrances: [],
      residentsDeclared: null,
      note: null,
    }),
  }))
  await insertAreas(tx, writes)
  await placeInAreas(tx)
  await tellPlacesChanged(tx, county, { importId: null, kind: 'areas' })
  return cells.length
}
