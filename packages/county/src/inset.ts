import { crossingOf, nearestOn, type Point } from './plane.ts'
import { at } from './random.ts'
import { areaOf, contains, edgeDirections, isSimple, type Ring } from './ring.ts'

export interface LabelledRing<L> {
  readonly ring: Ring
  /** label of the edge that starts at the point of the same index */
  readonly labels: readonly L[]
}

/**
 * Moves every edge inwards by its own distance. Returns undefined where the lot vanishes or would cross itself; the
 * caller leaves such slivers as open ground.
 */
export function inset<L>(source: LabelledRing<L>, metres: (label: L) => number): LabelledRing<L> | undefined {
  let current = tidy(source)
  for (let attempt = 0; attempt < 6 && current.ring.length >= 3; attempt++) {
    const moved = moveEdges(current, metres)
    const flipped = moved ? flippedEdge(current.ring, moved) : -1
    if (moved && flipped < 0) {
      const ok = areaOf(moved) > 60 && isSimple(moved) && moved.every((p) => contains(source.ring, p))
      return ok ? { ring: moved, labels: current.labels } : undefined
    }
    current = without(current, flipped < 0 ? shortestEdge(current.ring) : flipped)
  }
  return undefined
}

/** Drops points that hardly bend the line between two edges of one label. */
export function tidy<L>(source: LabelledRing<L>, tolerance = 1.1): LabelledRing<L> {
  const ring = [...source.ring]
  const labels = [...source.labels]
  for (let i = 0; i < ring.length && ring.length > 3; ) {
    const before = (i + ring.length - 1) % ring.length
    const after = (i + 1) % ring.length
    const bend = nearestOn(at(ring, before), at(ring, after), at(ring, i)).metres
    if (bend < 0.05 || (bend < tolerance && at(labels, before) === at(labels, i))) {
      ring.splice(i, 1)
      labels.splice(i, 1)
      i = Math.max(0, i - 1)
    } else i++
  }
  return { ring, labels }
}

function moveEdges<L>({ ring, labels }: LabelledRing<L>, metres: (label: L) => number): Point[] | undefined {
  const moved: Point[] = []
  for (let i = 0; i < ring.length; i++) {
    const before = (i + ring.length - 1) % ring.length
    const first = shifted(ring, before, metres(at(labels, before)))
    const second = shifted(ring, i, metres(at(labels, i)))
    if (isNearlyStraight(ring, before, i)) {
      moved.push(metres(at(labels, before)) > metres(at(labels, i)) ? first[1] : second[0])
      continue
    }
    const hit = crossingOf(first[0], first[1], second[0], second[1])
    if (!hit) return undefined
    const p: Point = [
      first[0][0] + (first[1][0] - first[0][0]) * hit.first,
      first[0][1] + (first[1][1] - first[0][1]) * hit.first,
    ]
    const q = at(ring, i)
    if (Math.abs(p[0] - q[0]) + Math.abs(p[1] - q[1]) > 150) return undefined
    moved.push(p)
  }
  return moved
}

/** Two edges in one line, moved by different distances, would only meet far away. */
function isNearlyStraight(ring: Ring, before: number, edge: number): boolean {
  const a = edgeDirections(ring, before).along
  const b = edgeDirections(ring, edge).along
  return a[0] * b[0] + a[1] * b[1] > 0.985
}

function shifted(ring: Ring, edge: number, metres: number): [Point, Point] {
  const { outward } = edgeDirections(ring, edge)
  const a = at(ring, edge)
  const b = at(ring, (edge + 1) % ring.length)
  return [
    [a[0] - outward[0] * metres, a[1] - outward[1] * metres],
    [b[0] - outward[0] * metres, b[1] - outward[1] * metres],
  ]
}

/** An edge that runs backwards after the move has vanished and must go. */
function flippedEdge(before: Ring, after: Ring): number {
  let worst = -1
  let shortest = Number.POSITIVE_INFINITY
  for (let i = 0; i < before.length; i++) {
    const { along, length } = edgeDirections(before, i)
    const a = at(after, i)
    const b = at(after, (i + 1) % after.length)
    if ((b[0] - a[0]) * along[0] + (b[1] - a[1]) * along[1] > 0 || length >= shortest) continue
    worst = i
    shortest = length
  }
  return worst
}

function shortestEdge(ring: Ring): number {
  let best = 0
  for (let i = 1; i < ring.length; i++) if (edgeDirections(ring, i).length < edgeDirections(ring, best).length) best = i
  return best
}

/** Removes an edge by extending its neighbours until they meet, or by dropping its start where they are parallel. */
function without<L>({ ring, labels }: LabelledRing<L>, edge: number): LabelledRing<L> {
  const n = ring.length
  const end = (edge + 1) % n
  const hit = crossingOf(at(ring, (edge + n - 1) % n), at(ring, edge), at(ring, end), at(ring, (edge + 2) % n))
  const kept = [...ring]
  const names = [...labels]
  if (hit && hit.first > 0.5 && hit.first < 3 && hit.second > -3 && hit.second < 0.5) {
    const a = at(ring, (edge + n - 1) % n)
    const b = at(ring, edge)
    kept[end] = [a[0] + (b[0] - a[0]) * hit.first, a[1] + (b[1] - a[1]) * hit.first]
  }
  kept.splice(edge, 1)
  names.splice(edge, 1)
  return { ring: kept, labels: names }
}
