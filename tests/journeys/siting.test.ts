import { circleList } from '@xiayi/contract/circles'
import { previewReply } from '@xiayi/contract/scenarios'
import { type SitingReply, sitingReply } from '@xiayi/contract/siting'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLE_COUNTY } from '../../apps/server/src/app/seed.ts'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'

let app: TestApp
let points: { lon: number; lat: number }[]
const CATEGORY = 'childcare_point'

beforeAll(async () => {
  app = await openTestApp({}, EXAMPLE_COUNTY)
  const { items } = circleList.parse((await app.app.inject('/api/circles')).json())
  points = items.slice(0, 14).map(({ center: [lon, lat] }) => ({ lon, lat }))
}, 120_000)
afterAll(() => app.close())

function ask(body: object, url = '/api/scenarios/siting') {
  return app.app.inject({ method: 'POST', url, payload: { categoryId: CATEGORY, sites: 3, ...body } })
}

async function suggest(body: object = {}): Promise<SitingReply> {
  const reply = await ask({ candidates: { kind: 'buildings' }, ...body })
  expect(reply.statusCode, reply.body.slice(0, 500)).toBe(200)
  return sitingReply.parse(reply.json())
}

async function exact(body: object): Promise<SitingReply> {
  const reply = await ask(body, '/api/scenarios/siting/exact')
  expect(reply.statusCode, reply.body.slice(0, 500)).toBe(202)
  const job = await app.jobEnd(reply.json<{ jobId: string }>().jobId)
  expect(job.state, JSON.stringify(job.problem)).toBe('succeeded')
  return sitingReply.parse(job.result)
}

/** People whom one place at a spot brings within reach, as what-if counts them: another way to the same figure. */
async function gainAt(spot: { lon: number; lat: number }): Promise<number> {
  const reply = await app.app.inject({
    method: 'POST',
    url: '/api/scenarios/preview',
    payload: { changes: [{ kind: 'add-place', categoryId: CATEGORY, lon: spot.lon, lat: spot.lat }] },
  })
  expect(reply.statusCode, reply.body.slice(0, 500)).toBe(200)
  const { changes } = previewReply.parse(reply.json())
  const [change] = changes
  if (change === undefined) throw new Error('preview names no category')
  return change.residentsAfter - change.residentsBefore
}

describe('where next, at once', () => {
  test('adds up: who was covered, whom each spot serves, who is covered then', async () => {
    const reply = await suggest()
    const served = reply.suggestions.map(({ serves }) => serves.everyone)
    expect(served).toHaveLength(3)
    expect(served.toSorted((a, b) => b - a)).toEqual(served)
    expect(reply.before.covered + served.reduce((sum, count) => sum + count, 0)).toBe(reply.after.covered)
    expect(reply.gained).toBe(reply.after.covered - reply.before.covered)
    expect(reply.bound).toBeGreaterThanOrEqual(reply.gained)
    expect(reply.after.gini).toBeLessThan(reply.before.gini)
    for (const { serves, communities, replaces, hadNone } of reply.suggestions) {
      expect(serves.under15 + serves.from15to59 + serves.over60).toBe(serves.everyone)
      expect(communities.reduce((sum, each) => sum + each.people, 0)).toBe(serves.everyone)
      expect(replaces.length + hadNone).toBeGreaterThan(0)
      for (const each of replaces) expect(each.minutesAfter).toBeLessThan(each.minutesBefore)
    }
  })
  test('agrees with what-if about the first spot', async () => {
    const { suggestions } = await suggest()
    const [first] = suggestions
    expect(first && (await gainAt(first))).toBe(first?.serves.everyone)
  })
  test('counts the age group that was asked for', async () => {
    const reply = await suggest({ group: 'over60' })
    expect(reply.suggestions.reduce((sum, { serves }) => sum + serves.over60, 0)).toBe(
      reply.after.covered - reply.before.covered,
    )
  })
  test('with the worst-off first serves people of communities that were worse off', async () => {
    const [plain, equitable] = [await suggest({ sites: 4 }), await suggest({ sites: 4, isEquitable: true })]
    const helped = ({ communities }: SitingReply) =>
      communities.reduce(
        (sum, { residents, coveredBefore, coveredAfter }) =>
          sum + (coveredAfter - coveredBefore) * Math.max(0.05, 1 - coveredBefore / residents),
        0,
      )
    expect(helped(equitable)).toBeGreaterThan(helped(plain))
    expect(equitable.gained).toBeCloseTo(helped(equitable), 0)
    expect(equitable.after.covered).toBeLessThanOrEqual(plain.before.covered + plain.bound)
  })
  test('takes drawn plots and keeps their names', async () => {
    const [{ lon, lat } = { lon: 0, lat: 0 }] = points
    const square = [
      [lon, lat],
      [lon + 0.001, lat],
      [lon + 0.001, lat + 0.001],
      [lon, lat + 0.001],
      [lon, lat],
    ]
    const plots = [{ name: '老粮库', geometry: { type: 'Polygon', coordinates: [square] } }]
    const reply = await suggest({ sites: 1, candidates: { kind: 'plots', plots } })
    for (const suggestion of reply.suggestions) {
      expect(suggestion.name).toBe('老粮库')
      expect(Math.abs(suggestion.lon - lon - 0.0005)).toBeLessThan(0.0006)
    }
  })
})

describe('where next, proved', () => {
  test('one spot is the best of all spots, by trying each', async () => {
    const gains = []
    for (const point of points) gains.push(await gainAt(point))
    const reply = await exact({ sites: 1, candidates: { kind: 'points', points } })
    expect(reply).toMatchObject({ method: 'exact', isOptimal: true, gap: 0, gained: Math.max(...gains) })
  })
  test('is never worse than the quick answer', async () => {
    const request = { sites: 5, candidates: { kind: 'points', points } }
    const [quick, best] = [await suggest(request), await exact(request)]
    expect(best.gained).toBeGreaterThanOrEqual(quick.gained)
    expect(best.gained).toBeLessThanOrEqual(quick.bound)
    expect(best.isOptimal).toBe(true)
  })
})

describe('a question that makes no sense', () => {
  const crossed = [
    [116.13, 34.23],
    [116.14, 34.24],
    [116.14, 34.23],
    [116.13, 34.24],
    [116.13, 34.23],
  ]
  const swapped = { kind: 'points', points: [{ lon: 34.23, lat: 85 }] }
  test.each<[string, object, number, string]>([
    ['an unknown category', { categoryId: 'no_such', candidates: { kind: 'buildings' } }, 400, 'body/categoryId'],
    ['spots in another country', { candidates: swapped }, 400, '坐标系'],
    [
      'a plot that crosses itself',
      { candidates: { kind: 'plots', plots: [{ geometry: { type: 'Polygon', coordinates: [crossed] } }] } },
      400,
      'body/candidates/plots/0',
    ],
    [
      'more than 10,000 spots',
      { candidates: { kind: 'points', points: Array.from({ length: 10_001 }, () => ({ lon: 116.13, lat: 34.23 })) } },
      400,
      'candidates',
    ],
    ['no site at all', { sites: 0, candidates: { kind: 'buildings' } }, 400, 'sites'],
  ])('%s is refused, naming it', async (_, body, status, words) => {
    for (const url of ['/api/scenarios/siting', '/api/scenarios/siting/exact']) {
      const reply = await ask(body, url)
      expect(reply.statusCode, reply.body.slice(0, 300)).toBe(status)
      expect(reply.headers['content-type']).toContain('application/problem+json')
      expect(reply.body).toContain(words)
    }
  })
  test('10,000 spots are answered', async () => {
    const [base = { lon: 0, lat: 0 }] = points
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      lon: base.lon + (i % 100) * 0.0001,
      lat: base.lat + Math.floor(i / 100) * 0.0001,
    }))
    const reply = await suggest({ candidates: { kind: 'points', points: many } })
    expect(reply.candidates).toMatchObject({ given: 10_000, tried: 10_000 })
  })
})
