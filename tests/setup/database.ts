import { dropTemplate, prepareTemplate } from '@xiayi/testkit/database'
import type { TestProject } from 'vitest/node'
import { migrateAll } from '../../apps/server/src/platform/db/migrate.ts'
import { openServer } from './postgres.ts'

/** One server and one migrated template for the whole run: TEST_DATABASE_URL where it is given, else the embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = await prepareTemplate(server.url, migrateAll)
  project.provide('serverUrl', server.url)
  project.provide('template', template)
  return async () => {
    await dropTemplate(server.url, template)
    await server.stop()
  }
}
