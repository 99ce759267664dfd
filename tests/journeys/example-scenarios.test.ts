import { previewReply } from '@xiayi/contract/scenarios'
import { proposalReply, scenarioPage, storedScenario } from '@xiayi/contract/stored-scenarios'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXAMPLE_COUNTY, seedExampleCounty } from '../../apps/server/src/app/seed.ts'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'

/** The scenarios that the example county comes with: what their notes claim must come out of the measuring. */
let app: TestApp

beforeAll(async () => {
  app = await openTestApp({}, EXAMPLE_COUNTY)
}, 240_000)
afterAll(() => app.close())

async function listed() {
  return scenarioPage.parse((await app.app.inject('/api/scenarios')).json()).items
}

async function tried(name: string) {
  const id = (await listed()).find((one) => one.name === name)?.id ?? ''
  const { changes } = storedScenario.parse((await app.app.inject(`/api/scenarios/${id}`)).json())
  const reply = await app.app.inject({ method: 'POST', url: '/api/scenarios/preview', payload: { changes } })
  expect(reply.statusCode, reply.body).toBe(200)
  const preview = previewReply.parse(reply.json())
  const market = preview.changes.find(({ categoryId }) => categoryId === 'wet_market')
  return {
    gained: (market?.residentsAfter ?? 0) - (market?.residentsBefore ?? 0),
    passed: preview.circles.flatMap((circle) =>
      circle.clauses
        .filter(({ before, after }) => before === 'fail' && after === 'pass')
        .map((clause) => `${circle.name}：${clause.title}`),
    ),
    risen: preview.circles
      .filter(({ tierBefore, tierAfter }) => tierBefore !== tierAfter)
      .map((circle) => [circle.name, circle.tierAfter]),
  }
}

test('each stands at another point of its way, with its costs', async () => {
  const found = await listed()
  expect(new Map(found.map(({ name, proposalState }) => [name, proposalState]))).toEqual(
    new Map([
      ['富豪社区小区西门', 'accepted'],
      ['新区菜市场', 'proposed'],
      ['新兴跨铁路人行天桥', 'declined'],
    ]),
  )
  expect(found.every(({ isOnCurrentNetwork }) => isOnCurrentNetwork)).toBe(true)
  const gate = found.find(({ name }) => name === '富豪社区小区西门')?.id ?? ''
  const { proposal } = proposalReply.parse((await app.app.inject(`/api/scenarios/${gate}/proposal`)).json())
  expect(proposal?.totalFen).toBe(4_800_000 + 14 * 60_000)
  expect(proposal?.steps.map(({ stateLabel }) => stateLabel)).toEqual(['拟稿', '已提出', '已采纳'])
})

test('the gate lifts its circle a tier, as it says', async () => {
  const { gained, passed, risen } = await tried('富豪社区小区西门')
  expect(gained).toBeGreaterThanOrEqual(4600)
  expect(gained).toBeLessThan(4700)
  expect(passed).toHaveLength(2)
  expect(risen).toEqual([['富豪生活圈', 'jichu']])
})

test('the market mends its clause, as it says', async () => {
  const { gained, passed } = await tried('新区菜市场')
  expect(gained).toBeGreaterThanOrEqual(14_000)
  expect(gained).toBeLessThan(15_000)
  expect(passed).toHaveLength(1)
  expect(passed[0]).toMatch(/^新区生活圈：.*菜市场/)
})

test('the footbridge mends no clause, as its refusal says', async () => {
  expect(await tried('新兴跨铁路人行天桥')).toMatchObject({ passed: [], risen: [] })
})

test('a second start brings none back and adds none', async () => {
  const before = await listed()
  await seedExampleCounty(app.services, () => undefined)
  expect(await listed()).toEqual(before)
})
