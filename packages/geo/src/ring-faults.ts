import type { Polygon, Ring } from './rings.ts'

/** What is wrong with a ring, with the place, so that a message can name it. `index` counts points from 0. */
export type RingFault =
  | { readonly kind: 'too-short'; readonly points: number }
  | { readonly kind: 'not-closed'; readonly first: readonly [number, number]; readonly last: readonly [number, number] }
  | { readonly kind: 'not-a-coordinate'; readonly index: number; readonly lon: number; readonly lat: number }
  | { readonly kind: 'duplicate-vertex'; readonly index: number; readonly at: readonly [number, number] }
  | {
      readonly kind: 'self-intersection'
      readonly at: readonly [number, number]
      readonly firstIndex: number
      readonly secondIndex: number
    }

/** Stops at `limit` faults. A consecutive duplicate vertex is harmless (`removeDuplicates` mends it); all others are not. */
export function ringFaults(ring: Ring, limit = 10): RingFault[] {
  const faults: RingFault[] = []
  for (const [index, [lon, lat]] of ring.entries()) {
    if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90))
      faults.push({ kind: 'not-a-coordinate', index, lon, lat })
    if (faults.length >= limit) return faults
  }
  if (faults.length > 0) return faults
  const first = ring[0]
  const last = ring[ring.length - 1]
  if (ring.length < 4 || !first || !last) return [{ kind: 'too-short', points: ring.length }]
  if (first[0] !== last[0] || first[1] !== last[1]) faults.push({ kind: 'not-closed', first, last })
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1]
    const b = ring[i]
    if (a && b && a[0] === b[0] && a[1] === b[1]) faults.push({ kind: 'duplicate-vertex', index: i, at: b })
    if (faults.length >= limit) return faults
  }
  faults.push(...selfIntersections(ring, limit - faults.length))
  return faults
}

export function removeDuplicates<P extends readonly [number, number]>(ring: readonly P[]): P[] {
  return ring.filter((point, i) => {
    const before = ring[i - 1]
    return !before || before[0] !== point[0] || before[1] !== point[1]
  })
}

export function polygonFaults(polygon: Polygon, limit = 10): RingFault[] {
  const faults: RingFault[] = []
  for (const ring of polygon) {
    if (faults.length < limit) faults.push(...ringFaults(ring, limit - faults.length))
  }
  return faults
}

/**
 * Where a ring crosses or touches itself. Segments are swept from west to east, so only those that overlap in longitude are
 * compared.
 */
function selfIntersections(ring: Ring, limit: number): RingFault[] {
  const faults: RingFault[] = []
  const points = removeDuplicates(ring)
  const count = points.length - 1
  const west = (i: number) => Math.min(points[i]?.[0] ?? 0, points[i + 1]?.[0] ?? 0)
  const east = (i: number) => Math.max(points[i]?.[0] ?? 0, points[i + 1]?.[0] ?? 0)
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => west(a) - west(b) || a - b)
  let active: number[] = []
  for (const i of order) {
    const from = west(i)
    active = active.filter((j) => east(j) >= from)
    for (const j of active) {
      if (faults.length >= limit) return faults
      const at = meeting(points, Math.min(i, j), Math.max(i, j), count)
      if (at) faults.push({ kind: 'self-intersection', at, firstIndex: Math.min(i, j), secondIndex: Math.max(i, j) })
    }
    active.push(i)
  }
  return faults
}

function meeting(points: Ring, i: number, j: number, count: number): readonly [number, number] | undefined {
  const a = points[i]
  const b = points[i + 1]
  const c = points[j]
  const d = points[j + 1]
  if (!a || !b || !c || !d) return undefined
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return undefined
  if (j === i + 1) return turnsBack(a, b, d) ? b : undefined
  if (i === 0 && j === count - 1) return turnsBack(c, a, b) ? a : undefined
  return crossing(a, b, c, d)
}

type Pair = readonly [number, number]

function turn(a: Pair, b: Pair, c: Pair): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/** Two neighbouring segments share an end by right; they overlap only when the second runs back along the first. */
function turnsBack(a: Pair, b: Pair, c: Pair): boolean {
  return turn(a, b, c) === 0 && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0
}

function crossing(a: Pair, b: Pair, c: Pair, d: Pair): Pair | undefined {
  const abc = turn(a, b, c)
  const abd = turn(a, b, d)
  const cda = turn(c, d, a)
  const cdb = turn(c, d, b)
  if (abc * abd > 0 || cda * cdb > 0) return undefined
  if (abc === 0 && abd === 0)
    return [c, d, a, b].find((point, k) => (k < 2 ? isWithin(a, b, point) : isWithin(c, d, point)))
  const share = cda / (cda - cdb)
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

function isWithin(a: Pair, b: Pair, p: Pair): boolean {
  return (
    p[0] >= Math.min(a[0], b[0]) &&
    p[0] <= Math.max(a[0], b[0]) &&
    p[1] >= Math.min(a[1], b[1]) &&
    p[1] <= Math.max(a[1], b[1])
  )
}
