import type { TestDatabase } from '@xiayi/testkit/database'
import { testDatabase } from '@xiayi/testkit/test-database'
import { afterAll, beforeAll } from 'vitest'
import { openTestServer, type TestServer } from '../../../app/test-app.ts'
import type { CountyDb } from '../../../platform/db/db.ts'
import { type ImportClient, importClient } from './import-client-for-tests.ts'

/** One server for all tests of a file, and a county of its own for each test that asks. */
export interface ImportCounties {
  server(): TestServer
  /** an empty county, or one with a street map; t1, t2 and so on */
  fresh(streetMap?: string): Promise<{ county: CountyDb; client: ImportClient }>
}

/** To be called once, at the top of a test file. */
export function importCounties(env: Readonly<Record<string, string>> = {}): ImportCounties {
  let database: TestDatabase | undefined
  let opened: TestServer | undefined
  let counties = 0

  beforeAll(async () => {
    database = await testDatabase()
    opened = await openTestServer(database.url, env)
  })
  afterAll(async () => {
    await opened?.close()
    await database?.drop()
  })

  function server(): TestServer {
    if (opened === undefined) throw new Error('the server opens with the first test, not before')
    return opened
  }

  return {
    server,
    async fresh(streetMap) {
      const code = `t${++counties}`
      const county = await emptyCounty(server(), code)
      const client = importClient(server(), code)
      if (streetMap !== undefined) await client.apply({ kind: 'osm', bytes: streetMap })
      return { county, client }
    },
  }
}

export async function emptyCounty({ services }: TestServer, code: string): Promise<CountyDb> {
  await services.counties.create({ code, name: code, isExample: false })
  return services.databases.county(code, 'jobs')
}
