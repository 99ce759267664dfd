import { problem } from '@xiayi/contract/problems'
import { compareReply, scenarioPreviewReply } from '@xiayi/contract/scenario-compare'
import { proposalReply, scenarioPage, scenarioVersions, storedScenario } from '@xiayi/contract/stored-scenarios'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { verifyInstallation } from '../../apps/server/src/app/verify.ts'
import { streetModelOf } from '../../apps/server/src/domains/places/public.ts'
import { latOf, lonOf, smallTownOsm } from './small-town.ts'
import { importFile } from './upload.ts'

let app: TestApp

beforeAll(async () => {
  app = await openTestApp()
  await importFile(app, 'osm', { name: 'town.osm', content: smallTownOsm() })
}, 60_000)
afterAll(() => app.close())

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: object
  readonly seen?: number
}

async function ask(url: string, { method = 'GET', body, seen }: Asked = {}) {
  const reply = await app.app.inject({
    url: `/api/scenarios${url}`,
    method,
    ...(body === undefined ? {} : { payload: body }),
    headers: seen === undefined ? {} : { 'if-match': `"${seen}"` },
  })
  return { status: reply.statusCode, body: (): unknown => reply.json(), text: reply.body }
}

async function placeNamed(name: string): Promise<string> {
  const { places } = await streetModelOf(app.county, app.services.files)
  return places.ids[places.names.indexOf(name)] ?? ''
}

const market = { kind: 'add-place', categoryId: 'wet_market', lon: lonOf(50), lat: latOf(50) }
const draft = (changed: object = {}) => ({ name: '城南补菜市场', changes: [market], by: '规划股', ...changed })

async function save(changed: object = {}) {
  const reply = await ask('', { method: 'POST', body: draft(changed) })
  expect(reply.status, reply.text).toBe(201)
  return storedScenario.parse(reply.body())
}

async function refused(url: string, asked: Asked, status: number): Promise<string> {
  const reply = await ask(url, asked)
  expect(reply.status, reply.text).toBe(status)
  return problem.parse(reply.body()).detail
}

describe('a scenario', () => {
  test('is kept as it was drawn and found again', async () => {
    const made = await save({ note: '老城以南走不到菜市场' })
    expect(made).toMatchObject({
      version: 1,
      changeCount: 1,
      createdBy: '规划股',
      isOnCurrentNetwork: true,
      proposalState: null,
    })
    expect(made.changes).toEqual([market])
    expect(storedScenario.parse((await ask(`/${made.id}`)).body())).toEqual(made)
    const { items } = scenarioPage.parse((await ask('')).body())
    expect(items.map(({ id }) => id)).toContain(made.id)
  })
  test('that closes a road keeps the line it closes, and one of any kind comes back as it was drawn', async () => {
    const close = { kind: 'close-path', lon: lonOf(2.5), lat: latOf(2) }
    const changes = [
      { kind: 'open-gate', lon: lonOf(3), lat: latOf(3) },
      {
        kind: 'add-path',
        pathKind: 'footbridge',
        line: [
          [lonOf(1), latOf(1)],
          [lonOf(2), latOf(2)],
        ],
      },
      { kind: 'add-housing', lon: lonOf(4), lat: latOf(4), name: '新苑', under15: 10, from15to59: 40, over60: 9 },
    ]
    const made = await save({ changes: [close, ...changes] })
    expect(made.changes.slice(1)).toEqual(changes)
    const [closed] = made.changes
    expect(closed).toMatchObject(close)
    expect(closed?.kind === 'close-path' && closed.line?.length).toBeGreaterThanOrEqual(2)
    const again = await ask(`/${made.id}`, { method: 'PUT', seen: 1, body: draft({ changes: made.changes }) })
    expect(storedScenario.parse(again.body()).changes).toEqual(made.changes)
  })
  test('is compared with others, what does not fit named, and each with what it costs', async () => {
    const gone = { kind: 'remove-place', placeId: 'nobody' }
    const path = {
      kind: 'add-path',
      pathKind: 'path',
      line: [
        [lonOf(0), latOf(0)],
        [lonOf(3), latOf(3)],
      ],
    }
    const [first, second] = [
      await save({ changes: [{ ...market, lon: lonOf(7), lat: latOf(7) }, gone] }),
      await save({ name: '抄近路', changes: [path] }),
    ]
    const costs = [{ item: '铺装', quantity: 400, unit: '米', unitPriceFen: 30_000 }]
    await ask(`/${second.id}/proposal`, { method: 'PUT', body: { costs, by: '住建局' } })
    const reply = await ask(`/compare?ids=${first.id},${second.id}`)
    expect(reply.status, reply.text).toBe(200)
    const { items } = compareReply.parse(reply.body())
    expect(items.map(({ name, proposal }) => [name, proposal])).toEqual([
      ['城南补菜市场', null],
      ['抄近路', { state: 'draft', totalFen: 12_000_000 }],
    ])
    expect(items[0]?.preview.misfits).toEqual([{ at: 1, message: expect.stringContaining('已经不在了') }])
    expect(items[0]?.preview.changes[0]?.categoryId).toBe('wet_market')
    expect(items[1]?.preview.misfits).toEqual([])
  })
  test('is tried on the county of today: as it was kept, or for others, with the minutes of a category', async () => {
    const places = [
      { kind: 'move-place', placeId: await placeNamed('西头菜市场'), lon: lonOf(7), lat: latOf(7) },
      { kind: 'remove-place', placeId: 'nobody' },
    ]
    const housing = { kind: 'add-housing', lon: lonOf(4), lat: latOf(4), under15: 1, from15to59: 4, over60: 1 }
    const made = await save({ changes: [...places, housing], profile: 'elder', withinMinutes: 10 })
    const tried = async (query = '') => {
      const reply = await ask(`/${made.id}/preview${query}`)
      expect(reply.status, reply.text).toBe(200)
      return scenarioPreviewReply.parse(reply.body())
    }
    const asKept = await tried()
    expect(asKept.scenario).toEqual(made)
    expect(asKept.preview).toMatchObject({ profile: 'elder', withinMinutes: 10, columns: [], housing: [{ at: 2 }] })
    expect(asKept.preview.misfits).toEqual([{ at: 1, message: expect.stringContaining('去掉这处改动') }])
    const [stood] = asKept.preview.placesToday
    expect(stood).toMatchObject({ placeId: places[0]?.placeId, name: '西头菜市场' })
    expect(stood?.lon).not.toBeCloseTo(lonOf(7), 4)
    const { preview } = await tried('?profile=wheelchair&within=5&column=wet_market')
    expect(preview).toMatchObject({ profile: 'wheelchair', withinMinutes: 5 })
    expect(preview.columns[0]).toMatchObject({ categoryId: 'wet_market', housingSeconds: [expect.any(Number)] })
    await refused(`/${made.id}/preview?within=99`, {}, 400)
    await refused(`/${made.id}/preview?column=nothing`, {}, 400)
    await refused('/nobody/preview', {}, 404)
    await ask(`/${made.id}`, { method: 'DELETE', seen: 1, body: { by: '甲' } })
    expect(await refused(`/${made.id}/preview`, {}, 410)).toContain('已被甲删除')
  })
  test('alone, with itself, with four others, deleted or unknown is not compared', async () => {
    const [one, other] = [await save(), await save()]
    await refused(`/compare?ids=${one.id}`, {}, 400)
    await refused(`/compare?ids=${one.id},${one.id}`, {}, 400)
    await refused(`/compare?ids=${one.id},a,b,c,d`, {}, 400)
    await refused(`/compare?ids=${one.id},nobody`, {}, 404)
    await ask(`/${other.id}`, { method: 'DELETE', seen: 1, body: { by: '甲' } })
    expect(await refused(`/compare?ids=${one.id},${other.id}`, {}, 410)).toContain('已被甲删除')
  })
  test('keeps every version with who changed what', async () => {
    const made = await save()
    const gate = { kind: 'open-gate', lon: lonOf(60), lat: latOf(60) }
    const changed = await ask(`/${made.id}`, {
      method: 'PUT',
      seen: 1,
      body: draft({ name: '补市场并开门', changes: [market, gate], by: '住建局' }),
    })
    expect(storedScenario.parse(changed.body())).toMatchObject({ version: 2, changeCount: 2, changedBy: '住建局' })
    const { items } = scenarioVersions.parse((await ask(`/${made.id}/history`)).body())
    expect(items.map(({ version, words }) => [version, words])).toEqual([
      [2, '名称由“城南补菜市场”改为“补市场并开门”；加了1处开门'],
      [1, '新建，1 处改动'],
    ])
  })
  test('that another planner has saved meanwhile is not overwritten, and says what the other did', async () => {
    const made = await save()
    await ask(`/${made.id}`, { method: 'PUT', seen: 1, body: draft({ name: '甲的名称', by: '甲' }) })
    const words = await refused(`/${made.id}`, { method: 'PUT', seen: 1, body: draft({ by: '乙' }) }, 412)
    expect(words).toContain('甲改过：名称由“城南补菜市场”改为“甲的名称”')
  })
  test('saved by 16 planners at once is saved by one', async () => {
    const made = await save()
    const replies = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        ask(`/${made.id}`, { method: 'PUT', seen: 1, body: draft({ name: `第${at}人` }) }),
      ),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 15 }, () => 412),
    ])
    expect(storedScenario.parse((await ask(`/${made.id}`)).body()).version).toBe(2)
  })
  test('deleted says so to whoever follows a link, and can be brought back', async () => {
    const made = await save()
    expect((await ask(`/${made.id}`, { method: 'DELETE', seen: 1, body: { by: '规划股' } })).status).toBe(204)
    expect(await refused(`/${made.id}`, {}, 410)).toContain('已被规划股删除')
    expect(await refused(`/${made.id}`, { method: 'PUT', seen: 1, body: draft() }, 410)).toContain('恢复')
    const { items } = scenarioPage.parse((await ask('')).body())
    expect(items.map(({ id }) => id)).not.toContain(made.id)
    const back = await ask(`/${made.id}/restore`, { method: 'POST', body: {} })
    expect(storedScenario.parse(back.body())).toMatchObject({ version: 2, changeCount: 1 })
  })
  test.each<[string, string, Asked, number, RegExp]>([
    ['without a name', '', { method: 'POST', body: draft({ name: '  ' }) }, 400, /不符合要求/],
    [
      'with 201 changes',
      '',
      { method: 'POST', body: draft({ changes: Array.from({ length: 201 }, () => market) }) },
      400,
      /不符合要求/,
    ],
    [
      'with a change that nobody knows',
      '',
      { method: 'POST', body: draft({ changes: [{ kind: 'teleport' }] }) },
      400,
      /不符合要求/,
    ],
    ['that is not there', '/00000000-0000-4000-8000-000000000000', {}, 404, /没有这个方案/],
    ['with an address that is no id', '/..%2fadmin', {}, 404, /没有这个方案/],
  ])('%s is refused', async (_, url, asked, status, words) => {
    expect(await refused(url, asked, status)).toMatch(words)
  })
  test('changed without saying which version was seen is refused', async () => {
    const made = await save()
    expect(await refused(`/${made.id}`, { method: 'PUT', body: draft() }, 400)).toContain('If-Match')
  })
  test('pages hold each once', async () => {
    for (let i = 0; i < 3; i++) await save({ name: `第 ${i} 页` })
    const seen: string[] = []
    let cursor = ''
    do {
      const page = scenarioPage.parse(
        (await ask(`?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)).body(),
      )
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? ''
    } while (cursor !== '')
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(3)
  })
})

describe('a proposal', () => {
  const costs = [
    { item: '菜市场主体', quantity: 1, unit: '处', unitPriceFen: 380_000_000 },
    { item: '步道', quantity: 120, unit: '米', unitPriceFen: 35_050 },
  ]
  const full = {
    reason: '一万四千人十五分钟走不到',
    costs,
    ownerUnit: '县商务局',
    fundingSource: '县级财政',
    by: '规划股',
  }

  const read = async (id: string) => proposalReply.parse((await ask(`/${id}/proposal`)).body()).proposal
  const write = (id: string, body: object, seen?: number) =>
    ask(`/${id}/proposal`, { method: 'PUT', body, ...(seen === undefined ? {} : { seen }) })
  const go = (id: string, move: string, body: object) => ask(`/${id}/proposal/${move}`, { method: 'POST', body })

  test('goes its way from draft to decision, to the fen, with every step written down', async () => {
    const { id } = await save()
    expect(await read(id)).toBeNull()
    await write(id, full)
    expect(await read(id)).toMatchObject({ state: 'draft', totalFen: 384_206_000, version: 1, scenarioVersion: null })
    expect((await go(id, 'propose', { ifVersion: 1, by: '规划股' })).status).toBe(200)
    // The scenario goes on; what was proposed is its first version.
    await ask(`/${id}`, { method: 'PUT', seen: 1, body: draft({ name: '又改了' }) })
    expect(await read(id)).toMatchObject({ state: 'proposed', stateLabel: '已提出', scenarioVersion: 1 })
    expect(await refused(`/${id}/proposal/decline`, { method: 'POST', body: { ifVersion: 2 } }, 400)).toContain('理由')
    await go(id, 'decline', { ifVersion: 2, reason: '今年没有资金', by: '领导小组' })
    await go(id, 'revise', { ifVersion: 3 })
    await go(id, 'propose', { ifVersion: 4 })
    await go(id, 'accept', { ifVersion: 5, by: '领导小组' })
    const done = await read(id)
    expect(done).toMatchObject({ state: 'accepted', scenarioVersion: 2, version: 6 })
    expect(done?.steps.map(({ label, by }) => [label, by])).toEqual([
      ['拟稿', '规划股'],
      ['提出', '规划股'],
      ['不采纳', '领导小组'],
      ['改了再提', '未署名'],
      ['提出', '未署名'],
      ['采纳', '领导小组'],
    ])
    expect(done?.moves.map(({ move }) => move)).toEqual(['reconsider'])
    expect(await refused(`/${id}`, { method: 'DELETE', seen: 2 }, 409)).toContain('已经提出')
  })
  test('that lacks what a decision needs is not proposed', async () => {
    const { id } = await save()
    await write(id, { by: '规划股' })
    expect(await refused(`/${id}/proposal/propose`, { method: 'POST', body: { ifVersion: 1 } }, 409)).toContain(
      '还缺理由、责任单位、至少一项费用',
    )
    expect(await read(id)).toMatchObject({ state: 'draft', version: 1 })
  })
  test('written by two at once is started once; the second is told', async () => {
    const { id } = await save()
    const replies = await Promise.all(Array.from({ length: 8 }, () => write(id, full)))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 409),
    ])
    expect((await write(id, { ...full, reason: '另一个理由' }, 1)).status).toBe(200)
    expect((await write(id, full, 1)).status).toBe(412)
  })
  test('decided by many at once is decided once', async () => {
    const { id } = await save()
    await write(id, full)
    await go(id, 'propose', { ifVersion: 1 })
    const replies = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        go(id, at % 2 === 0 ? 'accept' : 'decline', { ifVersion: 2, reason: '决定' }),
      ),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await read(id))?.steps).toHaveLength(3)
  })
  test.each([
    ['a price of -1', { ...full, costs: [{ ...costs[0], unitPriceFen: -1 }] }],
    ['half a fen', { ...full, costs: [{ ...costs[0], unitPriceFen: 0.5 }] }],
    ['a sum beyond all money', { ...full, costs: [{ ...costs[0], quantity: 10_000, unitPriceFen: 100_000_000_000 }] }],
    ['a day that is none', { ...full, dueDate: '2027-02-30' }],
  ])('with %s is refused', async (_, body) => {
    const { id } = await save()
    expect((await write(id, body)).status).toBe(400)
    expect(await read(id)).toBeNull()
  })
})

test('the books agree afterwards', async () => {
  const findings = await verifyInstallation(app.services)
  expect(findings.flatMap(({ faults }) => faults)).toEqual([])
  expect(findings.find(({ check }) => check === 'machine proposal')?.examined).toBeGreaterThan(3)
})
