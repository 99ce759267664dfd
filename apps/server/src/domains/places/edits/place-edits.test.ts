import { groundReply, placeChanged, placeHistory, recentPlaceChanges } from '@xiayi/contract/place-edits'
import { placePage, placeSearchReply } from '@xiayi/contract/places'
import { problem } from '@xiayi/contract/problems'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, square } from '../ground.samples.ts'
import { addArea, addPlaces, openTestTown, type TestTown } from '../places.samples.ts'
import { chainMembership } from '../places.sql.ts'
import { checkPlaces } from '../places-check.ts'
import { raiseRevision } from '../revision.sql.ts'

let town: TestTown
const NOW = new Date('2026-11-23T10:00:00+08:00')

beforeAll(async () => {
  town = await openTestTown({ now: () => NOW })
  await town.county.transact(async (tx) => {
    await addArea(tx, { kind: 'county', name: '测试县', ring: square(-500, -500, 2000, 2000) })
    await addArea(tx, { kind: 'community', name: '栗城社区', ring: square(-50, -50, 450, 1050) })
    await tx
      .insertInto('background_feature')
      .values({
        source: 'test',
        source_id: 'lake',
        kind: 'water',
        detail: 'lake',
        name: '天龙湖',
        part: 0,
        is_area: true,
        lines: JSON.stringify([square(1300, 1300, 1800, 1800)]),
      })
      .execute()
    await raiseRevision(tx)
  })
}, 60_000)
afterAll(() => town.close())

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: Record<string, unknown>
  readonly seen?: number | undefined
}

async function ask(url: string, { method = 'GET', body, seen }: Asked = {}) {
  const reply = await town.app.inject({
    url,
    method,
    ...(body === undefined ? {} : { payload: body }),
    headers: seen === undefined ? {} : { 'if-match': `"${seen}"` },
  })
  return { status: reply.statusCode, headers: reply.headers, body: (): unknown => reply.json() }
}

const draft = (changed: Record<string, unknown> = {}) => ({
  name: '和顺大药房',
  categoryIds: ['pharmacy'],
  at: at(210, 10),
  address: '栗城路 12 号',
  phone: '0370-6212345',
  hours: '08:00-22:00',
  attributes: { brand: '和顺' },
  entrances: [],
  by: '张三',
  ...changed,
})

async function add(changed: Record<string, unknown> = {}) {
  const reply = await ask('/api/places', { method: 'POST', body: draft(changed) })
  expect(reply.status).toBe(201)
  return placeChanged.parse(reply.body())
}

const put = (id: string, seen: number | undefined, changed: Record<string, unknown>) =>
  ask(`/api/places/${id}`, { method: 'PUT', seen, body: draft(changed) })

async function historyOf(id: string) {
  return placeHistory.parse((await ask(`/api/places/${id}/history`)).body())
}

async function found(name: string) {
  const reply = await ask(`/api/places/search?q=${encodeURIComponent(name)}`)
  return placeSearchReply.parse(reply.body()).items.filter((item) => item.name === name)
}

function statusesOf(replies: readonly { readonly status: number }[]): number[] {
  return replies.map((reply) => reply.status).toSorted((a, b) => a - b)
}

async function told(): Promise<number> {
  return (await town.county.db.selectFrom('outbox').select('id').execute()).length
}

describe('a place entered by hand', () => {
  test('may bear from an import of its chain what nobody understands, and every evaluation still reads it', async () => {
    const said = (isChain: boolean | string | null) => ({
      name: `奶茶 ${String(isChain)}`,
      at: at(210, 10),
      attributes: { brand: '蜜雪冰城', isChain },
    })
    const ids = await town.county.transact((tx) => addPlaces(tx, ['也许', false, true, null].map(said)))
    const chains = await chainMembership(town.county.db)
    expect(ids.map((id) => chains.get(id))).toEqual([true, false, true, true])
  })

  test('is found at once, lies in its community, and is told to those above', async () => {
    const before = await told()
    const { place, warnings } = await add({ name: '栗香菜市场', categoryIds: ['wet_market'] })
    expect(place).toMatchObject({
      version: 1,
      source: 'desk',
      communityName: '栗城社区',
      changedVia: 'desk',
      changedBy: '张三',
    })
    expect(warnings).toEqual([])
    expect(await found('栗香菜市场')).toHaveLength(1)
    expect(await told()).toBe(before + 1)
  })

  test.each([
    [{ categoryIds: ['no_such'] }, 'body/categoryIds/0'],
    [{ hours: '早上开' }, 'body/hours'],
    [{ name: '甲\u0007店' }, 'body/name'],
    [{ name: '甲\n店' }, 'body/name'],
    [{ name: '甲\u202e店' }, 'body/name'],
    [{ name: '  ' }, 'body/name'],
    [{ at: at(60_000, 0) }, 'body/at'],
    [{ entrances: [at(60_000, 0)] }, 'body/entrances/0'],
    [{ entrances: [at(210, 15), at(1500, 1500)] }, 'body/entrances/1'],
    [{ entrances: [at(800, 10)] }, 'body/entrances/0'],
    [{ attributes: { floorAreaM2: '很大' } }, 'body/attributes/floorAreaM2'],
    [{ attributes: { isChain: '也许' } }, 'body/attributes/isChain'],
    [{ by: 'x'.repeat(41) }, 'body/by'],
  ])('with %j is refused by name', async (changed, where) => {
    const reply = await ask('/api/places', { method: 'POST', body: draft(changed) })
    expect(reply.status).toBe(400)
    expect(problem.parse(reply.body()).errors?.map((error) => error.where)).toContain(where)
  })

  test('outside the county is told how far', async () => {
    const reply = await ask('/api/places', { method: 'POST', body: draft({ at: at(5000, 0) }) })
    expect(problem.parse(reply.body()).detail).toMatch(/不在本县，离县界 3\.0 公里/)
  })

  test('in the lake is taken, with a warning and the distance to the nearest path', async () => {
    const { warnings } = await add({ name: '湖心茶馆', at: at(1500, 1500) })
    expect(warnings.map((warning) => warning.code)).toEqual(['in-water', 'off-network'])
    expect(warnings[0]?.metres).toBeGreaterThan(600)
    const checked = await ask('/api/places/check', { method: 'POST', body: { at: at(1500, 1500) } })
    expect(groundReply.parse(checked.body()).warnings).toEqual(warnings)
  })

  test('rare characters come back as they went in', async () => {
    const { place } = await add({ name: '䶮𠮷饺子馆', at: at(405, 5) })
    const reply = await ask(`/api/places/${place.id}`)
    expect(reply.body()).toMatchObject({ name: '䶮𠮷饺子馆' })
  })

  test('twice at the same moment is entered once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        ask('/api/places', { method: 'POST', body: draft({ name: '双击便利店', at: at(600, 10) }) }),
      ),
    )
    expect(statusesOf(replies)).toEqual([201, ...Array<number>(7).fill(409)])
    const [first] = await found('双击便利店')
    const refused = replies.find((reply) => reply.status === 409)
    expect(problem.parse(refused?.body()).errors?.[0]?.where).toBe(first?.id)
    await add({ name: '双击便利店', at: at(600, 10), isAnother: true })
    expect(await found('双击便利店')).toHaveLength(2)
  })
})

describe('a change', () => {
  test('keeps what was there, with who and when', async () => {
    const { place } = await add({ name: '一店', at: at(800, 5) })
    const changed = await put(place.id, 1, { name: '一店', at: at(805, 5), phone: null, by: '李四' })
    expect(changed.status).toBe(200)
    expect(changed.headers.etag).toBe('"2"')
    const history = await historyOf(place.id)
    expect(history.items.map(({ version, action, by }) => [version, action, by])).toEqual([
      [2, 'update', '李四'],
      [1, 'create', '张三'],
    ])
    expect(history.items[0]?.changes.map((change) => change.field)).toEqual(['位置', '电话'])
    expect(history.items[0]?.changes[1]).toEqual({ field: '电话', before: '0370-6212345', after: null })
  })

  test('of entrances and attributes is in the history, in words and units, and can be undone', async () => {
    const said = { name: '两门超市', at: at(900, 5) }
    const { place } = await add({ ...said, attributes: { floorAreaM2: 80 } })
    const doors = [at(900, 15), at(930, 5)]
    const changed = { ...said, entrances: doors, attributes: { floorAreaM2: 120, isChain: true } }
    expect((await put(place.id, 1, changed)).status).toBe(200)
    expect((await historyOf(place.id)).items[0]?.changes).toEqual([
      { field: '出入口', before: null, after: expect.stringMatching(/^\d+\.\d{6}, \d+\.\d{6}；/) },
      { field: '属性 营业面积', before: '80 平方米', after: '120 平方米' },
      { field: '属性 连锁店', before: null, after: '是' },
    ])
    expect((await chainMembership(town.county.db)).get(place.id)).toBe(true)
    const undone = await ask(`/api/places/${place.id}/restore`, { method: 'POST', seen: 2, body: { version: 1 } })
    expect(placeChanged.parse(undone.body()).place).toMatchObject({ entrances: [], attributes: { floorAreaM2: 80 } })
  })

  test('that leaves its entrances 600 m behind is refused, and nothing moves', async () => {
    const { place } = await add({ name: '搬家店', at: at(900, 25), entrances: [at(900, 30)] })
    const reply = await put(place.id, 1, { name: '搬家店', at: at(900, 630), entrances: [at(900, 30)] })
    expect(reply.status).toBe(400)
    expect(problem.parse(reply.body()).errors?.[0]?.message).toMatch(/^出入口 1 离网点 600 米/)
    expect((await ask(`/api/places/${place.id}`)).body()).toMatchObject({ version: 1, entrances: [at(900, 30)] })
  })

  test('without the version that was read is refused', async () => {
    const { place } = await add({ name: '二店', at: at(800, 25) })
    expect((await put(place.id, undefined, { name: '二店改' })).status).toBe(400)
    expect((await ask(`/api/places/${place.id}`, { method: 'DELETE' })).status).toBe(400)
  })

  test('of two people at once one is kept, and the other is told what it was', async () => {
    const { place } = await add({ name: '三店', at: at(800, 45) })
    const replies = await Promise.all(
      ['王五', '赵六', '孙七', '周八'].map((by, i) =>
        put(place.id, 1, { name: '三店', at: at(800, 45), phone: `620000${i}`, by }),
      ),
    )
    expect(statusesOf(replies)).toEqual([200, 412, 412, 412])
    const winner = placeChanged.parse(replies.find((reply) => reply.status === 200)?.body()).place
    const refused = problem.parse(replies.find((reply) => reply.status === 412)?.body())
    expect(refused.detail).toContain(`${winner.changedBy}改了：电话：0370-6212345 → ${winner.phone}`)
    expect((await historyOf(place.id)).items).toHaveLength(2)
  })

  test('may leave hours that nobody can read as they are, and not bring new ones', async () => {
    const [id = ''] = await town.county.transact((tx) =>
      addPlaces(tx, [{ name: '四店', at: at(800, 65), hours: '看心情' }]),
    )
    const kept = { name: '四店', at: at(800, 65), hours: '看心情', address: '新址' }
    expect((await put(id, 1, kept)).status).toBe(200)
    expect((await put(id, 2, { ...kept, hours: '看天气' })).status).toBe(400)
  })

  test.each(['00000000-0000-4000-8000-000000000000', 'nonsense'])(
    'of a place %s that is none is not found',
    async (id) => {
      expect((await put(id, 1, {})).status).toBe(404)
      expect((await ask(`/api/places/${id}`, { method: 'DELETE', seen: 1 })).status).toBe(404)
      expect((await ask(`/api/places/${id}/history`)).status).toBe(404)
      expect((await ask(`/api/places/${id}/restore`, { method: 'POST', seen: 1, body: { version: 1 } })).status).toBe(
        404,
      )
    },
  )
})

describe('a removed place', () => {
  test('is found no more, keeps its history, and comes back whole', async () => {
    const { place } = await add({ name: '五店', at: at(800, 85) })
    expect((await ask(`/api/places/${place.id}`, { method: 'DELETE', seen: 1, body: { by: '李四' } })).status).toBe(204)
    expect(await found('五店')).toEqual([])
    expect((await ask(`/api/places/${place.id}`)).status).toBe(404)
    expect((await put(place.id, 2, { name: '五店' })).status).toBe(404)
    expect(await historyOf(place.id)).toMatchObject({ isRemoved: true, items: [{ action: 'remove', by: '李四' }, {}] })
    const restore = (version: number) =>
      ask(`/api/places/${place.id}/restore`, { method: 'POST', seen: 2, body: { version, by: '王五' } })
    expect((await restore(2)).status).toBe(409)
    expect((await restore(9)).status).toBe(404)
    const back = placeChanged.parse((await restore(1)).body())
    expect(back.place).toMatchObject({ name: '五店', phone: '0370-6212345', version: 3 })
    expect((await historyOf(place.id)).items[0]).toMatchObject({ action: 'restore', by: '王五' })
    expect(await found('五店')).toHaveLength(1)
  })

  test('is removed once, whoever asks at the same moment', async () => {
    const { place } = await add({ name: '六店', at: at(800, 105) })
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => ask(`/api/places/${place.id}`, { method: 'DELETE', seen: 1 })),
    )
    expect(statusesOf(replies)).toEqual([204, 412, 412, 412, 412, 412])
  })
})

test('what was done at the desk is listed page by page, newest first, and nothing of an import', async () => {
  const all = recentPlaceChanges.parse((await ask('/api/places/changes?limit=500')).body())
  const pages = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = recentPlaceChanges.parse(
      (await ask(`/api/places/changes?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)).body(),
    )
    pages.push(...page.items)
    cursor = page.nextCursor
  }
  expect(pages).toEqual(all.items)
  expect(all.items.every((item) => item.via === 'desk')).toBe(true)
  expect(new Set(all.items.map((item) => item.action))).toEqual(new Set(['create', 'update', 'remove', 'restore']))
  expect((await ask('/api/places/changes?cursor=nonsense')).status).toBe(400)
})

test('the books hold after all of it', async () => {
  expect(placePage.parse((await ask('/api/places?limit=500')).body()).items.length).toBeGreaterThan(5)
  expect(await checkPlaces(town.county)).toMatchObject({ faults: [] })
})
