import { conflictDecision, type ImportRow, importRow, type PlaceImport, placeImport } from '@xiayi/contract/places'
import type { DatumName } from '@xiayi/geo/coordinates'
import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { PlaceImportRowTable } from '../../../platform/db/tables.ts'
import type { ImportKind } from './import-records.ts'
import type { Decision, Decisions, ImportTally, RowState } from './import-verdict.ts'
import { storableJson } from './storable-text.ts'

export type ImportState = PlaceImport['state']

export interface ImportRecordRow {
  readonly shown: PlaceImport
  readonly kind: ImportKind
  readonly datum: DatumName | null
  readonly appliesItself: boolean
}

const COLUMNS = [
  'id',
  'kind',
  'state',
  'file_name',
  'file_bytes',
  'file_sha256',
  'datum',
  'applies_itself',
  'understood',
  'counts',
  'problem',
  'job_id',
  'created_at',
  'finished_at',
] as const

interface Row {
  id: string
  kind: string
  state: string
  file_name: string
  file_bytes: number
  file_sha256: string
  datum: string | null
  applies_itself: boolean
  understood: unknown
  counts: unknown
  problem: unknown
  job_id: string | null
  created_at: Date
  finished_at: Date | null
}

function importOf(row: Row): ImportRecordRow {
  const shown = placeImport.parse({
    id: row.id,
    kind: row.kind,
    state: row.state,
    fileName: row.file_name,
    fileBytes: row.file_bytes,
    fileSha256: row.file_sha256,
    datum: row.datum,
    understood: row.understood,
    counts: row.counts,
    problem: row.problem,
    jobId: row.job_id,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  })
  return { shown, kind: shown.kind, datum: shown.datum, appliesItself: row.applies_itself }
}

export async function insertImport(
  tx: Tx,
  given: {
    readonly kind: ImportKind
    readonly fileName: string
    readonly fileSha256: string
    readonly fileBytes: number
    readonly datum: DatumName | null
    readonly appliesItself: boolean
  },
): Promise<string> {
  const row = await tx
    .insertInto('place_import')
    .values({
      kind: given.kind,
      file_name: given.fileName,
      file_sha256: given.fileSha256,
      file_bytes: given.fileBytes,
      datum: given.datum,
      applies_itself: given.appliesItself,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function setImportJob(tx: Tx, id: string, jobId: string): Promise<void> {
  await tx.updateTable('place_import').set({ job_id: jobId }).where('id', '=', id).execute()
}

export async function findImport(db: Db, id: string): Promise<ImportRecordRow | undefined> {
  const row = await db.selectFrom('place_import').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : importOf(row)
}

/** Newest first, after the cursor's time and id. */
export async function importsPage(
  db: Db,
  options: { limit: number; before: { createdAt: Date; id: string } | undefined },
): Promise<readonly ImportRecordRow[]> {
  const { before } = options
  const rows = await db
    .selectFrom('place_import')
    .select(COLUMNS)
    .$if(before !== undefined, (query) =>
      query.where(
        sql<boolean>`(date_trunc('milliseconds', created_at), id) < (${before?.createdAt}::timestamptz, ${before?.id}::uuid)`,
      ),
    )
    .orderBy(sql`date_trunc('milliseconds', created_at)`, 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute()
  return rows.map(importOf)
}

/** Compare and set: false when the import is in none of `from` any more. */
export async function moveImport(
  tx: Tx,
  id: string,
  move: {
    readonly from: readonly ImportState[]
    readonly to: ImportState
    readonly understood?: unknown
    readonly counts?: ImportTally
    readonly problem?: { code: string; title: string; detail: string; errors?: unknown } | null
  },
): Promise<boolean> {
  const isFinal = move.to === 'applied' || move.to === 'failed' || move.to === 'cancelled'
  const row = await tx
    .updateTable('place_import')
    .set({
      state: move.to,
      finished_at: isFinal ? sql`now()` : null,
      ...(move.understood === undefined ? {} : { understood: storableJson(move.understood) }),
      ...(move.counts === undefined ? {} : { counts: JSON.stringify(move.counts) }),
      ...(move.problem === undefined ? {} : { problem: move.problem === null ? null : storableJson(move.problem) }),
    })
    .where('id', '=', id)
    .where('state', 'in', move.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface NewImportRow {
  readonly row: number
  /** left out: a row of the file */
  readonly about?: ImportRow['about']
  readonly state: RowState
  readonly name: string | null
  readonly column: string | null
  readonly message: string | null
  readonly remedy: string | null
  readonly existing: { readonly id: string; readonly metres: number } | null
}

export async function insertImportRows(tx: Tx, importId: string, rows: readonly NewImportRow[]): Promise<void> {
  const json = storableJson(
    rows.map((each) => ({
      row: each.row,
      about: each.about ?? 'row',
      state: each.state,
      name: each.name,
      column_name: each.column,
      message: each.message,
      remedy: each.remedy,
      existing_id: each.existing?.id ?? null,
      existing_metres: each.existing?.metres ?? null,
    })),
  )
  await sql`insert into place_import_row
      (import_id, row, about, state, name, column_name, message, remedy, existing_id, existing_metres)
    select ${importId}::uuid, r.row, r.about, r.state, r.name, r.column_name, r.message, r.remedy, r.existing_id, r.existing_metres
    from jsonb_to_recordset(${json}::jsonb) as r(row integer, about text, state text, name text, column_name text, message text,
      remedy text, existing_id uuid, existing_metres double precision)`.execute(tx)
}

export async function deleteImportRows(tx: Tx, importId: string): Promise<void> {
  await tx.deleteFrom('place_import_row').where('import_id', '=', importId).execute()
}

export async function importRowsPage(
  db: Db,
  importId: string,
  options: { state: RowState | undefined; after: number; limit: number },
): Promise<{ readonly items: readonly ImportRow[]; readonly total: number }> {
  const { state } = options
  const rows = await db
    .selectFrom('place_import_row as r')
    .leftJoin('place as p', 'p.id', 'r.existing_id')
    .leftJoin('area as a', 'a.id', 'r.existing_id')
    .select([
      'r.row',
      'r.about',
      'r.state',
      'r.name',
      'r.column_name',
      'r.message',
      'r.remedy',
      'r.existing_id',
      'r.existing_metres',
      'r.decision',
      sql<string | null>`coalesce(p.name, a.name, r.name)`.as('existing_name'),
    ])
    .where('r.import_id', '=', importId)
    .where('r.row', '>', options.after)
    .$if(state !== undefined, (query) => query.where('r.state', '=', state ?? ''))
    .orderBy('r.row')
    .limit(options.limit)
    .execute()
  const counted = await db
    .selectFrom('place_import_row')
    .select(sql<number>`count(*)`.as('total'))
    .where('import_id', '=', importId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .executeTakeFirstOrThrow()
  return { items: rows.map(rowOf), total: counted.total }
}

type ShownRow = Omit<Selectable<PlaceImportRowTable>, 'import_id' | 'content'>

function rowOf(row: ShownRow & { readonly existing_name: string | null }): ImportRow {
  const { existing_id: id, existing_name: name } = row
  return importRow.parse({
    row: row.row,
    about: row.about,
    state: row.state,
    name: row.name,
    column: row.column_name,
    message: row.message,
    remedy: row.remedy,
    existing: id === null || name === null ? null : { id, name, metres: row.existing_metres ?? 0 },
    decision: row.decision,
  })
}

/** Decisions that a conflict takes, by what it is about: a row is kept, replaced or added; what was changed here is kept or dropped. */
const TAKEN_BY: Readonly<Record<Decision, readonly ImportRow['about'][]>> = {
  keep: ['row', 'gone-place', 'network-edit'],
  replace: ['row'],
  create: ['row'],
  drop: ['gone-place', 'network-edit'],
}

/** False when there is no such row, or it is no conflict, or none that takes this decision. */
export async function setRowDecision(tx: Tx, importId: string, row: number, decision: Decision): Promise<boolean> {
  const done = await tx
    .updateTable('place_import_row')
    .set({ decision })
    .where('import_id', '=', importId)
    .where('row', '=', row)
    .where('state', '=', 'conflict')
    .where('about', 'in', TAKEN_BY[decision])
    .returning('row')
    .executeTakeFirst()
  return done !== undefined
}

export async function importDecisions(db: Db, importId: string): Promise<Decisions> {
  const rows = await db
    .selectFrom('place_import_row')
    .select(['row', 'about', 'existing_id', 'decision'])
    .where('import_id', '=', importId)
    .where('decision', 'is not', null)
    .execute()
  const byRow = new Map<number, Decision>()
  const byId = new Map<string, Decision>()
  for (const row of rows) {
    const { decision } = conflictDecision.parse(row)
    if (row.about === 'row') byRow.set(row.row, decision)
    else if (row.existing_id !== null) byId.set(row.existing_id, decision)
  }
  return { byRow, byId }
}

/** One import at a time changes a county; false while another does. Held until the transaction ends. */
export async function tryImportLock(tx: Tx, county: string): Promise<boolean> {
  const reply = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`places import ${county}`}, 0)) as locked`.execute(tx)
  return reply.rows[0]?.locked ?? false
}
