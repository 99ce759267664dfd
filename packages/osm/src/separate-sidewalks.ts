import { localPlane, METRES_PER_DEGREE } from '@xiayi/geo/distance'
import { SegmentIndex } from '@xiayi/geo/segment-index'
import { UnionFind } from './union-find.ts'
import type { WalkingSegments } from './walking-segments.ts'
import type { WorkBudget } from './work-budget.ts'

/** Where the footway beside a road is looked for, at least this often along it. */
const SAMPLE_M = 20
/** Footways that cross the road, or leave it, are no pavements of it. */
const MAX_ANGLE_COS = Math.cos((35 * Math.PI) / 180)

/**
 * Leaves out the stretches of roads tagged sidewalk=separate beside which a footway runs within the distance given and in
 * about the same direction, joined to the same network. A stretch without which two parts would fall apart stays, so that a
 * missing kerb in the data cuts nobody off. Returns the number of segments left out.
 */
export function replaceBySidewalks(segments: WalkingSegments, withinM: number, budget: WorkBudget): number {
  const candidates = candidatesOf(segments, withinM, budget)
  if (candidates.length === 0) return 0
  const { from, to, isKept } = segments
  for (const { segment } of candidates) isKept[segment] = 0
  const others = new UnionFind(segments.nodeCount)
  for (let s = 0; s < from.length; s++) if (isKept[s] === 1) others.unite(from[s] ?? 0, to[s] ?? 0)
  const anchors = anchorsOfRuns(segments, candidates, others)
  const served: number[] = []
  for (const { segment, footways } of candidates) {
    const a = from[segment] ?? 0
    const there = anchors(a)
    // The pavement must be reachable from the road it stands in for.
    if (footways.some((node) => there.has(node))) {
      served.push(segment)
      continue
    }
    isKept[segment] = 1
    others.unite(a, to[segment] ?? 0)
  }
  const bridges = served.filter((segment) => others.unite(from[segment] ?? 0, to[segment] ?? 0))
  for (const segment of bridges) isKept[segment] = 1
  trimDeadEnds(segments, bridges)
  return candidates.filter(({ segment }) => isKept[segment] === 0).length
}

interface Candidate {
  readonly segment: number
  /** one node of each footway found beside it */
  readonly footways: readonly number[]
}

interface Footways {
  readonly index: SegmentIndex
  /** one node of each segment of the index */
  readonly nodeOf: readonly number[]
  readonly budget: WorkBudget
}

function candidatesOf(segments: WalkingSegments, withinM: number, budget: WorkBudget): Candidate[] {
  const { lines, lineOffset } = segments
  if (!lines.some(({ hasSeparateSidewalk }) => hasSeparateSidewalk)) return []
  const footways = footwayIndex(segments, budget)
  const candidates: Candidate[] = []
  lines.forEach((line, i) => {
    if (!line.hasSeparateSidewalk) return
    const end = lineOffset[i + 1] ?? 0
    for (let segment = lineOffset[i] ?? 0; segment < end; segment++) {
      const beside = footwaysBeside(segments, segment, withinM, footways)
      if (beside.length > 0) candidates.push({ segment, footways: beside })
    }
  })
  return candidates
}

/** One node for every footway beside the segment, empty when some sample along it has none. */
function footwaysBeside(
  segments: WalkingSegments,
  segment: number,
  withinM: number,
  { index, nodeOf, budget }: Footways,
): number[] {
  const a = segments.from[segment] ?? 0
  const b = segments.to[segment] ?? 0
  const lon = segments.lon(a)
  const lat = segments.lat(a)
  const plane = localPlane([lon, lat])
  const x = plane.x(segments.lon(b))
  const y = plane.y(segments.lat(b))
  const length = Math.hypot(x, y)
  if (length === 0) return []
  const samples = Math.max(1, Math.ceil(length / SAMPLE_M))
  const found = new Set<number>()
  for (let k = 0; k < samples; k++) {
    const share = (k + 0.5) / samples
    let hasOne = false
    budget.spend(20)
    index.forEachWithin(plane.lon(x * share), plane.lat(y * share), withinM, (near) => {
      budget.spend(10)
      if (isAlong(index, near.segment, x / length, y / length)) {
        hasOne = true
        found.add(nodeOf[near.segment] ?? 0)
      }
      return withinM
    })
    if (!hasOne) return []
  }
  return [...found]
}

function isAlong(index: SegmentIndex, i: number, ux: number, uy: number): boolean {
  const { aLon, aLat, bLon, bLat } = index.segments
  const lat = aLat[i] ?? 0
  const x = ((bLon[i] ?? 0) - (aLon[i] ?? 0)) * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const y = ((bLat[i] ?? 0) - lat) * METRES_PER_DEGREE
  const length = Math.hypot(x, y)
  return length > 0 && Math.abs(x * ux + y * uy) >= length * MAX_ANGLE_COS
}

function footwayIndex(segments: WalkingSegments, budget: WorkBudget): Footways {
  const { lines, lineOffset, from, to } = segments
  const picked: number[] = []
  lines.forEach((line, i) => {
    if (line.isCarriageway || line.crossing !== 0) return
    const end = lineOffset[i + 1] ?? 0
    for (let s = lineOffset[i] ?? 0; s < end; s++) picked.push(s)
  })
  const column = (pick: (segment: number) => number) => Float64Array.from(picked, pick)
  const index = new SegmentIndex({
    aLon: column((s) => segments.lon(from[s] ?? 0)),
    aLat: column((s) => segments.lat(from[s] ?? 0)),
    bLon: column((s) => segments.lon(to[s] ?? 0)),
    bLat: column((s) => segments.lat(to[s] ?? 0)),
  })
  return { index, budget, nodeOf: picked.map((s) => from[s] ?? 0) }
}

/**
 * For a node of a run of candidates: which parts of the rest of the network the run touches. A footway counts only when it
 * belongs to one of them.
 */
function anchorsOfRuns(
  { from, to, isKept, nodeCount }: WalkingSegments,
  candidates: readonly Candidate[],
  others: UnionFind,
): (node: number) => { has(node: number): boolean } {
  const isElsewhere = new Uint8Array(nodeCount)
  const partOf = new Int32Array(nodeCount)
  for (let s = 0; s < from.length; s++) {
    if (isKept[s] === 0) continue
    for (const node of [from[s] ?? 0, to[s] ?? 0]) isElsewhere[node] = 1
  }
  for (let node = 0; node < nodeCount; node++) partOf[node] = others.find(node)
  const runs = new UnionFind(nodeCount)
  for (const { segment } of candidates) runs.unite(from[segment] ?? 0, to[segment] ?? 0)
  const parts = new Map<number, Set<number>>()
  for (const { segment } of candidates) {
    for (const node of [from[segment] ?? 0, to[segment] ?? 0]) {
      const run = runs.find(node)
      const touched = parts.get(run) ?? new Set<number>()
      parts.set(run, touched)
      if (isElsewhere[node] === 1) touched.add(partOf[node] ?? 0)
    }
  }
  return (node) => {
    const touched = parts.get(runs.find(node))
    return { has: (footway) => touched?.has(partOf[footway] ?? -1) ?? false }
  }
}

/** Of the stretches kept as bridges between two parts, those that end nowhere go. */
function trimDeadEnds(segments: WalkingSegments, bridges: readonly number[]): void {
  const { from, to, isKept } = segments
  const atNode = new Map<number, number[]>()
  const degree = new Map<number, number>()
  for (const segment of bridges) {
    for (const node of [from[segment] ?? 0, to[segment] ?? 0]) {
      const there = atNode.get(node)
      if (there) there.push(segment)
      else atNode.set(node, [segment])
    }
  }
  for (let s = 0; s < from.length; s++) {
    if (isKept[s] === 0) continue
    for (const node of [from[s] ?? 0, to[s] ?? 0]) if (atNode.has(node)) degree.set(node, (degree.get(node) ?? 0) + 1)
  }
  const ends = [...atNode.keys()].filter((node) => degree.get(node) === 1)
  for (let node = ends.pop(); node !== undefined; node = ends.pop()) {
    const segment = (atNode.get(node) ?? []).find((s) => isKept[s] === 1)
    if (segment === undefined) continue
    isKept[segment] = 0
    const other = from[segment] === node ? (to[segment] ?? 0) : (from[segment] ?? 0)
    const left = (degree.get(other) ?? 0) - 1
    degree.set(other, left)
    if (left === 1 && atNode.has(other)) ends.push(other)
  }
}
