import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { startEmbeddedPostgres, THROWAWAY } from '../../tools/lib/embedded-postgres.mjs'

export interface TestServer {
  readonly url: string
  stop(): Promise<void>
}

/** The PostgreSQL server the tests run on: TEST_DATABASE_URL, or an embedded one that is thrown away at the end. */
export async function openServer(): Promise<TestServer> {
  const given = env['TEST_DATABASE_URL']
  if (given !== undefined && given !== '') return { url: given, stop: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-test-'))
  // As root the server runs as another user, who has to walk through.
  await chmod(folder, 0o711)
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings: THROWAWAY })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
