import { METRES_PER_DEGREE } from '@xiayi/geo/distance'
import { UNREACHED } from './bucket-search.ts'
import type { WalkGraph } from './compile-profile.ts'
import { measureEdge, pointAt } from './edge-measure.ts'
import { NONE } from './network.ts'
import { type EdgePoint, OverlayGraph, type PlannedPlace } from './overlay-graph.ts'
import { OverlayReach, type ReachedNodes } from './overlay-reach.ts'
import { alongEdgeMs, legTimeMs } from './snapped-places.ts'
import type { WhatIf } from './what-if.ts'

/** A straight link that is not there, and how long the walk takes over it. */
export interface ShorterWay {
  readonly from: LinkEnd
  readonly to: LinkEnd
  readonly lengthM: number
  /** the whole walk over the link, to the millisecond of a full recomputation */
  readonly ms: number
  readonly facility: number
}

/** Degrees WGS84. */
export interface LinkEnd extends EdgePoint {
  readonly lon: number
  readonly lat: number
  readonly isPrivate: boolean
}

export interface ShorterWaysQuestion {
  readonly origin: PlannedPlace
  readonly withinMs: number
  /** a longer link is a road to be planned, not a way to be opened */
  readonly longestM: number
  readonly most: number
  /** whether one may walk straight from one end to the other: not through a house */
  readonly isFree: (from: LinkEnd, to: LinkEnd) => boolean
}

/** Ends are looked for along every road, this far apart. */
const STEP_M = 40
const SHORTEST_M = 3
/** Two links whose middles are nearer than this are one idea. */
const APART_M = 120
/** Links that are tried on the network at most. */
const MOST_TRIED = 40

/**
 * The shortest links that would bring a place within T of the nearest facility. The walk from the origin and the walks to the
 * facilities are both known, so a link's worth is seen without walking it; the best are then laid on the network and walked.
 * @param board labels towards the facilities up to at least T; it is changed while it is asked and put back
 */
export function shorterWays(board: WhatIf, question: ShorterWaysQuestion): ShorterWay[] {
  const { graph } = board
  const away = new OverlayGraph(graph, board.overlay.paths, board.overlay.closed, 'away')
  const reached = new OverlayReach().run(away, away.seedsOf(question.origin, question.withinMs), question.withinMs)
  const links = candidateLinks(graph, { reached, towards: board.ms }, question)
  const found: ShorterWay[] = []
  let tried = 0
  for (const link of links) {
    if (found.length >= question.most || tried >= MOST_TRIED) break
    if (found.some((other) => isSameIdea(link, other)) || !question.isFree(link.from, link.to)) continue
    tried++
    const walk = walkOver(board, question.origin, link)
    if (walk !== undefined && walk.ms <= question.withinMs) found.push({ ...link, ...walk })
  }
  return found
}

/** Door to door from a place as a board stands; undefined beyond its limit. */
export function walkOnBoard(
  board: WhatIf,
  origin: PlannedPlace,
): { readonly ms: number; readonly facility: number } | undefined {
  const { graph, overlay, facilities } = board
  let best: { ms: number; facility: number } | undefined
  const offer = (ms: number, facility: number) => {
    if (ms <= board.limitMs && (best === undefined || ms < best.ms)) best = { ms, facility }
  }
  for (const [node, ms] of overlay.doorsOf(origin, 'away')) {
    const facility = board.facility[node] ?? -1
    if (facility >= 0) offer((board.ms[node] ?? UNREACHED) + ms, facility)
  }
  facilities.forEach((place, f) => {
    for (const there of place ?? [])
      for (const way of origin) {
        if (way.edge !== there.edge || overlay.closed.has(way.edge)) continue
        const along = alongEdgeMs(graph, way.edge, way.share, there.share)
        if (along !== undefined) offer(legTimeMs(graph, way.legM) + along + legTimeMs(graph, there.legM), f)
      }
  })
  return best
}

interface Link {
  readonly from: LinkEnd
  readonly to: LinkEnd
  readonly lengthM: number
}

function walkOver(board: WhatIf, origin: PlannedPlace, { from, to, lengthM }: Link) {
  board.openPath({ from, to, ms: legTimeMs(board.graph, lengthM) })
  try {
    return walkOnBoard(board, origin)
  } finally {
    board.undo()
  }
}

interface TimedEnd extends LinkEnd {
  /** on a flat map, in metres */
  readonly x: number
  readonly y: number
  readonly ms: number
}

interface Times {
  readonly reached: ReachedNodes
  /** ms to a facility by node */
  readonly towards: Int32Array
}

/** Links that would do, the shortest first. */
function candidateLinks(graph: WalkGraph, times: Times, question: ShorterWaysQuestion): Link[] {
  const { reached, towards } = times
  const { withinMs, longestM, origin } = question
  const { network } = graph
  const startsInside = origin.some(({ edge }) => network.nodeIsPrivate[network.edgeFrom[edge] ?? 0] === 1)
  const near = edgesAt(graph, reached.node)
  const starts = timedEnds(graph, near, (node) => reached.msTo(node)).filter(
    (end) => end.ms <= withinMs && (startsInside || !end.isPrivate),
  )
  const box = boxAround(starts, longestM)
  const isServed = (node: number | undefined) => (towards[node ?? -1] ?? UNREACHED) <= withinMs
  const others = edgesIn(graph, box, (edge) => isServed(network.edgeFrom[edge]) || isServed(network.edgeTo[edge]))
  // Nobody walks through a compound: a link ends at a public way.
  const ends = timedEnds(graph, others, (node) => towards[node] ?? UNREACHED).filter(
    (end) => end.ms <= withinMs && !end.isPrivate,
  )
  const grid = new Map<string, TimedEnd[]>()
  const cellOf = (metres: number) => Math.floor(metres / longestM)
  for (const end of ends) {
    const key = `${cellOf(end.x)} ${cellOf(end.y)}`
    const cell = grid.get(key)
    if (cell) cell.push(end)
    else grid.set(key, [end])
  }
  const links = starts.flatMap((from) => {
    const fitting: Link[] = []
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const to of grid.get(`${cellOf(from.x) + dx} ${cellOf(from.y) + dy}`) ?? []) {
          const lengthM = Math.hypot(to.x - from.x, to.y - from.y)
          if (lengthM < SHORTEST_M || lengthM > longestM) continue
          if (from.ms + legTimeMs(graph, lengthM) + to.ms <= withinMs) keepShortest(fitting, { from, to, lengthM })
        }
    return fitting
  })
  return links.sort((a, b) => a.lengthM - b.lengthM)
}

/** Of one start a few links are enough: the next ones lie beside them. */
const MOST_OF_ONE_START = 3

function keepShortest(links: Link[], link: Link): void {
  const at = links.findIndex(({ lengthM }) => link.lengthM < lengthM)
  if (at >= 0) links.splice(at, 0, link)
  else if (links.length < MOST_OF_ONE_START) links.push(link)
  if (links.length > MOST_OF_ONE_START) links.pop()
}

function edgesAt({ network }: WalkGraph, nodes: Int32Array): Set<number> {
  const edges = new Set<number>()
  for (const node of nodes)
    for (let i = network.arcOffset[node] ?? 0; i < (network.arcOffset[node + 1] ?? 0); i++)
      edges.add(network.arcEdge[i] ?? 0)
  return edges
}

type Box = readonly [west: number, south: number, east: number, north: number]

function boxAround(ends: readonly LinkEnd[], metres: number): Box {
  const lat = metres / METRES_PER_DEGREE
  const lon = lat / Math.max(0.01, Math.cos(((ends[0]?.lat ?? 0) * Math.PI) / 180))
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const end of ends) {
    west = Math.min(west, end.lon - lon)
    south = Math.min(south, end.lat - lat)
    east = Math.max(east, end.lon + lon)
    north = Math.max(north, end.lat + lat)
  }
  return [west, south, east, north]
}

/** Edges with an end in a box. */
function edgesIn({ network }: WalkGraph, [west, south, east, north]: Box, accepts: (edge: number) => boolean) {
  const isIn = (node: number) => {
    const lon = network.nodeLon[node] ?? 0
    const lat = network.nodeLat[node] ?? 0
    return lon >= west && lon <= east && lat >= south && lat <= north
  }
  const edges: number[] = []
  for (let e = 0; e < network.edgeCount; e++)
    if ((isIn(network.edgeFrom[e] ?? 0) || isIn(network.edgeTo[e] ?? 0)) && accepts(e)) edges.push(e)
  return edges
}

/** Places along edges with the time that their nearer end gives them. */
function timedEnds(graph: WalkGraph, edges: Iterable<number>, timeOf: (node: number) => number): TimedEnd[] {
  const { network, edgeMs, nodeHalfMs } = graph
  const [, south, , north] = network.box
  const perLon = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const ends: TimedEnd[] = []
  for (const edge of edges) {
    const body = edgeMs[edge] ?? NONE
    if (body === NONE) continue
    const a = network.edgeFrom[edge] ?? 0
    const b = network.edgeTo[edge] ?? 0
    const fromA = timeOf(a) + (nodeHalfMs[a] ?? 0)
    const fromB = timeOf(b) + (nodeHalfMs[b] ?? 0)
    const measure = measureEdge(network, edge)
    const steps = Math.max(1, Math.ceil(measure.totalM / STEP_M))
    for (let step = 0; step <= steps; step++) {
      const share = step / steps
      const [lon, lat] = pointAt(measure, share)
      ends.push({
        edge,
        share,
        lon,
        lat,
        isPrivate: network.nodeIsPrivate[a] === 1,
        x: lon * perLon,
        y: lat * METRES_PER_DEGREE,
        ms: Math.min(fromA + body * share, fromB + body * (1 - share)),
      })
    }
  }
  return ends
}

function isSameIdea(link: Link, other: Link): boolean {
  const middle = ({ from, to }: Link) => [(from.lon + to.lon) / 2, (from.lat + to.lat) / 2] as const
  const [aLon, aLat] = middle(link)
  const [bLon, bLat] = middle(other)
  const east = (aLon - bLon) * Math.cos((aLat * Math.PI) / 180)
  return Math.hypot(east, aLat - bLat) * METRES_PER_DEGREE < APART_M
}
