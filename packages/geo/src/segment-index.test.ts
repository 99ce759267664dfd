import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { haversineM, localPlane } from './distance.ts'
import { hilbertKey, hilbertOfCell } from './hilbert.ts'
import { SegmentIndex } from './segment-index.ts'

const plane = localPlane([116.13, 34.24])
const metre = fc.double({ min: -3000, max: 3000, noNaN: true })

function indexOf(lines: readonly (readonly number[])[]): SegmentIndex {
  const column = (k: number, degrees: (m: number) => number) =>
    Float64Array.from(lines, (line) => degrees(line[k] ?? 0))
  return new SegmentIndex({
    aLon: column(0, plane.lon),
    aLat: column(1, plane.lat),
    bLon: column(2, plane.lon),
    bLat: column(3, plane.lat),
  })
}

describe('segment index', () => {
  test('it finds what comparing with every segment finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(metre, metre, metre, metre), { minLength: 1, maxLength: 60 }),
        metre,
        metre,
        fc.integer({ min: 1, max: 800 }),
        (lines, x, y, radius) => {
          const found = indexOf(lines).within(plane.lon(x), plane.lat(y), radius)
          const plainly = lines.map(([ax, ay, bx, by]) => {
            const squared = (bx - ax) ** 2 + (by - ay) ** 2
            const share =
              squared > 0 ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared)) : 0
            return Math.hypot(ax + (bx - ax) * share - x, ay + (by - ay) * share - y)
          })
          const names = new Set(found.map((near) => near.segment))
          expect(names.size).toBe(found.length)
          plainly.forEach((distance, i) => {
            // The query's own plane differs from the test's by up to 0.1 %.
            if (distance < radius * 0.997 - 0.01) expect(names.has(i)).toBe(true)
            if (distance > radius * 1.003 + 0.01) expect(names.has(i)).toBe(false)
          })
        },
      ),
    )
  })

  test('nearest names the closest segment, its foot and its distance', () => {
    const index = indexOf([
      [0, 0, 100, 0],
      [0, 50, 100, 50],
    ])
    const near = index.nearest(plane.lon(25), plane.lat(10), 100)
    expect(near?.segment).toBe(0)
    expect(near?.distanceM).toBeCloseTo(10, 3)
    expect(near?.share).toBeCloseTo(0.25, 4)
    expect(index.nearest(plane.lon(25), plane.lat(500), 100)).toBeUndefined()
  })

  test('no segments is an index that finds nothing', () => {
    expect(indexOf([]).nearest(116, 34, 1000)).toBeUndefined()
  })

  test('two cities a continent apart do not make a grid of billions of cells', () => {
    const far = new SegmentIndex({
      aLon: Float64Array.of(75, 134),
      aLat: Float64Array.of(20, 50),
      bLon: Float64Array.of(75.001, 134.001),
      bLat: Float64Array.of(20, 50),
    })
    expect(far.nearest(75, 20.0001, 100)?.segment).toBe(0)
  })
})

describe('hilbert', () => {
  test('neighbours along the curve are neighbours on the grid and every cell has its own key', () => {
    const cells = new Map<number, readonly [number, number]>()
    for (let x = 0; x < 64; x++) for (let y = 0; y < 64; y++) cells.set(hilbertOfCell(x, y), [x, y])
    expect(cells.size).toBe(4096)
    for (let key = 1; key < 4096; key++) {
      const [ax, ay] = cells.get(key - 1) ?? [NaN, NaN]
      const [bx, by] = cells.get(key) ?? [NaN, NaN]
      expect(Math.abs(ax - bx) + Math.abs(ay - by)).toBe(1)
    }
  })

  test('a point outside the box goes to its rim, and a box without size has one key', () => {
    expect(hilbertKey(-5, -5, [0, 0, 1, 1])).toBe(hilbertKey(0, 0, [0, 0, 1, 1]))
    expect(hilbertKey(3, 3, [3, 3, 3, 3])).toBe(0)
  })
})

describe('distance', () => {
  test('a degree along the equator is 111.195 km', () => {
    expect(haversineM(0, 0, 1, 0)).toBeCloseTo(111_195.08, 1)
    expect(haversineM(0, 0, 180, 0)).toBeCloseTo(Math.PI * 6371008.8, 0)
  })
})
