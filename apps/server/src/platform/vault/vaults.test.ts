import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import { ConfigError } from '../config/config.ts'
import { masterKeyFile } from './master-keys.ts'
import { openVaults, type Vaults } from './vaults.ts'

let app: TestApp
let folder: string

beforeAll(async () => {
  app = await openTestApp()
  folder = await mkdtemp(join(tmpdir(), 'xiayi-vault-'))
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

/** Another process on the same database. */
function anotherProcess(dataDir: string, vaultKey?: string): Vaults {
  return openVaults({ dataDir, vaultKey, counties: async () => [app.county] })
}

const wrapped = async () =>
  (await sql<{ row: string }>`select vault_key::text as row from vault_key order by id`.execute(app.county.db)).rows

async function sharedFolder(): Promise<{ dataDir: string; file: string; key: string }> {
  const dataDir = app.services.config.dataDir
  const file = masterKeyFile(dataDir)
  return { dataDir, file, key: (await readFile(file, 'utf8')).trim() }
}

test('the first start makes one master key, however many processes start at once, and keeps it from others', async () => {
  const { dataDir } = app.services.config
  const vaults = Array.from({ length: 6 }, () => anotherProcess(dataDir))
  const opened = await Promise.all(vaults.map((each) => each.of(app.county)))
  const sealed = opened.map((vault) => vault.seal('phone', 'p', '13812345678'))
  for (const vault of opened) for (const value of sealed) expect(vault.open('phone', 'p', value)).toBe('13812345678')
  const { file, key } = await sharedFolder()
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(dirname(file))).toEqual(['master.key'])
  expect(await wrapped()).toHaveLength(5)
  expect(JSON.stringify(await wrapped())).not.toContain(key)
})

test('a first start that is overtaken between its look for the file and its look for rows takes what is there now', async () => {
  const { dataDir, file } = await sharedFolder()
  const away = `${file}.away`
  await rename(file, away)
  // The file is not there at the first look, and is when the rows are seen.
  const counties = async () => {
    await rename(away, file)
    return [app.county]
  }
  const overtaken = await openVaults({ dataDir, vaultKey: undefined, counties }).of(app.county)
  const sealed = (await anotherProcess(dataDir).of(app.county)).seal('phone', 'p', '13812345678')
  expect(overtaken.open('phone', 'p', sealed)).toBe('13812345678')
})

test('the key of the configuration opens what the key of the file sealed', async () => {
  const { dataDir, key } = await sharedFolder()
  const sealed = (await anotherProcess(dataDir).of(app.county)).seal('address', 'p', '孔祖大道1号')
  expect((await anotherProcess(folder, key).of(app.county)).open('address', 'p', sealed)).toBe('孔祖大道1号')
})

test('another county has other keys', async () => {
  await app.services.counties.create({ code: 'neighbour', name: '邻县', isExample: false })
  const neighbour = app.services.databases.county('neighbour', 'people')
  const here = await app.services.vaults.of(app.county)
  const there = await app.services.vaults.of(neighbour)
  expect(() => there.open('phone', 'p', here.seal('phone', 'p', 'x'))).toThrow()
  expect(there.blindIndex('phone', 'x').equals(here.blindIndex('phone', 'x'))).toBe(false)
})

test.each<[string, (dataDir: string) => Promise<string | undefined>, RegExp]>([
  [
    'a missing master key',
    async () => undefined,
    /master\.key is missing, and test holds values sealed under .*VAULT_KEY/,
  ],
  [
    'another master key',
    async () => 'ab'.repeat(32),
    /VAULT_KEY holds master key [0-9a-f]{16}; the values of test are sealed under/,
  ],
  [
    'a file that others can read',
    async (dataDir) => {
      await put(dataDir, 'ab'.repeat(32))
      await chmod(masterKeyFile(dataDir), 0o644)
      return undefined
    },
    /can be read by others \(mode 644\)\. Run: chmod 600/,
  ],
  [
    'a file that holds something else',
    (dataDir) => put(dataDir, 'hunter2'),
    /keys of 64 hex digits.*it is something else/,
  ],
  ['an empty file', (dataDir) => put(dataDir, ''), /holds no key/],
])('%s is refused, named, and nothing is overwritten', async (_, prepare, message) => {
  await app.services.vaults.of(app.county)
  const dataDir = await mkdtemp(join(folder, 'start-'))
  const vaultKey = await prepare(dataDir)
  const before = { rows: await wrapped(), files: await filesOf(dataDir) }
  const start = anotherProcess(dataDir, vaultKey).prepare()
  await expect(start).rejects.toThrow(ConfigError)
  await expect(anotherProcess(dataDir, vaultKey).prepare()).rejects.toThrow(message)
  await expect(anotherProcess(dataDir, vaultKey).prepare()).rejects.not.toThrow(/hunter2|abab/)
  expect({ rows: await wrapped(), files: await filesOf(dataDir) }).toEqual(before)
})

test('a data key that was swapped in the database is named', async () => {
  const { dataDir } = await sharedFolder()
  await app.services.vaults.of(app.county)
  const swap = sql`update vault_key set wrapped = (select wrapped from vault_key where family = 'health') where family = 'personal'`
  await expect(
    app.county.transact(async (tx) => {
      await swap.execute(tx)
      await openVaults({ dataDir, vaultKey: undefined, counties: async () => [] }).of({ ...app.county, db: tx })
    }),
  ).rejects.toThrow(/key 1 in vault_key of test does not open .* Restore vault_key/)
})

async function put(dataDir: string, text: string): Promise<undefined> {
  await mkdir(dirname(masterKeyFile(dataDir)), { recursive: true })
  await writeFile(masterKeyFile(dataDir), text, { mode: 0o600 })
}

async function filesOf(dataDir: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(join(dataDir, 'keys')).catch(() => [])
  return Promise.all(names.map(async (name) => [name, await readFile(join(dataDir, 'keys', name), 'utf8')] as const))
}
