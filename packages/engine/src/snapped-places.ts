import type { Wgs84 } from '@xiayi/geo/coordinates'
import { type WalkGraph, waysAlong } from './compile-profile.ts'
import { NONE } from './network.ts'
import type { Direction } from './reach.ts'
import { type Seed, type SeedTable, seedTable, withExits } from './seeds.ts'
import type { SnapCandidate, SnapGrade, SnapOptions, Snapper } from './snap.ts'

/** Places with their ways on to the network, as columns: place i owns entries offset[i] .. offset[i + 1] - 1. */
export interface SnappedPlaces {
  readonly offset: Uint32Array
  readonly edge: Uint32Array
  readonly share: Float64Array
  readonly legM: Float64Array
  /** u8[places] index into SNAP_GRADES: of the best way on; `beyond` places have no entries */
  readonly grade: Uint8Array
}

export const SNAP_GRADES = ['near', 'far', 'beyond'] as const satisfies readonly SnapGrade[]

/** A place is reached through any of its points: entrances where known, else the building, else the point. */
export function snapPlaces(
  snapper: Snapper,
  places: readonly (readonly Wgs84[])[],
  options: SnapOptions = {},
): SnappedPlaces {
  return snappedPlaces(places.map((points) => points.flatMap((point) => snapper.snap(point, options))))
}

export function snappedPlaces(places: readonly (readonly SnapCandidate[])[]): SnappedPlaces {
  const kept = places.map((candidates) => candidates.filter((candidate) => candidate.grade !== 'beyond'))
  const flat = kept.flat()
  const offset = new Uint32Array(places.length + 1)
  kept.forEach((candidates, i) => {
    offset[i + 1] = (offset[i] ?? 0) + candidates.length
  })
  return {
    offset,
    edge: Uint32Array.from(flat, (candidate) => candidate.edge),
    share: Float64Array.from(flat, (candidate) => candidate.share),
    legM: Float64Array.from(flat, (candidate) => candidate.legM),
    grade: Uint8Array.from(kept, (candidates) =>
      Math.min(2, ...candidates.map(({ grade }) => SNAP_GRADES.indexOf(grade))),
    ),
  }
}

/** Milliseconds of a straight leg between a place and its edge. */
export function legTimeMs(graph: WalkGraph, legM: number): number {
  return Math.round((legM * 1000) / graph.profile.speedMps)
}

/**
 * The two ends of an edge as seen from a place on it. `away`: the walk leaves the place; `towards`: it comes to it. Ends that
 * this person or a one-way rule keeps from it are left out.
 */
export function endsOf(graph: WalkGraph, edge: number, share: number, direction: Direction): Seed[] {
  const { network, edgeMs, nodeHalfMs } = graph
  const body = edgeMs[edge] ?? NONE
  if (body === NONE) return []
  const seeds: Seed[] = []
  const { forward, backward } = waysAlong(network, edge)
  const mayUseFrom = direction === 'away' ? backward : forward
  const mayUseTo = direction === 'away' ? forward : backward
  const offer = (node: number, along: number) => {
    const half = nodeHalfMs[node] ?? NONE
    if (half !== NONE) seeds.push([node, Math.round(body * along) + half])
  }
  if (mayUseFrom) offer(network.edgeFrom[edge] ?? 0, share)
  if (mayUseTo) offer(network.edgeTo[edge] ?? 0, 1 - share)
  return seeds
}

/** Straight along one edge from a share to another, or undefined when it cannot be walked that way. */
export function alongEdgeMs(graph: WalkGraph, edge: number, fromShare: number, toShare: number): number | undefined {
  const body = graph.edgeMs[edge] ?? NONE
  if (body === NONE) return undefined
  const { forward, backward } = waysAlong(graph.network, edge)
  if (toShare > fromShare && !forward) return undefined
  if (toShare < fromShare && !backward) return undefined
  return Math.round(body * Math.abs(toShare - fromShare))
}

/** Where searches from (`away`) or to (`towards`) these places start, ways out of compounds included. */
export function placeSeeds(graph: WalkGraph, places: SnappedPlaces, direction: Direction): SeedTable {
  return seedTable(withExits(graph, direction, doorLists(graph, places, direction)))
}

/** The ends of the places' edges, legs included: where a finished table of times is read for a place. */
export function placeDoors(graph: WalkGraph, places: SnappedPlaces, direction: Direction): SeedTable {
  return seedTable(doorLists(graph, places, direction))
}

function doorLists(graph: WalkGraph, places: SnappedPlaces, direction: Direction): Seed[][] {
  const sources: Seed[][] = []
  for (let i = 0; i + 1 < places.offset.length; i++) sources.push(doorsOfPlace(graph, places, i, direction))
  return sources
}

export function doorsOfPlace(graph: WalkGraph, places: SnappedPlaces, i: number, direction: Direction): Seed[] {
  const seeds: Seed[] = []
  for (let c = places.offset[i] ?? 0; c < (places.offset[i + 1] ?? 0); c++) {
    const leg = legTimeMs(graph, places.legM[c] ?? 0)
    for (const [node, ms] of endsOf(graph, places.edge[c] ?? 0, places.share[c] ?? 0, direction))
      seeds.push([node, leg + ms])
  }
  return seeds
}

/** A place's way on to one edge. */
export interface WayOn {
  /** row of the place */
  readonly place: number
  readonly share: number
  readonly legMs: number
}

/** By edge who gets on to the network there: whoever walks along it need not pass its ends. */
export function waysByEdge(graph: WalkGraph, places: SnappedPlaces): Map<number, WayOn[]> {
  const byEdge = new Map<number, WayOn[]>()
  for (let place = 0; place + 1 < places.offset.length; place++) {
    for (let c = places.offset[place] ?? 0; c < (places.offset[place + 1] ?? 0); c++) {
      const edge = places.edge[c] ?? 0
      const way = { place, share: places.share[c] ?? 0, legMs: legTimeMs(graph, places.legM[c] ?? 0) }
      const list = byEdge.get(edge)
      if (list) list.push(way)
      else byEdge.set(edge, [way])
    }
  }
  return byEdge
}
