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
import { startTextService } from './text-service.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server under test answers, such as http://127.0.0.1:41234. */
    baseUrl: string
    /** What a command line on the same county needs in its environment. */
    operatorEnv: { DATABASE_URL: string; DATA_DIR: string }
    /** Where the newest code sent to a phone is read: `TextService.url`. */
    textsUrl: string
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
  const texts = await startTextService()
  const operatorEnv = { DATABASE_URL: database.url, DATA_DIR: folder }
  const server = startServer({
    env: {
      ...env,
      ...operatorEnv,
      ...texts.env,
      NODE_ENV: 'production',
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
    await texts.stop()
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
  project.provide('operatorEnv', operatorEnv)
  project.provide('textsUrl', texts.url)
  return stop
}
