import { METRES_PER_DEGREE } from './distance.ts'

/** Degrees: [west, south, east, north] (RFC 7946, section 5). Boxes never cross the antimeridian. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Contains nothing; the neutral element of `unionBox`. */
export const EMPTY_BOX: Box = [Infinity, Infinity, -Infinity, -Infinity]

export function boxOfColumns(lon: ArrayLike<number>, lat: ArrayLike<number>): Box {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i < lon.length; i++) {
    const x = lon[i] ?? Number.NaN
    const y = lat[i] ?? Number.NaN
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return [west, south, east, north]
}

export function boxOfPoints(points: Iterable<readonly [number, number]>): Box {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const [x, y] of points) {
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return [west, south, east, north]
}

export function unionBox(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

/** Widens a box on every side by at least `metres`. */
export function growBox(box: Box, metres: number): Box {
  const degreesLat = metres / METRES_PER_DEGREE
  const widest = Math.min(89.9, Math.max(Math.abs(box[1]), Math.abs(box[3])) + degreesLat)
  const degreesLon = degreesLat / Math.cos((widest * Math.PI) / 180)
  return [box[0] - degreesLon, box[1] - degreesLat, box[2] + degreesLon, box[3] + degreesLat]
}

export function isEmptyBox(box: Box): boolean {
  return !(box[0] <= box[2] && box[1] <= box[3])
}

export function doBoxesOverlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

export function isInBox(box: Box, lon: number, lat: number): boolean {
  return lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3]
}
