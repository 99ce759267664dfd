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
})

describe('the figures of a circle', () => {
  test('its trend has a mark for each day and a line for each clause, and ends where its page stands', async () => {
    const id = await circleId('新兴')
    const trend = await get<{
      marks: { evaluationId: string; evaluatedAt: string; standardVersion: string }[]
      clauses: { clauseId: string; points: ({ state: string; value: number | null } | null)[] }[]
    }>(`/api/circles/${id}/trend`)
    const { evaluation } = await get<{ evaluation: { id: string; clauses: { clauseId: string; state: string }[] } }>(
      `/api/circles/${id}`,
    )
    expect(trend.marks).toHaveLength(4)
    expect(trend.marks.at(-1)?.evaluationId).toBe(evaluation.id)
    expect(trend.clauses.map(({ clauseId, points }) => [clauseId, points.at(-1)?.state])).toEqual(
      evaluation.clauses.map(({ clauseId, state }) => [clauseId, state]),
    )
    const clinic = trend.clauses.find(({ clauseId }) => clauseId === 'reach-clinic')
    expect(clinic?.points.map((point) => point?.state)).toEqual(['pass', 'pass', 'pass', 'fail'])
  })

  test('between two days 新兴 loses its two clinics, and with them its tier', async () => {
    const id = await circleId('新兴')
    const { marks } = await get<{ marks: { evaluationId: string }[] }>(`/api/circles/${id}/trend`)
    const [from = '', to = ''] = marks.slice(-2).map(({ evaluationId }) => evaluationId)
    const changes = await get<{
      from: { tierId: string | null }
      to: { tierId: string | null }
      clauses: { clauseId: string; isFlipped: boolean }[]
      closed: { categoryIds: string[] }[]
      facts: { key: string; before: string; after: string }[]
    }>(`/api/circles/${id}/changes?from=${from}&to=${to}`)
    expect([changes.from.tierId, changes.to.tierId]).toEqual(['jichu', null])
    expect(changes.clauses.filter(({ isFlipped }) => isFlipped).map(({ clauseId }) => clauseId)).toContain(
      'reach-clinic',
    )
    const closed = changes.closed.flatMap(({ categoryIds }) => categoryIds)
    expect(closed.filter((category) => category === 'community_health_station')).toHaveLength(2)
    expect(changes.facts.map(({ key }) => key)).toContain('survey:residents.satisfaction')
  })

  test('what is missing comes by people, with the walk from where most of them live', async () => {
    const { items } = await get<{
      items: {
        clauseId: string
        state: string
        peopleAffected: number
        unlocksTierId: string | null
        walk: { from: [number, number]; limitSeconds: number; place: { placeId: string; seconds: number } } | null
      }[]
    }>(`/api/circles/${await circleId('天龙湖')}/missing`)
    const failed = items.filter(({ state }) => state === 'fail').map(({ peopleAffected }) => peopleAffected)
    expect(failed).toEqual(failed.toSorted((a, b) => b - a))
    const market = items.find(({ clauseId }) => clauseId === 'reach-market')
    expect(market?.unlocksTierId).toBe('jichu')
    const walk = market?.walk
    if (!walk) throw new Error('no walk to the market')
    expect(walk.place.seconds).toBeGreaterThan(walk.limitSeconds)
    const drawn = await get<{ seconds: number; isWithin: boolean }>(
      `/api/circles/walk?lon=${walk.from[0]}&lat=${walk.from[1]}&place=${walk.place.placeId}`,
    )
    // The building has doors of its own; from its middle the way on may be another.
    expect(Math.abs(drawn.seconds - walk.place.seconds)).toBeLessThan(120)
  })

  test('it is compared with another and with the middle of its kind', async () => {
    const [own, other] = [await circleId('天龙湖'), await circleId('福利')]
    const reply = await get<{
      medianOf: { circles: number }
      other: { name: string }
      items: { clauseId: string; own: { value: number }; other: { value: number }; median: number }[]
    }>(`/api/circles/${own}/compare?with=${other}`)
    expect(reply.medianOf.circles).toBe(14)
    expect(reply.other.name).toBe('福利生活圈')
    const market = reply.items.find(({ clauseId }) => clauseId === 'reach-market')
    expect(market?.own.value).toBeLessThan(market?.median ?? 0)
    expect(market?.other.value).toBeGreaterThanOrEqual(market?.median ?? 1)
    expect(await get(`/api/circles/${own}/compare`)).toMatchObject({ other: null })
  })

  test('its places are those that its evaluation counted, its residents those of its page', async () => {
    const id = await circleId('福利')
    const places = await get<{ items: { seconds: number | null; inBoundary: boolean; inWalkshed: boolean }[] }>(
      `/api/circles/${id}/places`,
    )
    expect(places.items.every(({ inBoundary, inWalkshed }) => inBoundary || inWalkshed)).toBe(true)
    const seconds = places.items.map((place) => place.seconds ?? Number.POSITIVE_INFINITY)
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
    const people = await get<{
      residents: number
      under15: number
      from15to59: number
      over60: number
      bases: { residents: number }[]
    }>(`/api/circles/${id}/residents`)
    const { residents } = await get<Circle>(`/api/circles/${id}`)
    expect(people.residents).toBe(residents)
    expect(people.under15 + people.from15to59 + people.over60).toBe(residents)
    expect(people.bases.reduce((sum, basis) => sum + basis.residents, 0)).toBe(residents)
  })

  test.each(['trend', 'compare', 'missing', 'places', 'residents'])(
    'nobody has the %s of an unknown circle',
    async (figure) => {
      const reply = await app.app.inject(`/api/circles/00000000-0000-4000-8000-000000000000/${figure}`)
      expect(reply.statusCode).toBe(404)
      expect(reply.json()).toMatchObject({ code: 'not-found' })
    },
  )

  test.each([
    ['compare?with=someone', 400],
    ['compare?with=00000000-0000-4000-8000-000000000000', 404],
    ['changes?from=00000000-0000-4000-8000-000000000000&to=00000000-0000-4000-8000-000000000000', 404],
    ['changes?from=yesterday&to=today', 400],
    ['trend?standard=nobody', 404],
  ])('%s is refused with %d', async (tail, status) => {
    const reply = await app.app.inject(`/api/circles/${await circleId('福利')}/${tail}`)
    expect(reply.statusCode, reply.body).toBe(status)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })
})

describe('the figures of the county', () => {
  test('tiers over time end where the summary stands', async () => {
    const { days, tiers } = await get<{
      tiers: { id: string }[]
      days: { day: string; all: { atTier: number[] }; urban: { atTier: number[]; circles: number } }[]
    }>('/api/circles/over-time')
    expect(days.map(({ day }) => day)).toEqual(['2025-12-31', '2026-03-31', '2026-06-30', '2026-09-30'])
    const urban = tiers.map((_, tier) => days.map((day) => day.urban.atTier[tier]))
    expect(urban).toEqual([
      [5, 6, 5, 5],
      [1, 2, 4, 4],
    ])
    const summary = await get<{ tiers: { circles: number }[] }>('/api/circles/summary')
    expect(days.at(-1)?.all.atTier).toEqual(summary.tiers.map(({ circles }) => circles))
  })

  test('between two days it is told who fell and who rose, with the clauses, and the rest is counted', async () => {
    interface Moves {
      from: string | null
      to: string | null
      unmoved: { all: number; urban: number }
      items: { name: string; direction: string; flips: { clauseId: string; before: string; after: string }[] }[]
    }
    const quarter = await get<Moves>('/api/circles/moves')
    expect([quarter.from, quarter.to]).toEqual(['2026-06-30', '2026-09-30'])
    const fallen = quarter.items.find(({ name }) => name === '新兴生活圈')
    expect(fallen?.direction).toBe('fell')
    expect(fallen?.flips).toContainEqual(
      expect.objectContaining({ clauseId: 'reach-clinic', before: 'pass', after: 'fail' }),
    )
    expect(quarter.items.length + quarter.unmoved.all).toBe(51)

    const year = await get<Moves>('/api/circles/moves?from=2025-12-31&to=2026-09-30')
    const { days } = await get<{ days: { all: { withoutTier: number } }[] }>('/api/circles/over-time')
    const risen = year.items.filter(({ direction }) => direction === 'rose').length
    expect(risen).toBeGreaterThan(0)
    expect(days[0]?.all.withoutTier).toBeGreaterThan(days.at(-1)?.all.withoutTier ?? 0)

    const before = await get<Moves>('/api/circles/moves?from=2020-01-01&to=2026-09-30')
    expect(new Set(before.items.map(({ direction }) => direction))).toEqual(new Set(['first']))
    const early = await get<Moves>('/api/circles/moves?to=2025-12-31')
    expect([early.from, early.items.length]).toEqual([null, 51])
  })

  test.each([
    ['from=2026-09-30&to=2026-06-30', 400],
    ['from=2026-09-30&to=2026-09-30', 400],
    ['from=yesterday', 400],
    ['to=2026-02-30', 400],
    ['standard=nobody', 404],
  ])('moves with “%s” are refused with %d', async (query, status) => {
    const reply = await app.app.inject(`/api/circles/moves?${query}`)
    expect(reply.statusCode, reply.body).toBe(status)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  test('the matrix has every circle and every clause, and its failed cells are the gaps', async () => {
    const { clauses, circles } = await get<{
      clauses: { clauseId: string; tiers: string[] }[]
      circles: { circleId: string; cells: ({ state: string } | null)[] }[]
    }>('/api/circles/matrix')
    const { total } = await get<{ total: number }>('/api/circles/gaps')
    expect(circles).toHaveLength(51)
    const failed = circles.flatMap(({ cells }) => {
      expect(cells).toHaveLength(clauses.length)
      return cells.filter((cell, at) => cell?.state === 'fail' && (clauses[at]?.tiers.length ?? 0) > 0)
    })
    expect(failed).toHaveLength(total)
  })

  test.each(['sports', 'reading', 'elder-care'])(
    '%s: nobody is lost between the bands, and the worst come first',
    async (theme) => {
      const reply = await get<{
        byAge: { group: string; bands: number[] }[]
        communities: { bands: number[]; people: number; coverage: number | null }[]
        gini: number
        group: string
        speedMetresPerSecond: number
      }>(`/api/circles/equity?theme=${theme}`)
      const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
      const people = new Map(reply.byAge.map(({ group, bands }) => [group, sum(bands)]))
      const { residents } = await get<{ residents: number }>('/api/circles/summary')
      expect(people.get('everyone')).toBe(residents)
      expect(sum(['under15', 'from15to59', 'over60'].map((group) => people.get(group) ?? 0))).toBe(residents)
      expect(sum(reply.communities.map((community) => community.people))).toBe(people.get(reply.group))
      const shares = reply.communities.flatMap(({ coverage }) => coverage ?? [])
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      expect(reply.gini).toBeGreaterThan(0)
      expect(reply.gini).toBeLessThan(1)
    },
  )

  test.each([
    ['theme=opera', 400],
    ['', 400],
    ['theme=sports&category=reading_room', 400],
    ['theme=sports&profile=horse', 400],
  ])('equity with “%s” is refused with %d', async (query, status) => {
    const reply = await app.app.inject(`/api/circles/equity?${query}`)
    expect(reply.statusCode, reply.body).toBe(status)
    expect(reply.headers['content-type']).toContain('application/problem+json')
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
