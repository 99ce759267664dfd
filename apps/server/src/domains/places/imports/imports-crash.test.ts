import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '@xiayi/testkit/test-database'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { openTestServer } from '../../../app/test-app.ts'
import type { CountyDb } from '../../../platform/db/db.ts'
import { problemFromError } from '../../../platform/problem/from-error.ts'
import { applyReading, originOf } from './import-apply.ts'
import { importClient } from './import-client-for-tests.ts'
import { emptyCounty } from './import-counties-for-tests.ts'
import { UNDECIDED } from './import-verdict.ts'
import { readingInMemory } from './import-work.ts'
import { NdjsonWriter } from './ndjson-writer.ts'
import { samplePlace } from './place-record.samples.ts'
import { streetGrid } from './street-grid-for-tests.ts'

const TOWN = { kind: 'osm', fileName: '县城.osm', bytes: streetGrid(40) }
const BIG = { kind: 'osm', fileName: '大图.osm', bytes: streetGrid(220) }

const databases: { drop(): Promise<void> }[] = []
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()))
})

async function server(env: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase()
  databases.push(database)
  const opened = await openTestServer(database.url, env)
  let isClosed = false
  const close = async () => {
    if (!isClosed) await opened.close()
    isClosed = true
  }
  onTestFinished(close)
  const county = await emptyCounty(opened, 'x')
  return { services: opened.services, close, url: database.url, county, client: importClient(opened, 'x') }
}

/** Reading processes of one server, by the folder they work in. */
async function readersIn(folder: string): Promise<readonly number[]> {
  const found: number[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes('import-child.ts') && command.includes(folder)) found.push(Number(pid))
  }
  return found
}

async function firstReader(folder: string): Promise<number> {
  for (;;) {
    const [pid] = await readersIn(folder)
    if (pid !== undefined) return pid
    await sleep(5)
  }
}

async function stateOf({ db }: CountyDb) {
  const count = async (table: 'place' | 'building' | 'area' | 'background_feature' | 'place_import_row') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  const buildings = await db
    .selectFrom('building')
    .select(['source_id', 'content_sha256', 'under15', 'over60'])
    .orderBy('source_id')
    .execute()
  const networks = await db.selectFrom('network').select(['version', 'is_current']).execute()
  const { revision } = await db.selectFrom('place_revision').select('revision').executeTakeFirstOrThrow()
  return { buildings, networks, revision, areas: await count('area'), background: await count('background_feature') }
}

const NOTHING = { buildings: [], networks: [], revision: 0, areas: 0, background: 0 }

describe.skipIf(process.platform !== 'linux')('a reading process (found through /proc, so only on Linux)', () => {
  test('killed midway starts again and comes to the same end', async () => {
    const calm = await server()
    await calm.client.apply(TOWN)
    const undisturbed = await stateOf(calm.county)
    const { services, county, client } = await server()
    const applied = client.apply(TOWN)
    process.kill(await firstReader(services.config.dataDir), 'SIGKILL')
    expect(await applied).toMatchObject({ state: 'applied' })
    expect(await stateOf(county)).toEqual(undisturbed)
  })

  test('killed each time it starts ends in a clear problem, with nothing written', async () => {
    const { services, county, client } = await server()
    const checked = client.check(TOWN)
    const course = { isOver: false }
    void checked.finally(() => {
      course.isOver = true
    })
    while (!course.isOver) {
      for (const pid of await readersIn(services.config.dataDir)) process.kill(pid, 'SIGKILL')
      await sleep(20)
    }
    expect(await checked).toMatchObject({ state: 'failed', problem: { code: 'import-limits' } })
    expect(await stateOf(county)).toEqual(NOTHING)
  })

  test('ends with the import that is cancelled, and leaves no process, no row and no folder', async () => {
    const { services, county, client } = await server()
    const reply = await client.upload(BIG)
    const { importId } = reply.json()
    await firstReader(services.config.dataDir)
    expect((await client.post(importId, 'cancel')).statusCode).toBe(200)
    expect(await client.settled(importId)).toMatchObject({ state: 'cancelled' })
    expect(await readersIn(services.config.dataDir)).toEqual([])
    expect(await client.rows(importId)).toEqual([])
    expect(await readdir(join(services.config.dataDir, 'imports/x'))).toEqual([])
    expect(await stateOf(county)).toEqual(NOTHING)
  })

  test('ends with the server that stops, and another server takes the import up', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'xiayi-imports-'))
    const first = await server({ DATA_DIR: dataDir })
    const { importId } = (await first.client.upload(TOWN)).json()
    await firstReader(dataDir)
    await first.close()
    expect(await readersIn(dataDir)).toEqual([])
    const next = await openTestServer(first.url, { DATA_DIR: dataDir })
    onTestFinished(async () => {
      await next.close()
      await rm(dataDir, { recursive: true, force: true })
    })
    const client = importClient(next, 'x')
    expect(await client.settled(importId)).toMatchObject({ state: 'checked', counts: { rows: 1521 } })
    await client.post(importId, 'apply')
    expect(await client.settled(importId)).toMatchObject({ state: 'applied', counts: { created: 1521 } })
  }, 90_000)
})

describe('limits', () => {
  test('of memory end the reading, not the server', async () => {
    const { county, client } = await server({ IMPORT_MEMORY_MB: '128' })
    const failed = await client.check(BIG)
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'import-limits' } })
    expect(failed.problem?.detail).toMatch(/内存|MB/)
    expect(await stateOf(county)).toEqual(NOTHING)
  })

  test('of time end the reading', async () => {
    const { county, client } = await server({ IMPORT_SECONDS: '1' })
    const failed = await client.check(BIG)
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'import-limits' } })
    expect(failed.problem?.detail).toMatch(/1 秒/)
    expect(await stateOf(county)).toEqual(NOTHING)
  })

  test.skipIf(process.platform !== 'linux')(
    'of the disk (/dev/full, so only on Linux) are a full store, not a fault of ours',
    () => {
      const full = () => {
        const writer = new NdjsonWriter('/dev/full')
        writer.write({ a: 1 })
        writer.close()
      }
      let problem: unknown
      try {
        full()
      } catch (error) {
        problem = problemFromError(error)
      }
      expect(problem).toMatchObject({ code: 'storage-full' })
    },
  )
})

test('an import that breaks off anywhere in its writing has written nothing, and the next one all', async () => {
  const { services, county } = await server()
  const records = Array.from({ length: 4700 }, (_, i) =>
    samplePlace({ row: i + 2, sourceId: `id/${i}`, name: `店 ${i}`, lon: 116.1 + i * 1e-3, lat: 34.2 }),
  )
  const reading = readingInMemory({
    summary: { understood: {}, network: null },
    records: () => records,
    background: () => [],
    network: undefined,
  })
  const run = (report: (share: number, stage: string) => void) =>
    applyReading(county, services.files, reading, {
      kind: 'places',
      origin: originOf('places'),
      importId: null,
      decisions: UNDECIDED,
      signal: new AbortController().signal,
      report,
    })
  const places = async () => (await county.db.selectFrom('place').select('id').execute()).length
  for (let breakAt = 0; ; breakAt++) {
    let calls = 0
    const done = await run(() => {
      if (calls++ === breakAt) throw new Error('power cut')
    }).catch(() => undefined)
    if (done !== undefined) {
      expect(breakAt).toBeGreaterThan(5)
      break
    }
    expect(await places()).toBe(0)
    expect((await stateOf(county)).revision).toBe(0)
  }
  expect(await places()).toBe(4700)
})
