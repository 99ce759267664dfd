import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrange, facesOf } from './arrangement.ts'
import { inset } from './inset.ts'
import type { Point } from './plane.ts'
import { randomFrom } from './random.ts'
import { areaOf, contains, isSimple, pointInside } from './ring.ts'
import { subdivide } from './subdivide.ts'

const SQUARE: readonly Point[] = [
  [0, 0],
  [300, 0],
  [300, 200],
  [0, 200],
]

describe('lines cut where they meet', () => {
  test('two crossing lines share one node', () => {
    const { nodes, chains } = arrange([
      {
        points: [
          [0, 0],
          [10, 0],
        ],
      },
      {
        points: [
          [5, -5],
          [5, 5],
        ],
      },
    ])
    expect(chains).toEqual([
      [0, 4, 1],
      [2, 4, 3],
    ])
    expect(nodes[4]).toEqual([5, 0])
  })

  test('a line that ends on another joins it', () => {
    const { chains } = arrange([
      {
        points: [
          [0, 0],
          [10, 0],
        ],
      },
      {
        points: [
          [4, 0.02],
          [4, 9],
        ],
      },
    ])
    expect(chains[0]).toEqual([0, 2, 1])
    expect(chains[1]).toEqual([2, 3])
  })

  test('the faces of a square with a cross are its quarters, whatever hangs loose inside', () => {
    const faces = facesOf(
      arrange([
        { points: [...SQUARE, [0, 0]] },
        {
          points: [
            [150, 0],
            [150, 200],
          ],
        },
        {
          points: [
            [0, 100],
            [300, 100],
          ],
        },
        {
          points: [
            [0, 50],
            [60, 50],
          ],
        },
      ]),
    )
    expect(faces.map((face) => Math.round(areaOf(face.ring)))).toEqual([15_000, 15_000, 15_000, 15_000])
  })
})

describe('lots', () => {
  test('a lot set back by a side’s own distance is smaller by just that', () => {
    const lot = inset({ ring: SQUARE, labels: [10, 20, 30, 40] }, (metres) => metres)
    expect(lot?.ring).toEqual([
      [40, 10],
      [280, 10],
      [280, 170],
      [40, 170],
    ])
  })

  test('a lot that vanishes is none', () => {
    expect(inset({ ring: SQUARE, labels: [1, 2, 3, 4] }, () => 120)).toBeUndefined()
  })

  test('parts of a block fill it and stay simple', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 1500, max: 20_000, noNaN: true }), (seed, target) => {
        const { parts } = subdivide(SQUARE, { target, axis: 0.1, turn: 0.1, bend: 0.05 }, randomFrom(seed))
        expect(Math.abs(parts.reduce((sum, part) => sum + areaOf(part), 0) - areaOf(SQUARE))).toBeLessThan(20)
        for (const part of parts) {
          expect(isSimple(part)).toBe(true)
          expect(contains(part, pointInside(part))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('chance', () => {
  test('the same seed gives the same draws, another seed others', () => {
    const draws = (seed: string) => Array.from({ length: 5 }, randomFrom(seed).next)
    expect(draws('a')).toEqual(draws('a'))
    expect(draws('a')).not.toEqual(draws('b'))
    expect(draws('夏邑').every((draw) => draw >= 0 && draw < 1)).toBe(true)
  })
})
