import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { networkEditList } from '@xiayi/contract/network-edits'
import { importStarted, placeImport } from '@xiayi/contract/places'
import { testDatabase } from '@xiayi/testkit/test-database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCounty } from '../../apps/server/src/app/county.ts'
import { openTestServer } from '../../apps/server/src/app/test-app.ts'
import { verifyInstallation } from '../../apps/server/src/app/verify.ts'
import { anyFreePort } from '../../tools/lib/ports.mjs'
import { startServer, waitReady } from '../../tools/lib/server.mjs'
import { latOf, lonOf, smallTownOsm } from './small-town.ts'

/** A real process on a real database, killed while somebody edits the network. */
const COUNTY = 'town'
let folder: string
let database: Awaited<ReturnType<typeof testDatabase>>

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'xiayi-edit-crash-'))
  const { services, close } = await openTestServer(database.url, { DATA_DIR: folder })
  await createCounty(services, { code: COUNTY, name: '小城', isExample: false })
  await close()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function start() {
  const port = await anyFreePort()
  const address = `http://127.0.0.1:${port}`
  const logFile = join(folder, `server-${port}.log`)
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    EXAMPLE_COUNTY: 'no',
    DEFAULT_COUNTY: COUNTY,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: String(port),
  }
  const child = startServer({ env, logFile, onStep: () => {}, onTrouble: () => {} })
  await waitReady({ child, address, logFile, signal: AbortSignal.timeout(60_000) })
  return { address, child }
}

async function importTown(address: string): Promise<void> {
  const form = new FormData()
  form.set('kind', 'osm')
  form.set('file', new Blob([smallTownOsm()]), 'town.osm')
  const started = await fetch(`${address}/api/places/imports`, { method: 'POST', body: form })
  const { importId } = importStarted.parse(await started.json())
  const state = async () =>
    placeImport.parse(await (await fetch(`${address}/api/places/imports/${importId}`)).json()).state
  await expect.poll(state, { timeout: 30_000 }).toBe('checked')
  expect((await fetch(`${address}/api/places/imports/${importId}/apply`, { method: 'POST' })).status).toBe(202)
  await expect.poll(state, { timeout: 30_000 }).toBe('applied')
}

const listOf = async (address: string) =>
  networkEditList.parse(await (await fetch(`${address}/api/places/network/edits`)).json())

describe('a server that is killed in the middle of a network edit', () => {
  test('has the edit whole or not at all, keeps every one that it answered for, does it once when asked again, and its books hold', async () => {
    let { address, child } = await start()
    await importTown(address)
    const answered: string[] = []
    for (const [turn, afterMs] of [40, 90, 160].entries()) {
      const column = turn + 0.5
      const { networkVersion, items } = await listOf(address)
      const edit = { kind: 'add-path', use: 'path', line: [0, 1].map((row) => [lonOf(column), latOf(row)]) }
      const body = JSON.stringify({ baseVersion: networkVersion, edit, by: `第 ${turn + 1} 次` })
      const send = () =>
        fetch(`${address}/api/places/network/edits`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': `edit-${turn}` },
          body,
        })
      const asked = send().then(
        (reply) => reply.status,
        () => null,
      )
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      process.kill(-child.pid, 'SIGKILL')
      if ((await asked) === 201) answered.push(`第 ${turn + 1} 次`)
      await child.exited
      ;({ address, child } = await start())
      const after = await listOf(address)
      expect(after.items.length - items.length).toBeLessThanOrEqual(1)
      expect(after.items.every(({ isStanding, isLaid }) => isStanding && isLaid)).toBe(true)
      expect(after.networkVersion === networkVersion).toBe(after.items.length === items.length)
      const again = await send()
      expect(again.status).toBe(201)
      expect(again.headers.has('idempotency-replayed')).toBe(after.items.length > items.length)
      expect((await listOf(address)).items).toHaveLength(items.length + 1)
    }
    const signed = (await listOf(address)).items.map(({ by }) => by)
    for (const by of answered) expect(signed).toContain(by)
    await child.stop()
    const { services, close } = await openTestServer(database.url, { DATA_DIR: folder })
    const findings = await verifyInstallation(services)
    expect(findings.flatMap(({ faults }) => faults)).toEqual([])
    await close()
  }, 90_000)
})
