import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { at, square } from '../ground.samples.ts'
import { type ReadFeature, readTile } from './read-tile.samples.ts'
import { featuresOfPage } from './tile-features.rules.ts'
import { backgroundLayer, isTile, tilesOfBox } from './tile-layers.rules.ts'
import type { TilePage } from './tile-rows.ts'
import { TileSet } from './tile-set.ts'

const line = JSON.stringify([[at(0, 0), at(300, 0), at(600, 10)]])
const background = { name: null, isArea: false, lines: line } as const
const PAGES: readonly TilePage[] = [
  {
    table: 'background',
    rows: [
      { ...background, id: 1, kind: 'road', detail: 'primary', name: '栗城路' },
      { ...background, id: 2, kind: 'path', detail: 'footway' },
      { ...background, id: 3, kind: 'wall', detail: 'wall' },
      {
        id: 4,
        kind: 'water',
        detail: 'lake',
        name: '天龙湖',
        isArea: true,
        lines: JSON.stringify([square(100, 100, 400, 400), square(200, 200, 300, 300)]),
      },
      { ...background, id: 5, kind: 'water', detail: 'river' },
      {
        id: 6,
        kind: 'pedestrian',
        detail: 'square',
        name: null,
        isArea: true,
        lines: JSON.stringify([square(0, 0, 60, 60)]),
      },
    ],
  },
  { table: 'building', rows: [{ id: 'b', name: null, levels: 6, footprint: JSON.stringify(square(0, 0, 30, 12)) }] },
  {
    table: 'area',
    rows: [
      {
        id: 'a1',
        kind: 'community',
        name: '栗城社区',
        boundary: JSON.stringify({ type: 'MultiPolygon', coordinates: [[square(-500, -500, 900, 900)]] }),
      },
    ],
  },
  {
    table: 'place',
    rows: [
      {
        id: 'p1',
        name: '栗香便利店',
        category: 'convenience_store',
        tier: 'basic',
        lon: at(50, 50)[0],
        lat: at(50, 50)[1],
      },
    ],
  },
]

function townSet(): TileSet {
  const set = new TileSet()
  for (const page of PAGES) for (const feature of featuresOfPage(page)) set.add(feature)
  set.close()
  return set
}

const set = townSet()

function tileAt(z: number): Record<string, ReadFeature[]> {
  const [tile] = tilesOfBox([...at(50, 50), ...at(50, 50)], z)
  const { bytes } = set.tile(z, tile?.x ?? 0, tile?.y ?? 0)
  return bytes.length === 0 ? {} : readTile(gunzipSync(bytes))
}

const CONTENT: readonly (readonly [zoom: number, layers: Readonly<Record<string, number>>])[] = [
  [8, { water: 2, road: 1, area: 1 }],
  [11, { water: 2, road: 1, area: 1, place: 1 }],
  [13, { landuse: 1, water: 2, road: 1, area: 1, place: 1 }],
  [14, { landuse: 1, water: 2, building: 1, road: 2, area: 1, place: 1 }],
  [15, { landuse: 1, water: 2, building: 1, wall: 1, road: 2, area: 1, place: 1 }],
]

describe('tiles', () => {
  test.each(CONTENT)('at zoom %i show what can be seen there', (zoom, layers) => {
    const found = Object.fromEntries(Object.entries(tileAt(zoom)).map(([layer, features]) => [layer, features.length]))
    expect(found).toEqual(layers)
  })

  test('a road carries its class and name', () => {
    expect(tileAt(15)['road']?.map((road) => road.tags)).toEqual([
      { class: 'primary', name: '栗城路' },
      { class: 'footway' },
    ])
  })

  test('a place is a dot first, then can be clicked, then has a name', () => {
    const all = { id: 'p1', name: '栗香便利店', category: 'convenience_store', tier: 'basic' }
    expect(tileAt(11)['place']?.[0]?.tags).toEqual({ category: all.category, tier: all.tier })
    expect(tileAt(13)['place']?.[0]?.tags).toEqual({ id: all.id, category: all.category, tier: all.tier })
    expect(tileAt(15)['place']?.[0]?.tags).toEqual(all)
  })

  test('a lake keeps its island', () => {
    const lake = tileAt(14)['water']?.find((feature) => feature.type === 3)
    // two rings of four corners; the last of each is closed by the format
    expect(lake?.points).toHaveLength(8)
  })

  test('a point lies where it belongs', () => {
    const z = 15
    const [lon, lat] = at(50, 50)
    const side = 2 ** z
    const x = ((lon + 180) / 360) * side
    const sin = Math.sin((lat * Math.PI) / 180)
    const y = (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * side
    const [point] = tileAt(z)['place']?.[0]?.points ?? []
    expect(Math.abs((point?.[0] ?? 0) - (x % 1) * 4096)).toBeLessThanOrEqual(1)
    expect(Math.abs((point?.[1] ?? 0) - (y % 1) * 4096)).toBeLessThanOrEqual(1)
  })

  test('nothing lies beyond the rim of a tile', () => {
    for (const z of [8, 12, 16])
      for (const feature of Object.values(tileAt(z)).flat())
        for (const [x, y] of feature.points) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-65)
          expect(Math.max(x, y)).toBeLessThanOrEqual(4096 + 65)
        }
  })

  test('the other side of the world is empty', () => {
    expect(set.tile(14, 0, 0).bytes).toHaveLength(0)
    expect(new TileSet().tile(3, 1, 1).bytes).toHaveLength(0)
  })

  test('the same features give the same tag, others another', () => {
    const [tile] = tilesOfBox([...at(50, 50), ...at(50, 50)], 15)
    const etag = (of: TileSet) => of.tile(15, tile?.x ?? 0, tile?.y ?? 0).etag
    expect(etag(townSet())).toBe(etag(set))
    const fewer = new TileSet()
    for (const feature of featuresOfPage(PAGES[3] ?? { table: 'place', rows: [] })) fewer.add(feature)
    fewer.close()
    expect(etag(fewer)).not.toBe(etag(set))
  })

  test('a feature whose geometry is broken is left out', () => {
    const broken = ['null', '{}', '[]', '[[]]', '[[[1]]]', '"x"'].map((lines, id) => ({
      ...background,
      id,
      kind: 'road',
      detail: 'primary',
      lines,
    }))
    expect(featuresOfPage({ table: 'background', rows: broken })).toEqual([])
  })
})

test.each([
  [0, 0, 0, true],
  [16, 65_535, 65_535, true],
  [16, 65_536, 0, false],
  [17, 0, 0, false],
  [3, 8, 0, false],
  [-1, 0, 0, false],
])('%i/%i/%i is a tile: %s', (z, x, y, isOne) => {
  expect(isTile(z, x, y)).toBe(isOne)
})

test('what is only barrier or a dirt line is not drawn as ground', () => {
  expect(backgroundLayer({ kind: 'green', detail: 'tree_row', name: null, isArea: false })).toBeUndefined()
  expect(backgroundLayer({ kind: 'nonsense', detail: '', name: null, isArea: true })).toBeUndefined()
})

test('tiles are made ahead for a county, not for the box that one stray place draws across the earth', () => {
  expect(tilesOfBox([116, 34, 116.6, 34.5], 15).length).toBeGreaterThan(1500)
  expect(tilesOfBox([0, 0, 116, 34], 16)).toEqual([])
})
