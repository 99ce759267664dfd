import {
  type FactImport,
  type FactImportCell,
  type FactImportCounts,
  factImport,
  factImportCell,
} from '@xiayi/contract/circle-facts'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { CellVerdict } from './sheet-judge.rules.ts'

export type FactImportState = FactImport['state']

export interface FactImportRow {
  readonly shown: FactImport
  readonly fileSha256: string
}

const COLUMNS = [
  'id',
  'state',
  'standard_id',
  'file_name',
  'file_sha256',
  'file_bytes',
  'recorded_by',
  'understood',
  'counts',
  'problem',
  'job_id',
  'created_at',
  'finished_at',
] as const

interface Row {
  readonly id: string
  readonly state: string
  readonly standard_id: string
  readonly file_name: string
  readonly file_sha256: string
  readonly file_bytes: number
  readonly recorded_by: string | null
  readonly understood: unknown
  readonly counts: unknown
  readonly problem: unknown
  readonly job_id: string | null
  readonly created_at: Date
  readonly finished_at: Date | null
}

function importOf(row: Row): FactImportRow {
  const shown = factImport.parse({
    id: row.id,
    state: row.state,
    standardId: row.standard_id,
    fileName: row.file_name,
    fileBytes: row.file_bytes,
    by: row.recorded_by,
    understood: row.understood,
    counts: row.counts,
    problem: row.problem,
    jobId: row.job_id,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  })
  return { shown, fileSha256: row.file_sha256 }
}

export async function insertFactImport(
  tx: Tx,
  given: {
    readonly standardId: string
    readonly fileName: string
    readonly fileSha256: string
    readonly fileBytes: number
    readonly by: string | null
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('fact_import')
    .values({
      standard_id: given.standardId,
      file_name: given.fileName,
      file_sha256: given.fileSha256,
      file_bytes: given.fileBytes,
      recorded_by: given.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function setFactImportJob(tx: Tx, id: string, jobId: string): Promise<void> {
  await tx.updateTable('fact_import').set({ job_id: jobId }).where('id', '=', id).execute()
}

export async function findFactImport(db: Db, id: string): Promise<FactImportRow | undefined> {
  const row = await db.selectFrom('fact_import').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : importOf(row)
}

/** Newest first; the offset is the cursor: a county imports some dozens a year. */
export async function factImportsPage(
  db: Db,
  options: { readonly limit: number; readonly offset: number },
): Promise<readonly FactImportRow[]> {
  const rows = await db
    .selectFrom('fact_import')
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(options.limit)
    .offset(options.offset)
    .execute()
  return rows.map(importOf)
}

/** Compare and set: false when the import is in none of `from` any more. */
export async function moveFactImport(
  tx: Tx,
  id: string,
  move: {
    readonly from: readonly FactImportState[]
    readonly to: FactImportState
    readonly understood?: unknown
    readonly counts?: FactImportCounts
    readonly problem?: FactImport['problem']
  },
): Promise<boolean> {
  const isFinal = move.to === 'applied' || move.to === 'failed' || move.to === 'cancelled'
  const row = await tx
    .updateTable('fact_import')
    .set({
      state: move.to,
      finished_at: isFinal ? sql`now()` : null,
      ...(move.understood === undefined ? {} : { understood: JSON.stringify(move.understood) }),
      ...(move.counts === undefined ? {} : { counts: JSON.stringify(move.counts) }),
      ...(move.problem === undefined ? {} : { problem: move.problem === null ? null : JSON.stringify(move.problem) }),
    })
    .where('id', '=', id)
    .where('state', 'in', move.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const AT_ONCE = 500

/** The verdicts of a dry run; those of an earlier, killed one go first. */
export async function replaceCells(tx: Tx, importId: string, cells: readonly CellVerdict[]): Promise<void> {
  await tx.deleteFrom('fact_import_cell').where('import_id', '=', importId).execute()
  for (let from = 0; from < cells.length; from += AT_ONCE)
    await tx
      .insertInto('fact_import_cell')
      .values(
        cells.slice(from, from + AT_ONCE).map((cell) => ({
          import_id: importId,
          row: cell.row,
          column_number: cell.columnNumber,
          column_name: cell.columnName,
          circle_id: cell.circleId,
          circle_name: cell.circleName,
          key: cell.key,
          state: cell.state,
          value: cell.value === null ? null : JSON.stringify(cell.value),
          evidence: cell.evidence,
          observed_on: cell.observedOn,
          recorded_by: cell.by,
          based_on: cell.basedOn,
          before_words: cell.beforeWords,
          value_words: cell.valueWords,
          message: cell.message,
          remedy: cell.remedy,
        })),
      )
      .execute()
}

export interface AcceptedCell {
  readonly circleId: string
  readonly circleName: string | null
  readonly columnName: string | null
  readonly row: number
  readonly key: string
  readonly value: unknown
  readonly evidence: string | null
  readonly observedOn: string
  readonly by: string | null
  readonly basedOn: number
}

/** What applying writes, in the order of the sheet. */
export async function acceptedCells(db: Db, importId: string): Promise<readonly AcceptedCell[]> {
  const rows = await db
    .selectFrom('fact_import_cell')
    .select([
      'circle_id as circleId',
      'circle_name as circleName',
      'column_name as columnName',
      'row',
      'key',
      'value',
      'evidence',
      'observed_on as observedOn',
      'recorded_by as by',
      'based_on as basedOn',
    ])
    .where('import_id', '=', importId)
    .where('state', 'in', ['create', 'update'])
    .orderBy('row')
    .orderBy('column_number')
    .execute()
  return rows.flatMap(({ circleId, key, observedOn, ...rest }) =>
    circleId === null || key === null || observedOn === null ? [] : [{ circleId, key, observedOn, ...rest }],
  )
}

export async function cellsPage(
  db: Db,
  importId: string,
  options: { readonly state: FactImportCell['state'] | undefined; readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly FactImportCell[]; readonly total: number }> {
  const { state } = options
  const cells = db
    .selectFrom('fact_import_cell')
    .where('import_id', '=', importId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
  const { total } = await cells.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await cells
    .select([
      'row',
      'column_name as column',
      'circle_id as circleId',
      'circle_name as circleName',
      'state',
      'before_words as before',
      'value_words as value',
      'message',
      'remedy',
    ])
    .orderBy('row')
    .orderBy('column_number')
    .limit(options.limit)
    .offset(options.offset)
    .execute()
  return { items: rows.map((row) => factImportCell.parse(row)), total }
}
