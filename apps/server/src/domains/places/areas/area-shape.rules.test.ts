import { isInMultiPolygon } from '@xiayi/geo/rings'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Point } from '../imports/import-records.ts'
import { AreaIndex } from './area-index.ts'
import { AreaShape } from './area-shape.ts'

/** A star-shaped ring round a centre: never crosses itself. */
const ring = fc
  .record({
    centre: fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
    reach: fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 200 }),
  })
  .map(({ centre, reach }): Point[] => {
    const points = reach.map((length, i): Point => {
      const angle = (2 * Math.PI * i) / reach.length
      return [centre[0] + length * Math.cos(angle), centre[1] + length * Math.sin(angle)]
    })
    return [...points, points[0] ?? [0, 0]]
  })
const points = fc.array(
  fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })),
  {
    minLength: 20,
    maxLength: 50,
  },
)

test('a shape answers for every point as the plain test over all edges does', () => {
  fc.assert(
    fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), points, (rings, asked) => {
      const polygons = rings.map((each) => [each])
      const shape = new AreaShape(polygons)
      for (const [lon, lat] of asked) expect(shape.contains(lon, lat)).toBe(isInMultiPolygon(polygons, lon, lat))
    }),
  )
})

test('an index of areas finds the first that holds the point', () => {
  fc.assert(
    fc.property(fc.array(ring, { minLength: 1, maxLength: 12 }), points, (rings, asked) => {
      const areas = rings.map((each, i) => ({ id: String(i), polygons: [[each]] }))
      const index = new AreaIndex(areas)
      for (const [lon, lat] of asked)
        expect(index.at(lon, lat)).toBe(areas.find((area) => isInMultiPolygon(area.polygons, lon, lat))?.id)
    }),
  )
})
