import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bd09, gcj02, wgs84 } from './coordinates.ts'
import { bd09ToWgs84, gcj02ToWgs84, isInChina, toWgs84, wgs84ToBd09, wgs84ToGcj02 } from './datums.ts'
import { haversineM } from './distance.ts'

const inChina = fc.tuple(fc.double({ min: 75, max: 134, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }))

describe('datums', () => {
  test('a round trip over GCJ-02 or BD-09 comes back to less than a centimetre', () => {
    fc.assert(
      fc.property(inChina, ([lon, lat]) => {
        const viaGcj = gcj02ToWgs84(wgs84ToGcj02(wgs84(lon, lat)))
        const viaBd = bd09ToWgs84(wgs84ToBd09(wgs84(lon, lat)))
        expect(haversineM(lon, lat, viaGcj[0], viaGcj[1])).toBeLessThan(0.01)
        expect(haversineM(lon, lat, viaBd[0], viaBd[1])).toBeLessThan(0.01)
      }),
    )
  })

  test('in Xiayi the GCJ-02 offset is some hundred metres', () => {
    const point = wgs84(116.13, 34.24)
    const moved = wgs84ToGcj02(point)
    expect(haversineM(point[0], point[1], moved[0], moved[1])).toBeGreaterThan(300)
    expect(haversineM(point[0], point[1], moved[0], moved[1])).toBeLessThan(900)
  })

  test('outside China GCJ-02 is WGS84', () => {
    expect(wgs84ToGcj02(wgs84(-15.43, 28.13))).toEqual([-15.43, 28.13])
    expect(gcj02ToWgs84(gcj02(-15.43, 28.13))).toEqual([-15.43, 28.13])
    expect(isInChina(-15.43, 28.13)).toBe(false)
    expect(isInChina(116.13, 34.24)).toBe(true)
  })

  test('the inverse ends at the rim of the box, where the offset jumps, and for values that are no numbers', () => {
    for (const [lon, lat] of [
      [72.0041, 30],
      [137.8346, 40],
      [100, 0.8294],
      [100, 55.827],
      [Number.NaN, 3],
      [Infinity, 3],
    ] as const) {
      expect(toWgs84('gcj02', lon, lat)).toHaveLength(2)
      expect(bd09ToWgs84(bd09(lon, lat))).toHaveLength(2)
    }
  })
})
