import { isInRing, ringAreaM2 } from '@xiayi/geo/rings'
import type { IndexedOsm } from './indexed-osm.ts'

/** A closed ring of node indices: the last repeats the first. */
type NodeRing = readonly number[]
/** First ring outer, the others holes. */
export type NodePolygon = readonly NodeRing[]

export interface Assembled {
  readonly polygons: readonly NodePolygon[]
  /** pieces that could not be closed, as at the edge of an extract */
  readonly unclosed: number
}

/** Joins lines at their ends into closed rings, each line used once. What cannot be closed is counted and left out. */
export function joinRings(lines: readonly (readonly number[])[]): { rings: NodeRing[]; unclosed: number } {
  const rings: NodeRing[] = []
  const open: (readonly number[])[] = []
  for (const line of lines) {
    if (line.length < 2) continue
    if (line[0] === line[line.length - 1]) {
      if (line.length >= 4) rings.push(line)
    } else open.push(line)
  }
  const byEnd = new Map<number, number[]>()
  open.forEach((line, i) => {
    for (const end of [line[0] ?? -1, line[line.length - 1] ?? -1]) {
      const there = byEnd.get(end)
      if (there) there.push(i)
      else byEnd.set(end, [i])
    }
  })
  const isUsed = new Uint8Array(open.length)
  let unclosed = 0
  open.forEach((line, i) => {
    if (isUsed[i]) return
    isUsed[i] = 1
    const ring = [...line]
    for (;;) {
      const end = ring[ring.length - 1] ?? -1
      if (end === ring[0]) break
      const there = byEnd.get(end) ?? []
      // Used lines are dropped for good, so a knot of many lines in one node stays linear.
      while (there.length > 0 && isUsed[there[there.length - 1] ?? 0]) there.pop()
      const next = there.pop()
      const piece = next === undefined ? undefined : open[next]
      if (next === undefined || !piece) break
      isUsed[next] = 1
      if (piece[0] === end) for (let k = 1; k < piece.length; k++) ring.push(piece[k] ?? -1)
      else for (let k = piece.length - 2; k >= 0; k--) ring.push(piece[k] ?? -1)
    }
    if (ring.length >= 4 && ring[0] === ring[ring.length - 1]) rings.push(ring)
    else unclosed++
  })
  return { rings, unclosed }
}

/** Rings times vertices of one relation; nesting is tested pair by pair, so beyond it every ring is taken for an outline. */
const MAX_NESTING_TESTS = 200_000_000

/**
 * Polygons from rings by containment, whatever their roles say (OSM wiki, "Relation:multipolygon/Algorithm"): a ring inside
 * an odd number of others is a hole of the smallest of them.
 */
export function nestRings(rings: readonly NodeRing[], osm: IndexedOsm): NodePolygon[] {
  const vertices = rings.reduce((sum, { length }) => sum + length, 0)
  if (rings.length === 1 || rings.length * vertices > MAX_NESTING_TESTS) return rings.map((ring) => [ring])
  const shapes = rings
    .map((ring) => {
      const line = osm.line(ring)
      return { ring, nodes: new Set(ring), line, area: Math.abs(ringAreaM2(line)), box: boxOf(line) }
    })
    .toSorted((a, b) => b.area - a.area)
  const depth: number[] = []
  const polygonOf: (NodeRing[] | undefined)[] = []
  const polygons: NodeRing[][] = []
  shapes.forEach((shape, i) => {
    let parent = -1
    // Larger rings come first; the last one that contains this is the smallest.
    for (let k = 0; k < i; k++) {
      const other = shapes[k]
      if (other && contains(other, shape)) parent = k
    }
    const level = parent < 0 ? 0 : (depth[parent] ?? 0) + 1
    depth[i] = level
    if (level % 2 === 1) {
      polygonOf[parent]?.push(shape.ring)
    } else {
      const polygon = [shape.ring]
      polygonOf[i] = polygon
      polygons.push(polygon)
    }
  })
  return polygons
}

interface RingShape {
  readonly ring: NodeRing
  readonly nodes: ReadonlySet<number>
  readonly line: readonly (readonly [number, number])[]
  readonly box: readonly [number, number, number, number]
}

function contains(outer: RingShape, inner: RingShape): boolean {
  const [west, south, east, north] = inner.box
  if (west < outer.box[0] || south < outer.box[1] || east > outer.box[2] || north > outer.box[3]) return false
  // A node of the inner ring that the rings do not share decides; rings may touch in single nodes.
  const at = inner.ring.findIndex((node) => !outer.nodes.has(node))
  const probe = inner.line[Math.max(0, at)]
  return probe !== undefined && isInRing(outer.line, probe[0], probe[1])
}

function boxOf(line: readonly (readonly [number, number])[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of line) {
    if (lon < box[0]) box[0] = lon
    if (lat < box[1]) box[1] = lat
    if (lon > box[2]) box[2] = lon
    if (lat > box[3]) box[3] = lat
  }
  return box
}
