import { between, crossingOf, distance, nearestOn, onGrid, type Point } from './plane.ts'
import { at } from './random.ts'
import type { Ring } from './ring.ts'
import { areaOf } from './ring.ts'

export interface Line {
  readonly points: readonly Point[]
}

/** All lines cut where they meet: every junction is one shared node. */
export interface Arrangement {
  readonly nodes: readonly Point[]
  /** for each line, the nodes it runs through, in its own order */
  readonly chains: readonly (readonly number[])[]
}

const SNAP_METRES = 0.06
const CELL_METRES = 60

interface Segment {
  readonly line: number
  readonly a: Point
  readonly b: Point
  readonly cuts: { share: number; point: Point }[]
}

/**
 * Cuts lines at their crossings and where one ends on another. `pinned` points keep their exact place: whatever comes
 * within the snapping distance becomes that point.
 */
export function arrange(lines: readonly Line[], pinned: readonly Point[] = []): Arrangement {
  const registry = nodeRegistry()
  for (const p of pinned) registry.idOf(p)
  const segments: Segment[] = []
  const firstSegment: number[] = []
  lines.forEach((line, index) => {
    firstSegment.push(segments.length)
    for (let i = 0; i + 1 < line.points.length; i++)
      segments.push({ line: index, a: onGrid(at(line.points, i)), b: onGrid(at(line.points, i + 1)), cuts: [] })
  })
  firstSegment.push(segments.length)
  for (const s of segments) {
    registry.idOf(s.a)
    registry.idOf(s.b)
  }
  forEachNearPair(segments, cutPair)
  const chains = lines.map((_, index) => {
    const chain: number[] = []
    for (let i = at(firstSegment, index); i < at(firstSegment, index + 1); i++) {
      const s = at(segments, i)
      const stops = [{ share: 0, point: s.a }, ...s.cuts, { share: 1, point: s.b }]
      stops.sort((p, q) => p.share - q.share)
      for (const stop of stops) {
        const id = registry.idOf(stop.point)
        if (chain.at(-1) !== id) chain.push(id)
      }
    }
    return chain
  })
  return { nodes: registry.nodes, chains }
}

function cutPair(s: Segment, t: Segment): void {
  let touched = false
  for (const [own, other] of [
    [s, t],
    [t, s],
  ] as const)
    for (const end of [other.a, other.b]) {
      const near = nearestOn(own.a, own.b, end)
      if (near.metres > SNAP_METRES) continue
      touched = true
      if (near.share > 0 && near.share < 1) own.cuts.push({ share: near.share, point: end })
    }
  if (touched) return
  const hit = crossingOf(s.a, s.b, t.a, t.b)
  if (!hit || hit.first <= 0 || hit.first >= 1 || hit.second <= 0 || hit.second >= 1) return
  const point = onGrid(between(s.a, s.b, hit.first))
  s.cuts.push({ share: hit.first, point })
  t.cuts.push({ share: hit.second, point })
}

function forEachNearPair(segments: readonly Segment[], visit: (s: Segment, t: Segment) => void): void {
  const cells = new Map<number, number[]>()
  const seenWith = new Int32Array(segments.length).fill(-1)
  segments.forEach((s, index) => {
    const x0 = Math.floor((Math.min(s.a[0], s.b[0]) - SNAP_METRES) / CELL_METRES)
    const x1 = Math.floor((Math.max(s.a[0], s.b[0]) + SNAP_METRES) / CELL_METRES)
    const y0 = Math.floor((Math.min(s.a[1], s.b[1]) - SNAP_METRES) / CELL_METRES)
    const y1 = Math.floor((Math.max(s.a[1], s.b[1]) + SNAP_METRES) / CELL_METRES)
    for (let x = x0; x <= x1; x++)
      for (let y = y0; y <= y1; y++) {
        const key = (x + 4096) * 8192 + (y + 4096)
        const cell = cells.get(key)
        if (!cell) {
          cells.set(key, [index])
          continue
        }
        for (const other of cell) {
          if (seenWith[other] === index) continue
          seenWith[other] = index
          const t = at(segments, other)
          if (boxesApart(s, t)) continue
          visit(s, t)
        }
        cell.push(index)
      }
  })
}

function boxesApart(s: Segment, t: Segment): boolean {
  const m = SNAP_METRES
  return (
    Math.max(s.a[0], s.b[0]) + m < Math.min(t.a[0], t.b[0]) ||
    Math.max(t.a[0], t.b[0]) + m < Math.min(s.a[0], s.b[0]) ||
    Math.max(s.a[1], s.b[1]) + m < Math.min(t.a[1], t.b[1]) ||
    Math.max(t.a[1], t.b[1]) + m < Math.min(s.a[1], s.b[1])
  )
}

function nodeRegistry(): { nodes: Point[]; idOf: (p: Point) => number } {
  const nodes: Point[] = []
  const cells = new Map<number, number[]>()
  const cellOf = (v: number) => Math.floor(v / 0.5)
  const keyOf = (x: number, y: number) => (x + 40_000) * 80_000 + (y + 40_000)
  return {
    nodes,
    idOf: (p) => {
      const x = cellOf(p[0])
      const y = cellOf(p[1])
      for (let i = x - 1; i <= x + 1; i++)
        for (let j = y - 1; j <= y + 1; j++)
          for (const id of cells.get(keyOf(i, j)) ?? []) if (distance(at(nodes, id), p) <= SNAP_METRES) return id
      const id = nodes.push(p) - 1
      const own = cells.get(keyOf(x, y))
      if (own) own.push(id)
      else cells.set(keyOf(x, y), [id])
      return id
    },
  }
}

export interface Face {
  readonly ring: Ring
  readonly nodes: readonly number[]
  /** index of the line under each ring edge */
  readonly lines: readonly number[]
}

/** The bounded faces of an arrangement, counter-clockwise; dead ends inside a face are left out of its ring. */
export function facesOf({ nodes, chains }: Arrangement): Face[] {
  const lineOf = new Map<number, number>()
  const neighbours: number[][] = nodes.map(() => [])
  const key = (a: number, b: number) => a * nodes.length + b
  chains.forEach((chain, line) => {
    for (let i = 0; i + 1 < chain.length; i++) {
      const a = at(chain, i)
      const b = at(chain, i + 1)
      if (lineOf.has(key(a, b))) continue
      lineOf.set(key(a, b), line)
      lineOf.set(key(b, a), line)
      at(neighbours, a).push(b)
      at(neighbours, b).push(a)
    }
  })
  dropDeadEnds(neighbours)
  neighbours.forEach((list, a) => {
    const from = at(nodes, a)
    list.sort((b, c) => angleTo(from, at(nodes, b)) - angleTo(from, at(nodes, c)))
  })
  const used = new Set<number>()
  const faces: Face[] = []
  neighbours.forEach((list, start) => {
    for (const first of list) {
      if (used.has(key(start, first))) continue
      const ids: number[] = []
      let a = start
      let b = first
      while (!used.has(key(a, b))) {
        used.add(key(a, b))
        ids.push(a)
        const around = at(neighbours, b)
        const next = at(around, (around.indexOf(a) + around.length - 1) % around.length)
        a = b
        b = next
      }
      const ring = ids.map((id) => at(nodes, id))
      if (areaOf(ring) <= 1) continue
      const lines = ids.map((id, i) => lineOf.get(key(id, at(ids, (i + 1) % ids.length))) ?? -1)
      faces.push({ ring, nodes: ids, lines })
    }
  })
  return faces
}

function angleTo(from: Point, to: Point): number {
  return Math.atan2(to[1] - from[1], to[0] - from[0])
}

function dropDeadEnds(neighbours: number[][]): void {
  const ends = neighbours.flatMap((list, id) => (list.length === 1 ? [id] : []))
  while (ends.length > 0) {
    const end = ends.pop()
    if (end === undefined) return
    const only = at(neighbours, end)[0]
    if (only === undefined) continue
    neighbours[end] = []
    const rest = at(neighbours, only).filter((id) => id !== end)
    neighbours[only] = rest
    if (rest.length === 1) ends.push(only)
  }
}
