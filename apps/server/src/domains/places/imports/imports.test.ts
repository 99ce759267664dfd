import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { importCounties } from './import-counties-for-tests.ts'

const counties = importCounties({ MAX_UPLOAD_MB: '2', IMPORT_SECONDS: '60' })

const HEADER = '名称,类别,经度,纬度,地址'
const GOOD = [
  '好邻居便利店,便利店,116.1301,34.2401,栗城路1号',
  '康民药店,药店,116.1311,34.2402,栗城路2号',
  '䶮记早餐,早餐店,116.1321,34.2403,栗城路3号',
]
const csv = (...lines: string[]) => [HEADER, ...lines].join('\n')

async function placesOf(county: Awaited<ReturnType<typeof counties.fresh>>['county']) {
  return county.db
    .selectFrom('place')
    .select(['source_id', 'name', 'category_ids', 'lon', 'lat', 'version', 'removed_at', 'content_sha256'])
    .orderBy('source_id')
    .execute()
}

const revisionOf = async (county: Awaited<ReturnType<typeof counties.fresh>>['county']) =>
  (await county.db.selectFrom('place_revision').select('revision').executeTakeFirstOrThrow()).revision

describe('a list of shops', () => {
  test('is checked first, and nothing is written until someone says so', async () => {
    const { county, client } = await counties.fresh()
    const checked = await client.check({ bytes: csv(...GOOD) })
    expect(checked).toMatchObject({
      state: 'checked',
      counts: { rows: 3, accepted: 3, created: 3, errors: 0, conflicts: 0 },
    })
    expect(checked.understood).toMatchObject({ format: 'CSV', encoding: 'UTF-8', separator: '逗号' })
    expect(await placesOf(county)).toHaveLength(0)
    await client.post(checked.id, 'apply')
    expect(await client.settled(checked.id)).toMatchObject({ state: 'applied' })
    const places = await placesOf(county)
    expect(places.map((place) => place.name).toSorted()).toEqual(['䶮记早餐', '好邻居便利店', '康民药店'].toSorted())
    expect(places.find((place) => place.name === '康民药店')?.category_ids).toEqual(['pharmacy'])
  })

  test('imported twice changes nothing, in whatever encoding it comes', async () => {
    const { county, client } = await counties.fresh()
    await client.apply({ bytes: csv(...GOOD) })
    const before = { places: await placesOf(county), revision: await revisionOf(county) }
    for (const bytes of [
      csv(...GOOD),
      iconv.encode(csv(...GOOD), 'gb18030'),
      iconv.encode(csv(...GOOD), 'utf16le', { addBOM: true }),
    ]) {
      const again = await client.apply({ bytes: Buffer.from(bytes) })
      expect(again.counts).toMatchObject({ rows: 3, accepted: 3, unchanged: 3, created: 0, updated: 0 })
    }
    expect({ places: await placesOf(county), revision: await revisionOf(county) }).toEqual(before)
  })

  test('half of which is bad tells each row, its column and what to do, and writes the good half', async () => {
    const { county, client } = await counties.fresh()
    const lines = [
      ...GOOD,
      ',药店,116.13,34.24,无名',
      '甲店,药店,,34.24,缺经度',
      '乙店,药店,34.24,116.13,写反了',
      '丙店,药店,东经116,34.24,不是数字',
      '丁店,飞船票务,116.13,34.24,不认识的类别',
      '戊店,药店,116.13,34.24,多,两格',
      '己店\u0000,药店,116.13,34.24,控制字符',
    ]
    const done = await client.apply({ bytes: csv(...lines) })
    const counts = done.counts
    expect(counts).toMatchObject({ rows: 10, accepted: 3, errors: 7, created: 3 })
    expect((counts?.accepted ?? 0) + (counts?.errors ?? 0) + (counts?.conflicts ?? 0)).toBe(counts?.rows)
    const errors = await client.rows(done.id, 'error')
    expect(errors.map((row) => [row.row, row.column])).toEqual([
      [5, '名称'],
      [6, '经度'],
      [7, '纬度'],
      [8, '经度'],
      [9, '类别'],
      [10, null],
      [11, '名称'],
    ])
    expect(errors[2]?.remedy).toMatch(/写反/)
    expect(errors.every((row) => row.message !== null && row.remedy !== null)).toBe(true)
    expect(await placesOf(county)).toHaveLength(3)
  })

  test('keeps what was there before a change, and counts the change', async () => {
    const { county, client } = await counties.fresh()
    const withId = (address: string) => `编号,${HEADER}\n7,${GOOD[0]?.replace('栗城路1号', address)}`
    await client.apply({ bytes: withId('栗城路1号') })
    expect((await client.apply({ bytes: withId('栗城路9号') })).counts).toMatchObject({ updated: 1, created: 0 })
    const history = await county.db.selectFrom('place_history').select(['version', 'content', 'import_id']).execute()
    expect(history).toMatchObject([{ version: 1, content: { address: '栗城路1号' } }])
    expect(await placesOf(county)).toMatchObject([{ version: 2 }])
  })
})

describe('namesakes close to each other', () => {
  test('wait for a decision; undecided, what is there stays', async () => {
    const { county, client } = await counties.fresh()
    await client.apply({ bytes: `编号,${HEADER}\n1,${GOOD[0]}` })
    const near = 'A9,好邻居 便利店,便利店,116.1303,34.2401,另一份名单'
    const checked = await client.check({ bytes: `编号,${HEADER}\n${near}` })
    expect(checked.counts).toMatchObject({ rows: 1, conflicts: 1, accepted: 0 })
    const [conflict] = await client.rows(checked.id, 'conflict')
    expect(conflict?.existing).toMatchObject({ name: '好邻居便利店' })
    expect(conflict?.existing?.metres).toBeGreaterThan(10)
    await client.post(checked.id, 'apply')
    await client.settled(checked.id)
    expect(await placesOf(county)).toHaveLength(1)
  })

  test.each([
    ['keep', ['id/1'], '栗城路1号'],
    ['replace', ['id/A9'], '另一份名单'],
    ['create', ['id/1', 'id/A9'], '栗城路1号'],
  ])('decided as %s end so, and the same file then changes nothing', async (decision, ids, address) => {
    const { county, client } = await counties.fresh()
    await client.apply({ bytes: `编号,${HEADER}\n1,${GOOD[0]}` })
    const second = { bytes: `编号,${HEADER}\nA9,好邻居便利店,便利店,116.1303,34.2401,另一份名单` }
    const checked = await client.check(second)
    expect((await client.decide(checked.id, 2, decision)).statusCode).toBe(200)
    await client.post(checked.id, 'apply')
    expect(await client.settled(checked.id)).toMatchObject({ state: 'applied' })
    const places = await placesOf(county)
    expect(places.map((place) => place.source_id)).toEqual(ids)
    const first = await county.db.selectFrom('place').select('address').orderBy('source_id').executeTakeFirstOrThrow()
    expect(first.address).toBe(address)
    await client.apply(second)
    expect(await placesOf(county)).toEqual(places)
  })

  test('within one file are shown as the row they double', async () => {
    const { client } = await counties.fresh()
    const checked = await client.check({ bytes: csv(GOOD[0] ?? '', GOOD[0] ?? '') })
    expect(checked.counts).toMatchObject({ rows: 2, accepted: 1, conflicts: 1 })
    expect((await client.rows(checked.id, 'conflict'))[0]?.message).toMatch(/第 2 行/)
  })
})

describe('a file that cannot be read is refused as a whole, and says why', () => {
  test.each([
    ['a wrong header', 'shop,where\n甲,乙', 'import-format', /缺少：名称、经度和纬度.*shop、where/],
    ['a header and nothing else', HEADER, 'import-format', /没有数据行/],
    ['NUL in a header', '名\u0000称,经\u0000度,a\n甲,1,2', 'import-format', /缺少：名称/],
    ['bytes of a PDF', '%PDF-1.7 hello', 'import-format', /PDF/],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'import-format', /另存为 \.xlsx/],
    ['a broken GeoJSON', '{"type":"FeatureCollection","features":[', 'import-format', /JSON/],
    [
      'JSON nested 200,000 deep',
      `{"type":"FeatureCollection","features":${'['.repeat(200_000)}`,
      'import-format',
      /JSON/,
    ],
    ['a line of 1.5 MB', `${HEADER}\n${'x'.repeat(1.5 * 1024 * 1024)}`, 'import-limits', /第 2 行/],
  ])('%s', async (_name, bytes, code, detail) => {
    const { county, client } = await counties.fresh()
    const failed = await client.check({ bytes, fileName: '网点.csv' })
    expect(failed).toMatchObject({ state: 'failed', problem: { code }, counts: null })
    expect(failed.problem?.detail).toMatch(detail)
    expect(await client.rows(failed.id)).toHaveLength(0)
    expect(await revisionOf(county)).toBe(0)
  })

  test('an empty file at the door', async () => {
    const { client } = await counties.fresh()
    const reply = await client.upload({ bytes: '' })
    expect(reply.statusCode).toBe(422)
    expect(reply.json()).toMatchObject({ code: 'import-format' })
  })

  test('more than the size limit, without keeping a byte', async () => {
    const { county, client } = await counties.fresh()
    const reply = await client.upload({ bytes: Buffer.alloc(2 * 1024 * 1024 + 1, 'a') })
    expect(reply.statusCode).toBe(413)
    expect(await counties.server().services.files.list(county.code)).toEqual([])
    expect(await county.db.selectFrom('place_import').select('id').execute()).toEqual([])
  })

  test('no multipart, no file, an unknown kind', async () => {
    const { client } = await counties.fresh()
    const plain = await counties
      .server()
      .app.inject({ method: 'POST', url: '/api/places/imports?county=t1', payload: { a: 1 } })
    expect(plain.statusCode).toBe(415)
    expect((await client.upload({ bytes: 'a', kind: 'spaceship' })).json()).toMatchObject({ code: 'invalid-input' })
  })
})

describe('the course of an import', () => {
  test('is applied once: a second apply, a late decision and a late cancel are refused', async () => {
    const { client } = await counties.fresh()
    const done = await client.apply({ bytes: csv(...GOOD) })
    for (const reply of [
      await client.post(done.id, 'apply'),
      await client.post(done.id, 'cancel'),
      await client.decide(done.id, 2, 'keep'),
    ])
      expect([reply.statusCode, reply.json().code]).toEqual([409, 'import-state'])
  })

  test('asked to apply ten times at once is applied once', async () => {
    const { county, client } = await counties.fresh()
    const checked = await client.check({ bytes: csv(...GOOD) })
    const replies = await Promise.all(Array.from({ length: 10 }, () => client.post(checked.id, 'apply')))
    expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([202, ...Array(9).fill(409)])
    expect(await client.settled(checked.id)).toMatchObject({ state: 'applied' })
    expect(await placesOf(county)).toHaveLength(3)
    expect(await revisionOf(county)).toBe(1)
  })

  test('can be given up after the dry run, and leaves nothing', async () => {
    const { county, client } = await counties.fresh()
    const checked = await client.check({ bytes: csv(...GOOD) })
    expect((await client.post(checked.id, 'cancel')).json()).toMatchObject({ state: 'cancelled' })
    expect(await client.rows(checked.id)).toHaveLength(0)
    expect(await placesOf(county)).toHaveLength(0)
  })

  test('two files with the same shops at the same time make each shop once', async () => {
    const { county, client } = await counties.fresh()
    const [one, two] = await Promise.all([
      client.check({ bytes: csv(...GOOD) }),
      client.check({ bytes: `${csv(...GOOD)}\n` }),
    ])
    await Promise.all([client.post(one?.id ?? '', 'apply'), client.post(two?.id ?? '', 'apply')])
    const [first, second] = await Promise.all([client.settled(one?.id ?? ''), client.settled(two?.id ?? '')])
    expect([first.state, second.state]).toEqual(['applied', 'applied'])
    expect((first.counts?.created ?? 0) + (second.counts?.created ?? 0)).toBe(3)
    expect(await placesOf(county)).toHaveLength(3)
  })

  test('an import of another county, or of none, is not found', async () => {
    const { client } = await counties.fresh()
    const other = await counties.fresh()
    const { id } = await other.client.check({ bytes: csv(...GOOD) })
    const reply = await counties.server().app.inject({ url: `/api/places/imports/${id}?county=t1` })
    expect(reply.statusCode).toBe(404)
    for (const wrong of ['../admin', '%2e%2e%2f', 'x'])
      expect(
        (await counties.server().app.inject({ url: `/api/places/imports/${encodeURIComponent(wrong)}?county=t1` }))
          .statusCode,
      ).toBe(404)
    expect((await client.decide(id, 1, 'keep')).statusCode).toBe(404)
  })

  test('a disjoint list taken in one file or in two comes to the same', async () => {
    const whole = await counties.fresh()
    await whole.client.apply({ bytes: csv(...GOOD) })
    const parts = await counties.fresh()
    await parts.client.apply({ bytes: csv(...GOOD.slice(0, 1)) })
    await parts.client.apply({ bytes: csv(...GOOD.slice(1)) })
    expect(await placesOf(parts.county)).toEqual(await placesOf(whole.county))
  })

  test('the list of imports comes newest first, page by page', async () => {
    const { county, client } = await counties.fresh()
    const ids: string[] = []
    for (const name of ['甲.csv', '..\\..\\乙.csv', '/etc/丙.csv'])
      ids.unshift((await client.check({ bytes: csv(...GOOD), fileName: name })).id)
    const seen: { id: string; fileName: string }[] = []
    for (let cursor = ''; ; ) {
      const page = (
        await counties.server().app.inject({ url: `/api/places/imports?county=${county.code}&limit=2${cursor}` })
      ).json()
      seen.push(...page.items)
      if (page.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
    }
    expect(seen.map((each) => each.id)).toEqual(ids)
    expect(seen.map((each) => each.fileName)).toEqual(['丙.csv', '乙.csv', '甲.csv'])
  })
})
