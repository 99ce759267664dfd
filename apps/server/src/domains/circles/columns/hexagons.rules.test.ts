import { polygonAreaM2 } from '@xiayi/geo/rings'
import { describe, expect, test } from 'vitest'
import { hexagonResolution, hexagonsOf } from './hexagons.rules.ts'

describe('hexagons', () => {
  test.each([
    ['a town of 5 km', [116.1, 34.2, 116.15, 34.24], 10],
    ['a city of 15 km', [-15.5, 28.0, -15.35, 28.15], 9],
    ['a county of 60 km', [116, 34, 116.6, 34.6], 8],
    ['one point', [116, 34, 116, 34], 10],
    ['nothing', [Infinity, Infinity, -Infinity, -Infinity], 10],
  ] as const)('%s gets its grid', (_, box, resolution) => {
    expect(hexagonResolution(box)).toBe(resolution)
  })

  test('every building lies in its hexagon, and no hexagon is empty', () => {
    const lon = Array.from({ length: 200 }, (_, i) => 116.1 + (i % 20) * 0.002)
    const lat = Array.from({ length: 200 }, (_, i) => 34.2 + Math.floor(i / 20) * 0.002)
    const { hex, rings } = hexagonsOf(lon, lat, 10)
    expect(new Set(hex)).toEqual(new Set(rings.keys()))
    hex.forEach((at, b) => {
      expect(holds(rings[at] ?? [], lon[b] ?? 0, lat[b] ?? 0)).toBe(true)
    })
    for (const ring of rings) {
      expect(ring.at(0)).toEqual(ring.at(-1))
      const area = polygonAreaM2([ring])
      expect(area).toBeGreaterThan(9_000)
      expect(area).toBeLessThan(23_000)
    }
  })
})

function holds(ring: readonly (readonly [number, number])[], lon: number, lat: number): boolean {
  let isIn = false
  ring.forEach(([x, y], i) => {
    const [px, py] = ring[i - 1] ?? [x, y]
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) isIn = !isIn
  })
  return isIn
}
