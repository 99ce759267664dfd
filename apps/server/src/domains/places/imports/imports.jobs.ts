import { z } from 'zod'
import type { CountyDb, Tx } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { defineJob, type JobContext, type JobKind } from '../../../platform/jobs/job-kind.ts'
import { PROBLEMS, Problem } from '../../../platform/problem/problem.ts'
import { categorySet } from '../categories/categories.service.ts'
import { networkConflicts } from '../edits/relay-edits.ts'
import { applyReading, originOf } from './import-apply.ts'
import { currentNetwork } from './import-map.sql.ts'
import { homesBox } from './import-population.sql.ts'
import { notePopulation } from './import-population.ts'
import { reconcile } from './import-reconcile.ts'
import type { ReadingTask } from './import-records.ts'
import { notingSink } from './import-sinks.ts'
import { UNDECIDED } from './import-verdict.ts'
import { dropWorkFolder, openReading, type Reading, sweepWorkFolders, workFolder } from './import-work.ts'
import { APPLY_JOB, CHECK_JOB, getImportRecord, type ImportDeps, type ImportJobInput } from './imports.service.ts'
import { deleteImportRows, type ImportRecordRow, type ImportState, importDecisions, moveImport } from './imports.sql.ts'
import { readIntoFolder } from './read-apart.ts'

const jobInput = z.object({ importId: z.uuid(), acceptsErrors: z.boolean() })

type Context = JobContext<ImportJobInput>
const RUNNING: readonly ImportState[] = ['received', 'checking', 'applying']

/**
 * Two jobs make an import. Checking reads the file in a process of its own and notes a verdict for every row; applying
 * writes in one transaction. Both begin by clearing what an earlier, killed run left, so a second delivery ends the same.
 */
export function importJobKinds(deps: ImportDeps): readonly JobKind[] {
  const checking = defineJob<ImportJobInput>({
    kind: CHECK_JOB,
    parse: (input) => jobInput.parse(input),
    run: (context) => runCheck(deps, context),
    onFailure: ({ county, input, problem }) => settle(deps, county, input, problem),
  })
  const applying = defineJob<ImportJobInput>({
    kind: APPLY_JOB,
    parse: (input) => jobInput.parse(input),
    run: (context) => runApply(deps, context),
    onFailure: ({ county, input, problem }) => settle(deps, county, input, problem),
  })
  return [checking, applying]
}

async function runCheck(deps: ImportDeps, context: Context): Promise<Record<string, unknown>> {
  const { county, input, signal } = context
  const given = await getImportRecord(county.db, input.importId)
  if (given.shown.state === 'applying') return runApply(deps, context)
  if (!RUNNING.includes(given.shown.state)) return resultOf(given)
  await county.transact(async (tx) => {
    await mustMove(tx, input.importId, { from: ['received', 'checking'], to: 'checking' })
    await deleteImportRows(tx, input.importId)
  })
  const share = given.appliesItself ? 0.5 : 0.8
  const reading = await readAgain(deps, context, given, share)
  context.report(share, '与现有数据比对')
  const { tally, balance } = await check(county, reading, given, signal)
  const goesOn = given.appliesItself && (input.acceptsErrors || tally.errors + tally.conflicts + tally.standing === 0)
  await county.transact((tx) =>
    mustMove(tx, input.importId, {
      from: ['checking'],
      to: goesOn ? 'applying' : 'checked',
      understood: { ...reading.summary.understood, ...balance },
      counts: tally,
    }),
  )
  if (goesOn) return runApply(deps, context)
  return { importId: input.importId, state: 'checked', counts: tally }
}

async function check(county: CountyDb, reading: Reading, given: ImportRecordRow, signal: AbortSignal) {
  const id = given.shown.id
  if (given.kind === 'population') return notePopulation(county, reading, { importId: id, signal })
  const sink = notingSink((work) => county.transact(work), { importId: id, isMap: given.kind === 'osm' })
  const tally = await reconcile(county.db, reading, sink, {
    source: originOf(given.kind).source,
    isWhole: given.kind === 'osm',
    networkConflicts: await networkConflicts(county.db, reading),
    decisions: UNDECIDED,
    signal,
  })
  return { tally, balance: {} }
}

async function runApply(deps: ImportDeps, context: Context): Promise<Record<string, unknown>> {
  const { county, input, signal } = context
  const given = await getImportRecord(county.db, input.importId)
  if (given.shown.state !== 'applying') return resultOf(given)
  const folder = workFolder(deps.config.dataDir, county.code, input.importId)
  const reading = (await openReading(folder)) ?? (await readAgain(deps, context, given, 0.5))
  const tally = await applyReading(county, deps.files, reading, {
    kind: given.kind,
    origin: originOf(given.kind),
    importId: input.importId,
    decisions: await importDecisions(county.db, input.importId),
    signal,
    report: (share, stage) => context.report(0.5 + share * 0.5, stage),
    finish: (tx, counts, balance) =>
      mustMove(tx, input.importId, {
        from: ['applying'],
        to: 'applied',
        understood: { ...reading.summary.understood, ...balance },
        counts,
        problem: null,
      }),
  })
  await dropWorkFolder(folder)
  return { importId: input.importId, state: 'applied', counts: tally }
}

async function readAgain(deps: ImportDeps, context: Context, given: ImportRecordRow, share: number): Promise<Reading> {
  const { county, signal } = context
  const { config, files } = deps
  const work = workFolder(config.dataDir, county.code, given.shown.id)
  await sweepWorkFolders(config.dataDir, county.code, work)
  const task: ReadingTask = {
    kind: given.kind,
    file: files.path(county.code, given.shown.fileSha256),
    fileName: given.shown.fileName,
    work,
    datum: given.datum,
    memoryMb: config.importMemoryMb,
    seconds: config.importSeconds,
    categories: categorySet(),
    network: await networkForReading(county, files),
    homes: given.kind === 'population' ? await homesBox(county.db) : null,
  }
  await readIntoFolder(deps, task, {
    signal,
    log: context.log,
    report: (done, stage) => context.report(done * share, stage),
  })
  const reading = await openReading(work)
  if (reading === undefined) throw new Error('the reading process ended well but left no summary')
  return reading
}

async function networkForReading(county: CountyDb, files: Files) {
  const network = await currentNetwork(county.db)
  return network === undefined ? null : { file: files.path(county.code, network.fileSha256), bounds: network.bounds }
}

async function mustMove(tx: Tx, id: string, move: Parameters<typeof moveImport>[2]): Promise<void> {
  if (!(await moveImport(tx, id, move)))
    throw new Problem('import-state', '这次导入已被别处取消或完成，没有改动任何数据。')
}

function resultOf(given: ImportRecordRow): Record<string, unknown> {
  return { importId: given.shown.id, state: given.shown.state, counts: given.shown.counts }
}

/** Faults of the moment: the checked rows stay, and applying can be asked for again. */
const PASSING = new Set<Problem['code']>(['storage-full', 'busy'])

async function settle(deps: ImportDeps, county: CountyDb, input: ImportJobInput, problem: Problem): Promise<void> {
  const shown = { code: problem.code, title: PROBLEMS[problem.code].title, detail: detailOf(problem) }
  const isBackToChecked = await county.transact(async (tx) => {
    const back = { from: ['applying'], to: 'checked', problem: shown } as const
    if (PASSING.has(problem.code) && (await moveImport(tx, input.importId, back))) return true
    const isCancelled = problem.code === 'job-cancelled'
    const isMoved = await moveImport(tx, input.importId, {
      from: RUNNING,
      to: isCancelled ? 'cancelled' : 'failed',
      problem: isCancelled ? null : shown,
    })
    if (isMoved) await deleteImportRows(tx, input.importId)
    return false
  })
  if (!isBackToChecked) await dropWorkFolder(workFolder(deps.config.dataDir, county.code, input.importId))
}

/** The import shows one text: the first errors belong into it. */
function detailOf(problem: Problem): string {
  const lines = problem.errors
    .slice(0, 5)
    .map((each) => `${each.where}：${each.message}${each.remedy === undefined ? '' : `（${each.remedy}）`}`)
  return [problem.message, ...lines].join('\n')
}
