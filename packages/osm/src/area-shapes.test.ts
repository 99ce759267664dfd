import { describe, expect, test } from 'vitest'
import { collectAreas } from './area-shapes.ts'
import { joinRings, nestRings } from './assemble-rings.ts'
import type { OsmMember } from './elements.ts'
import { handMade } from './hand-made-for-tests.ts'
import { IndexedOsm } from './indexed-osm.ts'
import { OsmFormatError } from './osm-format-error.ts'
import { inColumns } from './way-columns.ts'

describe('joining lines into rings', () => {
  test.each([
    ['one closed line', [[1, 2, 3, 1]], [[1, 2, 3, 1]], 0],
    [
      'two halves in one direction',
      [
        [1, 2, 3],
        [3, 4, 1],
      ],
      [[1, 2, 3, 4, 1]],
      0,
    ],
    [
      'two halves against each other',
      [
        [1, 2, 3],
        [1, 4, 3],
      ],
      [[1, 2, 3, 4, 1]],
      0,
    ],
    [
      'three pieces out of order',
      [
        [5, 1],
        [1, 2, 3],
        [5, 4, 3],
      ],
      [[5, 1, 2, 3, 4, 5]],
      0,
    ],
    [
      'a piece missing',
      [
        [1, 2, 3],
        [3, 4, 5],
      ],
      [],
      1,
    ],
    [
      'a ring and a loose piece',
      [
        [1, 2, 3, 1],
        [7, 8],
      ],
      [[1, 2, 3, 1]],
      1,
    ],
    ['there and back', [[1, 2, 1]], [], 0],
    ['nothing', [], [], 0],
  ])('%s', (_, lines, rings, unclosed) => {
    expect(joinRings(lines)).toEqual({ rings, unclosed })
  })

  test('fifty thousand lines that meet in one node are joined at once', () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => [i + 1, 0])
    const started = performance.now()
    const { rings, unclosed } = joinRings(lines)
    expect([rings.length, unclosed]).toEqual([0, 25_000])
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('nesting rings', () => {
  const square = (name: string, size: number) =>
    Object.fromEntries(
      (
        [
          [-1, -1],
          [1, -1],
          [1, 1],
          [-1, 1],
        ] as const
      ).map(([x, y], i) => [`${name}${i}`, [x * size, y * size] as const]),
    )
  const osm = new IndexedOsm(
    inColumns(handMade({ nodes: { ...square('a', 100), ...square('b', 50), ...square('c', 20) } })),
  )
  const ring = (first: number) => [first, first + 1, first + 2, first + 3, first]

  test('an island in a lake in a wood is a polygon of its own', () => {
    expect(nestRings([ring(8), ring(0), ring(4)], osm)).toEqual([[ring(0), ring(4)], [ring(8)]])
  })

  test('a hole that touches its outline in one node is still a hole', () => {
    const touching = [0, 9, 10, 11, 0]
    expect(nestRings([ring(0), touching], osm)).toEqual([[ring(0), touching]])
  })
})

describe('areas', () => {
  test('relations that use one long line thousands of times are refused before they fill the memory', () => {
    const count = 2000
    const nodes = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`n${i}`, [i % 50, Math.floor(i / 50)] as const]),
    )
    const rim = [...Object.keys(nodes), 'n0'].join(' ')
    const members: OsmMember[] = [{ type: 'way', ref: 100, role: 'outer' }]
    const relations = Array.from({ length: 5000 }, () => ({
      members,
      tags: { type: 'multipolygon', natural: 'water' },
    }))
    const osm = new IndexedOsm(inColumns(handMade({ nodes, ways: [[rim, {}]], relations })))
    expect(() => collectAreas(osm)).toThrow(OsmFormatError)
  })

  test('a line that an area=no way closes is no area', () => {
    const drawn = handMade({
      nodes: { a: [0, 0], b: [10, 0], c: [10, 10] },
      ways: [
        ['a b c a', { highway: 'pedestrian', area: 'no' }],
        ['a b c a', { highway: 'pedestrian' }],
        ['a b c a', {}],
      ],
    })
    const osm = new IndexedOsm(inColumns(drawn))
    expect(collectAreas(osm).areas.map(({ id }) => id)).toEqual(['way/101'])
  })
})
