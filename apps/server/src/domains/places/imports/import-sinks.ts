import type { Tx } from '../../../platform/db/db.ts'
import { deleteCompounds, insertAreas, replaceAreas } from './import-areas.sql.ts'
import { deleteBuildings, insertBuildings, replaceBuildings } from './import-buildings.sql.ts'
import { acknowledgePlaces, adoptPlaces, insertPlaces, removePlaces, replacePlaces } from './import-places.sql.ts'
import type { ReconcileSink } from './import-reconcile.ts'
import type { ImportRecord } from './import-records.ts'
import type { Verdict } from './import-verdict.ts'
import { insertImportRows } from './imports.sql.ts'

/** Writes what the verdicts say, in the transaction it is given. */
export function applyingSink(tx: Tx, options: { source: string; importId: string | null }): ReconcileSink {
  const { source, importId } = options
  const only = <T extends { readonly verdict: Verdict }>(batch: readonly T[], action: Verdict['action']) =>
    batch.filter((each) => each.verdict.action === action)
  return {
    async places(batch) {
      const write = ({ record, verdict }: (typeof batch)[number]) => ({
        id: verdict.id,
        source,
        sourceId: verdict.sourceId,
        record,
      })
      await insertPlaces(tx, only(batch, 'insert').map(write))
      await replacePlaces(tx, only(batch, 'update').map(write), importId)
      await acknowledgePlaces(
        tx,
        only(batch, 'acknowledge').map(({ record, verdict }) => ({ id: verdict.id, sha256: record.sha256 })),
      )
    },
    async buildings(batch) {
      const write = ({ record, verdict, compoundId }: (typeof batch)[number]) => ({
        id: verdict.id,
        source,
        record,
        compoundId,
      })
      await insertBuildings(tx, only(batch, 'insert').map(write))
      await replaceBuildings(tx, only(batch, 'update').map(write))
    },
    async areas(batch) {
      const write = ({ record, verdict }: (typeof batch)[number]) => ({ id: verdict.id, source, record })
      await insertAreas(tx, only(batch, 'insert').map(write))
      await replaceAreas(tx, only(batch, 'update').map(write))
    },
    async faults() {},
    async gone(things) {
      await removePlaces(tx, things.places, importId)
      await deleteBuildings(tx, things.buildings)
      await deleteCompounds(tx, things.compounds)
      await adoptPlaces(tx, things.adopted)
    },
    async standing() {},
  }
}

/**
 * Notes each row with its verdict for people to look at; writes nothing else. Of a street map only what there is something to
 * say about: nobody leafs through 30,000 accepted buildings, and listing them took a third of the dry run.
 */
export function notingSink(
  write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  options: { readonly importId: string; readonly isMap: boolean },
): ReconcileSink {
  const isNotable = (verdict: Verdict) =>
    !options.isMap || verdict.state === 'error' || verdict.state === 'conflict' || verdict.message !== null
  const note = async (batch: readonly { readonly record: ImportRecord; readonly verdict: Verdict }[]) => {
    const rows = batch
      .filter(({ verdict }) => isNotable(verdict))
      .map(({ record, verdict }) => ({
        row: record.row,
        state: verdict.state,
        name: 'name' in record ? record.name : null,
        column: verdict.column,
        message: verdict.message,
        remedy: verdict.remedy,
        existing: verdict.existing,
      }))
    if (rows.length > 0) await write((tx) => insertImportRows(tx, options.importId, rows))
  }
  return {
    places: note,
    buildings: note,
    areas: note,
    faults: note,
    async gone() {},
    async standing(conflicts) {
      if (conflicts.length === 0) return
      const rows = conflicts.map(({ row, about, id, name, message, remedy }) => ({
        row,
        about,
        state: 'conflict' as const,
        name,
        column: null,
        message,
        remedy,
        existing: { id, metres: 0 },
      }))
      await write((tx) => insertImportRows(tx, options.importId, rows))
    },
  }
}
