import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zipOf } from '../../apps/server/src/domains/places/imports/zip-for-tests.ts'
import { type Fact, FactTown, fact, type Refusal } from './fact-town.ts'
import { uploadTo } from './upload.ts'

interface Import {
  readonly id: string
  readonly state: string
  readonly counts: Record<string, number> | null
  readonly problem: { code: string; detail: string } | null
  readonly understood: Record<string, unknown>
}
interface Cell {
  readonly row: number
  readonly column: string
  readonly state: string
  readonly before: string | null
  readonly value: string | null
  readonly message: string | null
  readonly remedy: string | null
}

let town: FactTown

beforeAll(async () => {
  town = await FactTown.open()
})
afterAll(() => town.app.close())

async function sheet(): Promise<ExcelJS.Workbook> {
  const reply = await town.app.app.inject('/api/circles/facts/sheet')
  expect(reply.statusCode, reply.body).toBe(200)
  expect(reply.headers['content-disposition']).toContain('attachment')
  const book = new ExcelJS.Workbook()
  const bytes = new Uint8Array(reply.rawPayload)
  await book.xlsx.load(bytes.buffer)
  return book
}

function cellAt(book: ExcelJS.Workbook, circle: string, key: string): ExcelJS.Cell {
  const grid = book.worksheets[0]
  if (grid === undefined) throw new Error('the workbook has no sheet')
  const columns = grid.getRow(3).values
  const column = Array.isArray(columns) ? columns.indexOf(key) : -1
  let row = 0
  grid.eachRow((each, at) => {
    if (each.getCell(1).value === circle) row = at
  })
  if (column < 1 || row < 1) throw new Error(`no cell for ${key}`)
  return grid.getCell(row, column)
}

async function check(file: { name: string; content: string | Uint8Array }): Promise<Import> {
  const started = await uploadTo(town.app, '/api/circles/fact-imports', { by: '赵某' }, file)
  expect(started.status, JSON.stringify(started.body)).toBe(202)
  await town.app.jobEnd(String(started.body['jobId']))
  return town.get(`/api/circles/fact-imports/${String(started.body['importId'])}`)
}
const cellsOf = async (id: string) => (await town.get<{ items: Cell[] }>(`/api/circles/fact-imports/${id}/cells`)).items
const apply = (id: string, status = 200) =>
  town.send<{ import: Import; evaluationJobId: string | null }>(
    'POST',
    `/api/circles/fact-imports/${id}/apply`,
    {},
    status,
  )
const bytesOf = async (book: ExcelJS.Workbook) => new Uint8Array(await book.xlsx.writeBuffer())

describe('the spreadsheet of all circles', () => {
  beforeAll(async () => {
    await town.save(town.west, [fact('centre.floorAreaM2', 120, 0)])
    await town.save(town.east, [fact('centre.staff', 1, 0)])
  })

  test('goes out with labels, units, allowed values and what is known', async () => {
    const book = await sheet()
    expect(book.worksheets.map((each) => each.name)).toEqual(['登记表', '要登记什么'])
    expect(cellAt(book, town.west, 'centre.floorAreaM2').value).toBe(120)
    expect(cellAt(book, town.west, 'centre.hasSign').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"是,否"'],
    })
    expect(cellAt(book, town.west, 'centre.staff').dataValidation).toMatchObject({ type: 'whole' })
    expect(cellAt(book, town.west, 'centre.staff').value).toBeNull()
  })

  test('comes back untouched and changes nothing', async () => {
    const done = await check({ name: '登记表.xlsx', content: await bytesOf(await sheet()) })
    expect(done).toMatchObject({
      state: 'checked',
      counts: { created: 0, updated: 0, errors: 0, conflicts: 0, unchanged: 2 },
    })
    const before = await town.get('/api/circles/facts')
    expect(await apply(done.id)).toMatchObject({ import: { state: 'applied' }, evaluationJobId: null })
    expect(await town.get('/api/circles/facts')).toEqual(before)
  })

  test('comes back filled: checked first, then written and evaluated; the same file once more changes nothing', async () => {
    const book = await sheet()
    cellAt(book, town.west, 'centre.hasSign').value = '是'
    cellAt(book, town.west, 'centre.hasGuideMap').value = '是'
    cellAt(book, town.west, 'centre.floorAreaM2').value = 90
    cellAt(book, town.west, '#day').value = new Date('2026-11-21T00:00:00Z')
    cellAt(book, town.west, '#evidence').value = '摸底表第 3 页'
    const content = await bytesOf(book)
    const checked = await check({ name: '登记表.xlsx', content })
    expect(checked).toMatchObject({ state: 'checked', counts: { created: 2, updated: 1, errors: 0 } })
    expect(await cellsOf(checked.id)).toContainEqual(
      expect.objectContaining({ state: 'update', before: '120 m²', value: '90 m²' }),
    )
    const untouched = await town.get<{ items: Fact[] }>(`/api/circles/${town.west}/facts`)
    expect(untouched.items.find((item) => item.key === 'centre.hasSign')).toBeUndefined()
    const { evaluationJobId } = await apply(checked.id)
    expect(await town.flips(evaluationJobId)).toEqual([
      expect.objectContaining({ clauseId: 'centre-area', after: 'fail' }),
      expect.objectContaining({ clauseId: 'centre-sign', after: 'pass' }),
    ])
    const { items } = await town.get<{ items: Fact[] }>(`/api/circles/${town.west}/facts`)
    expect(items.find((item) => item.key === 'centre.floorAreaM2')).toMatchObject({
      value: 90,
      by: '赵某',
      evidence: '摸底表第 3 页',
      observedOn: '2026-11-21',
    })
    const again = await check({ name: '登记表.xlsx', content })
    expect(again).toMatchObject({ counts: { created: 0, updated: 0, conflicts: 0, errors: 0 } })
    await apply(checked.id, 409)
  })

  test('what somebody else changed since it went out stays, or waits as a conflict', async () => {
    const book = await sheet()
    await town.save(town.west, [fact('centre.floorAreaM2', 130, 2)])
    cellAt(book, town.west, 'centre.hasRules').value = '否'
    cellAt(book, town.west, '#day').value = '2026-11-22'
    const left = await check({ name: '登记表.xlsx', content: await bytesOf(book) })
    expect(left.counts).toMatchObject({ created: 1, updated: 0, conflicts: 0 })
    cellAt(book, town.west, 'centre.floorAreaM2').value = 140
    const both = await check({ name: '登记表.xlsx', content: await bytesOf(book) })
    expect(both.counts).toMatchObject({ created: 1, updated: 0, conflicts: 1 })
    await apply(both.id)
    const { items } = await town.get<{ items: Fact[] }>(`/api/circles/${town.west}/facts`)
    expect(items.find((item) => item.key === 'centre.floorAreaM2')?.value).toBe(130)
  })

  test('a fact changed between the dry run and the writing stops the whole', async () => {
    const csv = '生活圈,便民服务中心咨询引导人员,便民服务中心有24小时功能,日期\n东街生活圈,9,是,2026-11-22\n'
    const checked = await check({ name: '自己的表.csv', content: csv })
    expect(checked.counts).toMatchObject({ updated: 1, created: 1 })
    await town.save(town.east, [fact('centre.staff', 7, 1)])
    const refusal = await town.send<Refusal>('POST', `/api/circles/fact-imports/${checked.id}/apply`, {}, 412)
    expect(refusal.errors[0]).toMatchObject({ where: expect.stringContaining('第 2 行') })
    const { items } = await town.get<{ items: Fact[] }>(`/api/circles/${town.east}/facts`)
    expect(items.map((item) => [item.key, item.value])).toEqual([['centre.staff', 7]])
    expect(await town.get(`/api/circles/fact-imports/${checked.id}`)).toMatchObject({ state: 'checked' })
  })

  test('in GB18030 with bad cells names row, column and what to do, and writes the good ones once', async () => {
    const csv = [
      '生活圈,便民服务中心工作场地面积（m²）,便民服务中心有24小时功能,日期,依据',
      '东街生活圈,八十,是,2026-11-22,䶮氏台账',
      '无名生活圈,80,是,2026-11-22,',
    ].join('\r\n')
    const file = { name: '登记.csv', content: iconv.encode(csv, 'gb18030') }
    const checked = await check(file)
    expect(checked).toMatchObject({
      state: 'checked',
      understood: { encoding: 'GB18030' },
      counts: { created: 1, errors: 2 },
    })
    const errors = (await cellsOf(checked.id)).filter((cell) => cell.state === 'error')
    expect(errors.map((cell) => [cell.row, cell.column])).toEqual([
      [2, '便民服务中心工作场地面积（m²）'],
      [3, '生活圈'],
    ])
    expect(errors.every((cell) => cell.remedy !== null)).toBe(true)
    const replies = await Promise.all(
      [1, 2, 3].map(() =>
        town.app.app.inject({ method: 'POST', url: `/api/circles/fact-imports/${checked.id}/apply` }),
      ),
    )
    expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    const { items } = await town.get<{ items: Fact[] }>(
      `/api/circles/${town.east}/facts/centre.has24hFunctions/history`,
    )
    expect(items).toMatchObject([{ value: true, evidence: '䶮氏台账' }])
  })

  test('given up, it writes nothing', async () => {
    const csv = '生活圈,便民服务中心有明显的服务标识,日期\n东街生活圈,是,2026-11-22\n'
    const checked = await check({ name: '放弃.csv', content: csv })
    expect(await town.send('POST', `/api/circles/fact-imports/${checked.id}/cancel`, {})).toMatchObject({
      state: 'cancelled',
    })
    await apply(checked.id, 409)
    expect((await cellsOf(checked.id)).length).toBe(0)
    const page = await town.get<{ items: Import[]; nextCursor: string | null }>('/api/circles/fact-imports?limit=1')
    expect(page).toMatchObject({ items: [{ state: 'cancelled' }], nextCursor: '1' })
  })

  test('a text that looks like a formula goes out as text and comes back as it was', async () => {
    await town.save(town.east, [fact('centre.services', ['=HYPERLINK("x")', '购物'], 0)])
    const book = await sheet()
    expect(cellAt(book, town.east, 'centre.services').value).toBe(`'=HYPERLINK("x")、购物`)
    expect(await check({ name: '登记表.xlsx', content: await bytesOf(book) })).toMatchObject({
      counts: { updated: 0, conflicts: 0, errors: 0 },
    })
  })

  const part = (name: string, text: string) => ({ name, content: Buffer.from(text) })
  test.each<[string, () => Uint8Array | string, RegExp]>([
    ['a sheet without a header', () => 'a,b\n1,2\n', /没有认出表头/],
    ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), /PNG/],
    [
      'a workbook that inflates to 300 MB',
      () =>
        zipOf([
          part('xl/workbook.xml', '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
          part(
            'xl/_rels/workbook.xml.rels',
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
          ),
          { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(300_000_000, 32) },
        ]),
      /有意做大|解开后/,
    ],
    ['a cell of 3,000 characters', () => `生活圈,便民服务中心咨询引导人员\n${'长'.repeat(3000)},1\n`, /超过 2000/],
    ['25,000 rows', () => `生活圈,便民服务中心咨询引导人员\n${'甲,1\n'.repeat(25_000)}`, /超过 20000 行/],
  ])('%s is refused with a reason, and the server goes on', async (_, make, words) => {
    const done = await check({ name: '坏文件.xlsx', content: make() })
    expect(done.state).toBe('failed')
    expect(done.problem?.detail).toMatch(words)
    await town.get('/healthz')
  })

  test('refusals', async () => {
    await town.get('/api/circles/facts/sheet?standard=gold', 404)
    await town.get('/api/circles/fact-imports/nothing', 404)
    await town.get('/api/circles/fact-imports/nothing/cells', 404)
    await town.get('/api/circles/fact-imports?cursor=-1', 400)
    await apply('nothing', 404)
    await town.send('POST', '/api/circles/fact-imports', {}, 415)
    const empty = await uploadTo(town.app, '/api/circles/fact-imports', {}, { name: 'leer.csv', content: '' })
    expect(empty.status).toBe(422)
    const unknown = await uploadTo(
      town.app,
      '/api/circles/fact-imports',
      { standard: 'gold' },
      { name: 'a.csv', content: 'a' },
    )
    expect(unknown.status).toBe(404)
  })
})
