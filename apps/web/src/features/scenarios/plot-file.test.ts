import { describe, expect, test } from 'vitest'
import { readPlotFile } from './plot-file.ts'

const square = [
  [116, 34],
  [116.001, 34],
  [116.001, 34.001],
  [116, 34],
]
const file = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
const feature = (geometry: unknown, properties: unknown = null) => ({ type: 'Feature', properties, geometry })

describe('a file of plots', () => {
  test('gives points and polygons with their names, without heights', () => {
    const text = file(
      feature({ type: 'Point', coordinates: [116.1, 34.2, 51] }, { 名称: '旧货场' }),
      feature({ type: 'Polygon', coordinates: [square.map((at) => [...at, 50])] }, { name: ' 老粮库 ' }),
      feature({ type: 'Point', coordinates: [116.1, 34.2] }, { name: '' }),
    )
    expect(readPlotFile(text)).toEqual({
      refusal: null,
      plots: [
        { name: '旧货场', geometry: { type: 'Point', coordinates: [116.1, 34.2] } },
        { name: '老粮库', geometry: { type: 'Polygon', coordinates: [square] } },
        { geometry: { type: 'Point', coordinates: [116.1, 34.2] } },
      ],
    })
  })
  test.each([
    ['no JSON', 'name,lon,lat', '不是 GeoJSON'],
    ['no feature', file(), '没有地块'],
    ['null', 'null', '没有地块'],
    ['a line', file(feature({ type: 'LineString', coordinates: square })), '第 1 个要素'],
    [
      'latitude first',
      file(feature({ type: 'Point', coordinates: [34, 116] }), feature({ type: 'Point', coordinates: [34, 116] })),
      '先经度后纬度',
    ],
    ['a feature without a shape', file(feature(null)), '第 1 个要素'],
    [
      'too many',
      file(...Array.from({ length: 10_001 }, () => feature({ type: 'Point', coordinates: [1, 1] }))),
      '最多 10000',
    ],
  ])('with %s is refused, saying what to do', (_, text, words) => {
    const { plots, refusal } = readPlotFile(text)
    expect(plots).toBeNull()
    expect(refusal).toContain(words)
  })
})
