import { consumers } from '../app/events.ts'
import { keepExamplePeople } from '../app/example-people.ts'
import { machines } from '../app/machines.ts'
import { addRoutes } from '../app/routes.ts'
import { seedExampleCounty } from '../app/seed.ts'
import { openServices, type Services } from '../app/services.ts'
import { whoAsks } from '../app/who-asks.ts'
import { createTextRounds, forgetUnneeded } from '../domains/identity/public.ts'
import { linkEntries } from '../platform/audit/link-entries.ts'
import { nationalCalendar } from '../platform/calendar/working-days.rules.ts'
import type { Config } from '../platform/config/config.ts'
import type { CountyDb } from '../platform/db/db.ts'
import { migrateAll } from '../platform/db/migrate.ts'
import { startDelivering } from '../platform/events/outbox.ts'
import { createHttp, type Http } from '../platform/http/server.ts'
import { forgetOldReplies } from '../platform/idempotency/answer-once.ts'
import { ringDueClocks } from '../platform/machine/clocks.ts'
import { startRounds } from '../platform/rounds/rounds.ts'

/**
 * One image, several ways in: `http` answers people, `jobs` does the long work and delivers events, `all` is both in one
 * process. On SIGTERM what is in flight ends within 10 s; a job that cannot is delivered again at the next start.
 */
const STOP_MS = 10_000
const LOOK_EVERY_MS = 1000
const HOUR_MS = 3600 * 1000
const LEFTOVER_MS = 24 * HOUR_MS
/** Somebody waits for their code with the phone in hand. */
const TEXTS_EVERY_MS = 250

/** What a parent process that started us (tools/start.mjs) is told, when it listens. */
function tellParent(message: { kind: 'step' | 'ready'; text: string; share?: number }): void {
  process.send?.(message)
}

export async function runServer(config: Config): Promise<void> {
  const applied = await migrateAll(config.databaseUrl)
  const services = openServices(config)
  services.log.info({ applied }, 'migrations are done')
  await services.vaults.prepare().catch(async (error: unknown) => {
    await services.databases.close()
    throw error
  })
  let isReady = false
  const http =
    config.entry === 'jobs'
      ? undefined
      : await createHttp({
          ...services,
          isReady: () => isReady,
          actorOf: whoAsks,
          routes: (app) => addRoutes(app, services),
        })
  const stop = stopper(services, http)
  await services.jobs.start()
  await services.live.start()
  await clearLeftovers(services)
  const address = await http?.listen()
  if (config.entry !== 'http') {
    await services.jobs.startWorking()
    if (config.loadsExample)
      await seedExampleCounty(services, (share, stage) => tellParent({ kind: 'step', text: stage, share }))
    await keepExamplePeople(services)
    // After the seed: news of a half-made county would have it evaluated half-made.
    const counties = async () =>
      (await services.counties.list()).map((row) => services.databases.county(row.code, 'jobs'))
    const { log } = services
    stop.add(startDelivering({ counties, consumers: consumers(services), everyMs: LOOK_EVERY_MS, log }))
    const calendar = nationalCalendar()
    const ring = (county: CountyDb) => ringDueClocks({ county, calendar }, machines, { now: new Date(), log })
    stop.add(startRounds({ counties, everyMs: LOOK_EVERY_MS, log, look: ring }))
    stop.add(startRounds({ counties, everyMs: HOUR_MS, log, look: (county) => forgetOldReplies(county, new Date()) }))
    stop.add(startRounds({ counties, everyMs: HOUR_MS, log, look: (county) => forgetUnneeded(county, new Date()) }))
    const link = async (county: CountyDb) =>
      linkEntries(county, { vault: await services.vaults.of(county), heads: services.auditHeads, now: new Date() })
    stop.add(startRounds({ counties, everyMs: LOOK_EVERY_MS, log, look: link }))
    const texts = createTextRounds(services)
    stop.add(startRounds({ counties, everyMs: TEXTS_EVERY_MS, log, look: (county) => texts.look(county) }))
  }
  isReady = true
  services.log.info({ address, entry: config.entry }, 'ready')
  tellParent({ kind: 'ready', text: address ?? '' })
}

async function clearLeftovers({ counties, files, log }: Services): Promise<void> {
  for (const { code } of await counties.list()) {
    const removed = await files.clearIncoming(code, LEFTOVER_MS)
    if (removed > 0) log.info({ county: code, removed }, 'files: half-taken files of a killed process are removed')
  }
}

function stopper(services: Services, http: Http | undefined): { add(part: { stop(): Promise<void> }): void } {
  const parts: { stop(): Promise<void> }[] = []
  let isStopping = false
  const stop = (signal: string) => {
    if (isStopping) return
    isStopping = true
    services.log.info({ signal }, 'stopping')
    const limit = setTimeout(() => {
      services.log.warn('stopping took too long; unfinished jobs are delivered again at the next start')
      process.exit(0)
    }, STOP_MS)
    limit.unref()
    void (async () => {
      await http?.close()
      for (const part of parts) await part.stop()
      await services.close()
      process.exit(0)
    })().catch((error: unknown) => {
      services.log.error({ err: error }, 'stopping failed')
      process.exit(1)
    })
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('disconnect', () => stop('the parent went away'))
  return { add: (part) => parts.push(part) }
}
