import { z } from 'zod'
import type { CountyDb } from '../../../platform/db/db.ts'
import { defineJob, type JobContext, type JobKind } from '../../../platform/jobs/job-kind.ts'
import { PROBLEMS, Problem } from '../../../platform/problem/problem.ts'
import { readTableApart } from '../../places/public.ts'
import { getQuestions } from '../../standards/public.ts'
import { standingCircles } from '../evaluate.service.ts'
import { today } from '../today.ts'
import { CHECK_FACTS_JOB, type FactImportDeps, getFactImportRow } from './fact-imports.service.ts'
import { moveFactImport, replaceCells } from './fact-imports.sql.ts'
import { allFacts, factsAsOf } from './facts.sql.ts'
import { recogniseSheet } from './sheet-columns.rules.ts'
import { judgeSheet } from './sheet-judge.rules.ts'

const jobInput = z.object({ importId: z.uuid() })
type Input = z.infer<typeof jobInput>
type Deps = Omit<FactImportDeps, 'jobs'>

/** The dry run: the file is read in a process of its own, then every filled cell gets a verdict. Twice ends the same. */
export function factImportJobKind(deps: Deps): JobKind {
  return defineJob<Input>({
    kind: CHECK_FACTS_JOB,
    parse: (input) => jobInput.parse(input),
    run: (context) => checkImport(deps, context),
    onFailure: ({ county, input, problem }) => settle(county, input, problem),
  })
}

async function checkImport(deps: Deps, context: JobContext<Input>): Promise<Record<string, unknown>> {
  const { county, input, signal, log } = context
  const { shown, fileSha256 } = await getFactImportRow(county.db, input.importId)
  const isBegun = await county.transact((tx) =>
    moveFactImport(tx, input.importId, { from: ['received', 'checking'], to: 'checking' }),
  )
  if (!isBegun) return { importId: input.importId, state: shown.state }
  const { rows, understood } = await readTableApart(deps, county, {
    importId: input.importId,
    fileSha256,
    fileName: shown.fileName,
    signal,
    log,
    report: (share, stage) => context.report(share * 0.6, stage),
  })
  signal.throwIfAborted()
  context.report(0.7, '与已登记的比对')
  const { items: questions, title } = await getQuestions(county.db, shown.standardId)
  const sheet = recogniseSheet(rows, questions)
  if (sheet === null)
    throw new Problem(
      'import-format',
      `前几行里没有认出表头：要有“生活圈”一列，和“${title}”要登记的至少一项。请下载表格，填好再传。`,
    )
  const isTemplate = sheet.madeAt !== undefined && sheet.madeAt <= new Date()
  const verdict = judgeSheet(sheet, {
    circles: (await standingCircles(county.db)).map(({ id, name }) => ({ id, name })),
    current: await allFacts(county.db),
    base: isTemplate && sheet.madeAt !== undefined ? await factsAsOf(county.db, sheet.madeAt) : undefined,
    today: today(),
    by: shown.by,
  })
  await county.transact(async (tx) => {
    await replaceCells(tx, input.importId, verdict.cells)
    const isKept = await moveFactImport(tx, input.importId, {
      from: ['checking'],
      to: 'checked',
      counts: verdict.counts,
      understood: {
        ...understood,
        columns: [...sheet.columns.values()].map((column) => column.header),
        ignoredColumns: sheet.ignored,
        ...(isTemplate ? { madeAt: sheet.madeAt?.toISOString() } : {}),
      },
    })
    if (!isKept) throw new Problem('import-state', '这次导入已被别处取消，没有改动任何数据。')
  })
  return { importId: input.importId, state: 'checked', counts: verdict.counts }
}

async function settle(county: CountyDb, { importId }: Input, problem: Problem): Promise<void> {
  const isCancelled = problem.code === 'job-cancelled'
  const detail = [problem.message, ...problem.errors.slice(0, 3).map((error) => `${error.where}：${error.message}`)]
  await county.transact(async (tx) => {
    const isMoved = await moveFactImport(tx, importId, {
      from: ['received', 'checking'],
      to: isCancelled ? 'cancelled' : 'failed',
      problem: isCancelled
        ? null
        : { code: problem.code, title: PROBLEMS[problem.code].title, detail: detail.join(' ') },
    })
    if (isMoved) await replaceCells(tx, importId, [])
  })
}
