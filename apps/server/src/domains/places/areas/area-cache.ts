import type { AreaCollection } from '@xiayi/contract/places'
import type { CountyDb } from '../../../platform/db/db.ts'
import { atOneRevision, RevisionCache } from '../model/revision-cache.ts'
import { type AreaKind, type AreaRow, areasOfKinds } from './areas.sql.ts'

const KINDS = ['county', 'town', 'community', 'declared'] as const satisfies readonly AreaKind[]
export type ShownKind = (typeof KINDS)[number]

const areas = new RevisionCache<readonly AreaRow[]>({
  most: 16,
  build: (county) => atOneRevision(county, (tx) => areasOfKinds(tx, KINDS)),
})

/** County, towns, communities and declared circles with their boundaries; kept per revision. */
export function areasOf(county: CountyDb): Promise<readonly AreaRow[]> {
  return areas.get(county)
}

export function areaFeatures(rows: readonly AreaRow[], kind: ShownKind | undefined): AreaCollection {
  return {
    type: 'FeatureCollection',
    features: rows.flatMap((row) => {
      if (row.kind === 'compound' || (kind !== undefined && row.kind !== kind)) return []
      return [
        {
          type: 'Feature' as const,
          id: row.id,
          geometry: row.boundary,
          properties: {
            id: row.id,
            kind: row.kind,
            code: row.code,
            name: row.name,
            parentName: row.parentName,
            form: row.form,
            residents: row.residents,
            buildings: row.buildings,
          },
        },
      ]
    }),
  }
}
