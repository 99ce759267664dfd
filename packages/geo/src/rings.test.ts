import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localPlane } from './distance.ts'
import { ringFaults } from './ring-faults.ts'
import {
  isClosedRing,
  isInPolygon,
  isInRing,
  orientPolygon,
  pointInside,
  polygonAreaM2,
  type Ring,
  ringAreaM2,
  ringCentroid,
} from './rings.ts'

const plane = localPlane([116.13, 34.24])
function ring(...metres: readonly (readonly [number, number])[]): Ring {
  return metres.map(([x, y]) => [plane.lon(x), plane.lat(y)] as const)
}
const square = ring([0, 0], [100, 0], [100, 100], [0, 100], [0, 0])
const hole = ring([40, 40], [60, 40], [60, 60], [40, 60], [40, 40])

describe('rings', () => {
  test('a hectare measures 10,000 m², positive counter-clockwise and negative clockwise', () => {
    expect(ringAreaM2(square)).toBeCloseTo(10_000, -1)
    expect(ringAreaM2([...square].reverse())).toBeCloseTo(-10_000, -1)
    expect(polygonAreaM2([square, hole])).toBeCloseTo(9_600, -1)
  })

  test('the centroid of a square is its middle, of a line the mean of its points', () => {
    const [lon, lat] = ringCentroid(square)
    expect(plane.x(lon)).toBeCloseTo(50, 3)
    expect(plane.y(lat)).toBeCloseTo(50, 3)
    const [flat] = ringCentroid(ring([0, 0], [10, 0], [0, 0]))
    expect(plane.x(flat)).toBeCloseTo(10 / 3, 3)
  })

  test('a point in a hole is outside, one beside the hole inside', () => {
    expect(isInPolygon([square, hole], plane.lon(50), plane.lat(50))).toBe(false)
    expect(isInPolygon([square, hole], plane.lon(20), plane.lat(50))).toBe(true)
    expect(isInPolygon([square], plane.lon(120), plane.lat(50))).toBe(false)
  })

  test('a horseshoe has its inner point in the flesh, not in the gap', () => {
    const shoe = ring([0, 0], [100, 0], [100, 100], [80, 100], [80, 20], [20, 20], [20, 100], [0, 100], [0, 0])
    const at = pointInside([shoe])
    expect(at && isInRing(shoe, at[0], at[1])).toBe(true)
  })

  test('orientation is mended to RFC 7946 and a right polygon is kept', () => {
    const [outer, inner] = orientPolygon([[...square].reverse(), hole])
    expect(ringAreaM2(outer ?? [])).toBeGreaterThan(0)
    expect(ringAreaM2(inner ?? [])).toBeLessThan(0)
    expect(orientPolygon([square])[0]).toEqual(square)
  })

  test('an open ring is not closed', () => {
    expect(isClosedRing(square)).toBe(true)
    expect(isClosedRing(square.slice(0, -1))).toBe(false)
  })
})

describe('ring faults', () => {
  test('a sound square has none', () => {
    expect(ringFaults(square)).toEqual([])
  })

  test('a bow tie names the point where it crosses itself', () => {
    const faults = ringFaults(ring([0, 0], [100, 100], [100, 0], [0, 100], [0, 0]))
    expect(faults).toHaveLength(1)
    const fault = faults[0]
    if (fault?.kind !== 'self-intersection') throw new Error(`expected a self-intersection, got ${fault?.kind}`)
    expect(plane.x(fault.at[0])).toBeCloseTo(50, 3)
    expect(plane.y(fault.at[1])).toBeCloseTo(50, 3)
    expect([fault.firstIndex, fault.secondIndex]).toEqual([0, 2])
  })

  test('a spike that runs back along itself and a ring that touches itself are found', () => {
    const spike = ring([0, 0], [100, 0], [150, 0], [100, 0], [100, 100], [0, 0])
    expect(ringFaults(spike).some((fault) => fault.kind === 'self-intersection')).toBe(true)
    const touch = ring([0, 0], [100, 0], [100, 100], [50, 0], [0, 100], [0, 0])
    expect(ringFaults(touch).some((fault) => fault.kind === 'self-intersection')).toBe(true)
  })

  test.each([
    ['too-short', square.slice(0, 2)],
    ['not-closed', square.slice(0, -1)],
    ['duplicate-vertex', [...square.slice(0, 2), ...square.slice(1)]],
    ['not-a-coordinate', [[200, 0] as const, ...square]],
    ['not-a-coordinate', [[Number.NaN, 0] as const, ...square]],
  ])('%s is told', (kind, faulty) => {
    expect(ringFaults(faulty).map((fault) => fault.kind)).toEqual([kind])
  })

  test('a star-shaped ring never has faults, and one with two points swapped is found as often as the plain comparison finds it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 100 }), { minLength: 5, maxLength: 40 }), (radii) => {
        const around = radii.map((radius, i): readonly [number, number] => {
          const angle = (i / radii.length) * 2 * Math.PI
          return [radius * Math.cos(angle), radius * Math.sin(angle)]
        })
        const first = around[0] ?? [0, 0]
        expect(ringFaults(ring(...around, first))).toEqual([])
        const swapped = [...around.slice(2, 4), ...around.slice(0, 2), ...around.slice(4)]
        const closed = ring(...swapped, swapped[0] ?? [0, 0])
        expect(ringFaults(closed, 1000).length > 0).toBe(crossesPlainly(closed))
      }),
    )
  })
})

/** Every pair of segments that are no neighbours, by the signs of the four triangles. */
function crossesPlainly(points: Ring): boolean {
  const turn = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]) =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  const n = points.length - 1
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const [a, b, c, d] = [points[i], points[i + 1], points[j], points[j + 1]]
      if (a && b && c && d && turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true
    }
  }
  return false
}
