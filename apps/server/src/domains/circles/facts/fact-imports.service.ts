import type { Readable } from 'node:stream'
import type { FactImport, FactImportCell } from '@xiayi/contract/circle-facts'
import type { Config } from '../../../platform/config/config.ts'
import type { CountyDb, Db } from '../../../platform/db/db.ts'
import { type Files, recordFile } from '../../../platform/files/files.ts'
import type { Jobs } from '../../../platform/jobs/jobs.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { shownFileName } from '../../places/public.ts'
import { DEFAULT_STANDARD, getStandard } from '../../standards/public.ts'
import {
  type AcceptedCell,
  acceptedCells,
  cellsPage,
  type FactImportRow,
  factImportsPage,
  findFactImport,
  insertFactImport,
  moveFactImport,
  replaceCells,
  setFactImportJob,
} from './fact-imports.sql.ts'
import { planFacts } from './fact-plan.rules.ts'
import { orderEvaluation } from './facts.service.ts'
import { allFacts, lockFacts, writeFacts } from './facts.sql.ts'

export const CHECK_FACTS_JOB = 'circles.check-facts'

export interface FactImportDeps {
  readonly config: Pick<Config, 'dataDir' | 'maxUploadBytes' | 'importMemoryMb' | 'importSeconds'>
  readonly files: Files
  readonly jobs: Jobs
}

/** Stores the file, then writes the import and its job in one transaction. The dry run follows as a job. */
export async function startFactImport(
  deps: FactImportDeps,
  county: CountyDb,
  given: {
    readonly stream: Readable
    readonly fileName: string
    readonly standardId: string | undefined
    readonly by: string | null
  },
): Promise<{ readonly importId: string; readonly jobId: string }> {
  const { ruleSet } = await getStandard(county.db, given.standardId ?? DEFAULT_STANDARD)
  const file = await deps.files.take(county.code, given.stream, deps.config.maxUploadBytes)
  if (file.bytes === 0) throw new Problem('import-format', '文件是空的。请选一个有内容的文件。')
  return county.transact(async (tx) => {
    await recordFile(tx, file, 'application/octet-stream')
    const importId = await insertFactImport(tx, {
      standardId: ruleSet.id,
      fileName: shownFileName(given.fileName),
      fileSha256: file.sha256,
      fileBytes: file.bytes,
      by: given.by,
    })
    const jobId = await deps.jobs.enqueue(tx, county.code, CHECK_FACTS_JOB, { importId })
    await setFactImportJob(tx, importId, jobId)
    return { importId, jobId }
  })
}

/** @throws Problem not-found */
export async function getFactImportRow(db: Db, id: string): Promise<FactImportRow> {
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? await findFactImport(db, id) : undefined
  if (found === undefined) throw new Problem('not-found', '没有这次导入。请从登记表导入页重新选择。')
  return found
}

interface Page {
  readonly limit: number
  readonly cursor?: string | undefined
}

export async function listFactImports(
  db: Db,
  page: Page,
): Promise<{ items: FactImport[]; nextCursor: string | null; total: null }> {
  const offset = offsetOf(page)
  const rows = await factImportsPage(db, { limit: page.limit + 1, offset })
  return {
    items: rows.slice(0, page.limit).map((row) => row.shown),
    nextCursor: rows.length > page.limit ? String(offset + page.limit) : null,
    total: null,
  }
}

export async function listFactCells(
  db: Db,
  importId: string,
  page: Page & { readonly state?: FactImportCell['state'] | undefined },
): Promise<{ items: FactImportCell[]; nextCursor: string | null; total: number }> {
  await getFactImportRow(db, importId)
  const offset = offsetOf(page)
  const { items, total } = await cellsPage(db, importId, { state: page.state, limit: page.limit, offset })
  const end = offset + items.length
  return { items: [...items], nextCursor: end < total ? String(end) : null, total }
}

function offsetOf({ cursor }: Page): number {
  const offset = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > 10_000_000)
    throw new Problem('invalid-input', '翻页标记 cursor 不对，请从第一页开始。')
  return offset
}

/**
 * Writes what the dry run accepted, in one transaction; cells with errors and conflicts stay out. A fact that was changed
 * since the dry run stops the whole: nothing is written that nobody has seen.
 */
export async function applyFactImport(
  deps: FactImportDeps,
  county: CountyDb,
  id: string,
): Promise<{ import: FactImport; evaluationJobId: string | null }> {
  const { shown } = await getFactImportRow(county.db, id)
  const evaluationJobId = await county.transact(async (tx) => {
    await lockFacts(tx)
    if (!(await moveFactImport(tx, id, { from: ['checked'], to: 'applied' }))) throw notNow(shown.state, '写入')
    const cells = await acceptedCells(tx, id)
    const plans = new Map<string | null, AcceptedCell[]>()
    for (const cell of cells) plans.set(cell.by, [...(plans.get(cell.by) ?? []), cell])
    const current = await allFacts(tx)
    const written = new Set<string>()
    for (const [by, group] of plans) {
      const plan = planFacts(current, group, { by, channel: 'sheet' })
      if (plan.conflicts.length > 0) throw movedOn(plan.conflicts.flatMap(({ at }) => group[at] ?? []))
      await writeFacts(tx, plan.writes)
      for (const { circleId } of plan.writes) written.add(circleId)
    }
    if (written.size === 0) return null
    return orderEvaluation(deps, county, tx, { circleIds: [...written], standardId: shown.standardId })
  })
  return { import: (await getFactImportRow(county.db, id)).shown, evaluationJobId }
}

function movedOn(cells: readonly AcceptedCell[]): Problem {
  const errors = cells.map((cell) => ({
    where: `第 ${cell.row} 行“${cell.columnName ?? cell.key}”`,
    message: `${cell.circleName ?? '这个生活圈'}的这一项在检查以后被别人改过`,
    remedy: '重新上传这份表，看过再写入',
  }))
  return new Problem('version-conflict', '检查以后，有几项被别人改过。没有写入任何内容。', {
    errors: errors.slice(0, 50),
  })
}

/** At once after the dry run; while it runs, its job is told to stop. */
export async function cancelFactImport(deps: FactImportDeps, county: CountyDb, id: string): Promise<FactImport> {
  const { shown } = await getFactImportRow(county.db, id)
  if (shown.state === 'checked') {
    const isDone = await county.transact(async (tx) => {
      if (!(await moveFactImport(tx, id, { from: ['checked'], to: 'cancelled' }))) return false
      await replaceCells(tx, id, [])
      return true
    })
    if (!isDone) throw notNow(shown.state, '取消')
  } else if (shown.jobId !== null && (shown.state === 'received' || shown.state === 'checking'))
    await deps.jobs.cancel(county, shown.jobId)
  else throw notNow(shown.state, '取消')
  return (await getFactImportRow(county.db, id)).shown
}

const STATE_WORDS: Readonly<Record<FactImport['state'], string>> = {
  received: '刚收到文件，还没有检查',
  checking: '正在检查',
  checked: '已检查',
  applied: '已经写入',
  failed: '已经失败',
  cancelled: '已经取消',
}

function notNow(state: FactImport['state'], wish: string): Problem {
  return new Problem('import-state', `这次导入${STATE_WORDS[state]}，现在不能${wish}。请刷新后再看。`)
}
