import { generateCounty } from '@xiayi/county/generate-county'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLE_COUNTY, seedExampleCounty } from '../../apps/server/src/app/seed.ts'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { verifyInstallation } from '../../apps/server/src/app/verify.ts'

/** The example county as a first start makes it: the stories that `packages/county` tells must come out of the measuring. */
let app: TestApp

interface Circle {
  readonly id: string
  readonly name: string
  readonly tierId: string | null
  readonly isUrban: boolean
  readonly isPilot: boolean
  readonly failed: number
  readonly residents: number
  readonly communityNames: readonly string[]
}

async function get<T>(url: string): Promise<T> {
  const reply = await app.app.inject(url)
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200)
  return reply.json()
}

beforeAll(async () => {
  app = await openTestApp({}, EXAMPLE_COUNTY)
}, 240_000)
afterAll(() => app.close())

const TIER = { 提升示范类: 'tisheng', 基础保障类: 'jichu', 差一两项: null, 未达标: null } as const

describe('the example county', () => {
  test('every urban community lands where its story says', async () => {
    const { items } = await get<{ items: Circle[] }>('/api/circles')
    const stories = generateCounty().communities.filter((community) => community.story !== undefined)
    expect(stories).toHaveLength(14)
    const found = stories.map((community) => {
      const circle = items.find((each) => each.communityNames.includes(community.name) && each.isUrban)
      return [community.name, circle?.tierId ?? null]
    })
    const intended = stories.map((community) => [
      community.name,
      Object.entries(TIER).find(([name]) => name === community.story?.intended)?.[1] ?? null,
    ])
    expect(found).toEqual(intended)
  })

  test('the four days on which it took stock show who rose, and who fell back and why', async () => {
    const { items } = await get<{ items: Circle[] }>('/api/circles')
    const urban = items.filter((circle) => circle.isUrban)
    const tiersOf = new Map<string, string[]>()
    const days = new Set<string>()
    for (const circle of urban) {
      const history = await get<{ items: { tierId: string | null; evaluatedAt: string }[] }>(
        `/api/circles/${circle.id}/evaluations`,
      )
      const oldestFirst = history.items.toReversed()
      for (const { evaluatedAt } of oldestFirst) days.add(evaluatedAt.slice(0, 10))
      tiersOf.set(
        circle.name.replace('生活圈', ''),
        oldestFirst.map(({ tierId }) => tierId ?? '-'),
      )
    }
    expect([...days]).toEqual(['2025-12-31', '2026-03-31', '2026-06-30', '2026-09-30'])
    expect(tiersOf.get('光明')).toEqual(['jichu', 'tisheng', 'tisheng', 'tisheng'])
    expect(tiersOf.get('文化')).toEqual(['-', 'jichu', 'tisheng', 'tisheng'])
    expect(tiersOf.get('育才')).toEqual(['jichu', 'jichu', 'tisheng', 'tisheng'])
    expect(tiersOf.get('汇贤')).toEqual(['-', 'jichu', 'jichu', 'jichu'])
    expect(tiersOf.get('南郊')).toEqual(['-', '-', 'jichu', 'jichu'])
    expect(tiersOf.get('东环')).toEqual(['-', '-', '-', 'jichu'])
    expect(tiersOf.get('新兴')).toEqual(['jichu', 'jichu', 'jichu', '-'])
    const atTier = (tier: string) => [0, 1, 2, 3].map((day) => count([...tiersOf.values()], day, tier))
    expect(atTier('tisheng')).toEqual([1, 2, 4, 4])
    expect(atTier('jichu')).toEqual([5, 6, 5, 5])
  })

  test('the county knows its six pilots and measures four targets', async () => {
    const { items } = await get<{ items: Circle[] }>('/api/circles')
    expect(items.filter((circle) => circle.isPilot)).toHaveLength(6)
    const { targets } = await get<{ targets: { id: string; denominator: number; numerator: number }[] }>(
      '/api/circles/summary',
    )
    expect(targets.map((target) => target.id).toSorted()).toEqual([
      'jichu-share',
      'pilots',
      'satisfaction',
      'tisheng-share',
    ])
    expect(targets.find((target) => target.id === 'jichu-share')?.denominator).toBe(14)
  })

  test('lists read less of an evaluation than a circle’s page, and say the same', async () => {
    const { items } = await get<{ items: (Circle & { mainReason: string | null })[] }>('/api/circles')
    const gaps = await get<{ items: { circleId: string; clauseId: string }[]; total: number }>(
      '/api/circles/gaps?limit=500',
    )
    for (const { id, ...listed } of items) {
      const { evaluation, ...own } = await get<{
        mainReason: string | null
        evaluation: { clauses: { clauseId: string; tiers: string[]; state: string }[] }
      }>(`/api/circles/${id}`)
      expect(own, listed.name).toEqual({ id, ...listed })
      const failed = evaluation.clauses.filter(({ tiers, state }) => tiers.length > 0 && state === 'fail')
      expect(
        gaps.items.filter((gap) => gap.circleId === id).map((gap) => gap.clauseId),
        listed.name,
      ).toHaveLength(failed.length)
    }
    expect(gaps.total).toBe(gaps.items.length)
  })

  test('says that it is an example', async () => {
    const { items } = await get<{ items: { isExample: boolean; attribution: string }[] }>('/api/counties')
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ isExample: true })
    expect(items[0]?.attribution).toContain('示例数据')
  })

  test('a second start leaves it alone', async () => {
    const before = await get<{ items: { id: string }[] }>('/api/circles')
    await seedExampleCounty(app.services, () => undefined)
    expect(await get('/api/circles')).toEqual(before)
  })

  test('天龙湖 fails at the market across the lake, and the finding says how many and at what speed', async () => {
    const { evaluation } = await get<{
      evaluation: { clauses: { clauseId: string; state: string; finding: string; toPass: string }[] }
    }>(`/api/circles/${await circleId('天龙湖')}`)
    const market = evaluation.clauses.find((clause) => clause.clauseId === 'reach-market')
    expect(market?.state).toBe('fail')
    expect(market?.finding).toMatch(/居民[\d,]+人中.*步速1\.2米\/秒/)
    expect(market?.toPass).not.toBe('')
  })

  test('the books are in order', async () => {
    expect((await verifyInstallation(app.services)).flatMap((finding) => finding.faults)).toEqual([])
  })
})

function count(histories: readonly string[][], day: number, tier: string): number {
  return histories.filter((history) => history[day] === tier).length
}

async function circleId(name: string): Promise<string> {
  const { items } = await get<{ items: Circle[] }>('/api/circles')
  return items.find((circle) => circle.name.startsWith(name))?.id ?? ''
}
