import { randomUUID } from 'node:crypto'
import type { newReport, Report } from '@xiayi/contract/reports'
import type { z } from 'zod'
import type { Counties } from '../../platform/db/counties.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { getCircle, summariseCounty } from '../circles/public.ts'
import { DEFAULT_STANDARD, getStandard } from '../standards/public.ts'
import { reportFileName, reportTitle } from './file-name.rules.ts'
import { insertReport, reportById, reportsBefore } from './reports.sql.ts'

export const REPORT_JOB = 'reports.make'
/** A report is kept so long; it can be made again at any time. */
export const KEEP_DAYS = 90

export interface ReportDeps {
  readonly counties: Counties
  readonly files: Files
  readonly jobs: Jobs
  readonly now: () => Date
}

export type ReportOrder = z.output<typeof newReport>

/** Checks what can be checked at once and leaves the rest to a job. @throws Problem not-found, evaluation-impossible */
export async function orderReport(
  deps: ReportDeps,
  county: CountyDb,
  order: ReportOrder,
): Promise<{ reportId: string; jobId: string }> {
  const { ruleSet } = await getStandard(county.db, order.standardId ?? DEFAULT_STANDARD)
  const { name: countyName } = await deps.counties.getRow(county.code)
  const subjectId = order.kind === 'circle' ? (order.subjectId ?? null) : null
  const circle = subjectId === null ? undefined : await getCircle(county, subjectId, ruleSet.id)
  const isEvaluated = circle?.isEvaluated ?? (await summariseCounty(county, ruleSet.id)).evaluatedAt !== null
  if (!isEvaluated)
    throw new Problem(
      'evaluation-impossible',
      circle === undefined
        ? '全县还没有评价过，没有可以写进报告的数字。请先在全县总览里点“重新评价全县”。'
        : `${circle.name}还没有评价过，没有可以写进报告的数字。请先在它的页面上点“重新评价”。`,
    )
  const title = reportTitle(order.kind, order.format, { countyName, circleName: circle?.name })
  const reportId = randomUUID()
  const jobId = await county.transact(async (tx) => {
    const job = await deps.jobs.enqueue(tx, county.code, REPORT_JOB, { reportId, standardId: ruleSet.id })
    await insertReport(tx, {
      id: reportId,
      kind: order.kind,
      subjectId,
      format: order.format,
      standardId: ruleSet.id,
      title,
      fileName: reportFileName({ countyName, title, format: order.format }, deps.now()),
      by: order.by ?? null,
      jobId: job,
      keepDays: KEEP_DAYS,
    })
    return job
  })
  return { reportId, jobId }
}

export async function getReport(county: CountyDb, id: string): Promise<Report> {
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await reportById(county.db, id) : undefined
  if (found === undefined) throw new Problem('not-found', `没有编号为“${id}”的报告。请从报告列表里重新选择。`)
  return found
}

export async function listReports(
  county: CountyDb,
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<{ items: Report[]; nextCursor: string | null; total: null }> {
  const rows = await reportsBefore(county.db, {
    before: cursor === undefined ? undefined : readCursor(cursor),
    limit: limit + 1,
  })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? `${last.createdAt}_${last.id}` : null,
    total: null,
  }
}

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = cursor.split('_')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem('bad-request', '翻页标记不对。请从第一页重新开始。')
  return { at, id }
}

const NOT_READY = {
  queued: '还在排队',
  running: '正在生成',
  failed: '没有做成',
  cancelled: '已被取消',
} as const

/** The report with its file. @throws Problem conflict while there is none, not-found when it was removed after its time */
export async function getReportFile(county: CountyDb, id: string): Promise<Report & { bytes: number; sha256: string }> {
  const found = await getReport(county, id)
  if (found.isExpired)
    throw new Problem('not-found', `《${found.title}》已过保留期（${KEEP_DAYS} 天），文件已删除。请重新生成一份。`)
  const { bytes, sha256, state } = found
  if (bytes !== null && sha256 !== null) return { ...found, bytes, sha256 }
  if (state === 'succeeded') throw new Error(`report ${id} succeeded without a file`)
  const next = state === 'queued' || state === 'running' ? '请等它完成再下载。' : '请重新生成一份。'
  const why = found.problem === null ? '' : `：${found.problem}`
  throw new Problem('conflict', `《${found.title}》${NOT_READY[state]}${why}${why.endsWith('。') ? '' : '，'}${next}`)
}
