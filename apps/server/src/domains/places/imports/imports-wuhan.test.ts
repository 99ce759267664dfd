import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromArrayBuffer } from 'geotiff'
import { describe, expect, test } from 'vitest'
import type { CountyDb } from '../../../platform/db/db.ts'
import { importCounties } from './import-counties-for-tests.ts'

const RASTER = join(import.meta.dirname, '../../../../../../../shared/data/population/pop_60_f_wuhan.tif')

const counties = importCounties()

/** North-west corner and cell of the raster, in degrees. */
const GRID = { west: 113.692082892822, north: 31.3620834098597, step: 1 / 1200 } as const
/** The middles of 4 × 4 cells lie inside the town's ring road: the west bank of the Yangtze, four of them in the river. */
const TOWN = { left: 722, top: 934, size: 4 } as const

interface House {
  readonly id: number
  readonly column: number
  readonly row: number
  readonly levels: number
  readonly building: string
}

const HOUSES: readonly House[] = [
  { id: 501, column: 722.2, row: 934.2, levels: 6, building: 'apartments' },
  { id: 502, column: 722.6, row: 934.6, levels: 3, building: 'apartments' },
  { id: 503, column: 723.4, row: 935.4, levels: 5, building: 'residential' },
  { id: 504, column: 724.4, row: 937.3, levels: 2, building: 'house' },
  { id: 505, column: 722.4, row: 936.4, levels: 4, building: 'retail' },
  { id: 506, column: 724.4, row: 936.4, levels: 2, building: 'house' },
]

/** A ring road around the cells and the houses in it, as .osm XML. */
function townMap(): string {
  const lines: string[] = []
  const ways: string[] = []
  let next = 1
  const ring = (
    id: number,
    corners: readonly (readonly [number, number])[],
    tags: Readonly<Record<string, string>>,
  ) => {
    const nodes = corners.map(([column, row]) => {
      const lon = (GRID.west + column * GRID.step).toFixed(7)
      const lat = (GRID.north - row * GRID.step).toFixed(7)
      lines.push(`<node id="${next}" lon="${lon}" lat="${lat}" version="1"/>`)
      return next++
    })
    const refs = [...nodes, nodes[0]].map((node) => `<nd ref="${node}"/>`).join('')
    const texts = Object.entries(tags).map(([key, value]) => `<tag k="${key}" v="${value}"/>`)
    ways.push(`<way id="${id}" version="1">${refs}${texts.join('')}</way>`)
  }
  const square = (column: number, row: number, side: number): [number, number][] => [
    [column, row],
    [column + side, row],
    [column + side, row + side],
    [column, row + side],
  ]
  ring(500, square(TOWN.left - 0.1, TOWN.top - 0.1, TOWN.size + 0.2), { highway: 'residential' })
  for (const { id, column, row, levels, building } of HOUSES)
    ring(id, square(column, row, 0.25), { building, 'building:levels': String(levels) })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${lines.join('\n')}\n${ways.join('\n')}\n</osm>\n`
}

/** The town's cells as the file has them, read without the importer. */
async function townCells(bytes: Buffer): Promise<(column: number, row: number) => number> {
  const { left, top, size } = TOWN
  const image = await (await fromArrayBuffer(new Uint8Array(bytes).buffer)).getImage()
  const [band] = await image.readRasters({ window: [left, top, left + size, top + size], interleave: false })
  if (band === undefined || typeof band === 'number') throw new Error('the raster has no band')
  return (column, row) => band[(row - top) * size + (column - left)] ?? 0
}

async function peopleById({ db }: CountyDb): Promise<Map<string, number>> {
  const rows = await db.selectFrom('building').select(['source_id', 'under15', 'from15to59', 'over60']).execute()
  return new Map(rows.map((row) => [row.source_id, row.under15 + row.from15to59 + row.over60]))
}

describe.skipIf(!existsSync(RASTER))(
  'the WorldPop raster of Wuhan (skipped where ../shared/data/population is absent)',
  () => {
    test('puts the people of each cell into its homes by floor area, and reports those of cells without a home', async () => {
      const { county, client } = await counties.fresh(townMap())
      const estimated = (await peopleById(county)).get('way/506')
      const bytes = readFileSync(RASTER)
      const cell = await townCells(bytes)
      const { left, top, size } = TOWN
      const all = Array.from({ length: size * size }, (_, i) => cell(left + (i % size), top + Math.floor(i / size)))
      const counted = all.filter((value) => value > 0)
      // The file's own figures: a few women of 60 to 64 in each cell of the bank, and no data in the river.
      expect(counted).toHaveLength(12)
      const sum = counted.reduce((total, people) => total + people, 0)
      const [both, one, last] = [cell(722, 934), cell(723, 935), cell(724, 937)]
      expect(cell(724, 936)).toBeLessThan(0)

      const done = await client.apply({ kind: 'population', fileName: 'pop_60_f_wuhan.tif', bytes })
      expect(done).toMatchObject({
        state: 'applied',
        counts: { rows: 12, errors: 9 },
        understood: {
          format: 'GeoTIFF',
          size: '1662 × 1668',
          noData: -3.4e38,
          warning: '文件名像是某一性别或年龄段的人口，不是总人口',
        },
      })
      const { peopleIn, peoplePlaced, peopleWithoutHome } = done.understood
      expect(peopleIn).toBeCloseTo(sum, 1)
      expect(peoplePlaced).toBe(Math.round(both + one + last))
      expect(peopleWithoutHome).toBeCloseTo(sum - both - one - last, 1)

      const people = await peopleById(county)
      // The house in the river keeps its estimate: the raster has no data there.
      const wanted = { 501: (both * 2) / 3, 502: both / 3, 503: one, 504: last, 505: 0, 506: estimated ?? Number.NaN }
      for (const [id, expected] of Object.entries(wanted))
        expect(Math.abs((people.get(`way/${id}`) ?? Number.NaN) - expected), `way/${id}`).toBeLessThan(1)
      expect([...people.values()].reduce((total, count) => total + count, 0)).toBe(
        Number(peoplePlaced) + Number(estimated),
      )
    })

    test('is taken for everybody when its name says nothing of age or sex', async () => {
      const { client } = await counties.fresh(townMap())
      const bytes = readFileSync(RASTER)
      const checked = await client.check({ kind: 'population', fileName: 'wuhan_ppp_2020_90m.tif', bytes })
      expect(checked.state).toBe('checked')
      expect(checked.understood).not.toHaveProperty('warning')
    })
  },
)
