import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job } from '@xiayi/contract/system'
import { testDatabase } from '@xiayi/testkit/test-database'
import type { FastifyInstance } from 'fastify'
import { readConfig } from '../platform/config/config.ts'
import type { CountyDb } from '../platform/db/db.ts'
import { startDelivering } from '../platform/events/outbox.ts'
import { createHttp } from '../platform/http/server.ts'
import { createCounty } from './county.ts'
import { consumers } from './events.ts'
import { addRoutes } from './routes.ts'
import { EXAMPLE_COUNTY, seedExampleCounty } from './seed.ts'
import { openServices, type Services } from './services.ts'
import { whoAsks } from './who-asks.ts'

/** The server on a given database, for tests: everything real but the port and the delivery of events. */
export interface TestServer {
  readonly app: FastifyInstance
  readonly services: Services
  close(): Promise<void>
}

/** The whole server on a database of its own, events delivered, with one county. */
export interface TestApp extends TestServer {
  readonly county: CountyDb
  /** Waits for a job's end, whatever it is. */
  jobEnd(jobId: string): Promise<Job>
}

const JOB_MS = 60_000
/** A request with this header is answered with `MAY` where its work would begin: whether somebody may, and no more. */
export const MAY_ONLY = 'x-may-only'
export const MAY = 299

/** @param env settings; a DATA_DIR among them is used and stays, else there is one until the server closes */
export async function openTestServer(url: string, env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'xiayi-test-')))
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    EXAMPLE_COUNTY: 'no',
    ...env,
    DATABASE_URL: url,
    DATA_DIR: dataDir,
  })
  const services = openServices(config, { logsToStderr: true })
  await services.jobs.start()
  await services.jobs.startWorking()
  await services.live.start()
  const http = await createHttp({
    ...services,
    isReady: () => true,
    actorOf: whoAsks,
    routes: (app) => addRoutes(app, services),
  })
  // As the web app does: every POST is one transaction with its reply, so every test is a test of that too.
  http.app.addHook('onRequest', async (request) => {
    if (request.method === 'POST') request.headers['idempotency-key'] ??= randomUUID()
  })
  http.app.addHook('preParsing', async (request, reply) => {
    if (request.headers[MAY_ONLY] !== undefined) await reply.code(MAY).send()
  })
  await http.app.ready()
  return {
    app: http.app,
    services,
    async close() {
      await http.close()
      await services.close()
      if (env.DATA_DIR === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** @param code of the county: a new, empty one, or the example county's, which the seed then makes */
export async function openTestApp(env: Readonly<Record<string, string>> = {}, code = 'test'): Promise<TestApp> {
  const database = await testDatabase()
  const server = await openTestServer(database.url, env)
  const { services } = server
  if (code === EXAMPLE_COUNTY) await seedExampleCounty(services, () => undefined)
  else await createCounty(services, { code, name: '测试县', isExample: false })
  const deliveries = startDelivering({
    counties: async () => [services.databases.county(code, 'jobs')],
    consumers: consumers(services),
    everyMs: 100,
    log: services.log,
  })
  const county = services.databases.county(code, 'people')
  return {
    app: server.app,
    services,
    county,
    async jobEnd(jobId) {
      const end = performance.now() + JOB_MS
      for (;;) {
        const job = await services.jobs.get(county, jobId)
        if (job.finishedAt !== null) return job
        if (performance.now() > end)
          throw new Error(`job ${jobId} (${job.kind}) is still ${job.state} at ${job.progress}: ${job.stage}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async close() {
      await deliveries.stop()
      await server.close()
      await database.drop()
    },
  }
}
