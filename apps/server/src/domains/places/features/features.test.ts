import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { at, square } from '../ground.samples.ts'
import { addArea, addBuilding, addPlaces, openTestTown, type TestTown } from '../places.samples.ts'

let town: TestTown

beforeAll(async () => {
  town = await openTestTown({ now: () => new Date() })
  await town.county.transact(async (tx) => {
    const communityId = await addArea(tx, { kind: 'community', name: '栗城社区', ring: square(-50, -50, 450, 450) })
    for (let i = 0; i < 3; i++) await addBuilding(tx, { east: i * 30, north: 20, communityId })
    await addPlaces(
      tx,
      Array.from({ length: 7 }, (_, i) => ({ name: `便利店 ${i}`, at: at(i * 100, 0) })),
    )
  })
}, 60_000)
afterAll(() => town.close())

const link = z.object({ href: z.string(), rel: z.string(), type: z.string() })
const linked = z.object({ links: z.array(link) })
const items = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ type: z.literal('Feature'), id: z.string(), geometry: z.object({ type: z.string() }) })),
  links: z.array(link),
  timeStamp: z.iso.datetime(),
  numberMatched: z.number(),
  numberReturned: z.number(),
})

function ask(url: string) {
  return town.app.inject({ url, headers: { host: 'county.example:3000' } })
}

/** A link of a reply, followed as a client would. */
function follow(links: readonly z.infer<typeof link>[], rel: string): string | undefined {
  const href = links.find((each) => each.rel === rel)?.href
  if (href === undefined) return undefined
  const url = new URL(href)
  expect(url.host).toBe('county.example:3000')
  return `${url.pathname}${url.search}`
}

describe('a GIS that follows the links', () => {
  test('finds everything from the front page', async () => {
    const front = await ask('/api/ogc')
    expect(front.statusCode).toBe(200)
    expect(front.json()).toMatchObject({
      title: '测试县（示例数据）',
      attribution: expect.stringContaining('OpenStreetMap'),
    })
    const { links } = linked.parse(front.json())
    for (const rel of ['self', 'service-desc', 'service-doc', 'conformance', 'data'])
      expect((await ask(follow(links, rel) ?? '')).statusCode).toBe(200)
  })

  test('is told what the server conforms to', async () => {
    expect((await ask('/api/ogc/conformance')).json()).toEqual({
      conformsTo: [
        'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
        'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
      ],
    })
  })

  test('gets an OpenAPI 3.1 description with the items of each collection', async () => {
    const reply = await ask('/api/ogc/api')
    expect(reply.headers['content-type']).toContain('application/vnd.oai.openapi+json')
    expect(reply.json()).toMatchObject({
      openapi: '3.1.0',
      paths: { '/api/ogc/collections/{collection}/items': { get: { parameters: expect.any(Array) } } },
    })
  })

  test('is told where the description is, and every reference in it leads somewhere', async () => {
    const front = await ask('/api/ogc')
    const description = linked.parse(front.json()).links.find((each) => each.rel === 'service-desc')
    const reply = await ask(follow(linked.parse(front.json()).links, 'service-desc') ?? '')
    expect(reply.headers['content-type']).toContain(description?.type.split(';')[0])
    const api = z.looseObject({ paths: z.record(z.string(), z.unknown()) }).parse(reply.json())
    const references = [...reply.body.matchAll(/"\$ref":"(#[^"]+)"/g)].map((match) => match[1] ?? '')
    for (const reference of references)
      expect(
        reference
          .slice(2)
          .split('/')
          .reduce<unknown>((node, key) => z.record(z.string(), z.unknown()).parse(node)[key], api),
        reference,
      ).toBeDefined()
    for (const path of [
      '',
      '/conformance',
      '/collections',
      '/collections/{collection}',
      '/collections/{collection}/items',
    ])
      expect(api.paths).toHaveProperty([`/api/ogc${path}`])
  })

  test('finds every layer in the list as it is described alone: in CRS84, longitude first, with its items as GeoJSON', async () => {
    const { collections } = z
      .object({
        collections: z.array(
          z.looseObject({ id: z.string(), crs: z.array(z.string()), links: z.array(z.looseObject(link.shape)) }),
        ),
      })
      .parse((await ask('/api/ogc/collections')).json())
    expect(collections.map(({ id }) => id)).toEqual(['places', 'buildings', 'communities', 'walking-network'])
    for (const each of collections) {
      expect((await ask(follow(each.links, 'self') ?? '')).json()).toEqual(each)
      expect(each.crs).toEqual(['http://www.opengis.net/def/crs/OGC/1.3/CRS84'])
      expect(each).toMatchObject({ extent: { spatial: { crs: each.crs[0] } } })
      expect(each.links.find(({ rel }) => rel === 'items')?.type).toBe('application/geo+json')
    }
  })

  test('keeps what it asked for from page to page, in links to itself and to the next', async () => {
    const box = [...at(-10, -10), ...at(450, 10)].join(',')
    const asked = { limit: '2', bbox: box, datetime: '2026-01-01T00:00:00Z/..', f: 'geojson' }
    const ids: string[] = []
    let url = `/api/ogc/collections/places/items?${new URLSearchParams(asked).toString()}`
    for (let page = 1; ; page++) {
      const reply = await ask(url)
      const found = items.parse(reply.json())
      expect(found).toMatchObject({ numberMatched: 5, numberReturned: page < 3 ? 2 : 1 })
      const self = follow(found.links, 'self')
      expect((await ask(self ?? '')).json()).toMatchObject({ features: found.features })
      ids.push(...found.features.map((feature) => feature.id))
      const next = found.links.find(({ rel }) => rel === 'next')
      if (next === undefined) break
      expect(next.type).toBe('application/geo+json')
      expect(Object.fromEntries(new URL(next.href).searchParams)).toMatchObject(asked)
      url = follow(found.links, 'next') ?? ''
    }
    expect(new Set(ids).size).toBe(5)
    // One encoding is served, so no page names an alternate one.
    expect(JSON.stringify((await ask('/api/ogc')).json())).not.toContain('"alternate"')
  })

  test.each(['places', 'buildings', 'communities', 'walking-network'])(
    'reads %s to the end, each feature once',
    async (id) => {
      const described = await ask(`/api/ogc/collections/${id}`)
      expect(described.json()).toMatchObject({
        id,
        itemType: 'feature',
        extent: {
          spatial: { bbox: [[expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)]] },
        },
      })
      const ids: string[] = []
      let url = `${follow(linked.parse(described.json()).links, 'items')}?limit=${id === 'walking-network' ? 25 : 2}`
      let matched = 0
      for (;;) {
        const reply = await ask(url)
        expect(reply.headers['content-type']).toBe('application/geo+json')
        const page = items.parse(reply.json())
        expect(page.numberReturned).toBe(page.features.length)
        matched = page.numberMatched
        ids.push(...page.features.map((feature) => feature.id))
        const next = follow(page.links, 'next')
        if (next === undefined) break
        url = next
      }
      expect(ids).toHaveLength(matched)
      expect(new Set(ids).size).toBe(matched)
      const one = await ask(`/api/ogc/collections/${id}/items/${ids[0]}`)
      expect(one.json()).toMatchObject({ type: 'Feature', id: ids[0] })
    },
  )

  test('keeps to the county it began with', async () => {
    const { links } = linked.parse((await ask('/api/ogc?county=town')).json())
    const ofCounty = links.filter((each) => each.rel !== 'service-doc')
    expect(ofCounty.every((each) => each.href.includes('county=town'))).toBe(true)
  })
})

describe('items', () => {
  test('are narrowed by a box', async () => {
    const box = [...at(-10, -10), ...at(250, 10)].join(',')
    const page = items.parse((await ask(`/api/ogc/collections/places/items?bbox=${box}`)).json())
    expect(page.numberMatched).toBe(3)
    expect(page.features).toHaveLength(3)
  })

  test('take a box with heights', async () => {
    const [west, south] = at(-10, -10)
    const [east, north] = at(250, 10)
    const page = items.parse(
      (await ask(`/api/ogc/collections/places/items?bbox=${west},${south},0,${east},${north},100`)).json(),
    )
    expect(page.numberMatched).toBe(3)
  })

  test('streets that only pass through a box are in it', async () => {
    // the middle of a block's west side, where no street ends
    const box = [...at(-5, 90), ...at(5, 110)].join(',')
    const page = items.parse((await ask(`/api/ogc/collections/walking-network/items?bbox=${box}`)).json())
    expect(page.numberMatched).toBe(1)
    expect(page.features[0]?.geometry.type).toBe('LineString')
  })

  test('more than the most is cut, not refused', async () => {
    const page = items.parse((await ask('/api/ogc/collections/places/items?limit=1000000')).json())
    expect(page.features).toHaveLength(7)
  })

  test.each([
    'limit=0',
    'limit=x',
    'bbox=1,2,3',
    'bbox=a,b,c,d',
    'bbox=3,1,2,2',
    'bbox=,,,',
    'datetime=yesterday',
    'cursor=zzz',
    'colour=red',
  ])('%s is refused', async (query) => {
    const reply = await ask(`/api/ogc/collections/places/items?${query}`)
    expect(reply.statusCode).toBe(400)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  test.each(['2026-11-23T00:00:00Z', '2026-01-01T00:00:00Z/..', '../2026-01-01T00:00:00Z'])(
    'time %s leaves out nothing, for nothing here has a time',
    async (time) => {
      const reply = await ask(`/api/ogc/collections/places/items?datetime=${encodeURIComponent(time)}`)
      expect(items.parse(reply.json()).numberMatched).toBe(7)
    },
  )

  test.each(['/api/ogc/collections/roads', '/api/ogc/collections/roads/items', '/api/ogc/collections/places/items/x'])(
    '%s is not found',
    async (url) => {
      expect((await ask(url)).statusCode).toBe(404)
    },
  )
})
