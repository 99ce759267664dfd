import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloneDatabase } from '@xiayi/testkit/database'
import { createCounty } from '../../apps/server/src/app/county.ts'
import { openServices, type Services } from '../../apps/server/src/app/services.ts'
import { readConfig } from '../../apps/server/src/platform/config/config.ts'
import type { CountyDb } from '../../apps/server/src/platform/db/db.ts'
import { migrateAll } from '../../apps/server/src/platform/db/migrate.ts'
import { createTrialTable } from '../../apps/server/src/platform/machine/machine-for-tests.ts'
import { openServer } from '../setup/postgres.ts'

export const TRIAL_COUNTY = 'trial'

export interface MachineHouse {
  readonly databaseUrl: string
  readonly services: Services
  readonly county: CountyDb
}

/** The services of one process on a database of its own; nothing of an operator's settings reaches them. */
function servicesOn(databaseUrl: string, dataDir: string): Services {
  const settings = { NODE_ENV: 'test', LOG_LEVEL: 'silent', EXAMPLE_COUNTY: 'no', RATE_PER_MINUTE: '1000000' }
  return openServices(readConfig({ ...settings, DATABASE_URL: databaseUrl, DATA_DIR: dataDir }))
}

/** A county with the trial machine's table, on a database that is thrown away. */
export async function withMachines<T>(work: (house: MachineHouse) => Promise<T>): Promise<T> {
  const postgres = await openServer()
  const database = await cloneDatabase(postgres.url, 'template0')
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-bench-machine-'))
  await migrateAll(database.url)
  const services = servicesOn(database.url, folder)
  try {
    await services.jobs.start()
    await createCounty(services, { code: TRIAL_COUNTY, name: '测试县', isExample: false })
    const county = services.databases.county(TRIAL_COUNTY, 'people')
    await createTrialTable(county)
    return await work({ databaseUrl: database.url, services, county })
  } finally {
    await services.close()
    await database.drop()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
