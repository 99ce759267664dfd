import { gunzipSync } from 'node:zlib'
import { type Evaluation, groundReply, type MinutesColumnReply, minutesColumnReply } from '@xiayi/contract/circles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { communitiesGeoJson, smallTownOsm } from './small-town.ts'
import { importFile } from './upload.ts'

/** What the planner's map stands on, in a town small enough to reckon by hand. */
let app: TestApp

beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function get(url: string, headers: Record<string, string> = {}) {
  return app.app.inject({ url, headers })
}

async function column(tail: string): Promise<MinutesColumnReply> {
  const reply = await get(`/api/circles/minutes-column?${tail}`)
  expect(reply.statusCode, reply.body).toBe(200)
  return minutesColumnReply.parse(reply.json())
}

describe('before anything is imported', () => {
  test.each(['/api/circles/ground', '/api/circles/minutes-column?category=wet_market', '/api/circles/barriers'])(
    '%s says that the network is missing',
    async (url) => {
      const reply = await get(url)
      expect(reply.statusCode).toBe(409)
      expect(reply.json()).toMatchObject({ code: 'network-missing' })
    },
  )
})

describe('a town on the planner’s map', () => {
  beforeAll(async () => {
    expect(await importFile(app, 'osm', { name: 'town.osm', content: smallTownOsm() })).toMatchObject({
      state: 'applied',
    })
    expect(
      await importFile(app, 'areas', { name: 'communities.geojson', content: communitiesGeoJson() }),
    ).toMatchObject({ state: 'applied' })
    const started = await app.app.inject({ method: 'POST', url: '/api/circles/evaluations', payload: {} })
    expect(await app.jobEnd(started.json<{ jobId: string }>().jobId)).toMatchObject({ state: 'succeeded' })
  })

  test('the ground has every building once, in a community and a hexagon, with its people', async () => {
    const ground = groundReply.parse((await get('/api/circles/ground')).json())
    expect(ground.count).toBe(64)
    for (const name of ['lonE6', 'latE6', 'sizeM', 'under15', 'from15to59', 'over60', 'community', 'hex'] as const)
      expect(ground[name], name).toHaveLength(64)
    expect(ground.communities.map(({ name }) => name).toSorted()).toEqual(['东街社区', '西街社区'])
    expect(new Set(ground.community)).toEqual(new Set([0, 1]))
    for (const side of ground.sizeM) expect(side).toBeCloseTo(20, 0)
    const people = [...ground.under15, ...ground.from15to59, ...ground.over60].reduce((sum, n) => sum + n, 0)
    const circles = (await get('/api/circles')).json<{ items: { residents: number }[] }>().items
    expect(people).toBe(circles.reduce((sum, circle) => sum + circle.residents, 0))
  })

  test('a column gives every building the walk that the same spot is told when asked alone', async () => {
    const ground = groundReply.parse((await get('/api/circles/ground')).json())
    for (const profile of ['adult', 'wheelchair'] as const) {
      const { seconds, revision, speedMetresPerSecond } = await column(`category=wet_market&profile=${profile}`)
      expect(revision).toBe(ground.revision)
      expect(speedMetresPerSecond).toBe(ground.speeds[profile])
      for (let b = 0; b < ground.count; b += 7) {
        const at = `lon=${(ground.lonE6[b] ?? 0) / 1e6}&lat=${(ground.latE6[b] ?? 0) / 1e6}`
        const alone = (await get(`/api/circles/minutes?${at}&profile=${profile}`)).json<{
          items: { categoryId: string; seconds: number }[]
        }>()
        const told = alone.items.find(({ categoryId }) => categoryId === 'wet_market')?.seconds ?? -1
        expect(Math.abs((seconds[b] ?? 0) - told)).toBeLessThanOrEqual(1)
      }
    }
  })

  test('whom a column reaches are the residents whom the evaluation counts', async () => {
    const ground = groundReply.parse((await get('/api/circles/ground')).json())
    const { seconds } = await column('category=wet_market')
    const within = seconds.map((time) => time >= 0 && time <= 900)
    const { items } = (await get('/api/circles')).json<{ items: { id: string; communityIds: string[] }[] }>()
    let compared = 0
    for (const circle of items) {
      const { evaluation } = (await get(`/api/circles/${circle.id}`)).json<{ evaluation: Evaluation }>()
      const clause = evaluation.clauses.find(
        ({ ruleKind, title }) => ruleKind === 'coverage' && title.includes('菜市场'),
      )
      if (clause?.figure?.numerator === undefined) continue
      const here = new Set(ground.communities.flatMap(({ id }, c) => (circle.communityIds.includes(id) ? [c] : [])))
      const sum = within.reduce((all, isIn, b) => {
        const people = (ground.under15[b] ?? 0) + (ground.from15to59[b] ?? 0) + (ground.over60[b] ?? 0)
        return all + (isIn && here.has(ground.community[b] ?? -1) ? people : 0)
      }, 0)
      expect(sum).toBe(clause.figure.numerator)
      compared++
    }
    expect(compared).toBe(items.length)
  })

  test('slower is never nearer', async () => {
    const own = await column('category=wet_market')
    const slow = await column('category=wet_market&speed=0.6')
    expect(slow.speedMetresPerSecond).toBe(0.6)
    slow.seconds.forEach((time, b) => {
      expect(time === -1 || time >= (own.seconds[b] ?? 0)).toBe(true)
    })
  })

  test('what nobody has is beyond for everybody', async () => {
    expect(new Set((await column('category=nursery')).seconds)).toEqual(new Set([-1]))
  })

  test.each(['/api/circles/ground', '/api/circles/minutes-column?category=wet_market'])(
    '%s is packed, and who has it is told so',
    async (url) => {
      const first = await get(url, { 'accept-encoding': 'gzip' })
      expect(first.headers['content-encoding']).toBe('gzip')
      const plain = await get(url)
      expect(gunzipSync(first.rawPayload).toString()).toBe(plain.body)
      const again = await get(url, { 'if-none-match': String(first.headers.etag) })
      expect([again.statusCode, again.body]).toEqual([304, ''])
    },
  )

  test.each([
    ['category=nonsense', 'invalid-input'],
    ['', 'invalid-input'],
    ['category=wet_market&profile=horse', 'invalid-input'],
    ['category=wet_market&speed=9', 'invalid-input'],
  ])('?%s is refused in words', async (tail, code) => {
    const reply = await get(`/api/circles/minutes-column?${tail}`)
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code })
  })

  test('a county that is not there is not found', async () => {
    expect((await get('/api/circles/ground?county=nowhere')).json()).toMatchObject({ code: 'county-not-found' })
  })

  test('nothing stops anybody in a town of plain streets, and a profile that is none is refused', async () => {
    const { revision } = groundReply.parse((await get('/api/circles/ground')).json())
    for (const profile of ['adult', 'wheelchair'])
      expect((await get(`/api/circles/barriers?profile=${profile}`)).json()).toMatchObject({
        revision,
        profile,
        blocked: [],
        blockedMetres: 0,
        blockedSpots: [],
      })
    expect((await get('/api/circles/barriers?profile=horse')).statusCode).toBe(400)
  })

  test('forty questions at once for one column get one answer', async () => {
    const replies = await Promise.all(
      Array.from({ length: 40 }, async () => get('/api/circles/minutes-column?category=pharmacy&speed=1.1')),
    )
    expect(new Set(replies.map((reply) => reply.headers.etag)).size).toBe(1)
    expect(replies.every((reply) => reply.statusCode === 200)).toBe(true)
  })

  test('a change of places raises the revision, and the column follows it', async () => {
    const before = await column('category=wet_market')
    const csv = '名称,类别,经度,纬度\n东头菜市场,菜市场,116.008,34.0036\n'
    expect(await importFile(app, 'places', { name: 'one.csv', content: csv })).toMatchObject({ state: 'applied' })
    const after = await column('category=wet_market')
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(groundReply.parse((await get('/api/circles/ground')).json()).revision).toBe(after.revision)
    after.seconds.forEach((time, b) => {
      expect(time).toBeLessThanOrEqual(before.seconds[b] ?? 0)
    })
    expect(after.seconds).not.toEqual(before.seconds)
  })
})
