import { wgs84 } from '@xiayi/geo/coordinates'
import { wgs84ToBd09, wgs84ToGcj02 } from '@xiayi/geo/datums'
import { haversineM } from '@xiayi/geo/distance'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { importCounties } from './import-counties-for-tests.ts'
import { besideStreet, streetGrid } from './street-grid-for-tests.ts'

const counties = importCounties()
const TOWN = streetGrid(12)

type Shift = (lon: number, lat: number) => readonly [number, number]
const SHIFTS: Readonly<Record<'wgs84' | 'gcj02' | 'bd09', Shift>> = {
  wgs84: (lon, lat) => [lon, lat],
  gcj02: (lon, lat) => wgs84ToGcj02(wgs84(lon, lat)),
  bd09: (lon, lat) => wgs84ToBd09(wgs84(lon, lat)),
}
const shops = Array.from({ length: 60 }, (_, i) => ({
  name: `示例药店${i}`,
  at: besideStreet(i % 11, Math.floor(i / 11)),
}))
const listIn = (datum: keyof typeof SHIFTS) =>
  [
    '名称,类别,经度,纬度',
    ...shops.map(({ name, at }) =>
      [name, '药店', ...SHIFTS[datum](...at).map((degrees) => degrees.toFixed(6))].join(','),
    ),
  ].join('\n')

describe('a list of shops that does not say its datum', () => {
  test.each(['gcj02', 'bd09'] as const)(
    'and looks like %s is refused as a whole, with the evidence and what to do',
    async (datum) => {
      const { county, client } = await counties.fresh(TOWN)
      const failed = await client.check({ bytes: listIn(datum) })
      expect(failed).toMatchObject({ state: 'failed', problem: { code: 'import-datum' } })
      expect(failed.problem?.detail).toMatch(
        datum === 'gcj02' ? /GCJ-02.*中位数是 \d+ 米.*选 GCJ-02/ : /BD-09.*选 BD-09/,
      )
      expect(await county.db.selectFrom('place').select('id').execute()).toEqual([])
      const done = await client.apply({ bytes: listIn(datum), datum })
      expect(done).toMatchObject({ state: 'applied', counts: { created: 60, errors: 0 } })
      const stored = await county.db.selectFrom('place').select(['name', 'lon', 'lat', 'source_datum']).execute()
      for (const { name, at } of shops) {
        const row = stored.find((each) => each.name === name)
        expect(row?.source_datum).toBe(datum)
        expect(haversineM(row?.lon ?? 0, row?.lat ?? 0, ...at)).toBeLessThan(1)
      }
    },
  )

  test('and stands along the streets is WGS84', async () => {
    const { client } = await counties.fresh(TOWN)
    const checked = await client.check({ bytes: listIn('wgs84') })
    expect(checked).toMatchObject({
      state: 'checked',
      counts: { created: 60 },
      understood: { datum: 'wgs84', datumReason: 'clear-difference' },
    })
  })
})

test('a workbook and GeoJSON points of the same shops change nothing after the CSV', async () => {
  const { client } = await counties.fresh(TOWN)
  await client.apply({ bytes: listIn('wgs84') })
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('台账')
  sheet.addRow(['夏邑县药店台账'])
  sheet.addRow(['店名', '业态', '经度', '纬度'])
  const position = (at: readonly [number, number]) => at.map((degrees) => Number(degrees.toFixed(6)))
  for (const { name, at } of shops) sheet.addRow([name, '药店', ...position(at)])
  const xlsx = await client.apply({ bytes: Buffer.from(await book.xlsx.writeBuffer()), fileName: '台账.csv' })
  expect(xlsx).toMatchObject({ understood: { format: 'XLSX', sheet: '台账' }, counts: { rows: 60, unchanged: 60 } })
  const features = shops.map(({ name, at }) => ({
    type: 'Feature',
    properties: { 名称: name, 类别: '药店' },
    geometry: { type: 'Point', coordinates: position(at) },
  }))
  const json = await client.apply({
    bytes: JSON.stringify({ type: 'FeatureCollection', features }),
    fileName: '台账.geojson',
  })
  expect(json).toMatchObject({ understood: { format: 'GeoJSON' }, counts: { rows: 60, unchanged: 60 } })
})

test('places far outside the county are told row by row', async () => {
  const { client } = await counties.fresh(TOWN)
  const checked = await client.check({
    bytes:
      '名称,类别,经度,纬度\n甲药店,药店,116.1345,34.2340\n乙药店,药店,34.2340,116.1345\n丙药店,药店,114.2701,30.5808',
  })
  expect(checked.counts).toMatchObject({ accepted: 1, errors: 2 })
  const errors = await client.rows(checked.id, 'error')
  expect(errors.map((row) => row.remedy)).toEqual([
    '经度和纬度可能写反了，请对调两列',
    '核对经纬度；不是本县的网点请删掉这一行',
  ])
})
