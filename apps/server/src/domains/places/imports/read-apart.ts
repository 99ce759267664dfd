import { join } from 'node:path'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Log } from '../../../platform/log/log.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { categorySet } from '../categories/categories.service.ts'
import type { ReadingTask } from './import-records.ts'
import { ReaderKilled, readInChild } from './import-run-child.ts'
import {
  dropWorkFolder,
  freshWorkFolder,
  openReading,
  sweepWorkFolders,
  WORK_FILES,
  workFolder,
} from './import-work.ts'
import type { ImportDeps } from './imports.service.ts'
import { linesOfFile } from './ndjson-lines.ts'
import type { TableRow } from './table.ts'

/** How often a reading that is killed from outside starts again. */
const ATTEMPTS = 3

interface Watch {
  readonly signal: AbortSignal
  readonly log: Log
  readonly report: (share: number, stage: string) => void
}

/** Reads the task's file into its work folder, in a process of its own; what is killed from outside starts again. */
export async function readIntoFolder(deps: ImportDeps, task: ReadingTask, watch: Watch): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await freshWorkFolder(task.work)
    try {
      return await readInChild(task, {
        signal: watch.signal,
        report: watch.report,
        compileCache: join(deps.config.dataDir, 'compile-cache'),
      })
    } catch (error) {
      if (!(error instanceof ReaderKilled)) throw error
      watch.log.warn({ err: error, attempt }, 'imports: the reading process was killed')
      if (attempt === ATTEMPTS)
        throw new Problem('import-limits', '读文件的进程几次被系统终止，可能内存不足。没有保存任何内容，请稍后再试。', {
          cause: error,
        })
    }
  }
}

/**
 * A stored spreadsheet (XLSX, or CSV in any usual encoding) as rows of text, for a domain that knows what its columns mean.
 * Read under the caps of every import: at most 20,000 rows, 300 columns, 8 million characters.
 *
 * @throws Problem import-format, import-limits, job-cancelled
 */
export async function readTableApart(
  deps: ImportDeps,
  county: CountyDb,
  given: Watch & { readonly importId: string; readonly fileSha256: string; readonly fileName: string },
): Promise<{ readonly rows: readonly TableRow[]; readonly understood: Readonly<Record<string, unknown>> }> {
  const { config, files } = deps
  const work = workFolder(config.dataDir, county.code, given.importId)
  await sweepWorkFolders(config.dataDir, county.code, work)
  try {
    await readIntoFolder(
      deps,
      {
        kind: 'table',
        file: files.path(county.code, given.fileSha256),
        fileName: given.fileName,
        work,
        datum: null,
        memoryMb: config.importMemoryMb,
        seconds: config.importSeconds,
        categories: categorySet(),
        network: null,
        homes: null,
      },
      given,
    )
    const reading = await openReading(work)
    if (reading === undefined) throw new Error('the reading process ended well but left no summary')
    return { rows: await rowsOf(join(work, WORK_FILES.records)), understood: reading.summary.understood }
  } finally {
    await dropWorkFolder(work)
  }
}

/** Our own lines, written by the reading process. */
async function rowsOf(file: string): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const line of linesOfFile(file)) {
    const row: TableRow = JSON.parse(line)
    rows.push(row)
  }
  return rows
}
