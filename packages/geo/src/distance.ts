import type { Position } from './coordinates.ts'

/** Mean radius of the earth in metres (IUGG R1), the radius of every length and area in the project. */
export const EARTH_RADIUS_M = 6371008.8
const RADIANS = Math.PI / 180
/** Along a meridian. */
export const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS

/** Great-circle distance in metres between two points in degrees of the same datum. */
export function haversineM(aLon: number, aLat: number, bLon: number, bLat: number): number {
  const sinLat = Math.sin(((bLat - aLat) * RADIANS) / 2)
  const sinLon = Math.sin(((bLon - aLon) * RADIANS) / 2)
  const h = sinLat * sinLat + Math.cos(aLat * RADIANS) * Math.cos(bLat * RADIANS) * sinLon * sinLon
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

export function distanceM<D extends string>(a: Position<D>, b: Position<D>): number {
  return haversineM(a[0], a[1], b[0], b[1])
}

/** Length in metres of a line of degrees. */
export function lineLengthM(points: readonly (readonly [number, number])[]): number {
  let sum = 0
  let before: readonly [number, number] | undefined
  for (const point of points) {
    if (before) sum += haversineM(before[0], before[1], point[0], point[1])
    before = point
  }
  return sum
}

/** A flat map around one point: metres east and north. Within 5 km of the origin lengths are right to about 0.1 %. */
export interface LocalPlane {
  readonly metresPerDegreeLon: number
  readonly metresPerDegreeLat: number
  x(lon: number): number
  y(lat: number): number
  lon(x: number): number
  lat(y: number): number
}

export function localPlane(origin: readonly [lon: number, lat: number]): LocalPlane {
  const [lon0, lat0] = origin
  const perLon = METRES_PER_DEGREE * Math.cos(lat0 * RADIANS)
  const perLat = METRES_PER_DEGREE
  return {
    metresPerDegreeLon: perLon,
    metresPerDegreeLat: perLat,
    x: (lon) => (lon - lon0) * perLon,
    y: (lat) => (lat - lat0) * perLat,
    lon: (x) => lon0 + x / perLon,
    lat: (y) => lat0 + y / perLat,
  }
}
