/**
 * The plane the county is drawn on: metres east and north of its centre. The scale is fixed by two constants rather than
 * computed, so that the drawing turns into the same degrees everywhere.
 */
export type Point = readonly [x: number, y: number]

export const CENTRE = { lon: 116.13449, lat: 34.23995 } as const
/** Metres per degree at 34.24 N on the WGS84 ellipsoid. */
const METRES_PER_DEGREE_LON = 92_125
const METRES_PER_DEGREE_LAT = 110_927

/** Degrees rounded to 1e-7 (about 1 cm), the resolution OpenStreetMap stores. */
export function toDegrees([x, y]: Point): { lon: number; lat: number } {
  return {
    lon: Math.round((CENTRE.lon + x / METRES_PER_DEGREE_LON) * 1e7) / 1e7,
    lat: Math.round((CENTRE.lat + y / METRES_PER_DEGREE_LAT) * 1e7) / 1e7,
  }
}

export function fromDegrees(lon: number, lat: number): Point {
  return [(lon - CENTRE.lon) * METRES_PER_DEGREE_LON, (lat - CENTRE.lat) * METRES_PER_DEGREE_LAT]
}

/** Drawn points: "x y, x y, …" in metres. */
export function pointsFrom(text: string): Point[] {
  return text.split(', ').map((pair) => {
    const [x = Number.NaN, y = Number.NaN] = pair.split(' ').map(Number)
    return [x, y]
  })
}

/** To the centimetre, the grid on which points are the same point. */
export function onGrid([x, y]: Point): Point {
  return [Math.round(x * 100) / 100, Math.round(y * 100) / 100]
}

export function distance(a: Point, b: Point): number {
  const dx = a[0] - b[0]
  const dy = a[1] - b[1]
  return Math.sqrt(dx * dx + dy * dy)
}

export function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

export function turned([x, y]: Point, angle: number): Point {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  return [x * c - y * s, x * s + y * c]
}

/** Where two segments meet: shares along the first and along the second, or undefined when parallel. */
export function crossingOf(a: Point, b: Point, c: Point, d: Point): { first: number; second: number } | undefined {
  const ux = b[0] - a[0]
  const uy = b[1] - a[1]
  const vx = d[0] - c[0]
  const vy = d[1] - c[1]
  const cross = ux * vy - uy * vx
  if (Math.abs(cross) < 1e-9) return undefined
  const wx = c[0] - a[0]
  const wy = c[1] - a[1]
  return { first: (wx * vy - wy * vx) / cross, second: (wx * uy - wy * ux) / cross }
}

/** The share along a segment nearest to a point, and how far away the point is. */
export function nearestOn(a: Point, b: Point, p: Point): { share: number; metres: number } {
  const ux = b[0] - a[0]
  const uy = b[1] - a[1]
  const length2 = ux * ux + uy * uy
  const raw = length2 === 0 ? 0 : ((p[0] - a[0]) * ux + (p[1] - a[1]) * uy) / length2
  const share = Math.min(1, Math.max(0, raw))
  return { share, metres: distance(p, between(a, b, share)) }
}
