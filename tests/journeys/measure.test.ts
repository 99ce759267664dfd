import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { verifyInstallation } from '../../apps/server/src/app/verify.ts'
import { communitiesGeoJson, crossedGeoJson, latOf, lonOf, smallTownOsm } from './small-town.ts'
import { importFile } from './upload.ts'

interface Circle {
  readonly id: string
  readonly name: string
  readonly isEvaluated: boolean
  readonly residents: number
}

interface Clause {
  readonly clauseId: string
  readonly state: string
  readonly figure: { readonly numerator: number; readonly denominator: number } | null
  readonly finding: string
}

let app: TestApp

async function get<T>(url: string, status = 200): Promise<T> {
  const reply = await app.app.inject(url)
  expect(reply.statusCode, reply.body).toBe(status)
  return reply.json()
}

async function post<T>(url: string, payload: object, status: number): Promise<T> {
  const reply = await app.app.inject({ method: 'POST', url, payload })
  expect(reply.statusCode, reply.body).toBe(status)
  return reply.json()
}

async function circleNamed(name: string): Promise<Circle> {
  const { items } = await get<{ items: Circle[] }>('/api/circles')
  const found = items.find((circle) => circle.name === name)
  if (found === undefined) throw new Error(`no circle ${name} among ${items.map((circle) => circle.name).join()}`)
  return found
}

beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('before anything is imported', () => {
  test('an evaluation is refused and says what to import', async () => {
    const problem = await post<{ code: string; detail: string }>('/api/circles/evaluations', {}, 409)
    expect(problem).toMatchObject({ code: 'network-missing' })
    expect(problem.detail).toContain('OpenStreetMap')
  })
  test('minutes are refused the same way', async () => {
    expect(await get(`/api/circles/minutes?lon=116&lat=34`, 409)).toMatchObject({ code: 'network-missing' })
  })
})

describe('a town imported and evaluated', () => {
  beforeAll(async () => {
    expect(await importFile(app, 'osm', { name: 'town.osm', content: smallTownOsm() })).toMatchObject({
      state: 'applied',
    })
    expect(
      await importFile(app, 'areas', { name: 'communities.geojson', content: communitiesGeoJson() }),
    ).toMatchObject({ state: 'applied', counts: { created: 2, errors: 0 } })
    // Several at once, and the one that follows the import: they meet before any circle exists.
    const orders = await Promise.all(
      [1, 2, 3, 4].map(async () => post<{ jobId: string }>('/api/circles/evaluations', {}, 202)),
    )
    for (const { jobId } of orders) expect(await app.jobEnd(jobId)).toMatchObject({ state: 'succeeded' })
  })

  test('has one circle per community', async () => {
    const { items } = await get<{ items: Circle[] }>('/api/circles')
    expect(items.map((circle) => circle.name).toSorted()).toEqual(['东街生活圈', '西街生活圈'])
    expect(items.every((circle) => circle.isEvaluated && circle.residents > 0)).toBe(true)
  })

  test('residents of the circles are the residents of the buildings: none is lost and none is counted twice', async () => {
    const { items } = await get<{ items: Circle[] }>('/api/circles')
    const rows = await app.county.db.selectFrom('building').select(['under15', 'from15to59', 'over60']).execute()
    const people = rows.reduce((sum, row) => sum + row.under15 + row.from15to59 + row.over60, 0)
    expect(items.reduce((sum, circle) => sum + circle.residents, 0)).toBe(people)
  })

  test('of the eastern houses those within 1,080 m of street reach the market in 15 minutes at 1.2 m/s', async () => {
    const east = await circleNamed('东街生活圈')
    const { evaluation } = await get<{ evaluation: { clauses: Clause[] } }>(`/api/circles/${east.id}`)
    const market = evaluation.clauses.find((clause) => clause.clauseId === 'reach-market')
    expect(market?.figure?.denominator).toBe(east.residents)
    expect(market?.figure?.numerator).toBeGreaterThan(0)
    expect(market?.figure?.numerator).toBeLessThan(east.residents)
    expect(market?.finding).toContain('步速1.2米/秒')
  })

  test('a fact that nobody recorded is unknown, never a fail', async () => {
    const west = await circleNamed('西街生活圈')
    const { evaluation } = await get<{ evaluation: { clauses: Clause[] } }>(`/api/circles/${west.id}`)
    expect(evaluation.clauses.find((clause) => clause.clauseId === 'centre-area')?.state).toBe('unknown')
  })

  test('minutes from a corner of the grid are the street distance over the speed', async () => {
    const { items } = await get<{ items: { categoryId: string; seconds: number | null; placeName: string | null }[] }>(
      `/api/circles/minutes?lon=${lonOf(2)}&lat=${latOf(4)}`,
    )
    expect(items.find((item) => item.categoryId === 'wet_market')).toMatchObject({ placeName: '西头菜市场' })
    // 600 m of streets at 1.2 m/s
    expect(items.find((item) => item.categoryId === 'wet_market')?.seconds).toBeCloseTo(500, -1)
    expect(items.find((item) => item.categoryId === 'kindergarten')).toMatchObject({ seconds: null })
  })

  test('the walk to a place is drawn and its stretches add up', async () => {
    const walk = await get<{
      seconds: number
      metres: number
      segments: { metres: number }[]
      path: { coordinates: unknown[] }
    }>(`/api/circles/walk?lon=${lonOf(3)}&lat=${latOf(2)}&category=wet_market`)
    expect(walk.metres).toBeCloseTo(500, -1)
    expect(walk.segments.reduce((sum, segment) => sum + segment.metres, 0)).toBeCloseTo(walk.metres, -1)
    expect(walk.path.coordinates.length).toBeGreaterThan(2)
  })

  test('walksheds nest: what is reached in 5 minutes is reached in 10', async () => {
    const west = await circleNamed('西街生活圈')
    const shed = await get<{ features: { properties: { minutes: number; residents: number; areaKm2: number } }[] }>(
      `/api/circles/${west.id}/walkshed`,
    )
    const [five, ten, fifteen] = shed.features.map((feature) => feature.properties)
    expect([five?.minutes, ten?.minutes, fifteen?.minutes]).toEqual([5, 10, 15])
    expect(five?.residents).toBeLessThanOrEqual(ten?.residents ?? 0)
    expect(ten?.areaKm2).toBeLessThanOrEqual(fifteen?.areaKm2 ?? 0)
  })

  test('a market in the east brings more residents within reach, and asking changes nothing', async () => {
    const ask = () =>
      post<{ changes: { residentsBefore: number; residentsAfter: number; residents: number }[] }>(
        '/api/scenarios/preview',
        { changes: [{ kind: 'add-place', categoryId: 'wet_market', lon: lonOf(8), lat: latOf(4) }] },
        200,
      )
    const [first] = (await ask()).changes
    expect(first?.residentsAfter).toBeGreaterThan(first?.residentsBefore ?? 0)
    expect(first?.residentsAfter).toBe(first?.residents)
    expect((await ask()).changes[0]).toEqual(first)
  })

  test('a place dragged where nobody can walk is refused with its position', async () => {
    const problem = await post<{ code: string; errors: { where: string }[] }>(
      '/api/scenarios/preview',
      { changes: [{ kind: 'add-place', categoryId: 'wet_market', lon: 117, lat: 35 }] },
      422,
    )
    expect(problem).toMatchObject({ code: 'off-network', errors: [{ where: 'body/changes/0' }] })
  })

  test('removing one place twice is refused and the board is put back', async () => {
    const { items } = await get<{ items: { id: string }[] }>(`/api/places/search?q=${encodeURIComponent('西头菜市场')}`)
    const placeId = items[0]?.id
    const remove = { kind: 'remove-place', placeId }
    await post('/api/scenarios/preview', { changes: [remove, remove] }, 400)
    const { changes } = await post<{ changes: { residentsBefore: number; residentsAfter: number }[] }>(
      '/api/scenarios/preview',
      { changes: [remove] },
      200,
    )
    expect(changes[0]?.residentsAfter).toBe(0)
    expect(changes[0]?.residentsBefore).toBeGreaterThan(0)
  })

  test('gaps come with the people they affect, most first', async () => {
    const { items } = await get<{ items: { peopleAffected: number }[] }>('/api/circles/gaps')
    const people = items.map((gap) => gap.peopleAffected)
    expect(people.length).toBeGreaterThan(0)
    expect(people).toEqual(people.toSorted((a, b) => b - a))
  })

  test('the history keeps every evaluation and pages through it without a gap', async () => {
    const west = await circleNamed('西街生活圈')
    const { jobId } = await post<{ jobId: string }>('/api/circles/evaluations', { circleIds: [west.id] }, 202)
    await app.jobEnd(jobId)
    // All within one millisecond: a cursor must tell them apart all the same.
    await app.county.transact(async (tx) => {
      const rows = await tx.selectFrom('evaluation').select('id').where('circle_id', '=', west.id).execute()
      for (const [i, { id }] of rows.entries()) {
        const at = `2026-11-01T00:00:00.123${String(i).padStart(3, '0')}Z`
        await tx.updateTable('evaluation').set({ evaluated_at: at }).where('id', '=', id).execute()
      }
    })
    const ids: string[] = []
    let cursor = ''
    for (;;) {
      const page = await get<{ items: { id: string }[]; nextCursor: string | null }>(
        `/api/circles/${west.id}/evaluations?limit=1${cursor}`,
      )
      ids.push(...page.items.map((item) => item.id))
      if (page.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
    }
    const stored = await app.county.db
      .selectFrom('evaluation')
      .select('id')
      .where('circle_id', '=', west.id)
      .orderBy('evaluated_at', 'desc')
      .execute()
    expect(ids.length).toBeGreaterThanOrEqual(2)
    expect(ids).toEqual(stored.map((row) => row.id))
  })

  test('a circle may cover several communities, and a community lie in several circles', async () => {
    const { items } = await get<{ items: { communityIds: string[] }[] }>('/api/circles')
    const communityIds = items.flatMap((circle) => circle.communityIds)
    const drawn = await post<{ id: string }>('/api/circles', { name: '两社一圈', communityIds }, 201)
    const { jobId } = await post<{ jobId: string }>('/api/circles/evaluations', { circleIds: [drawn.id] }, 202)
    expect(await app.jobEnd(jobId)).toMatchObject({ state: 'succeeded' })
    const both = await get<{ residents: number; communityNames: string[] }>(`/api/circles/${drawn.id}`)
    expect(both.communityNames).toHaveLength(2)
    expect(both.residents).toBe(1280)
    const unknown = await post<{ errors: { where: string }[] }>(
      '/api/circles',
      { name: '空圈', communityIds: ['00000000-0000-4000-8000-000000000000'] },
      400,
    )
    expect(unknown.errors[0]?.where).toBe('body/communityIds/0')
  })

  test('a recorded fact turns unknown into an answer, with its evidence', async () => {
    const west = await circleNamed('西街生活圈')
    const put = (key: string, value: unknown) =>
      app.app.inject({
        method: 'PUT',
        url: `/api/circles/${west.id}/facts`,
        payload: { facts: [{ key, value, evidence: '现场照片 3 张', observedOn: '2026-11-20', basedOn: 0 }] },
      })
    expect((await put('centre.floorAreaM2', 120)).statusCode).toBe(200)
    expect(
      (await put('survey:residents.satisfaction', { satisfied: 95, answered: 100, method: '入户问卷' })).statusCode,
    ).toBe(200)
    expect(
      (await put('survey:residents.satisfaction', { satisfied: 101, answered: 100, method: '入户问卷' })).statusCode,
    ).toBe(400)
    expect((await put('evidence:circle.plan', 'perhaps')).statusCode).toBe(400)
    expect((await put('no key', 1)).statusCode).toBe(400)
    const { jobId } = await post<{ jobId: string }>('/api/circles/evaluations', { circleIds: [west.id] }, 202)
    await app.jobEnd(jobId)
    const { evaluation } = await get<{ evaluation: { clauses: Clause[] } }>(`/api/circles/${west.id}`)
    const area = evaluation.clauses.find((clause) => clause.clauseId === 'centre-area')
    expect(area).toMatchObject({ state: 'pass' })
    expect(area?.finding).toContain('120')
  })

  test('a target is held against the denominator that was fixed', async () => {
    const target = {
      title: '社区达到基础保障类',
      kind: 'tier-share',
      tierId: 'jichu',
      goal: 0.9,
      unit: '比例',
      denominator: 14,
      denominatorLabel: '主城区社区',
      fixedOn: '2026-11-23',
      dueDate: '2027-12-31',
      basedOn: 0,
    }
    const reply = await app.app.inject({ method: 'PUT', url: '/api/circles/targets/jichu', payload: target })
    expect(reply.statusCode, reply.body).toBe(200)
    expect(reply.json<{ targets: unknown[] }>().targets).toMatchObject([
      { id: 'jichu', denominator: 14, fixedAt: '2026-11-23', isMet: false },
    ])
    expect(
      (
        await app.app.inject({
          method: 'PUT',
          url: '/api/circles/targets/jichu',
          payload: { ...target, denominator: 0 },
        })
      ).statusCode,
    ).toBe(400)
  })

  test('a self-crossing boundary is refused with its name and the crossing, and nothing is written', async () => {
    const before = await get<{ features: unknown[] }>('/api/places/areas?kind=community')
    const done = await importFile(app, 'areas', { name: 'crossed.geojson', content: crossedGeoJson() })
    expect(done).toMatchObject({ state: 'failed', problem: { code: 'area-boundary' } })
    expect(JSON.stringify(done['problem'])).toMatch(/蝴蝶社区.*116\.0/)
    expect((await get<{ features: unknown[] }>('/api/places/areas?kind=community')).features).toHaveLength(
      before.features.length,
    )
  })

  test('the same street map again changes nothing', async () => {
    const again = await importFile(app, 'osm', { name: 'town.osm', content: smallTownOsm() })
    expect(again).toMatchObject({ state: 'applied', counts: { created: 0, updated: 0, removed: 0, errors: 0 } })
  })

  test.each([
    ['/api/circles/nothing', 404],
    ['/api/circles/00000000-0000-0000-0000-000000000000', 404],
    ['/api/circles?county=atlantis', 404],
    ['/api/circles?standard=gold', 404],
    ['/api/circles/minutes?lon=500&lat=34', 400],
    ['/api/circles/walk?lon=116&lat=34', 400],
    ['/api/circles/gaps?cursor=-3', 400],
    ['/api/nothing', 404],
  ])('%s is refused with a problem', async (url, status) => {
    const problem = await get<{ code: string; title: string; detail: string; traceId: string }>(url, status)
    expect(problem.detail).not.toBe('')
    expect(problem.traceId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('the books are in order', async () => {
    const findings = await verifyInstallation(app.services)
    expect(findings.flatMap((finding) => finding.faults)).toEqual([])
    expect(findings.find((finding) => finding.check === 'evaluations')?.examined).toBeGreaterThan(0)
  })

  test('an altered result is named', async () => {
    const west = await circleNamed('西街生活圈')
    await app.county.transact((tx) =>
      tx.updateTable('evaluation').set({ result: '{"tampered":true}' }).where('circle_id', '=', west.id).execute(),
    )
    const faults = (await verifyInstallation(app.services)).flatMap((finding) => finding.faults)
    expect(faults.some((fault) => fault.includes('altered'))).toBe(true)
  })
})
