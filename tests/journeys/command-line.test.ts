import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestDatabase } from '@xiayi/testkit/database'
import { testDatabase } from '@xiayi/testkit/test-database'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { latOf, lonOf, smallTownOsm } from './small-town.ts'

const ENTRY = resolve(import.meta.dirname, '../../apps/server/src/entries/cli.ts')

interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

let database: TestDatabase
let folder: string

/** One command in a process of its own, as an operator types it. */
function xiayi(...args: string[]): Promise<Answer> {
  const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: database.url, DATA_DIR: join(folder, 'data') }
  return new Promise((done) => {
    const child = execFile(process.execPath, [ENTRY, ...args], { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'xiayi-cli-'))
  await mkdir(join(folder, 'data'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

// Each command is a process of its own, some of them several.
describe('a town by commands alone', { timeout: 60_000 }, () => {
  test('a county is created once', async () => {
    expect(await xiayi('county', 'create', 'town', '小城')).toMatchObject({ code: 0 })
    const again = await xiayi('county', 'create', 'town', '小城')
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toContain('town')
    expect((await xiayi('county', 'list')).stdout).toContain('小城')
  })

  test('evaluate without a map is refused and says what to import', async () => {
    const answer = await xiayi('evaluate', '--county', 'town')
    expect(answer).toMatchObject({ code: 1, stdout: '' })
    expect(answer.stderr).toContain('OpenStreetMap')
  })

  test('a street map is imported, evaluated and reported', async () => {
    const map = await fileOf('town.osm', smallTownOsm())
    const imported = await xiayi('import', 'osm', map, '--county', 'town')
    expect(imported, imported.stderr).toMatchObject({ code: 0 })
    expect(imported.stdout).toContain('已导入')
    expect(await xiayi('evaluate', '--county', 'town')).toMatchObject({ code: 0 })
    const report = await xiayi('--json', 'report', '--county', 'town')
    expect(report).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(report.stdout)).toBeTypeOf('object')
  })

  test('a spreadsheet in GB18030 is imported', async () => {
    const csv = `名称,类别,经度,纬度\n䶮记菜市场,菜市场,${lonOf(2)},${latOf(2)}\n`
    const good = await fileOf('shops.csv', iconv.encode(csv, 'gb18030'))
    const imported = await xiayi('import', 'places', good, '--county', 'town')
    expect(imported, imported.stderr).toMatchObject({ code: 0 })
    expect(imported.stdout).toContain('新增 1')
  })

  test('a file with a bad row changes nothing, names the row and the column, and ends with 1', async () => {
    const csv = `名称,类别,经度,纬度\n好店,菜市场,${lonOf(3)},${latOf(3)}\n怪店,飞船站,${lonOf(3)},${latOf(3)}\n`
    const bad = await fileOf('bad.csv', csv)
    const answer = await xiayi('import', 'places', bad, '--county', 'town')
    expect(answer.code).toBe(1)
    expect(answer.stdout).toContain('还没有导入')
    expect(answer.stdout).toMatch(/第 3 行 · 类别 · 怪店：.*飞船站/)
    const checked = await xiayi('--json', 'import', 'places', bad, '--county', 'town', '--check')
    expect(checked.code).toBe(1)
    expect(JSON.parse(checked.stdout)).toMatchObject({
      state: 'checked',
      counts: { errors: 1 },
      rowsInTheWay: [{ row: 3, state: 'error', column: '类别' }],
    })
  })

  test('a check of a good file ends with 0 and changes nothing', async () => {
    const good = await fileOf('new.csv', `名称,类别,经度,纬度\n新店,菜市场,${lonOf(5)},${latOf(5)}\n`)
    const answer = await xiayi('import', 'places', good, '--county', 'town', '--check')
    expect(answer).toMatchObject({ code: 0 })
    expect(answer.stdout).toContain('去掉 --check')
    expect((await xiayi('import', 'places', good, '--county', 'town')).stdout).toContain('新增 1')
  })

  test('the books are in order', async () => {
    expect(await xiayi('verify')).toMatchObject({ code: 0 })
  })

  test('the audit log is proved', async () => {
    const sound = await xiayi('audit', 'verify', '--json')
    expect(sound).toMatchObject({ code: 0 })
    expect(JSON.parse(sound.stdout)).toMatchObject({ ok: true, counties: [{ county: 'town', isSound: true }] })
  })
})

describe('what cannot be done', () => {
  test.each([
    [['import', 'places', 'nowhere.csv'], 1, 'nowhere.csv'],
    [['evaluate', '--county', 'nowhere'], 1, 'nowhere'],
    [['import', 'cake', 'town.osm'], 64, 'cake'],
    [['evaluate', '--cake'], 64, '--cake'],
  ] as const)('%j ends with %i and names it', async (args, code, named) => {
    const answer = await xiayi(...args)
    expect(answer).toMatchObject({ code, stdout: '' })
    expect(answer.stderr).toContain(named)
  })

  test('a truncated map is named', async () => {
    const cut = await fileOf('cut.osm', smallTownOsm().slice(0, 3000))
    const answer = await xiayi('import', 'osm', cut, '--county', 'town')
    expect(answer).toMatchObject({ code: 1, stdout: '' })
    expect(answer.stderr).toContain('不完整')
  })
})
