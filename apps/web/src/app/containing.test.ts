import { describe, expect, test } from 'vitest'
import { containing } from './containing.ts'

const outer = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
]
const hole = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 2],
  [1, 1],
]
const areas = [
  { geometry: { type: 'Polygon', coordinates: [outer, hole] }, properties: '滨湖' },
  {
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [6, 0],
            [7, 0],
            [7, 1],
            [6, 0],
          ],
        ],
        [
          [
            [8, 0],
            [9, 0],
            [9, 1],
            [8, 0],
          ],
        ],
      ],
    },
    properties: '两块地',
  },
]

describe('which community a point lies in', () => {
  test.each([
    [3, 3, '滨湖'],
    [1.5, 1.5, undefined],
    [8.8, 0.2, '两块地'],
    [5, 5, undefined],
  ])('(%s, %s) lies in %s', (lon, lat, name) => {
    expect(containing(areas, lon, lat)).toBe(name)
  })
})
