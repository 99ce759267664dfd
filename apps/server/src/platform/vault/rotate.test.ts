import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealedColumns } from '../../app/sealed-columns.ts'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import type { JobContext } from '../jobs/job-kind.ts'
import { masterKeyFile, masterKeysFrom } from './master-keys.ts'
import { changeMasterKey } from './rewrap.ts'
import { startRotation, vaultJobKinds } from './rotate.jobs.ts'
import type { SealedColumn } from './sealed-column.ts'
import { columnsNamedSealed } from './sealed-columns.sql.ts'
import { keyIdOf } from './sealed-value.ts'
import { keyRows } from './vault.sql.ts'
import { openVaults } from './vaults.ts'

let app: TestApp
const ROWS = 450
const column: SealedColumn = {
  table: 'vault_trial',
  key: 'id',
  column: 'value_sealed',
  purpose: 'phone',
  subject: 'owner',
}

beforeAll(async () => {
  app = await openTestApp()
  await app.county.transact(async (tx) => {
    await sql`create table vault_trial (id integer primary key, owner text not null, value_sealed bytea)`.execute(tx)
  })
  const vault = await app.services.vaults.of(app.county)
  await app.county.transact(async (tx) => {
    for (let id = 1; id <= ROWS; id++)
      await sql`insert into vault_trial values (${id}, ${`o${id}`}, ${vault.seal('phone', `o${id}`, `138${id}`)})`.execute(
        tx,
      )
    await sql`insert into vault_trial values (${ROWS + 1}, 'nobody', null)`.execute(tx)
  })
})
afterAll(() => app.close())

interface Cell {
  readonly id: number
  readonly owner: string
  readonly value_sealed: Buffer
}
const cells = async () =>
  (await sql<Cell>`select * from vault_trial where value_sealed is not null order by id`.execute(app.county.db)).rows

async function newestKey(): Promise<number> {
  return Math.max(...(await keyRows(app.county.db)).map(({ id }) => id))
}

/** The job itself, as a process runs it; `stopAt` kills it when it reports that often. */
async function run(input: { newestKey: number }, stopAt = Infinity): Promise<unknown> {
  const [kind] = vaultJobKinds({ vaults: app.services.vaults, columns: [column] })
  const killed = new AbortController()
  let reports = 0
  const context: JobContext<unknown> = {
    county: app.county,
    jobId: 'trial',
    input: { ...input, youngSeconds: 0 },
    signal: killed.signal,
    log: app.services.log,
    report: () => {
      if (++reports >= stopAt) killed.abort(new Error('killed'))
    },
  }
  return kind?.run(context)
}

async function allOpen(): Promise<Set<number>> {
  const vault = await app.services.vaults.readAgain(app.county)
  const rows = await cells()
  expect(rows).toHaveLength(ROWS)
  for (const row of rows) expect(vault.open('phone', row.owner, row.value_sealed)).toBe(`138${row.id}`)
  return new Set(rows.map((row) => keyIdOf(row.value_sealed)))
}

test('after a rotation every value opens, under one fresh key', async () => {
  const before = await newestKey()
  expect(await run({ newestKey: before })).toEqual({ resealed: { 'vault_trial.value_sealed': ROWS }, unopened: [] })
  const used = await allOpen()
  expect(used.size).toBe(1)
  expect(Math.min(...used)).toBeGreaterThan(before)
})

test('killed midway and run again, it goes on with the same fresh keys', async () => {
  const before = await newestKey()
  const keysBefore = (await keyRows(app.county.db)).length
  await expect(run({ newestKey: before }, 2)).rejects.toThrow('killed')
  await allOpen()
  await run({ newestKey: before })
  expect((await allOpen()).size).toBe(1)
  expect((await keyRows(app.county.db)).length).toBe(keysBefore + 3)
  expect(await run({ newestKey: before })).toEqual({ resealed: { 'vault_trial.value_sealed': 0 }, unopened: [] })
})

test('a value that was written meanwhile is not overwritten', async () => {
  const before = await newestKey()
  const vault = await app.services.vaults.of(app.county)
  const writing = (async () => {
    for (let turn = 0; turn < 40; turn++)
      await app.county.transact((tx) =>
        sql`update vault_trial set value_sealed = ${vault.seal('phone', 'o7', `turn ${turn}`)} where id = 7`.execute(
          tx,
        ),
      )
  })()
  await Promise.all([writing, run({ newestKey: before })])
  const fresh = await app.services.vaults.readAgain(app.county)
  const row = (await cells()).find(({ id }) => id === 7)
  expect(fresh.open('phone', 'o7', row?.value_sealed ?? Buffer.alloc(0))).toBe('turn 39')
  await app.county.transact((tx) =>
    sql`update vault_trial set value_sealed = ${fresh.seal('phone', 'o7', '1387')} where id = 7`.execute(tx),
  )
})

test('a value that was changed by hand is named and left', async () => {
  const [row] = await cells()
  await app.county.transact((tx) =>
    sql`update vault_trial set value_sealed = set_byte(value_sealed, 20, 0) || '' where id = 1`.execute(tx),
  )
  expect(await run({ newestKey: await newestKey() })).toMatchObject({ unopened: ['vault_trial.value_sealed 1'] })
  await app.county.transact((tx) =>
    sql`update vault_trial set value_sealed = ${row?.value_sealed ?? null} where id = 1`.execute(tx),
  )
  await allOpen()
})

test('as a job, fresh keys are used only after every process has heard of them', async () => {
  const before = await newestKey()
  const jobId = await startRotation(app.services, app.county, 1)
  const vault = await app.services.vaults.readAgain(app.county)
  expect(vault.sealingKey('personal')).toBeLessThanOrEqual(before)
  expect(await app.jobEnd(jobId)).toMatchObject({ state: 'succeeded', result: { unopened: [] } })
  expect((await app.services.vaults.readAgain(app.county)).sealingKey('personal')).toBeGreaterThan(before)
})

test('a fresh master key wraps every data key, the old one goes, and running processes go on', async () => {
  const { dataDir } = app.services.config
  const options = { dataDir, vaultKey: undefined, counties: [app.county] }
  const file = masterKeyFile(dataDir)
  const old = await readFile(file, 'utf8')
  expect(await changeMasterKey(options)).toBe((await keyRows(app.county.db)).length)
  const fresh = await readFile(file, 'utf8')
  expect(fresh).toMatch(/^[0-9a-f]{64}\n$/)
  expect(fresh).not.toBe(old)
  await allOpen()
  const started = openVaults({ ...options, counties: async () => [app.county] })
  await started.prepare()
  const stale = openVaults({ dataDir, vaultKey: old.trim(), counties: async () => [app.county] })
  await expect(stale.prepare()).rejects.toThrow(/VAULT_KEY holds master key/)
})

test('a change of the master key that was killed goes on with the key it had made', async () => {
  const { dataDir } = app.services.config
  const file = masterKeyFile(dataDir)
  const before = masterKeysFrom(await readFile(file, 'utf8'), file)
  const broken = {
    ...app.county,
    transact: () => Promise.reject(new Error('killed')),
  }
  await expect(changeMasterKey({ dataDir, vaultKey: undefined, counties: [broken] })).rejects.toThrow('killed')
  const both = masterKeysFrom(await readFile(file, 'utf8'), file)
  expect([...both.byId.keys()]).toEqual([both.current.id, before.current.id])
  await openVaults({ dataDir, vaultKey: undefined, counties: async () => [app.county] }).prepare()
  await changeMasterKey({ dataDir, vaultKey: undefined, counties: [app.county] })
  expect(masterKeysFrom(await readFile(file, 'utf8'), file).current.id).toBe(both.current.id)
  await allOpen()
})

test('every column that is named sealed is registered', async () => {
  const registered = sealedColumns.map((each) => `${each.table}.${each.column}`)
  const named = (await columnsNamedSealed(app.county.db)).filter((name) => !name.startsWith('vault_trial.'))
  expect(named.filter((name) => !registered.includes(name))).toEqual([])
  expect(registered.filter((name) => !named.includes(name))).toEqual([])
})
