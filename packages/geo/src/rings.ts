import { METRES_PER_DEGREE } from './distance.ts'

/** A closed line of degrees: the last point repeats the first (RFC 7946, section 3.1.6). */
export type Ring = readonly (readonly [lon: number, lat: number])[]
/** First ring outer, the others holes. */
export type Polygon = readonly Ring[]

const RADIANS = Math.PI / 180

export function isClosedRing(ring: Ring): boolean {
  const first = ring[0]
  const last = ring[ring.length - 1]
  return ring.length >= 4 && !!first && !!last && first[0] === last[0] && first[1] === last[1]
}

/** Signed area in square metres, positive when the ring runs counter-clockwise. Right to 0.1 % for areas up to 50 km wide. */
export function ringAreaM2(ring: Ring): number {
  const origin = ring[0]
  if (!origin) return 0
  const [lon0, lat0] = origin
  let sumLat = 0
  for (const point of ring) sumLat += point[1]
  const perLon = METRES_PER_DEGREE * Math.cos((sumLat / ring.length) * RADIANS)
  let doubled = 0
  let before = ring[ring.length - 1] ?? origin
  for (const point of ring) {
    doubled += (before[0] - lon0) * (point[1] - lat0) - (point[0] - lon0) * (before[1] - lat0)
    before = point
  }
  return (doubled / 2) * perLon * METRES_PER_DEGREE
}

/** Area of the outer ring less its holes, in square metres, whatever way the rings run. */
export function polygonAreaM2(polygon: Polygon): number {
  let area = 0
  polygon.forEach((ring, i) => {
    area += (i === 0 ? 1 : -1) * Math.abs(ringAreaM2(ring))
  })
  return area
}

/** Centre of mass of a ring; of its points when it has no area. Degrees. */
export function ringCentroid(ring: Ring): readonly [number, number] {
  const [lon0, lat0] = ring[0] ?? [0, 0]
  let doubled = 0
  let x = 0
  let y = 0
  let meanX = 0
  let meanY = 0
  let before = ring[ring.length - 1] ?? [lon0, lat0]
  for (const point of ring) {
    const ax = before[0] - lon0
    const ay = before[1] - lat0
    const bx = point[0] - lon0
    const by = point[1] - lat0
    const cross = ax * by - bx * ay
    doubled += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
    meanX += bx
    meanY += by
    before = point
  }
  if (Math.abs(doubled) < 1e-18) {
    const count = Math.max(1, ring.length)
    return [lon0 + meanX / count, lat0 + meanY / count]
  }
  return [lon0 + x / (3 * doubled), lat0 + y / (3 * doubled)]
}

/** Even-odd rule; a point on the line may count either way. */
export function isInRing(ring: Ring, lon: number, lat: number): boolean {
  let inside = false
  let before = ring[ring.length - 1]
  for (const point of ring) {
    if (before && point[1] > lat !== before[1] > lat) {
      const crossing = before[0] + ((lat - before[1]) / (point[1] - before[1])) * (point[0] - before[0])
      if (lon < crossing) inside = !inside
    }
    before = point
  }
  return inside
}

export function isInPolygon(polygon: Polygon, lon: number, lat: number): boolean {
  const outer = polygon[0]
  if (!outer || !isInRing(outer, lon, lat)) return false
  for (let i = 1; i < polygon.length; i++) {
    const hole = polygon[i]
    if (hole && isInRing(hole, lon, lat)) return false
  }
  return true
}

export function isInMultiPolygon(polygons: readonly Polygon[], lon: number, lat: number): boolean {
  return polygons.some((polygon) => isInPolygon(polygon, lon, lat))
}

/**
 * A point certainly inside, as deep as a few trial lines find: the middle of the longest stretch inside along horizontal
 * lines. The centroid lies outside a horseshoe; this does not. Undefined when the polygon has no area.
 */
export function pointInside(polygon: Polygon): readonly [number, number] | undefined {
  const outer = polygon[0]
  if (!outer) return undefined
  let south = Infinity
  let north = -Infinity
  for (const [, lat] of outer) {
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  let best: readonly [number, number] | undefined
  let bestWidth = 0
  for (const share of [0.5, 0.31, 0.69, 0.17, 0.83, 0.07, 0.93]) {
    const lat = south + (north - south) * share
    const crossings = crossingsAt(polygon, lat)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = crossings[i] ?? 0
      const to = crossings[i + 1] ?? 0
      if (to - from > bestWidth * 1.2) {
        bestWidth = to - from
        best = [(from + to) / 2, lat]
      }
    }
  }
  return best
}

function crossingsAt(polygon: Polygon, lat: number): number[] {
  const crossings: number[] = []
  for (const ring of polygon) {
    let before = ring[ring.length - 1]
    for (const point of ring) {
      if (before && point[1] > lat !== before[1] > lat) {
        crossings.push(before[0] + ((lat - before[1]) / (point[1] - before[1])) * (point[0] - before[0]))
      }
      before = point
    }
  }
  return crossings.sort((a, b) => a - b)
}

/** RFC 7946: outer rings counter-clockwise, holes clockwise. Rings that already run so keep their order. */
export function orientPolygon<P extends readonly [number, number]>(polygon: readonly (readonly P[])[]): P[][] {
  return polygon.map((ring, i) => {
    const isCounterClockwise = ringAreaM2(ring) > 0
    return isCounterClockwise === (i === 0) ? [...ring] : [...ring].reverse()
  })
}
