import { expect, test } from 'vitest'
import { groundIndex } from './ground-index.ts'

const lon = Array.from({ length: 900 }, (_, i) => 116 + (i % 30) * 0.001 + ((i * 37) % 11) * 0.00003)
const lat = Array.from({ length: 900 }, (_, i) => 34 + Math.floor(i / 30) * 0.001 + ((i * 53) % 13) * 0.00003)
/** six-sided, side by side */
const rings = Array.from({ length: 9 }, (_, h) => {
  const [x, y] = [116 + (h % 3) * 0.01, 34 + Math.floor(h / 3) * 0.01]
  const turns = [0, 1, 2, 3, 4, 5, 0].map((k) => (k * Math.PI) / 3)
  return turns.map((turn) => [x + 0.005 * Math.cos(turn), y + 0.005 * Math.sin(turn)] as const)
})
const index = groundIndex({ lon, lat, rings })

test('the nearest building is the one that a look at all of them finds', () => {
  for (let i = 0; i < 300; i++) {
    const [x, y] = [115.998 + ((i * 7919) % 331) * 0.0001, 33.998 + ((i * 104729) % 337) * 0.0001]
    const squeeze = Math.cos((y * Math.PI) / 180)
    const far = lon.map((bx, b) => Math.hypot(bx - x, ((lat[b] ?? 0) - y) / squeeze))
    const least = Math.min(...far)
    expect(index.nearest(x, y, 0.0008)).toBe(least <= 0.0008 ? far.indexOf(least) : -1)
  }
})

test('a point lies in the ring around it, or in none', () => {
  expect(
    rings.map((_, h) => index.ringAt(116 + (h % 3) * 0.01 + 0.001, 34 + Math.floor(h / 3) * 0.01 - 0.002)),
  ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(index.ringAt(116.005, 34.005)).toBe(-1)
  expect(index.ringAt(0, 0)).toBe(-1)
})

test('a county without buildings has nothing under any point', () => {
  const empty = groundIndex({ lon: [], lat: [], rings: [] })
  expect([empty.nearest(116, 34, 1), empty.ringAt(116, 34)]).toEqual([-1, -1])
})
