import { setTimeout as sleep } from 'node:timers/promises'
import { categoryList, placePage, placeReply, placeSearchReply } from '@xiayi/contract/places'
import { problem } from '@xiayi/contract/problems'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, square } from './ground.samples.ts'
import { addArea, addBuilding, addNetwork, addPlaces, openTestTown, type TestTown } from './places.samples.ts'
import { raiseRevision } from './revision.sql.ts'

let town: TestTown
/** a Monday, 10:00 in Beijing */
let now = new Date('2026-11-23T10:00:00+08:00')

beforeAll(async () => {
  town = await openTestTown({ now: () => now })
  await town.county.transact(async (tx) => {
    const townId = await addArea(tx, { kind: 'town', name: '城关镇', ring: square(-50, -50, 1050, 1050) })
    const communityId = await addArea(tx, {
      kind: 'community',
      name: '栗城社区',
      ring: square(-50, -50, 450, 1050),
      parentId: townId,
    })
    await addBuilding(tx, { east: 30, north: 20, communityId })
    await addPlaces(tx, [
      { name: '和顺大药房', categoryIds: ['pharmacy'], at: at(210, 10), hours: '08:00-22:00', communityId },
      { name: '康复药店', categoryIds: ['pharmacy'], at: at(990, 990), address: '栗城路 12 号' },
      { name: '栗香便利店', at: at(405, 5), hours: '24/7' },
      { name: '单记烧饼', categoryIds: ['breakfast'], at: at(620, 10), hours: 'Mo-Fr 06:00-09:30' },
      { name: '远方便利店', at: at(60_000, 0) },
    ])
  })
}, 60_000)
afterAll(() => town.close())

async function get(url: string) {
  const reply = await town.app.inject({ url, headers: { 'accept-encoding': 'identity' } })
  return { status: reply.statusCode, headers: reply.headers, body: (): unknown => reply.json(), text: reply.body }
}

const [lon, lat] = at(0, 0)
const HERE = `lon=${lon}&lat=${lat}`

async function searchNow(query: string) {
  const reply = await get(`/api/places/search?${query}`)
  expect(reply.status).toBe(200)
  return placeSearchReply.parse(reply.body())
}

/** Asks again until minutes are there, as a page does. */
async function search(query: string) {
  for (;;) {
    const reply = await searchNow(query)
    if (!reply.isWalkPending) return reply
    await sleep(10)
  }
}

describe('search', () => {
  test('finds by category name and orders by the walk', async () => {
    const { items, speedMetresPerSecond } = await search(`q=药店&${HERE}`)
    expect(items.map((item) => item.name)).toEqual(['和顺大药房', '康复药店'])
    expect(speedMetresPerSecond).toBe(1.2)
    // 210 m of street and 10 m to the door at 1.2 m/s
    expect(items[0]?.walkSeconds).toBe(183)
  })

  test('the walk goes along streets, not along the crow', async () => {
    const { items } = await search(`q=康复&${HERE}`)
    // 1,400 m as the crow flies, 1,980 m by street
    expect(items[0]?.walkSeconds).toBeGreaterThan(1980 / 1.2)
  })

  test.each([
    ['lixiang', '栗香便利店', 'pinyin'],
    ['lxbld', '栗香便利店', 'initials'],
    ['栗香便力店', '栗香便利店', 'pinyin'],
    ['lixang', '栗香便利店', 'typo'],
    ['shanji', '单记烧饼', 'pinyin'],
    ['栗城路', '康复药店', 'address'],
  ])('%s finds %s by %s', async (typed, name, matched) => {
    const { items } = await search(`q=${encodeURIComponent(typed)}&${HERE}`)
    expect(items[0]).toMatchObject({ name, matched })
  })

  test('an elder walks slower', async () => {
    const adult = await search(`q=和顺&${HERE}`)
    const elder = await search(`q=和顺&${HERE}&profile=elder`)
    expect(elder.speedMetresPerSecond).toBe(0.9)
    expect(elder.items[0]?.walkSeconds).toBeGreaterThan(adult.items[0]?.walkSeconds ?? Infinity)
  })

  test('a category alone lists its places, the nearest first, the unreachable last and without a time', async () => {
    const { items } = await search(`category=convenience_store&${HERE}`)
    expect(items.map((item) => [item.name, item.walkSeconds === null])).toEqual([
      ['栗香便利店', false],
      ['远方便利店', true],
    ])
  })

  test('answers by name before the map can be walked on, and tells that minutes are to come', async () => {
    const fresh = await openTestTown({ now: () => now, code: 'fresh' })
    try {
      const ask = async () =>
        placeSearchReply.parse((await fresh.app.inject({ url: `/api/places/search?q=栗香&${HERE}` })).json())
      await expect.poll(ask).toMatchObject({ isWalkPending: false, items: [] })
      await fresh.county.transact((tx) => addPlaces(tx, [{ name: '栗香便利店', at: at(405, 5) }]))
      const first = await ask()
      expect(first).toMatchObject({ isWalkPending: true, items: [{ name: '栗香便利店', walkSeconds: null }] })
      await expect.poll(ask).toMatchObject({ isWalkPending: false, items: [{ walkSeconds: expect.any(Number) }] })
    } finally {
      await fresh.close()
    }
  })

  test('without a point it tells no walk', async () => {
    const { items } = await search('q=药店')
    expect(items).toHaveLength(2)
    expect(items.every((item) => item.walkSeconds === null)).toBe(true)
  })

  test.each(['%_%_%', '(a+)+$', "'; drop table place;--", '* & | ! <->', '\\', '𠮷'.repeat(40), 'a'.repeat(100)])(
    'hostile input %s is answered quickly',
    async (typed) => {
      const began = performance.now()
      const { items } = await search(`q=${encodeURIComponent(typed)}&${HERE}`)
      expect(items).toEqual([])
      expect(performance.now() - began).toBeLessThan(300)
    },
  )

  test.each([
    ['q too long', `q=${'a'.repeat(101)}`],
    ['NUL in q', 'q=%00'],
    ['an unknown category', 'category=nothing'],
    ['half a point', 'lon=116'],
    ['a point off the globe', 'lon=200&lat=10'],
    ['an unknown profile', 'profile=horse'],
    ['too many', 'limit=51'],
  ])('%s is refused', async (_what, query) => {
    const reply = await get(`/api/places/search?${query}`)
    expect(reply.status).toBe(400)
    expect(problem.parse(reply.body()).code).toBe('invalid-input')
  })

  test('an unknown county is refused by name', async () => {
    const reply = await get('/api/places/search?county=nowhere&q=a')
    expect(problem.parse(reply.body()).code).toBe('county-not-found')
  })
})

describe('a place', () => {
  async function idOf(name: string): Promise<string> {
    return (await search(`q=${encodeURIComponent(name)}`)).items[0]?.id ?? ''
  }

  test('is shown with its walk, its community and whether it is open', async () => {
    const reply = await get(`/api/places/${await idOf('和顺大药房')}?${HERE}`)
    const place = placeReply.parse(reply.body())
    expect(place).toMatchObject({
      name: '和顺大药房',
      communityName: '栗城社区',
      opening: { state: 'open', next: '22:00 关门', hours: '08:00-22:00' },
    })
    expect(place.walkSeconds).toBeGreaterThan(165)
  })

  test('is closed when its hours say so', async () => {
    const before = now
    now = new Date('2026-11-28T07:00:00+08:00')
    const { items } = await search('q=单记烧饼')
    now = before
    expect(items[0]?.opening).toEqual({ state: 'closed', next: '周一 06:00 开门', hours: 'Mo-Fr 06:00-09:30' })
  })

  test.each(['nothing', '00000000-0000-4000-8000-000000000000', '%00', "'"])('%s is not found', async (id) => {
    const reply = await get(`/api/places/${id}`)
    expect(reply.status).toBe(404)
    expect(problem.parse(reply.body()).code).toBe('not-found')
  })
})

describe('lists', () => {
  test('categories tell how many places each has', async () => {
    const reply = await get('/api/places/categories')
    const { items } = categoryList.parse(reply.body())
    expect(items.length).toBeGreaterThan(50)
    expect(items.find((item) => item.id === 'pharmacy')?.placeCount).toBe(2)
  })

  test('pages join to the whole, each place once', async () => {
    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 10; pages++) {
      const reply = await get(`/api/places?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      const page = placePage.parse(reply.body())
      expect(page.total).toBe(5)
      seen.push(...page.items.map((item) => item.id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
  })

  test('a box and a category narrow the list', async () => {
    const box = [...at(-100, -100), ...at(500, 500)].join(',')
    const reply = await get(`/api/places?box=${box}&category=pharmacy`)
    expect(placePage.parse(reply.body()).items.map((item) => item.name)).toEqual(['和顺大药房'])
  })

  test('a cursor that is none of ours is refused', async () => {
    const reply = await get('/api/places?cursor=zzz')
    expect(problem.parse(reply.body()).code).toBe('invalid-input')
  })

  test('areas carry their residents and buildings', async () => {
    const reply = await get('/api/places/areas?kind=community')
    expect(reply.body()).toMatchObject({
      type: 'FeatureCollection',
      features: [
        {
          properties: { name: '栗城社区', parentName: '城关镇', residents: 100, buildings: 1 },
          geometry: { type: 'MultiPolygon' },
        },
      ],
    })
  })

  test('a town counts what its communities count', async () => {
    const reply = await get('/api/places/areas?kind=town')
    expect(reply.body()).toMatchObject({ features: [{ properties: { name: '城关镇', residents: 100, buildings: 1 } }] })
  })

  test('the network is described', async () => {
    const reply = await get('/api/places/network')
    expect(reply.body()).toMatchObject({ network: { nodes: 36, edges: 60, kilometres: 12 } })
  })
})

describe('a change', () => {
  test('is found by the next search', async () => {
    expect((await search('q=新开张')).items).toEqual([])
    await town.county.transact((tx) => addPlaces(tx, [{ name: '新开张超市', at: at(10, 10) }]))
    expect((await search('q=新开张')).items.map((item) => item.name)).toEqual(['新开张超市'])
  })

  test('a removed place is no longer found', async () => {
    await town.county.transact(async (tx) => {
      await tx.updateTable('place').set({ removed_at: new Date() }).where('name', '=', '新开张超市').execute()
      await raiseRevision(tx)
    })
    expect((await search('q=新开张')).items).toEqual([])
  })

  test('a new network is walked on', async () => {
    const [farLon, farLat] = at(1400, 0)
    const query = `q=栗香&lon=${farLon}&lat=${farLat}`
    expect((await search(query)).items[0]?.walkSeconds).toBeNull()
    await town.county.transact((tx) => addNetwork(tx, town.files, town.county.code, 2))
    expect((await search(query)).items[0]?.walkSeconds).toBeGreaterThan(990 / 1.2)
  })

  test('twenty searches at once after a change get the new answer', async () => {
    await town.county.transact((tx) => addPlaces(tx, [{ name: '同时超市', at: at(10, 10) }]))
    const replies = await Promise.all(Array.from({ length: 20 }, () => search('q=同时超市')))
    expect(replies.map((reply) => reply.items.length)).toEqual(Array.from({ length: 20 }, () => 1))
  })
})

test('without a network search still answers, in the order of the straight line', async () => {
  const bare = await openTestTown({ now: () => now, code: 'bare', withNetwork: false })
  try {
    await bare.county.transact((tx) =>
      addPlaces(tx, [
        { name: '远药店', at: at(900, 0) },
        { name: '近药店', at: at(100, 0) },
      ]),
    )
    const reply = await bare.app.inject({ url: `/api/places/search?q=药店&${HERE}` })
    const { items } = placeSearchReply.parse(reply.json())
    expect(items.map((item) => [item.name, item.walkSeconds])).toEqual([
      ['近药店', null],
      ['远药店', null],
    ])
  } finally {
    await bare.close()
  }
})
