/**
 * A town small enough to reckon by hand: nine streets each way, 100 m apart, at 116° E 34° N; two communities, west and east
 * of the middle street; a market and a greengrocer in the south-west corner, one clinic in the middle.
 */
const WEST = 116
const SOUTH = 34
const LAT_PER_100M = 100 / 111_195
const LON_PER_100M = LAT_PER_100M / Math.cos((34.0036 * Math.PI) / 180)
const STREETS = 9

export function lonOf(column: number): number {
  return WEST + column * LON_PER_100M
}

export function latOf(row: number): number {
  return SOUTH + row * LAT_PER_100M
}

function nodeId(column: number, row: number): number {
  return 1 + row * STREETS + column
}

/** One house of 20 × 20 m and two floors in the middle of every block. */
function house(column: number, row: number): { nodes: string; way: string } {
  const id = 1000 + (row * STREETS + column) * 10
  const half = 0.1
  const corners = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ] as const
  const nodes = corners
    .map(([dx, dy], i) => `<node id="${id + i}" lon="${lonOf(column + 0.5 + dx)}" lat="${latOf(row + 0.5 + dy)}"/>`)
    .join('')
  const refs = [0, 1, 2, 3, 0].map((i) => `<nd ref="${id + i}"/>`).join('')
  return {
    nodes,
    way: `<way id="${id}">${refs}<tag k="building" v="apartments"/><tag k="building:levels" v="2"/></way>`,
  }
}

export function smallTownOsm(): string {
  const nodes: string[] = []
  const ways: string[] = []
  for (let row = 0; row < STREETS; row++)
    for (let column = 0; column < STREETS; column++)
      nodes.push(`<node id="${nodeId(column, row)}" lon="${lonOf(column)}" lat="${latOf(row)}"/>`)
  const way = (id: number, refs: readonly number[], name: string) =>
    ways.push(
      `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="highway" v="residential"/><tag k="name" v="${name}"/></way>`,
    )
  const all = Array.from({ length: STREETS }, (_, i) => i)
  for (const i of all) {
    way(
      100_000 + i,
      all.map((column) => nodeId(column, i)),
      `横${i}街`,
    )
    way(
      200_000 + i,
      all.map((row) => nodeId(i, row)),
      `竖${i}街`,
    )
  }
  for (let row = 0; row < STREETS - 1; row++)
    for (let column = 0; column < STREETS - 1; column++) {
      const { nodes: corners, way: outline } = house(column, row)
      nodes.push(corners)
      ways.push(outline)
    }
  nodes.push(
    place(900_001, 0, 0, { amenity: 'marketplace', name: '西头菜市场' }),
    place(900_003, 0, 0, { shop: 'greengrocer', name: '西头果蔬店' }),
    place(900_002, 4, 4, { amenity: 'clinic', healthcare: 'centre', name: '中街社区卫生服务站' }),
  )
  return `<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">${nodes.join('')}${ways.join('')}</osm>`
}

function place(id: number, column: number, row: number, tags: Readonly<Record<string, string>>): string {
  const list = Object.entries(tags).map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
  return `<node id="${id}" lon="${lonOf(column)}" lat="${latOf(row)}">${list.join('')}</node>`
}

function box(name: string, code: string, west: number, east: number): object {
  const [south, north] = [-0.5, 8.5]
  const ring = [
    [lonOf(west), latOf(south)],
    [lonOf(east), latOf(south)],
    [lonOf(east), latOf(north)],
    [lonOf(west), latOf(north)],
    [lonOf(west), latOf(south)],
  ]
  return {
    type: 'Feature',
    properties: { 名称: name, 代码: code, kind: 'community' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
}

export function communitiesGeoJson(): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [box('西街社区', '411426999001', -0.5, 4), box('东街社区', '411426999002', 4, 8.5)],
  })
}

/** Two of its sides cross: no boundary at all. */
export function crossedGeoJson(): string {
  const ring = [
    [lonOf(0), latOf(0)],
    [lonOf(4), latOf(8)],
    [lonOf(4), latOf(0)],
    [lonOf(0), latOf(8)],
    [lonOf(0), latOf(0)],
  ]
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { 名称: '蝴蝶社区', 代码: '411426999009', kind: 'community' },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
    ],
  })
}
