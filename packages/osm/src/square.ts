import { type LocalPlane, localPlane } from '@xiayi/geo/distance'
import { isInPolygon, type Polygon } from '@xiayi/geo/rings'
import type { NodePolygon } from './assemble-rings.ts'
import type { IndexedOsm } from './indexed-osm.ts'

/** Square metres: twice the area that three points span before they no longer count as lying on one line. */
const ON_LINE_M2 = 1e-4

/** The polygon of an open square, prepared to answer who sees whom. Owns its sides in metres. */
export class Square {
  readonly #osm: IndexedOsm
  readonly #plane: LocalPlane
  readonly #rings: Polygon
  /** ax, ay, bx, by of every side of every ring */
  readonly #sides: Float64Array
  readonly #sideCount: number
  readonly #rim = new Set<string>()

  constructor(polygon: NodePolygon, osm: IndexedOsm) {
    this.#osm = osm
    this.#rings = polygon.map((ring) => osm.line(ring))
    this.#plane = localPlane(osm.at(polygon[0]?.[0] ?? 0))
    this.#sideCount = polygon.reduce((sum, ring) => sum + ring.length - 1, 0)
    this.#sides = new Float64Array(this.#sideCount * 4)
    let at = 0
    for (const ring of polygon) {
      for (let i = 0; i + 1 < ring.length; i++) {
        const a = ring[i] ?? 0
        const b = ring[i + 1] ?? 0
        this.#sides.set([this.#x(a), this.#y(a), this.#x(b), this.#y(b)], at)
        this.#rim.add(`${a} ${b}`)
        at += 4
      }
    }
  }

  /** Whether the straight line between two nodes of the rim runs inside. Two neighbours on the rim are joined already. */
  isInSight(from: number, to: number): boolean {
    if (this.#rim.has(`${from} ${to}`) || this.#rim.has(`${to} ${from}`)) return false
    return this.#isInside(from, to) && !this.#crossesSide(from, to)
  }

  #isInside(from: number, to: number): boolean {
    const lon = this.#osm.lon(from)
    const lat = this.#osm.lat(from)
    const east = this.#osm.lon(to) - lon
    const north = this.#osm.lat(to) - lat
    return [0.02, 0.5, 0.98].every((share) => isInPolygon(this.#rings, lon + east * share, lat + north * share))
  }

  /** Strictly: touching a side with an end, or running along it, is no crossing. */
  #crossesSide(from: number, to: number): boolean {
    const px = this.#x(from)
    const py = this.#y(from)
    const dx = this.#x(to) - px
    const dy = this.#y(to) - py
    const sides = this.#sides
    for (let s = 0; s < this.#sideCount; s++) {
      const ax = sides[4 * s] ?? 0
      const ay = sides[4 * s + 1] ?? 0
      const sx = (sides[4 * s + 2] ?? 0) - ax
      const sy = (sides[4 * s + 3] ?? 0) - ay
      const p = sx * (py - ay) - sy * (px - ax)
      const q = p + sx * dy - sy * dx
      if (!areOpposite(p, q)) continue
      const a = dx * (ay - py) - dy * (ax - px)
      const b = a + dx * sy - dy * sx
      if (areOpposite(a, b)) return true
    }
    return false
  }

  #x(node: number): number {
    return this.#plane.x(this.#osm.lon(node))
  }

  #y(node: number): number {
    return this.#plane.y(this.#osm.lat(node))
  }
}

function areOpposite(a: number, b: number): boolean {
  return (a > ON_LINE_M2 && b < -ON_LINE_M2) || (a < -ON_LINE_M2 && b > ON_LINE_M2)
}
