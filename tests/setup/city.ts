import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cloneDatabase } from '@xiayi/testkit/database'
import { anyFreePort } from '../../tools/lib/ports.mjs'
import { silent } from '../../tools/lib/progress.mjs'
import { startServer, waitReady } from '../../tools/lib/server.mjs'
import { ensureWebBuilt } from '../../tools/lib/web-build.mjs'
import { openServer } from './postgres.ts'

const ROOT = join(import.meta.dirname, '../..')
const START_MS = 300_000
const run = promisify(execFile)

export interface CityServer {
  readonly address: string
  readonly county: string
  stop(): Promise<void>
}

/** A server of its own with one real city, brought in by the command line as the README says, and no example county. */
export async function openCity(file: string): Promise<CityServer> {
  const signal = AbortSignal.timeout(START_MS)
  await ensureWebBuilt({ progress: silent, signal })
  const postgres = await openServer()
  const database = await cloneDatabase(postgres.url, 'template0')
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-city-'))
  const county = 'city'
  const port = await anyFreePort()
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    EXAMPLE_COUNTY: 'no',
    DEFAULT_COUNTY: county,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    // Many clients of a test come from one address.
    RATE_PER_MINUTE: '1000000',
  }
  const clean = async () => {
    await database.drop()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const command = [join(ROOT, 'tools/xiayi.mjs'), 'import', 'osm', file, '--county', county, '--create', '真实城市']
    await run(process.execPath, command, { cwd: ROOT, env: { ...env, DEFAULT_COUNTY: undefined }, signal })
    const logFile = join(folder, 'server.log')
    const server = startServer({ env, logFile, onStep: () => {}, onTrouble: () => {} })
    const address = `http://127.0.0.1:${port}`
    const stop = async () => {
      await server.stop()
      await clean()
    }
    try {
      await waitReady({ child: server, address, logFile, signal })
    } catch (error) {
      await server.stop()
      throw error
    }
    return { address, county, stop }
  } catch (error) {
    await clean()
    throw error
  }
}
