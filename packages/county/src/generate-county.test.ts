import { createHash } from 'node:crypto'
import { ringFaults } from '@xiayi/geo/ring-faults'
import { describe, expect, test } from 'vitest'
import type { ExampleCounty } from './example-county.ts'
import { generateCounty } from './generate-county.ts'
import { writeOsmXml } from './osm-writer.ts'
import { fromDegrees } from './plane.ts'
import { at } from './random.ts'
import { CENSUS } from './residents.ts'
import { areaOf, contains, type Ring } from './ring.ts'
import { STORIES } from './stories.ts'
import { WITHOUT_GREENGROCERS } from './story.ts'

const county = generateCounty()
const { osm } = county

/** Every category of standards/categories.yaml. */
const CATEGORIES = 62
/** sha256 of the county as an .osm file and of all that is said about it; changes only when the example is meant to change. */
const SHA256 = 'a0aa2ad9cd2d3b861f30eb59a2dab78b9249abd3f050a60b597e67a67b7c6585'

function sha256Of({ osm: data, residents, placeExtras, openedOn, closedPlaces, ...rest }: ExampleCounty): string {
  const maps = [residents, placeExtras, openedOn, closedPlaces].map((map) => [...map])
  const said = JSON.stringify({ ...rest, maps })
  return createHash('sha256').update(writeOsmXml(data)).update(said).digest('hex')
}

function placeOf(nodeId: number) {
  return fromDegrees(osm.nodeLon[nodeId - 1] ?? Number.NaN, osm.nodeLat[nodeId - 1] ?? Number.NaN)
}

function ringOf(boundary: readonly (readonly [number, number])[]): Ring {
  return boundary.slice(0, -1).map(([lon, lat]) => fromDegrees(lon, lat))
}

function placesIn(communityName: string): string[] {
  const community = county.communities.find((c) => c.name === communityName)
  const ring = ringOf(community?.boundary ?? [])
  return [...county.placeExtras].flatMap(([id, extra]) => {
    const [type = '', ref = ''] = id.split('/')
    const node = type === 'node' ? Number(ref) : (osm.ways[Number(ref) - 1]?.nodes[0] ?? 0)
    return contains(ring, placeOf(node)) ? [extra.categoryId] : []
  })
}

describe('the example county', () => {
  test('is the same to the byte on every machine', () => {
    const digest = sha256Of(county)
    expect(digest).toBe(SHA256)
    expect(sha256Of(generateCounty())).toBe(digest)
  }, 60_000)

  test('has about 6,000 buildings with residents, 2,500 places and 200,000 people', () => {
    const people = [...county.residents.values()].reduce((sum, building) => sum + building.total, 0)
    expect(county.residents.size).toBeGreaterThan(5700)
    expect(county.residents.size).toBeLessThan(6300)
    expect(county.placeExtras.size).toBeGreaterThan(2400)
    expect(county.placeExtras.size).toBeLessThan(2700)
    expect(people).toBeGreaterThan(180_000)
    expect(people).toBeLessThan(260_000)
  })

  test('lies in a box of 8.4 by 7.4 km around the county seat', () => {
    const outside = [...osm.nodeIds].filter((id) => {
      const [x, y] = placeOf(id)
      return Math.abs(x - 600) > 4200 || Math.abs(y) > 3700
    })
    expect(outside).toEqual([])
  })

  test('has the age shares of the 2020 census', () => {
    const sum = (pick: 'total' | 'under15' | 'from15to59' | 'from60to79' | 'over80') =>
      [...county.residents.values()].reduce((total, building) => total + building[pick], 0)
    const total = sum('total')
    expect(Math.abs(sum('under15') / total - CENSUS.under15)).toBeLessThan(0.01)
    expect(Math.abs(sum('from15to59') / total - CENSUS.from15to59)).toBeLessThan(0.01)
    expect(Math.abs((sum('from60to79') + sum('over80')) / total - CENSUS.over60)).toBeLessThan(0.01)
    const wrong = [...county.residents.values()].filter((building) => {
      const groups = [building.under15, building.from15to59, building.from60to79, building.over80]
      return groups.some((group) => group < 0) || groups.reduce((all, group) => all + group, 0) !== building.total
    })
    expect(wrong).toEqual([])
  })

  test('has places of every category', () => {
    expect(new Set([...county.placeExtras.values()].map((extra) => extra.categoryId)).size).toBe(CATEGORIES)
  })

  test('names every place, area and building it says something about among its elements', () => {
    const unknown = [...county.placeExtras.keys(), ...county.residents.keys()].filter((id) => {
      const [type, ref] = id.split('/')
      return type === 'node' ? !osm.nodeTags.has(Number(ref) - 1) : osm.ways[Number(ref) - 1]?.id !== Number(ref)
    })
    expect(unknown).toEqual([])
  })
})

describe('its communities', () => {
  test('are the 14 residents’ committees and 37 villages, six of them pilots', () => {
    expect(county.communities.filter((c) => c.isUrban)).toHaveLength(14)
    expect(county.communities.filter((c) => !c.isUrban)).toHaveLength(37)
    expect(county.communities.filter((c) => c.isPilot)).toHaveLength(6)
    expect(county.communities.filter((c) => c.facts)).toHaveLength(14)
    expect(new Set(county.communities.flatMap((c) => (c.code ? [c.code] : []))).size).toBe(27)
  })

  test('cover the county without gap or overlap, each with one sound boundary', () => {
    const whole = areaOf(ringOf(county.county.boundary))
    const parts = county.communities.map((c) => areaOf(ringOf(c.boundary)))
    expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - whole)).toBeLessThan(100)
    const towns = county.towns.map((town) => areaOf(ringOf(town.boundary)))
    expect(Math.abs(towns.reduce((sum, part) => sum + part, 0) - whole)).toBeLessThan(100)
    for (const area of [...county.communities, ...county.towns, county.county])
      expect(ringFaults(area.boundary), area.name).toEqual([])
  })

  test('all have residents', () => {
    const rings = county.communities.map((c) => ({ community: c, ring: ringOf(c.boundary), people: 0 }))
    for (const [id, building] of county.residents) {
      const way = osm.ways[Number(id.slice(4)) - 1]
      const home = rings.find(({ ring }) => contains(ring, placeOf(at(way?.nodes ?? [], 0))))
      if (!home) throw new Error(`${id} lies in no community`)
      home.people += building.total
    }
    for (const { community, people } of rings)
      expect(people, community.name).toBeGreaterThan(community.isUrban ? 3000 : 40)
  })
})

describe('its stories can be seen', () => {
  test('nobody in a community offers what its story leaves out', () => {
    for (const story of STORIES) {
      const offered = placesIn(`${story.name}居委会`)
      for (const category of story.without) expect(offered, `${story.name} ${category}`).not.toContain(category)
    }
  })

  test('no vegetables are sold on the far shore, and the old town’s market stands on the near one', () => {
    for (const [id, extra] of county.placeExtras) {
      if (!WITHOUT_GREENGROCERS.categories.includes(extra.categoryId)) continue
      const [type = '', ref = ''] = id.split('/')
      const [x, y] = placeOf(type === 'node' ? Number(ref) : (osm.ways[Number(ref) - 1]?.nodes[0] ?? 0))
      const [mx, my] = WITHOUT_GREENGROCERS.middle
      if (type === 'node') expect(Math.hypot(x - mx, y - my), id).toBeGreaterThan(WITHOUT_GREENGROCERS.metres)
    }
    expect(placesIn('健民居委会')).toContain('wet_market')
  })

  test('the great compound has one gate, on the side away from the market', () => {
    const wall = osm.ways.find((way) => way.tags.name === '锦绣大院')
    const gates = (wall?.nodes ?? []).filter((id) => osm.nodeTags.get(id - 1)?.barrier === 'gate')
    expect(gates).toHaveLength(1)
    expect(osm.nodeTags.get(at(gates, 0) - 1)?.name).toBe('东门')
    const ring = (wall?.nodes ?? []).slice(0, -1).map(placeOf)
    let people = 0
    for (const [id, building] of county.residents)
      if (contains(ring, placeOf(osm.ways[Number(id.slice(4)) - 1]?.nodes[0] ?? 0))) people += building.total
    expect(people).toBeGreaterThan(5500)
    expect(people).toBeLessThan(6000)
  })

  test('the service centre too small for the plan is the one of the story', () => {
    const small = county.communities.filter((c) => Number(c.facts?.values['centre.floorAreaM2']) < 100)
    expect(small.map((c) => c.name).sort()).toEqual(['司庄社区居委会', '新区居委会'])
  })
})
