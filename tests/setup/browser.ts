import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { cloneDatabase } from '@xiayi/testkit/database'
import type { TestProject } from 'vitest/node'
import { anyFreePort } from '../../tools/lib/ports.mjs'
import { silent } from '../../tools/lib/progress.mjs'
import { startServer, waitReady } from '../../tools/lib/server.mjs'
import { ensureWebBuilt } from '../../tools/lib/web-build.mjs'
import { openServer } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server under test answers, such as http://127.0.0.1:41234. */
    baseUrl: string
  }
}

const START_MS = 180_000

/** The whole program as a user starts it: built web app, server, database with the example county. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const signal = AbortSignal.timeout(START_MS)
  await ensureWebBuilt({ progress: silent, signal })
  const postgres = await openServer()
  const database = await cloneDatabase(postgres.url, 'template0')
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-browser-'))
  const port = await anyFreePort()
  const address = `http://127.0.0.1:${port}`
  const logFile = join(folder, 'server.log')
  const server = startServer({
    env: {
      ...env,
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      PORT: String(port),
      // All test browsers share one address: what one person may ask in a minute is too little for them together.
      RATE_PER_MINUTE: '12000',
    },
    logFile,
    onStep: () => {},
    onTrouble: (text) => process.stderr.write(`server: ${text}\n`),
  })
  const stop = async () => {
    await server.stop()
    await database.drop()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await waitReady({ child: server, address, logFile, signal })
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('baseUrl', address)
  return stop
}
