import { describe, expect, test } from 'vitest'
import { wgs84 } from './coordinates.ts'
import { wgs84ToBd09, wgs84ToGcj02 } from './datums.ts'
import { detectDatum } from './detect-datum.ts'
import { localPlane } from './distance.ts'
import { SegmentIndex } from './segment-index.ts'

const plane = localPlane([116.13, 34.24])

/** Streets some 130 m apart both ways at uneven distances, shops 5 to 24 m beside them: the pattern of a county town. */
function town(): { index: SegmentIndex; shops: (readonly [number, number])[] } {
  const at = (k: number) => k * 130 + ((k * k * 37) % 71) - 35
  const lines: (readonly [number, number, number, number])[] = []
  const shops: (readonly [number, number])[] = []
  for (let k = -12; k <= 12; k++) {
    lines.push([at(k), -1700, at(k), 1700], [-1700, at(k), 1700, at(k)])
    for (let s = -5; s <= 5; s++)
      shops.push([plane.lon(at(k) + 5 + ((s * s * 7 + k * k) % 20)), plane.lat(s * 137 + k * 9)])
  }
  const column = (pick: (line: readonly [number, number, number, number]) => number) => Float64Array.from(lines, pick)
  const index = new SegmentIndex({
    aLon: column((line) => plane.lon(line[0])),
    aLat: column((line) => plane.lat(line[1])),
    bLon: column((line) => plane.lon(line[2])),
    bLat: column((line) => plane.lat(line[3])),
  })
  return { index, shops }
}

const { index, shops } = town()
const options = { distanceToReferenceM: (lon: number, lat: number) => index.nearest(lon, lat, 500)?.distanceM ?? 500 }
function detect(points: readonly (readonly [number, number])[]) {
  return detectDatum(
    points.map((p) => p[0]),
    points.map((p) => p[1]),
    options,
  )
}

describe('datum of unlabelled points', () => {
  test.each([
    ['wgs84', shops],
    ['gcj02', shops.map(([lon, lat]) => wgs84ToGcj02(wgs84(lon, lat)))],
    ['bd09', shops.map(([lon, lat]) => wgs84ToBd09(wgs84(lon, lat)))],
  ] as const)('shops given in %s are recognised', (datum, points) => {
    const evidence = detect(points)
    expect(evidence.datum).toBe(datum)
    expect(evidence.medianM[datum]).toBeLessThan(26)
    expect(evidence.nearerShare).toBeGreaterThan(0.6)
  })

  test('a handful of points is too few to tell', () => {
    expect(detect(shops.slice(0, 10))).toMatchObject({ datum: 'unknown', reason: 'too-few-points', points: 10 })
  })

  test('points in another county are not judged', () => {
    expect(detect(shops.map(([lon, lat]) => [lon + 1, lat])).reason).toBe('far-from-reference')
  })

  test('outside China there is no offset to detect', () => {
    expect(detect(shops.map(([lon]) => [lon - 130, 28])).reason).toBe('outside-china')
  })

  test('points thrown at random fit no datum', () => {
    const random = Array.from(
      { length: 400 },
      (_, i) => [plane.lon(((i * 7919) % 3000) - 1500), plane.lat(((i * 104729) % 3000) - 1500)] as const,
    )
    expect(detect(random).reason).toBe('no-clear-difference')
  })
})
