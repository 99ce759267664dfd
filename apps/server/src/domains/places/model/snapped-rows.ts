import { sharedF64, sharedU8, sharedU32 } from '@xiayi/engine/columns'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'

/** One thing's ways on to the network, in the table that holds them. */
export interface SnappedRow {
  readonly table: SnappedPlaces
  readonly row: number
}

/** Rows of several tables as one table on shared memory. */
export function joinSnapped(rows: readonly SnappedRow[]): SnappedPlaces {
  const offset = sharedU32(rows.length + 1)
  rows.forEach(({ table, row }, i) => {
    offset[i + 1] = (offset[i] ?? 0) + (table.offset[row + 1] ?? 0) - (table.offset[row] ?? 0)
  })
  const total = offset[rows.length] ?? 0
  const joined = {
    offset,
    edge: sharedU32(total),
    share: sharedF64(total),
    legM: sharedF64(total),
    grade: sharedU8(rows.length),
  }
  rows.forEach(({ table, row }, i) => {
    joined.grade[i] = table.grade[row] ?? 2
    let to = offset[i] ?? 0
    for (let from = table.offset[row] ?? 0; from < (table.offset[row + 1] ?? 0); from++, to++) {
      joined.edge[to] = table.edge[from] ?? 0
      joined.share[to] = table.share[from] ?? 0
      joined.legM[to] = table.legM[from] ?? 0
    }
  })
  return joined
}
