import { between, crossingOf, distance, nearestOn, type Point, turned } from './plane.ts'
import { at } from './random.ts'

/** Closed rings as lists of points without the repeated first point; counter-clockwise is positive. */
export type Ring = readonly Point[]

export function areaOf(ring: Ring): number {
  let twice = 0
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i)
    const b = at(ring, (i + 1) % ring.length)
    twice += a[0] * b[1] - a[1] * b[0]
  }
  return twice / 2
}

export function contains(ring: Ring, p: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = at(ring, i)
    const b = at(ring, j)
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

export function boundsOf(points: readonly Point[]): { west: number; south: number; east: number; north: number } {
  let west = Number.POSITIVE_INFINITY
  let south = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  for (const [x, y] of points) {
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return { west, south, east, north }
}

export function centroidOf(ring: Ring): Point {
  let x = 0
  let y = 0
  let twice = 0
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i)
    const b = at(ring, (i + 1) % ring.length)
    const cross = a[0] * b[1] - a[1] * b[0]
    x += (a[0] + b[0]) * cross
    y += (a[1] + b[1]) * cross
    twice += cross
  }
  return twice === 0 ? at(ring, 0) : [x / (3 * twice), y / (3 * twice)]
}

/** A point well inside: the middle of the widest level chord near half height. */
export function pointInside(ring: Ring): Point {
  const box = boundsOf(ring)
  let best: Point = centroidOf(ring)
  let widest = 0
  for (const share of [0.5, 0.41, 0.59, 0.3, 0.7]) {
    const y = box.south + (box.north - box.south) * share + 0.0137
    for (const [from, to] of levelChords(ring, y)) {
      if (to - from <= widest * 1.15) continue
      widest = to - from
      best = [(from + to) / 2, y]
    }
  }
  return best
}

/** The stretches of the horizontal line at y that lie inside the ring, west to east. */
export function levelChords(ring: Ring, y: number): [number, number][] {
  const xs: number[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i)
    const b = at(ring, (i + 1) % ring.length)
    if (a[1] > y === b[1] > y) continue
    xs.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
  }
  xs.sort((p, q) => p - q)
  const chords: [number, number][] = []
  for (let i = 0; i + 1 < xs.length; i += 2) chords.push([at(xs, i), at(xs, i + 1)])
  return chords
}

/** The stretches in x that stay inside the ring over the whole strip from y0 to y1. */
export function stripChords(ring: Ring, y0: number, y1: number): [number, number][] {
  let kept = levelChords(ring, y0)
  for (const share of [0.33, 0.67, 1]) kept = overlap(kept, levelChords(ring, y0 + (y1 - y0) * share))
  return kept
}

function overlap(a: readonly [number, number][], b: readonly [number, number][]): [number, number][] {
  const both: [number, number][] = []
  for (const [a0, a1] of a)
    for (const [b0, b1] of b) {
      const from = Math.max(a0, b0)
      const to = Math.min(a1, b1)
      if (to > from) both.push([from, to])
    }
  return both
}

export function turnedRing(ring: Ring, angle: number): Point[] {
  return ring.map((p) => turned(p, angle))
}

export function isSimple(ring: Ring): boolean {
  const n = ring.length
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const hit = crossingOf(at(ring, i), at(ring, (i + 1) % n), at(ring, j), at(ring, (j + 1) % n))
      if (hit && hit.first >= 0 && hit.first <= 1 && hit.second >= 0 && hit.second <= 1) return false
    }
  return true
}

/** The first place where a ray leaves through the ring: its edge and the point. */
export function rayHit(ring: Ring, from: Point, towards: Point): { edge: number; point: Point } | undefined {
  const far: Point = [from[0] + towards[0] * 400, from[1] + towards[1] * 400]
  let best: { edge: number; point: Point } | undefined
  let nearest = 2
  for (let i = 0; i < ring.length; i++) {
    const hit = crossingOf(from, far, at(ring, i), at(ring, (i + 1) % ring.length))
    if (!hit || hit.first <= 1e-6 || hit.first >= nearest || hit.second < 0 || hit.second > 1) continue
    nearest = hit.first
    best = { edge: i, point: between(from, far, hit.first) }
  }
  return best
}

export function nearestOnRing(ring: Ring, p: Point): { point: Point; metres: number; edge: number } {
  let best = { point: at(ring, 0), metres: Number.POSITIVE_INFINITY, edge: 0 }
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i)
    const b = at(ring, (i + 1) % ring.length)
    const near = nearestOn(a, b, p)
    if (near.metres < best.metres) best = { point: between(a, b, near.share), metres: near.metres, edge: i }
  }
  return best
}

/** Unit vector along an edge and its outward normal (to the right of a counter-clockwise ring). */
export function edgeDirections(ring: Ring, edge: number): { along: Point; outward: Point; length: number } {
  const a = at(ring, edge)
  const b = at(ring, (edge + 1) % ring.length)
  const length = distance(a, b) || 1
  const along: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
  return { along, outward: [along[1], -along[0]], length }
}
