import { RESIDENT_BASES } from '@xiayi/contract/circle-figures'
import type { ModelBuildingRow } from './buildings.sql.ts'
import type { BuildingColumns } from './street-model.ts'

export function buildingColumns(
  rows: readonly ModelBuildingRow[],
  communities: readonly { readonly id: string }[],
  compounds: readonly { readonly id: string }[],
): BuildingColumns {
  const communityIndex = indexById(communities)
  const compoundIndex = indexById(compounds)
  return {
    count: rows.length,
    ids: rows.map((row) => row.id),
    lon: Float64Array.from(rows, (row) => row.lon),
    lat: Float64Array.from(rows, (row) => row.lat),
    footprintM2: Float64Array.from(rows, (row) => row.footprintM2),
    under15: Uint32Array.from(rows, (row) => row.under15),
    from15to59: Uint32Array.from(rows, (row) => row.from15to59),
    over60: Uint32Array.from(rows, (row) => row.over60),
    basis: Uint8Array.from(rows, (row) => RESIDENT_BASES.indexOf(row.basis)),
    community: Int32Array.from(rows, (row) => communityIndex.get(row.communityId ?? '') ?? -1),
    compound: Int32Array.from(rows, (row) => compoundIndex.get(row.compoundId ?? '') ?? -1),
    hasEntrances: Uint8Array.from(rows, (row) => (row.entrances.length > 0 ? 1 : 0)),
  }
}

function indexById(list: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(list.map((item, i) => [item.id, i]))
}
