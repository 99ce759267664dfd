import { distance, type Point } from './plane.ts'
import { at } from './random.ts'

/** A smooth curve through the given points (centripetal enough for roads: uniform Catmull-Rom), sampled about every `step` m. */
export function smooth(points: readonly Point[], step: number, isClosed = false): Point[] {
  const n = points.length
  if (n < 3) return [...points]
  const control = (i: number) =>
    isClosed ? at(points, ((i % n) + n) % n) : at(points, Math.min(n - 1, Math.max(0, i)))
  const out: Point[] = []
  const spans = isClosed ? n : n - 1
  for (let i = 0; i < spans; i++) {
    const four = [control(i - 1), control(i), control(i + 1), control(i + 2)] as const
    const pieces = Math.max(1, Math.round(distance(four[1], four[2]) / step))
    for (let k = 0; k < pieces; k++) out.push([blend(four, 0, k / pieces), blend(four, 1, k / pieces)])
  }
  if (!isClosed) out.push(at(points, -1))
  return out
}

function blend(four: readonly [Point, Point, Point, Point], axis: 0 | 1, t: number): number {
  const [a, b, c, d] = [four[0][axis], four[1][axis], four[2][axis], four[3][axis]]
  return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
}

/** The line moved sideways, positive to the left; sharp bends keep their corner. */
export function offset(points: readonly Point[], metres: number, isClosed = false): Point[] {
  const n = points.length
  return points.map((p, i) => {
    const before = isClosed ? at(points, (i + n - 1) % n) : at(points, Math.max(0, i - 1))
    const after = isClosed ? at(points, (i + 1) % n) : at(points, Math.min(n - 1, i + 1))
    const length = distance(before, after) || 1
    const nx = -(after[1] - before[1]) / length
    const ny = (after[0] - before[0]) / length
    return [p[0] + nx * metres, p[1] + ny * metres]
  })
}

/** The line with both ends moved outwards (negative: inwards) along their own direction. */
export function extended(points: readonly Point[], atStart: number, atEnd: number): Point[] {
  const out = [...points]
  out[0] = beyond(at(points, 1), at(points, 0), atStart)
  out[out.length - 1] = beyond(at(points, -2), at(points, -1), atEnd)
  return out
}

function beyond(inner: Point, end: Point, metres: number): Point {
  const length = distance(inner, end) || 1
  const share = Math.max(metres, -length * 0.8) / length
  return [end[0] + (end[0] - inner[0]) * share, end[1] + (end[1] - inner[1]) * share]
}
