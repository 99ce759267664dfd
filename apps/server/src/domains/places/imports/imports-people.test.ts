import { writeArrayBuffer } from 'geotiff'
import { describe, expect, test } from 'vitest'
import type { CountyDb } from '../../../platform/db/db.ts'
import { importCounties } from './import-counties-for-tests.ts'
import { GRID, streetGrid } from './street-grid-for-tests.ts'

const counties = importCounties()
const TOWN = streetGrid(9)

const square = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
]
const at = (columns: number, rows: number): [number, number] => [
  GRID.west + GRID.stepLon * columns,
  GRID.south + GRID.stepLat * rows,
]
const feature = (properties: Record<string, unknown>, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
const west = square(...at(0, 0), ...at(4, 8))
const east = square(...at(4, 0), ...at(8, 8))

async function peopleOf({ db }: CountyDb) {
  const rows = await db.selectFrom('building').select(['under15', 'from15to59', 'over60', 'residents_basis']).execute()
  return {
    total: rows.reduce((sum, row) => sum + row.under15 + row.from15to59 + row.over60, 0),
    under15: rows.reduce((sum, row) => sum + row.under15, 0),
    bases: [...new Set(rows.map((row) => row.residents_basis))].toSorted(),
  }
}

describe('boundaries', () => {
  test('put buildings into communities and communities into towns', async () => {
    const { county, client } = await counties.fresh(TOWN)
    const done = await client.apply({
      kind: 'areas',
      bytes: collection(
        feature({ 名称: '西社区', 代码: '411426100001', 类型: '社区' }, west),
        feature({ 名称: '东社区', 代码: '411426100002', 类型: '社区' }, east),
        feature({ 名称: '城关镇', 代码: '411426100', 类型: '乡镇' }, square(...at(-1, -1), ...at(9, 9))),
      ),
    })
    expect(done.counts).toMatchObject({ rows: 3, created: 3, errors: 0 })
    const rows = await county.db
      .selectFrom('area as a')
      .leftJoin('area as p', 'p.id', 'a.parent_id')
      .select(['a.name', 'p.name as parent'])
      .orderBy('a.code')
      .execute()
    expect(rows).toEqual([
      { name: '城关镇', parent: null },
      { name: '西社区', parent: '城关镇' },
      { name: '东社区', parent: '城关镇' },
    ])
    const homes = await county.db.selectFrom('building').select('community_id').execute()
    expect(new Set(homes.map((home) => home.community_id)).size).toBe(2)
    const again = await client.apply({
      kind: 'areas',
      bytes: collection(feature({ 名称: '西社区', 代码: '411426100001', 类型: '社区' }, west)),
    })
    expect(again.counts).toMatchObject({ unchanged: 1, updated: 0 })
  })

  test('that cross themselves are refused with the crossing, the others accepted with their warnings', async () => {
    const { client } = await counties.fresh(TOWN)
    const [x, y] = at(0, 0)
    const bowTie = [
      [
        [x, y],
        [x + 0.002, y + 0.002],
        [x + 0.002, y],
        [x, y + 0.002],
        [x, y],
      ],
    ]
    const bytes = collection(
      feature({ 名称: '蝴蝶结社区' }, bowTie),
      feature({ 名称: '空社区' }, square(...at(9, 9), ...at(10, 10))),
      feature({ 名称: '西社区' }, west),
      feature({ 名称: '宽社区' }, square(...at(3.5, 0), ...at(8, 8))),
      feature({ 名称: '一个点' }, [x, y], 'Point'),
      feature({ 名称: '没闭合' }, [
        [
          [x, y],
          [x + 0.001, y],
          [x + 0.001, y + 0.001],
          [x, y + 0.001],
        ],
      ]),
      feature({ 名称: '海外' }, square(10, 10, 11, 11)),
      feature({}, east),
    )
    const checked = await client.check({ kind: 'areas', bytes })
    expect(checked.counts).toMatchObject({ rows: 8, accepted: 3, errors: 5, conflicts: 0 })
    const rows = await client.rows(checked.id)
    expect(rows[0]).toMatchObject({ row: 1, state: 'error', column: 'geometry' })
    expect(rows[0]?.message).toContain(`（${(x + 0.001).toFixed(6)}，${(y + 0.001).toFixed(6)}）`)
    expect(rows[1]).toMatchObject({ state: 'create', message: '里面没有一栋建筑，评估时没有居民' })
    expect(rows[3]?.message).toMatch(/与第 3 个要素社区“西社区”重叠约 1\d %/)
    expect(rows[5]?.message).toMatch(/没有闭合/)
  })

  test('of which none is usable are refused as a whole', async () => {
    const { client } = await counties.fresh(TOWN)
    const failed = await client.check({
      kind: 'areas',
      bytes: collection(
        feature({ 名称: '蝴蝶结' }, [
          [
            [116.1, 34.2],
            [116.2, 34.3],
            [116.2, 34.2],
            [116.1, 34.3],
            [116.1, 34.2],
          ],
        ]),
      ),
    })
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'area-boundary' } })
    expect(failed.problem?.detail).toMatch(/边界自己相交，交点在（116\.150000，34\.250000）/)
  })

  test('of a community that is there already wait for a decision; replaced, it stays the same community', async () => {
    const { county, client } = await counties.fresh(TOWN)
    await client.apply({ kind: 'areas', bytes: collection(feature({ 名称: '西社区', 代码: 'A' }, west)) })
    const { id } = await county.db.selectFrom('area').select('id').executeTakeFirstOrThrow()
    const checked = await client.check({
      kind: 'areas',
      bytes: collection(feature({ 名称: '西社区居委会', 代码: 'B' }, square(...at(0, 0), ...at(4.2, 8)))),
    })
    expect(checked.counts).toMatchObject({ conflicts: 1 })
    await client.decide(checked.id, 1, 'replace')
    await client.post(checked.id, 'apply')
    await client.settled(checked.id)
    const areas = await county.db.selectFrom('area').select(['id', 'name', 'code']).execute()
    expect(areas).toEqual([{ id, name: '西社区居委会', code: 'B' }])
  })
})

/** 10 × 10 cells over the town and beyond; the value of a cell by column and row from the north-west. */
function raster(value: (column: number, row: number) => number): Buffer {
  const size = 12
  const values = Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size)))
  const [x, y] = at(-2, 10)
  const bytes = writeArrayBuffer(new Float32Array(values), {
    width: size,
    height: size,
    ModelPixelScale: [GRID.stepLon, GRID.stepLat, 0],
    ModelTiepoint: [0, 0, 0, x, y, 0],
    GeographicTypeGeoKey: 4326,
    GTModelTypeGeoKey: 2,
    GDAL_NODATA: '-99999',
  })
  return Buffer.from(bytes)
}

describe('people', () => {
  test('of a raster are all placed in homes or reported, none lost and none made up', async () => {
    const { county, client } = await counties.fresh(TOWN)
    const inside = (column: number, row: number) => column >= 2 && column < 10 && row >= 2 && row < 10
    const bytes = raster((column, row) => (inside(column, row) ? 10.3 : column === 10 && row === 5 ? 7 : -99999))
    const done = await client.apply({ kind: 'population', bytes })
    expect(done).toMatchObject({ state: 'applied', understood: { format: 'GeoTIFF' } })
    const { peopleIn, peoplePlaced, peopleWithoutHome } = done.understood
    expect(Number(peoplePlaced) + Number(peopleWithoutHome)).toBeCloseTo(Number(peopleIn), 0)
    const people = await peopleOf(county)
    expect(people).toMatchObject({ total: peoplePlaced, bases: ['raster'] })
    expect(people.total).toBe(Math.round(64 * 10.3))
    expect(people.under15 / people.total).toBeGreaterThan(0.2)
    const again = await client.apply({ kind: 'population', bytes })
    expect(again.counts).toMatchObject({ updated: 0, created: 0 })
    expect(await peopleOf(county)).toEqual(people)
  })

  test('of a raster that covers half the county leave the other homes as they are, and say so', async () => {
    const { county, client } = await counties.fresh(TOWN)
    const residents = async () => {
      const homes = await county.db
        .selectFrom('building')
        .select(['source_id', 'lon', 'under15', 'from15to59', 'over60', 'residents_basis'])
        .orderBy('source_id')
        .execute()
      return homes.map(({ under15, from15to59, over60, ...home }) => ({
        ...home,
        people: under15 + from15to59 + over60,
      }))
    }
    const before = await residents()
    const middle = at(4, 0)[0]
    const eastern = before.filter((home) => home.lon > middle)
    // People in the western half, nobody in its top row; no data in the eastern half; 100 people in each of two cells beyond.
    const bytes = raster((column, row) => {
      if (column === 0 && row < 2) return 100
      if (column >= 6) return -99999
      return column < 2 || row < 2 || row >= 10 ? -99999 : row === 2 ? 0 : 5
    })
    const checked = await client.check({ kind: 'population', bytes })
    expect(checked.understood).toMatchObject({ peopleAround: 200, homesWithoutData: eastern.length })
    const kept = eastern.reduce((sum, home) => sum + home.people, 0)
    expect(checked.understood.notes).toEqual([
      expect.stringMatching(/^200 人没有计入：他们的 2 个格子在本县的路网和住宅之外/),
      expect.stringMatching(
        new RegExp(
          `^${eastern.length} 栋住宅.*还是原来的 ${kept.toLocaleString('zh-CN')} 人（其中 ${eastern.length} 栋是估算）`,
        ),
      ),
    ])
    await client.post(checked.id, 'apply')
    const done = await client.settled(checked.id)
    expect(done).toMatchObject({ state: 'applied', understood: { notes: checked.understood.notes } })
    const after = await residents()
    expect(after.filter((home) => home.lon > middle)).toEqual(eastern)
    const western = after.filter((home) => home.lon <= middle)
    expect(western.every((home) => home.residents_basis === 'raster')).toBe(true)
    expect(western.filter((home) => home.people === 0)).toHaveLength(4)
    expect(western.reduce((sum, home) => sum + home.people, 0)).toBe(28 * 5)
  })

  test('of a community are spread over its homes, to the last person', async () => {
    const { county, client } = await counties.fresh(TOWN)
    await client.apply({
      kind: 'areas',
      bytes: collection(
        feature({ 名称: '西社区', 代码: '411426100001' }, west),
        feature({ 名称: '空社区', 代码: '411426100009' }, square(...at(9, 9), ...at(10, 10))),
      ),
    })
    const bytes =
      '社区代码,常住人口,0-14岁,15-59岁,60岁以上\n411426100001,1001,200,601,200\n411426100009,50,,,\n999,7,,,\n411426100001,1,,,\n,3,,,\n411426100001,一百,,,'
    const done = await client.apply({ kind: 'population', bytes })
    expect(done.counts).toMatchObject({ rows: 6, accepted: 1, errors: 5 })
    expect((await client.rows(done.id, 'error')).map((row) => row.message)).toEqual([
      '这个社区里没有住宅建筑，50 人无处安放',
      '没有代码或名称为“999”的社区，7 人无处安放',
      '与第 2 行重复',
      '没有写社区代码或建筑编号',
      '“一百”不是人数',
    ])
    const rows = await county.db
      .selectFrom('building')
      .select(['under15', 'from15to59', 'over60'])
      .where('residents_basis', '=', 'community')
      .execute()
    expect(rows.reduce((sum, row) => sum + row.under15, 0)).toBe(200)
    expect(rows.reduce((sum, row) => sum + row.from15to59, 0)).toBe(601)
    expect(rows.reduce((sum, row) => sum + row.over60, 0)).toBe(200)
    const area = await county.db
      .selectFrom('area')
      .select('residents_declared')
      .where('code', '=', '411426100001')
      .executeTakeFirstOrThrow()
    expect(area.residents_declared).toBe(1001)
  })

  test('come after the map', async () => {
    const { client } = await counties.fresh()
    const failed = await client.check({ kind: 'population', bytes: raster(() => 1) })
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'network-missing' } })
  })

  test('of a damaged raster are refused', async () => {
    const { county, client } = await counties.fresh(TOWN)
    const before = await peopleOf(county)
    const bytes = raster(() => 5)
    for (const broken of [bytes.subarray(0, 60), bytes.subarray(0, bytes.length - 300)]) {
      const failed = await client.check({ kind: 'population', bytes: broken })
      expect(failed).toMatchObject({ state: 'failed', problem: { code: 'import-format' } })
    }
    expect(await peopleOf(county)).toEqual(before)
  })
})
