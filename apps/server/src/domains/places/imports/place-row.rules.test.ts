import { wgs84 } from '@xiayi/geo/coordinates'
import { wgs84ToGcj02 } from '@xiayi/geo/datums'
import { describe, expect, test } from 'vitest'
import { categorySet } from '../categories/categories.service.ts'
import type { PlaceField } from './place-columns.rules.ts'
import { type PlaceRowContext, readPlaceRow } from './place-row.rules.ts'

const context: PlaceRowContext = {
  datum: 'wgs84',
  categories: categorySet(),
  bounds: [116.1, 34.2, 116.2, 34.3],
  headers: new Map([
    ['name', '店名'],
    ['lon', '经度'],
    ['lat', '纬度'],
    ['category', '业态'],
    ['position', '坐标'],
  ]),
}
const read = (texts: Partial<Record<PlaceField, string>>, given: Partial<PlaceRowContext> = {}) =>
  readPlaceRow(
    {
      row: 7,
      texts: { name: '康民药店', category: '药店', lon: '116.15', lat: '34.25', ...texts },
      extraCells: 0,
      attributes: {},
    },
    { ...context, ...given },
  )

describe('a row that cannot be taken says which column and what to do', () => {
  test.each<[string, Partial<Record<PlaceField, string>>, string, RegExp, RegExp]>([
    ['no name', { name: ' ' }, '店名', /名称为空/, /填写/],
    ['no longitude', { lon: '' }, '经度', /经度为空/, /116/],
    ['degrees and minutes', { lat: '34°15′' }, '纬度', /不是数字/, /小数度数/],
    ['the two swapped', { lon: '34.25', lat: '116.15' }, '纬度', /超出范围/, /写反/],
    ['swapped within range', { lon: '34.25', lat: '34.25' }, '经度', /2 公里以外/, /核对/],
    ['metres of a projection', { lon: '512345.6', lat: '3791234.5' }, '经度', /超出范围/, /投影/],
    ['null island', { lon: '0', lat: '0.0' }, '经度', /海里/, /真实位置/],
    ['the sea', { lon: '121.9', lat: '30.1' }, '经度', /海里/, /核对/],
    ['half a pair of coordinates', { lon: '1e2', lat: '34.25' }, '经度', /不是数字/, /小数/],
    ['an unknown category', { name: '老王', category: '飞船票务' }, '业态', /不认识的类别“飞船票务”/, /便利店/],
    ['neither category nor a telling name', { name: '老王', category: '' }, '业态', /没有类别/, /填写类别/],
    ['a NUL', { name: '药\u0000店' }, '店名', /控制字符/, /重新输入/],
    ['a damaged character', { name: '药\ufffd店' }, '店名', /认不出/, /编码/],
    ['a name of 300 characters', { name: '药'.repeat(300) }, '店名', /超过 200/, /缩短/],
  ])('%s', (_name, texts, column, message, remedy) => {
    const record = read(texts)
    expect(record).toMatchObject({ type: 'fault', row: 7, column })
    if (record.type !== 'fault') return
    expect(record.message).toMatch(message)
    expect(record.remedy).toMatch(remedy)
  })
})

describe('a row that can be taken', () => {
  test.each<[string, readonly string[]]>([
    ['药店', ['pharmacy']],
    ['pharmacy', ['pharmacy']],
    ['药店；便利店', ['pharmacy', 'convenience_store']],
    ['便利店、药店', ['convenience_store', 'pharmacy']],
    ['购物服务;便民商店/便利店', ['convenience_store']],
  ])('of category %s', (category, ids) => {
    const record = read({ name: '康民', category })
    expect(record.type === 'place' ? [...record.categoryIds].toSorted() : record).toEqual([...ids].toSorted())
  })

  test('of an unknown category, but with a telling name, is taken with a note', () => {
    expect(read({ category: '飞船票务' })).toMatchObject({
      categoryIds: ['pharmacy'],
      note: '不认识的类别“飞船票务”，按名称判断',
    })
  })

  test('with both coordinates in one cell', () => {
    const { lon: _lon, lat: _lat, ...others } = { name: '康民药店', category: '药店', lon: '', lat: '' }
    const row = { row: 2, texts: { ...others, position: '116.15,34.25' }, extraCells: 0, attributes: {} }
    expect(readPlaceRow(row, context)).toMatchObject({ type: 'place', lon: 116.15, lat: 34.25 })
  })

  test('of a Chinese map vendor is converted, and remembers where it came from', () => {
    const [lon, lat] = wgs84ToGcj02(wgs84(116.15, 34.25))
    const record = read({ lon: String(lon), lat: String(lat) }, { datum: 'gcj02' })
    expect(record).toMatchObject({ type: 'place', datum: 'gcj02' })
    if (record.type !== 'place') return
    expect(record.lon).toBeCloseTo(116.15, 6)
    expect(record.lat).toBeCloseTo(34.25, 6)
  })

  test.each([
    ['8:00-22:00', '08:00-22:00'],
    ['08:30～21:00', '08:30-21:00'],
    ['全天', '24/7'],
    ['24小时营业', '24/7'],
    ['早八点到晚八点', '早八点到晚八点'],
  ])('open %s is kept as %s', (given, stored) => {
    expect(read({ hours: given })).toMatchObject({ hours: stored })
  })

  test('without an id is known by name and spot: spaces and brackets in the name do not make another place', () => {
    const id = (name: string, lon = '116.15') => {
      const record = read({ name, lon })
      return record.type === 'place' ? record.sourceId : ''
    }
    expect(id('康民药店（总店）')).toBe(id('康民 药店(总店)'))
    expect(id('康民药店')).not.toBe(id('康民药店', '116.16'))
  })

  test('named __proto__ is a shop like any other', () => {
    expect(read({ name: '__proto__', id: '__proto__' })).toMatchObject({
      type: 'place',
      name: '__proto__',
      sourceId: 'id/__proto__',
    })
  })
})
