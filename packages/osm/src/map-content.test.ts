import { polygonAreaM2 } from '@xiayi/geo/rings'
import { describe, expect, test } from 'vitest'
import { mapOf } from './network-for-tests.ts'

const SITE = {
  a: [0, 0],
  b: [100, 0],
  c: [100, 100],
  d: [0, 100],
  p: [40, 40],
  q: [60, 40],
  r: [60, 60],
  s: [40, 60],
} as const
const way = (ref: number, role: string) => ({ type: 'way' as const, ref, role })

describe('places', () => {
  test('come from nodes, areas and lines, each with its tags and a point', () => {
    const { places } = mapOf({
      nodes: {
        ...SITE,
        shop: [5, 5, { shop: 'convenience', name: '栗香便利店' }],
        bench: [6, 6, { amenity: 'bench' }],
      },
      ways: [
        ['a b c d a', { amenity: 'school', name: '实验小学' }],
        ['p q', { public_transport: 'platform' }],
        ['a b', { highway: 'residential', name: '栗城路' }],
      ],
    })
    expect(places.map(({ id, name }) => [id, name])).toEqual([
      ['node/9', '栗香便利店'],
      ['way/100', '实验小学'],
      ['way/101', undefined],
    ])
    expect(places[1]?.footprint?.length).toBe(5)
    expect(places[0]?.footprint).toBeUndefined()
  })

  test('the gate where a path meets the outline is an entrance; a gate no path reaches is not', () => {
    const { places } = mapOf({
      nodes: { ...SITE, b: [100, 0, { barrier: 'gate' }], d: [0, 100, { barrier: 'gate' }], o: [150, 0] },
      ways: [
        ['a b c d a', { amenity: 'school' }],
        ['o b', { highway: 'footway' }],
      ],
    })
    expect(places[0]?.entrances.length).toBe(1)
  })

  test('a path through an untagged point of the outline is a way in, a path along the outline is not', () => {
    const nodes = { ...SITE, o: [150, 0] } as const
    const school = ['a b c d a', { amenity: 'school' }] as const
    const through = mapOf({ nodes, ways: [school, ['o b p', { highway: 'footway' }]] })
    expect(through.places[0]?.entrances.length).toBe(1)
    const along = mapOf({ nodes, ways: [school, ['a b c', { highway: 'footway' }]] })
    expect(along.places[0]?.entrances.length).toBe(0)
  })

  test('the point of a horseshoe lies inside it', () => {
    const { places } = mapOf({
      nodes: {
        a: [0, 0],
        b: [100, 0],
        c: [100, 10],
        d: [10, 10],
        e: [10, 90],
        f: [100, 90],
        g: [100, 100],
        h: [0, 100],
      },
      ways: [['a b c d e f g h a', { shop: 'mall' }]],
    })
    const [lon = 0] = places[0]?.at ?? []
    expect((lon - 116.13) * 92_000).toBeLessThan(101)
    expect(places[0]?.footprint?.length).toBe(9)
  })
})

describe('buildings', () => {
  test('the courtyard of a multipolygon is no floor', () => {
    const { buildings } = mapOf({
      nodes: { ...SITE, b: [100, 0, { entrance: 'main' }] },
      ways: [
        ['a b c d a', {}],
        ['p q r s p', {}],
      ],
      relations: [{ members: [way(100, 'outer'), way(101, 'inner')], tags: { type: 'multipolygon', building: 'yes' } }],
    })
    expect(buildings.length).toBe(1)
    expect(buildings[0]?.footprintM2).toBeCloseTo(9600, -1)
    expect(buildings[0]?.entrances.length).toBe(1)
  })

  test.each([
    [{ 'building:levels': '6' }, 6],
    [{ 'building:levels': '2.5' }, 2.5],
    [{ 'building:levels': 'many' }, undefined],
    [{ 'building:levels': '-3' }, undefined],
    [{ 'building:levels': '9999' }, undefined],
    [{ height: '18 m' }, 6],
    [{}, undefined],
  ])('%j has %s storeys', (tags, levels) => {
    const { buildings } = mapOf({ nodes: SITE, ways: [['a b c d a', { building: 'yes', ...tags }]] })
    expect(buildings[0]?.levels).toBe(levels)
  })

  test('one without an area is left out', () => {
    const flat = { a: [0, 0], b: [10, 0], c: [20, 0] } as const
    expect(mapOf({ nodes: flat, ways: [['a b c a', { building: 'yes' }]] }).buildings).toEqual([])
  })
})

describe('administrative areas', () => {
  test('a boundary of several ways, in any direction, with a hole, is one polygon of two rings', () => {
    const { areas, counts } = mapOf({
      nodes: SITE,
      ways: [
        ['a b c', {}],
        ['a d c', {}],
        ['p q r s p', {}],
      ],
      relations: [
        {
          members: [
            way(100, 'outer'),
            way(101, 'outer'),
            way(102, 'inner'),
            { type: 'node', ref: 1, role: 'admin_centre' },
          ],
          tags: { type: 'boundary', boundary: 'administrative', admin_level: '8', name: '城关镇' },
        },
      ],
    })
    expect(areas.map(({ id, kind, name, adminLevel }) => [id, kind, name, adminLevel])).toEqual([
      ['relation/900', 'administrative', '城关镇', 8],
    ])
    expect(areas[0]?.polygons.map((rings) => rings.map(({ length }) => length))).toEqual([[5, 5]])
    expect(polygonAreaM2(areas[0]?.polygons[0] ?? [])).toBeCloseTo(9600, -1)
    expect(counts.unclosedRelations).toBe(0)
  })

  test('two islands are two polygons, and roles that lie are put right', () => {
    const { areas } = mapOf({
      nodes: { ...SITE, e: [200, 0], f: [250, 0], g: [250, 50] },
      ways: [
        ['a b c d a', {}],
        ['p q r s p', {}],
        ['e f g e', {}],
      ],
      relations: [
        {
          members: [way(100, 'inner'), way(101, 'outer'), way(102, '')],
          tags: { type: 'boundary', boundary: 'administrative', admin_level: '10' },
        },
      ],
    })
    expect(areas[0]?.polygons.map((rings) => rings.length)).toEqual([2, 1])
  })

  test('a boundary the extract cuts is counted, not invented', () => {
    const { areas, counts } = mapOf({
      nodes: SITE,
      ways: [['a b c', {}]],
      relations: [
        { members: [way(100, 'outer'), way(777, 'outer')], tags: { type: 'boundary', boundary: 'administrative' } },
      ],
    })
    expect([areas.length, counts.unclosedRelations]).toEqual([0, 1])
  })
})

describe('the base map', () => {
  test('has water, green, roads, paths, rails and walls, and no buildings', () => {
    const { background } = mapOf({
      nodes: SITE,
      ways: [
        ['a b c d a', { natural: 'water', name: '天龙湖' }],
        ['a b c d a', { leisure: 'park' }],
        ['a b c d a', { building: 'yes' }],
        ['a b', { highway: 'primary', name: '栗城路' }],
        ['a c', { highway: 'steps' }],
        ['b d', { railway: 'rail' }],
        ['a d', { barrier: 'city_wall' }],
        ['a b c d a', { landuse: 'industrial' }],
        ['a b c d a', { highway: 'pedestrian', area: 'yes' }],
      ],
    })
    expect([...background].map(({ id, kind, detail, isArea }) => [id, kind, detail, isArea].join(' '))).toEqual([
      'way/100 water water true',
      'way/101 green park true',
      'way/107 landuse industrial true',
      'way/108 pedestrian pedestrian true',
      'way/103 road primary false',
      'way/104 path steps false',
      'way/105 rail rail false',
      'way/106 wall city_wall false',
    ])
  })
})
