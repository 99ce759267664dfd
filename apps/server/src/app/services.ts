import { join } from 'node:path'
import { EnginePool } from '@xiayi/engine/worker-pool'
import { Heads } from '../platform/audit/heads.ts'
import type { Config } from '../platform/config/config.ts'
import { type Counties, openCounties } from '../platform/db/counties.ts'
import { type Databases, openDatabases } from '../platform/db/pools.ts'
import { Files } from '../platform/files/files.ts'
import { createJobs, type Jobs } from '../platform/jobs/jobs.ts'
import { type Live, openLive } from '../platform/live/live.ts'
import { createLog, type Log } from '../platform/log/log.ts'
import { openVaults, type Vaults } from '../platform/vault/vaults.ts'
import { jobKinds } from './jobs.ts'

/** What every domain is handed: the platform, opened once per process. */
export interface Foundation {
  readonly config: Config
  readonly log: Log
  readonly databases: Databases
  readonly counties: Counties
  readonly files: Files
  readonly live: Live
  /** what lies sealed about people, county by county */
  readonly vaults: Vaults
  /** where the audit log ended, outside the database */
  readonly auditHeads: Heads
  /** threads for long work on networks; they start when first asked */
  readonly engine: EnginePool
}

export interface Services extends Foundation {
  readonly jobs: Jobs
  close(): Promise<void>
}

export function openServices(config: Config, options: { logsToStderr?: boolean } = {}): Services {
  const log = createLog({ level: config.logLevel, file: config.logFile, toStderr: options.logsToStderr === true })
  const databases = openDatabases({
    url: config.databaseUrl,
    poolPeople: config.poolPeople,
    poolJobs: config.poolJobs,
    onError: (error) => log.warn({ err: error }, 'database: an idle connection ended'),
  })
  const counties = openCounties(databases, { url: config.databaseUrl, defaultCounty: config.defaultCounty })
  const files = new Files(join(config.dataDir, 'files'))
  const live = openLive({ url: config.databaseUrl, pool: databases.installation('people'), log })
  const vaults = openVaults({
    dataDir: config.dataDir,
    vaultKey: config.vaultKey,
    counties: async () => (await counties.list()).map((row) => databases.county(row.code, 'jobs')),
  })
  const auditHeads = new Heads(join(config.dataDir, 'audit'))
  const engine = new EnginePool({ threads: config.engineWorkers })
  const foundation: Foundation = { config, log, databases, counties, files, live, vaults, auditHeads, engine }
  const jobs = createJobs({
    url: config.databaseUrl,
    databases,
    live,
    log,
    kinds: jobKinds(foundation),
    concurrency: config.poolJobs > 2 ? 2 : 1,
  })
  return {
    ...foundation,
    jobs,
    async close() {
      await jobs.stop()
      await live.stop()
      await engine.close()
      await databases.close()
    },
  }
}
