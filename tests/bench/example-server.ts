import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloneDatabase } from '@xiayi/testkit/database'
import { anyFreePort } from '../../tools/lib/ports.mjs'
import { startServer, waitReady } from '../../tools/lib/server.mjs'
import { openServer } from '../setup/postgres.ts'

const START_MS = 300_000

/** The server as a user starts it, with the example county, on a database that is thrown away. */
export async function withServer<T>(
  work: (address: string) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> {
  const postgres = await openServer()
  const database = await cloneDatabase(postgres.url, 'template0')
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-bench-server-'))
  const port = await anyFreePort()
  const logFile = join(folder, 'server.log')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...settings,
  }
  const server = startServer({ env, logFile, onStep: () => {}, onTrouble: () => {} })
  const address = `http://127.0.0.1:${port}`
  try {
    await waitReady({ child: server, address, logFile, signal: AbortSignal.timeout(START_MS) })
    return await work(address)
  } finally {
    await server.stop()
    await database.drop()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
