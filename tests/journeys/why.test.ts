import { type WayReply, type WhyReply, wayReply, whyReply } from '@xiayi/contract/circle-why'
import { minutesColumnReply } from '@xiayi/contract/circles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { latOf, lonOf } from './small-town.ts'
import { importFile } from './upload.ts'

/**
 * Two streets 60 m apart that meet only 1.2 km to the east. A house stands at the west end of the southern one, a market at the
 * west end of the northern one; between the two runs nothing. South of it all lies a pond.
 */
function detourOsm(): string {
  const at = (id: number, column: number, row: number, tags = '') =>
    `<node id="${id}" lon="${lonOf(column)}" lat="${latOf(row)}">${tags}</node>`
  const way = (id: number, refs: readonly number[], tags: Readonly<Record<string, string>>) =>
    `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${Object.entries(tags)
      .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
      .join('')}</way>`
  const street = (name: string) => ({ highway: 'residential', name })
  return `<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">${[
    at(1, 0, 0),
    at(2, 12, 0),
    at(3, 12, 0.6),
    at(4, 0, 0.6),
    at(5, 6, 0, '<tag k="railway" v="level_crossing"/>'),
    at(10, 0.1, -0.3),
    at(11, 0.3, -0.3),
    at(12, 0.3, -0.15),
    at(13, 0.1, -0.15),
    at(20, 4, -9),
    at(21, 8, -9),
    at(22, 8, -5),
    at(23, 4, -5),
    at(90, 0.1, 0.65, '<tag k="amenity" v="marketplace"/><tag k="name" v="北街菜市场"/>'),
    way(100, [1, 5, 2], street('南街')),
    way(101, [2, 3], street('东街')),
    way(102, [3, 4], street('北街')),
    way(200, [10, 11, 12, 13, 10], { building: 'apartments', 'building:levels': '6' }),
    way(300, [20, 21, 22, 23, 20], { natural: 'water', name: '南塘' }),
  ].join('')}</osm>`
}

let app: TestApp
const house = `lon=${lonOf(0.2)}&lat=${latOf(-0.22)}`

beforeAll(async () => {
  app = await openTestApp()
  expect(await importFile(app, 'osm', { name: 'detour.osm', content: detourOsm() })).toMatchObject({ state: 'applied' })
})
afterAll(() => app.close())

async function get(url: string) {
  return app.app.inject({ url })
}

async function why(tail = house): Promise<WhyReply> {
  const reply = await get(`/api/circles/why?${tail}`)
  expect(reply.statusCode, reply.body).toBe(200)
  return whyReply.parse(reply.json())
}

async function wayTo(category: string, tail = house): Promise<WayReply> {
  const reply = await get(`/api/circles/why/way?${tail}&category=${category}`)
  expect(reply.statusCode, reply.body).toBe(200)
  return wayReply.parse(reply.json())
}

describe('why a house passes or fails', () => {
  test('the spot is the house, with its people, and every category has its answer', async () => {
    const { origin, items, speedMetresPerSecond } = await why()
    expect(origin).toMatchObject({ isBuilding: true, grade: 'near' })
    expect((origin.under15 ?? 0) + (origin.from15to59 ?? 0) + (origin.over60 ?? 0)).toBeGreaterThan(0)
    expect(speedMetresPerSecond).toBe(1.2)
    const market = items.find(({ categoryId }) => categoryId === 'wet_market')
    expect(market).toMatchObject({ placeName: '北街菜市场', state: 'fail' })
    expect(market?.limit?.minutes).toBeLessThanOrEqual(15)
    expect(items.find(({ categoryId }) => categoryId === 'nursery')).toMatchObject({ seconds: null, placeId: null })
  })

  test('its seconds are those of the column that the map draws', async () => {
    const column = minutesColumnReply.parse((await get('/api/circles/minutes-column?category=wet_market')).json())
    const { items } = await why()
    expect(items.find(({ categoryId }) => categoryId === 'wet_market')?.seconds).toBe(column.seconds[0])
  })

  test('the walk is drawn stretch by stretch, with the level crossing on the way and what they cost', async () => {
    const { walk, isWithin, straightMetres } = await wayTo('wet_market')
    expect(isWithin).toBe(false)
    expect(straightMetres).toBeLessThan(150)
    expect(walk?.metres).toBeGreaterThan(2400)
    expect(walk?.spots.map(({ kind, seconds }) => [kind, seconds])).toEqual([['railCrossing', 10]])
    const kinds = walk?.segments.map(({ kind }) => kind)
    expect(kinds?.[0]).toBe('leg')
    const walked = walk?.segments.reduce((sum, { seconds }) => sum + seconds, 10) ?? 0
    expect(Math.abs(walked - (walk?.seconds ?? 0))).toBeLessThanOrEqual(3)
    walk?.segments.forEach(({ line }, i) => {
      expect(line.length).toBeGreaterThan(1)
      const before = walk.segments[i - 1]?.line.at(-1)
      if (before !== undefined) expect(Math.abs((line[0]?.[0] ?? 0) - before[0])).toBeLessThan(1e-9)
    })
  })

  test('a path over the gap is proposed, and drawn as an edit it brings what was said', async () => {
    const { shorterWays, room } = await wayTo('wet_market')
    expect(shorterWays[0]).toMatchObject({ kind: 'path', placeName: '北街菜市场' })
    expect(shorterWays[0]?.metres).toBeGreaterThan(55)
    expect(shorterWays[0]?.seconds).toBeLessThanOrEqual(900)
    expect(room?.best?.seconds).toBeLessThanOrEqual(900)
    expect(room?.best?.gained).toBeGreaterThan(0)
    expect(room?.area.type).toBe('MultiPolygon')

    const { networkVersion } = await why()
    const made = await app.app.inject({
      method: 'POST',
      url: '/api/places/network/edits',
      payload: {
        baseVersion: networkVersion,
        edit: { kind: 'add-path', use: 'path', line: shorterWays[0]?.line },
        by: '试验',
      },
    })
    expect(made.statusCode, made.body).toBe(201)
    const after = (await why()).items.find(({ categoryId }) => categoryId === 'wet_market')
    // The house may take its leg straight to the new path: then it is some steps less.
    const saved = (shorterWays[0]?.seconds ?? 0) - (after?.seconds ?? 0)
    expect(saved).toBeGreaterThanOrEqual(-1)
    expect(saved).toBeLessThan(10)
    expect((await wayTo('wet_market')).isWithin).toBe((after?.seconds ?? 9999) <= 900)
  })

  test('where there is no such place at all, only room for one is left', async () => {
    const reply = await wayTo('nursery')
    expect(reply).toMatchObject({ walk: null, isWithin: false, shorterWays: [], straightMetres: null })
    expect(reply.room?.best?.gained).toBeGreaterThan(0)
  })

  test('beside the street, where no house stands, it is the spot that walks', async () => {
    const { origin } = await why(`lon=${lonOf(5)}&lat=${latOf(0.2)}`)
    expect(origin).toMatchObject({ isBuilding: false, under15: null })
  })

  test.each([
    ['on the pond', `lon=${lonOf(6)}&lat=${latOf(-7)}`, 422, 'off-network', '水面'],
    ['in a field', `lon=${lonOf(6)}&lat=${latOf(-3.5)}`, 422, 'off-network', '150 米内没有步行路'],
    ['in another county', 'lon=120&lat=30', 422, 'off-network', '不在本县'],
    ['nowhere', 'lon=999&lat=30', 400, 'invalid-input', ''],
    ['without a spot', '', 400, 'invalid-input', ''],
    ['for a profile that is none', `${house}&profile=horse`, 400, 'invalid-input', ''],
  ])('a walk that starts %s is refused in words', async (_, tail, status, code, words) => {
    for (const url of [`/api/circles/why?${tail}`, `/api/circles/why/way?${tail}&category=wet_market`]) {
      const reply = await get(url)
      expect(reply.statusCode, reply.body).toBe(status)
      expect(reply.json()).toMatchObject({ code })
      expect(reply.json<{ detail: string }>().detail).toContain(words)
    }
  })

  test('a category that is none, and a county that is none', async () => {
    expect((await get(`/api/circles/why/way?${house}&category=nonsense`)).statusCode).toBe(400)
    expect((await get(`/api/circles/why/way?${house}&category=wet_market&within=99`)).statusCode).toBe(400)
    expect((await get(`/api/circles/why?${house}&county=nowhere`)).json()).toMatchObject({ code: 'county-not-found' })
  })
})
