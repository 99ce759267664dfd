import type { Job } from '@xiayi/contract/system'
import type { CountyDb } from '../db/db.ts'
import type { Live } from '../live/live.ts'
import type { Log } from '../log/log.ts'
import { problemFromError } from '../problem/from-error.ts'
import { PROBLEMS, Problem } from '../problem/problem.ts'
import { jobById, markFinished, markProgress, markRunning } from './job.sql.ts'
import type { JobKind } from './job-kind.ts'

/** How often progress is written and a wish to cancel is looked for. */
const REPORT_MS = 250

export interface JobRunner {
  readonly kinds: ReadonlyMap<string, JobKind>
  readonly live: Live
  readonly log: Log
  /** aborted when the process stops */
  readonly stopping: AbortSignal
}

/**
 * Runs one delivery of a job to its end. A job that ended already is left alone. Throws only when the job shall be delivered
 * again: the process stops, or the database went away.
 */
export async function runJob(runner: JobRunner, county: CountyDb, jobId: string): Promise<void> {
  const row = await jobById(county.db, jobId)
  if (row === undefined || row.finishedAt !== null) return
  const kind = runner.kinds.get(row.kind)
  if (kind === undefined) throw new Error(`no handler for the job kind ${row.kind}`)
  const tell = (job: Job | undefined) => publish(runner.live, county, job)
  const cancelling = new AbortController()
  await tell(await county.transact((tx) => markRunning(tx, jobId)))
  const progress = new Progress(county, jobId, { runner, cancelling, tell })
  try {
    if (row.cancelRequested) throw new Problem('job-cancelled', '任务已按要求取消。')
    const result = await kind.run({
      county,
      jobId,
      input: row.input,
      signal: AbortSignal.any([cancelling.signal, runner.stopping]),
      log: runner.log.child({ jobId, county: county.code }),
      report: (share, stage) => progress.report(share, stage),
    })
    await progress.stop()
    await tell(await county.transact((tx) => markFinished(tx, jobId, { state: 'succeeded', result, stage: '完成' })))
  } catch (error) {
    await progress.stop()
    // A stop of the process is no failure of the job.
    if (runner.stopping.aborted && !cancelling.signal.aborted) throw error
    const problem = problemOf(error)
    if (problem.code === 'database-unavailable') throw error
    if (PROBLEMS[problem.code].report) runner.log.error({ err: error, jobId, kind: kind.kind }, 'jobs: a job failed')
    await kind.onFailure({ county, input: row.input, problem })
    await tell(await county.transact((tx) => markFinished(tx, jobId, endOf(problem))))
  }
}

function problemOf(error: unknown): Problem {
  return (
    problemFromError(error) ??
    new Problem('internal', '程序出错，任务没有完成，也没有留下半成品。请把任务编号告诉管理员。', { cause: error })
  )
}

function endOf(problem: Problem): Parameters<typeof markFinished>[2] {
  const { status, title } = PROBLEMS[problem.code]
  const isCancelled = problem.code === 'job-cancelled'
  return {
    state: isCancelled ? 'cancelled' : 'failed',
    problem: { code: problem.code, title, status, detail: problem.message, errors: problem.errors },
    stage: isCancelled ? '已取消' : '失败',
  }
}

/** The result can be large; whoever needs it asks for the job. A notice that is lost costs freshness only. */
async function publish(live: Live, county: CountyDb, job: Job | undefined): Promise<void> {
  if (job === undefined) return
  await live
    .publish({ county: county.code, event: { topic: 'job', job: { ...job, result: null } } })
    .catch(() => undefined)
}

interface ProgressParts {
  readonly runner: JobRunner
  readonly cancelling: AbortController
  readonly tell: (job: Job | undefined) => Promise<void>
}

/** Writes the latest report now and then, and looks whether somebody wants the job to stop. */
class Progress {
  readonly #county: CountyDb
  readonly #jobId: string
  readonly #parts: ProgressParts
  readonly #timer: NodeJS.Timeout
  #latest: { share: number; stage: string } | undefined
  #turn: Promise<void> | undefined

  constructor(county: CountyDb, jobId: string, parts: ProgressParts) {
    this.#county = county
    this.#jobId = jobId
    this.#parts = parts
    this.#timer = setInterval(() => {
      this.#turn ??= this.#write().finally(() => {
        this.#turn = undefined
      })
    }, REPORT_MS)
  }

  report(share: number, stage: string): void {
    this.#latest = { share: Math.min(1, Math.max(0, share)), stage }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#turn
  }

  async #write(): Promise<void> {
    const { runner, cancelling } = this.#parts
    const current = this.#latest
    this.#latest = undefined
    try {
      if (current !== undefined)
        await this.#parts.tell(
          await this.#county.transact((tx) => markProgress(tx, this.#jobId, current.share, current.stage)),
        )
      const now = await jobById(this.#county.db, this.#jobId)
      if (now?.cancelRequested === true)
        cancelling.abort(new Problem('job-cancelled', '任务已按要求取消，没有留下半成品。'))
    } catch (error) {
      runner.log.debug({ err: error }, 'jobs: progress could not be written')
    }
  }
}
