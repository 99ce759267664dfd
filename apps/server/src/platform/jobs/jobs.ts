import type { Job } from '@xiayi/contract/system'
import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { CountyDb, Tx } from '../db/db.ts'
import type { Databases } from '../db/pools.ts'
import type { Live } from '../live/live.ts'
import type { Log } from '../log/log.ts'
import { Problem } from '../problem/problem.ts'
import { insertJob, jobById, markCancelRequested } from './job.sql.ts'
import type { JobKind } from './job-kind.ts'
import { runJob } from './job-run.ts'

/**
 * Work that outlives a request. The `job` row is what people watch; pg-boss delivers it, in the same database and in the
 * same transaction as the change that asked for it. A killed process loses its heartbeat and the job is delivered again,
 * so a handler must be repeatable: same input, same end state. Cancelling sets a flag that the running process looks for.
 */
const QUEUE = 'county-job'
const DELIVERY = { retryLimit: 5, retryDelay: 2, expireInSeconds: 6 * 3600, heartbeatSeconds: 15 }
const STOP_MS = 8000

interface Delivery {
  readonly county: string
  readonly jobId: string
}

export interface Jobs {
  /** Writes the job and its delivery in the caller's transaction. */
  enqueue(tx: Tx, county: string, kind: string, input: unknown): Promise<string>
  get(county: CountyDb, id: string): Promise<Job>
  cancel(county: CountyDb, id: string): Promise<Job>
  startWorking(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

export function createJobs(options: {
  url: string
  databases: Databases
  live: Live
  log: Log
  kinds: readonly JobKind[]
  concurrency: number
}): Jobs {
  const { live, log } = options
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]))
  const stopping = new AbortController()
  const boss = new PgBoss({
    connectionString: options.url,
    schema: 'pgboss',
    max: 4,
    application_name: 'xiayi jobs',
    monitorIntervalSeconds: 5,
    // How soon a job whose process was killed is given to another: 15 s without a heartbeat and this.
    superviseIntervalSeconds: 5,
    useListenNotify: true,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs: the queue met an error and goes on'))

  async function get(county: CountyDb, id: string): Promise<Job> {
    const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await jobById(county.db, id) : undefined
    if (found === undefined) throw new Problem('not-found', `没有编号为“${id}”的任务。`)
    const { cancelRequested: _cancel, input: _input, ...job } = found
    return job
  }

  return {
    get,
    async enqueue(tx, county, kind, input) {
      if (!kinds.has(kind)) throw new Error(`no handler for the job kind ${kind}`)
      const jobId = await insertJob(tx, kind, input)
      const delivery: Delivery = { county, jobId }
      await boss.send(QUEUE, delivery, { ...DELIVERY, db: inside(tx) })
      return jobId
    },
    async cancel(county, id) {
      await get(county, id)
      await county.transact((tx) => markCancelRequested(tx, id))
      return get(county, id)
    },
    async start() {
      await boss.start()
      if ((await boss.getQueue(QUEUE)) === null) await boss.createQueue(QUEUE, { ...DELIVERY, notify: true })
    },
    async startWorking() {
      const runner = { kinds, live, log, stopping: stopping.signal }
      const settings = { batchSize: 1, localConcurrency: options.concurrency, pollingIntervalSeconds: 1 }
      await boss.work<Delivery>(QUEUE, settings, async (batch) => {
        for (const { data } of batch) await runJob(runner, options.databases.county(data.county, 'jobs'), data.jobId)
      })
    },
    async stop() {
      stopping.abort(new Error('the process is stopping'))
      await boss.stop({ graceful: true, timeout: STOP_MS })
    },
  }
}

/** pg-boss's statements inside the caller's transaction. */
function inside(tx: Tx): { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> } {
  return {
    executeSql: async (text, values) => ({
      rows: [...(await tx.executeQuery(CompiledQuery.raw(text, [...(values ?? [])]))).rows],
    }),
  }
}
