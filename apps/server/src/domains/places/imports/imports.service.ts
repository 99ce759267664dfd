import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import type { ImportRow, PlaceImport } from '@xiayi/contract/places'
import type { DatumName } from '@xiayi/geo/coordinates'
import type { Config } from '../../../platform/config/config.ts'
import type { CountyDb, Db } from '../../../platform/db/db.ts'
import { type Files, recordFile } from '../../../platform/files/files.ts'
import type { Jobs } from '../../../platform/jobs/jobs.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import type { ImportKind } from './import-records.ts'
import type { Decision, RowState } from './import-verdict.ts'
import { dropWorkFolder, workFolder } from './import-work.ts'
import {
  deleteImportRows,
  findImport,
  type ImportRecordRow,
  type ImportState,
  importRowsPage,
  importsPage,
  insertImport,
  moveImport,
  setImportJob,
  setRowDecision,
} from './imports.sql.ts'

export const CHECK_JOB = 'places.check-import'
export const APPLY_JOB = 'places.apply-import'

export interface ImportDeps {
  readonly config: Pick<Config, 'dataDir' | 'maxUploadBytes' | 'importMemoryMb' | 'importSeconds'>
  readonly files: Files
}

/** Input of both jobs. */
export interface ImportJobInput {
  readonly importId: string
  /** of an import that applies itself: go on although some rows have errors or conflicts */
  readonly acceptsErrors: boolean
}

export interface NewImport {
  readonly from: { readonly path: string } | { readonly stream: Readable }
  readonly fileName: string
  readonly kind: ImportKind
  /** left out: detected; a file that looks like another datum than WGS84 is refused */
  readonly datum?: DatumName | undefined
  /** true: applied at once when every row is accepted */
  readonly appliesItself?: boolean
  readonly acceptsErrors?: boolean
}

/** Stores the file, then writes the import and its job in one transaction. The dry run follows as a job. */
export async function startImport(
  deps: ImportDeps & { readonly jobs: Jobs },
  county: CountyDb,
  given: NewImport,
): Promise<{ readonly importId: string; readonly jobId: string }> {
  const source = 'path' in given.from ? createReadStream(given.from.path) : given.from.stream
  const file = await deps.files.take(county.code, source, deps.config.maxUploadBytes)
  if (file.bytes === 0) throw new Problem('import-format', '文件是空的。请选一个有内容的文件。')
  return county.transact(async (tx) => {
    await recordFile(tx, file, 'application/octet-stream')
    const importId = await insertImport(tx, {
      kind: given.kind,
      fileName: shownFileName(given.fileName),
      fileSha256: file.sha256,
      fileBytes: file.bytes,
      datum: given.datum ?? null,
      appliesItself: given.appliesItself === true,
    })
    const input: ImportJobInput = { importId, acceptsErrors: given.acceptsErrors === true }
    const jobId = await deps.jobs.enqueue(tx, county.code, CHECK_JOB, input)
    await setImportJob(tx, importId, jobId)
    return { importId, jobId }
  })
}

/** The same for a file that is already on this machine. */
export async function startImportFromPath(
  deps: ImportDeps & { readonly jobs: Jobs },
  county: CountyDb,
  given: Omit<NewImport, 'from'> & { readonly path: string },
): Promise<{ readonly importId: string; readonly jobId: string }> {
  return startImport(deps, county, { ...given, from: { path: given.path } })
}

/** For people to read; never a path. */
export function shownFileName(name: string): string {
  const last = basename(name.replaceAll('\\', '/')).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
  return Array.from(last).slice(0, 120).join('') || '未命名'
}

/** One import as people see it. @throws Problem not-found */
export async function getImport(county: CountyDb, id: string): Promise<PlaceImport> {
  return (await getImportRecord(county.db, id)).shown
}

/** @throws Problem not-found */
export async function getImportRecord(db: Db, id: string): Promise<ImportRecordRow> {
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? await findImport(db, id) : undefined
  if (found === undefined) throw new Problem('not-found', '没有这次导入。')
  return found
}

export async function listImports(
  db: Db,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: PlaceImport[]; nextCursor: string | null; total: null }> {
  const rows = await importsPage(db, { limit: page.limit + 1, before: importCursor(page.cursor) })
  const items = rows.slice(0, page.limit).map((row) => row.shown)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > page.limit && last !== undefined ? `${last.createdAt}_${last.id}` : null,
    total: null,
  }
}

function importCursor(cursor: string | undefined): { createdAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [, time = '', id = ''] = /^(\d{4}-[0-9T:.-]+Z)_([0-9a-f-]{36})$/.exec(cursor) ?? []
  const createdAt = new Date(time)
  if (Number.isNaN(createdAt.getTime())) throw new Problem('invalid-input', '翻页标记 cursor 不对，请从第一页开始。')
  return { createdAt, id }
}

export async function listImportRows(
  db: Db,
  importId: string,
  page: { limit: number; cursor?: string | undefined; state?: RowState | undefined },
): Promise<{ items: ImportRow[]; nextCursor: string | null; total: number }> {
  await getImportRecord(db, importId)
  const after = page.cursor === undefined ? 0 : Number(page.cursor)
  if (!Number.isInteger(after) || after < 0 || after > 2 ** 31 - 1)
    throw new Problem('invalid-input', '翻页标记 cursor 不对，请从第一页开始。')
  const { items, total } = await importRowsPage(db, importId, { state: page.state, after, limit: page.limit + 1 })
  const shown = items.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown,
    nextCursor: items.length > page.limit && last !== undefined ? String(last.row) : null,
    total,
  }
}

/** Applies a checked import: rows with errors stay out, undecided conflicts keep what is there. */
export async function applyImport(
  deps: { readonly jobs: Jobs },
  county: CountyDb,
  id: string,
): Promise<{ readonly importId: string; readonly jobId: string }> {
  const shown = await getImport(county, id)
  return county.transact(async (tx) => {
    if (!(await moveImport(tx, id, { from: ['checked'], to: 'applying', problem: null })))
      throw notNow(shown.state, '写入')
    const input: ImportJobInput = { importId: id, acceptsErrors: true }
    const jobId = await deps.jobs.enqueue(tx, county.code, APPLY_JOB, input)
    await setImportJob(tx, id, jobId)
    return { importId: id, jobId }
  })
}

/** At once when nothing runs; otherwise the running job is told, and undoes what it did. */
export async function cancelImport(
  deps: ImportDeps & { readonly jobs: Jobs },
  county: CountyDb,
  id: string,
): Promise<PlaceImport> {
  const shown = await getImport(county, id)
  if (shown.state === 'checked') {
    const isDone = await county.transact(async (tx) => {
      if (!(await moveImport(tx, id, { from: ['checked'], to: 'cancelled' }))) return false
      await deleteImportRows(tx, id)
      return true
    })
    if (!isDone) throw notNow(shown.state, '取消')
    await dropWorkFolder(workFolder(deps.config.dataDir, county.code, id))
  } else if (shown.jobId !== null && RUNNING.has(shown.state)) {
    await deps.jobs.cancel(county, shown.jobId)
  } else throw notNow(shown.state, '取消')
  return getImport(county, id)
}

const RUNNING: ReadonlySet<ImportState> = new Set(['received', 'checking', 'applying'])

export async function decideConflict(
  county: CountyDb,
  importId: string,
  row: number,
  decision: Decision,
): Promise<ImportRow> {
  const shown = await getImport(county, importId)
  await county.transact(async (tx) => {
    // Also locks the import, so that no decision slips in beside its applying.
    if (!(await moveImport(tx, importId, { from: ['checked'], to: 'checked' }))) throw notNow(shown.state, '改决定')
    if (!(await setRowDecision(tx, importId, row, decision)))
      throw new Problem('not-found', `第 ${row} 行没有要决定的冲突。`)
  })
  const { items } = await importRowsPage(county.db, importId, { state: undefined, after: row - 1, limit: 1 })
  const [item] = items
  if (item === undefined) throw new Problem('not-found', `没有第 ${row} 行。`)
  return item
}

const STATE_WORDS: Readonly<Record<ImportState, string>> = {
  received: '刚收到文件，还没有检查',
  checking: '正在检查',
  checked: '已检查',
  applying: '正在写入',
  applied: '已经写入',
  failed: '已经失败',
  cancelled: '已经取消',
}

function notNow(state: ImportState, wish: string): Problem {
  return new Problem('import-state', `这次导入${STATE_WORDS[state]}，现在不能${wish}。请刷新后再看。`)
}
