import { describe, expect, test } from 'vitest'
import { recogniseColumns } from './import-columns.rules.ts'
import { PLACE_COLUMNS, REQUIRED_PLACE_COLUMNS } from './place-columns.rules.ts'

const recognised = (...rows: string[][]) =>
  recogniseColumns(
    { rows: rows.map((cells, i) => ({ row: i + 1, cells })), understood: {} },
    PLACE_COLUMNS,
    REQUIRED_PLACE_COLUMNS,
  )

describe('a header', () => {
  test.each<[string[], Record<string, string>]>([
    [
      ['名称', '类别', '经度', '纬度', '地址'],
      { name: '名称', category: '类别', lon: '经度', lat: '纬度', address: '地址' },
    ],
    [
      ['序号', '店名*', '业态', '经度（°）', '纬度 (°)', '联系电话'],
      { name: '店名*', category: '业态', lon: '经度（°）', lat: '纬度 (°)', phone: '联系电话' },
    ],
    [
      ['', 'Name_POI', 'Name_POI.1', 'Longitude', 'Latitude', 'Category', 'Category_en'],
      { name: 'Name_POI', lon: 'Longitude', lat: 'Latitude', category: 'Category' },
    ],
    [
      ['id', 'name', 'type', 'location', 'tel'],
      { id: 'id', name: 'name', category: 'type', position: 'location', phone: 'tel' },
    ],
    [['ｎａｍｅ', 'X', 'Y'], { name: 'ｎａｍｅ', lon: 'X', lat: 'Y' }],
  ])('%j is understood', (cells, columns) => {
    expect(
      Object.fromEntries(
        recognised(
          cells,
          cells.map(() => '1'),
        ).headers,
      ),
    ).toEqual(columns)
  })

  test('under a title and a note is found, and the rows begin after it', () => {
    const table = recognised(['夏邑县网点台账'], ['填报单位：商务局', ''], ['名称', '经度', '纬度'], ['甲', '1', '2'])
    expect([...table.rows]).toEqual([{ row: 4, cells: ['甲', '1', '2'] }])
  })

  test('that lacks columns is refused with what is missing and what was there', () => {
    expect(() => recognised(['店铺', '经度', '备注'])).toThrow(
      '表头里缺少：名称、经度和纬度。读到的表头是：店铺、经度、备注。请改好表头再传。',
    )
  })

  test('of __proto__ and constructor names nothing', () => {
    expect(() => recognised(['__proto__', 'constructor', 'toString'])).toThrow(/缺少/)
  })
})
