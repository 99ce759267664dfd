import { haversineM } from '@xiayi/geo/distance'
import { type WalkGraph, waysAlong } from './compile-profile.ts'
import { MinHeap } from './min-heap.ts'
import { edgeLine, NONE } from './network.ts'
import { EDGE_FLAG, NODE_FLAG } from './network-input.ts'
import { alongEdgeMs, endsOf, legTimeMs } from './snapped-places.ts'

/** A way from a place on to the network: straight to a point on an edge. Degrees WGS84. */
export interface WayOn {
  readonly edge: number
  readonly share: number
  readonly legM: number
  readonly lon: number
  readonly lat: number
}

export interface ExplainedPlace {
  /** where the place itself is drawn */
  readonly lon: number
  readonly lat: number
  readonly ways: readonly WayOn[]
}

/** One stretch of the walk. `leg` is the straight way between a place and the network. */
export interface RouteSegment {
  readonly kind: 'leg' | 'road'
  readonly line: readonly (readonly [number, number])[]
  readonly lengthM: number
  readonly ms: number
  /** id of the way in the source and bits of EDGE_FLAG; absent for legs */
  readonly way?: number
  readonly flags?: number
}

export interface Explanation {
  /** index of the facility that is nearest on foot */
  readonly facility: number
  readonly totalMs: number
  readonly lengthM: number
  readonly isWithin: boolean
  readonly segments: readonly RouteSegment[]
  /** part of `totalMs` spent waiting or slowed down, by what causes it: names of flags */
  readonly delaysMs: Readonly<Record<string, number>>
  /** nodes on the way that are something to pass, in walking order: crossings, gates, level crossings, turnstiles */
  readonly spots: readonly RouteSpot[]
  readonly speedMps: number
}

export interface RouteSpot {
  /** name of a flag of NODE_FLAG: of several the one that costs most */
  readonly kind: string
  readonly lon: number
  readonly lat: number
  /** waited there; 0 where this person passes freely */
  readonly ms: number
}

export interface ExplainOptions {
  /** the standard's T: within it the answer is a pass */
  readonly withinMs: number
  /** how far to look for the nearest one beyond T (default 4 hours) */
  readonly horizonMs?: number
}

interface Step {
  readonly state: number
  readonly edge: number
}

/**
 * One answer as a route: the nearest facility and the way there, within T or beyond. Undefined when none can be walked to within
 * the horizon. A single search outward from the place; private edges only as its first and its last stretch.
 */
export function explainNearest(
  graph: WalkGraph,
  from: ExplainedPlace,
  facilities: readonly ExplainedPlace[],
  options: ExplainOptions,
): Explanation | undefined {
  const search = new RouteSearch(graph)
  for (const way of from.ways) {
    for (const [node, ms] of endsOf(graph, way.edge, way.share, 'away'))
      search.seed(node, legTimeMs(graph, way.legM) + ms, way)
  }
  const best = new BestArrival()
  facilities.forEach((facility, f) => {
    for (const there of facility.ways) {
      for (const way of from.ways) {
        if (way.edge !== there.edge) continue
        const along = alongEdgeMs(graph, way.edge, way.share, there.share)
        const legs = legTimeMs(graph, way.legM) + legTimeMs(graph, there.legM)
        if (along !== undefined) best.offer({ ms: legs + along, facility: f, there, start: way, state: -1 })
      }
      for (const [node, ms] of endsOf(graph, there.edge, there.share, 'towards')) {
        search.target(node, { ms: legTimeMs(graph, there.legM) + ms, facility: f, there })
      }
    }
  })
  search.run(options.horizonMs ?? 4 * 3600 * 1000, best)
  const found = best.arrival
  if (!found) return undefined
  const place = facilities[found.facility]
  if (!place) return undefined
  return describe(graph, from, place, { found, steps: search.stepsTo(found.state), withinMs: options.withinMs })
}

interface Arrival {
  readonly ms: number
  readonly facility: number
  readonly there: WayOn
  /** the way on the walk sets out by */
  readonly start: WayOn
  /** where the walk leaves the graph, -1 when it never entered it */
  readonly state: number
}

class BestArrival {
  arrival: Arrival | undefined

  offer(next: Arrival): void {
    const now = this.arrival
    if (now && (next.ms > now.ms || (next.ms === now.ms && next.facility >= now.facility))) return
    this.arrival = next
  }
}

interface Target {
  readonly ms: number
  readonly facility: number
  readonly there: WayOn
}

/** Dijkstra with parents. A state is a node; a private node that was entered from outside is that node plus the node count. */
class RouteSearch {
  readonly #graph: WalkGraph
  readonly #n: number
  readonly #best = new Map<number, number>()
  readonly #parent = new Map<number, Step>()
  readonly #start = new Map<number, WayOn>()
  readonly #targets = new Map<number, Target[]>()
  readonly #heap = new MinHeap()

  constructor(graph: WalkGraph) {
    this.#graph = graph
    this.#n = graph.network.nodeCount
  }

  seed(node: number, ms: number, way: WayOn): void {
    if (ms >= (this.#best.get(node) ?? Infinity)) return
    this.#best.set(node, ms)
    this.#start.set(node, way)
    this.#heap.push(ms, node)
  }

  target(node: number, target: Target): void {
    const list = this.#targets.get(node)
    if (list) list.push(target)
    else this.#targets.set(node, [target])
  }

  run(horizonMs: number, best: BestArrival): void {
    for (let top = this.#heap.pop(); top; top = this.#heap.pop()) {
      const { key: ms, value: state } = top
      if (ms > horizonMs || ms > (best.arrival?.ms ?? Infinity)) return
      if (ms > (this.#best.get(state) ?? Infinity)) continue
      for (const target of this.#targets.get(state % this.#n) ?? []) {
        const start = this.#startOf(state)
        if (start && ms + target.ms <= horizonMs) {
          best.offer({ ms: ms + target.ms, facility: target.facility, there: target.there, start, state })
        }
      }
      this.#expand(state, ms)
    }
  }

  #expand(state: number, ms: number): void {
    const { network, edgeMs, nodeHalfMs } = this.#graph
    const u = state % this.#n
    const isEntered = state >= this.#n
    const isPrivate = network.nodeIsPrivate[u] === 1
    const half = nodeHalfMs[u] ?? NONE
    if (half === NONE) return
    const end = network.arcOffset[u + 1] ?? 0
    for (let i = network.arcOffset[u] ?? 0; i < end; i++) {
      const e = network.arcEdge[i] ?? 0
      const v = network.arcTo[i] ?? 0
      const body = edgeMs[e] ?? NONE
      const halfThere = nodeHalfMs[v] ?? NONE
      if (body === NONE || halfThere === NONE) continue
      const { forward, backward } = waysAlong(network, e)
      if (network.edgeFrom[e] === u ? !forward : !backward) continue
      this.#offer(isEntered ? v + this.#n : v, ms + half + body + halfThere, { state, edge: e })
    }
    const twin = network.nodeTwin[u] ?? NONE
    if (twin === NONE || isEntered) return
    // Out of a compound, or into one for good.
    this.#offer(isPrivate ? twin : twin + this.#n, ms, { state, edge: NONE })
  }

  #offer(state: number, ms: number, step: Step): void {
    if (ms >= (this.#best.get(state) ?? Infinity)) return
    this.#best.set(state, ms)
    this.#parent.set(state, step)
    this.#start.delete(state)
    this.#heap.push(ms, state)
  }

  #startOf(state: number): WayOn | undefined {
    for (let at: number | undefined = state; at !== undefined; at = this.#parent.get(at)?.state) {
      const start = this.#start.get(at)
      if (start) return start
    }
    return undefined
  }

  /** The edges walked, in order, each with the node it sets out from. */
  stepsTo(state: number): { edge: number; from: number; to: number }[] {
    const steps: { edge: number; from: number; to: number }[] = []
    for (let at = state; at >= 0 && !this.#start.has(at); ) {
      const step = this.#parent.get(at)
      if (!step) break
      if (step.edge !== NONE) steps.push({ edge: step.edge, from: step.state % this.#n, to: at % this.#n })
      at = step.state
    }
    return steps.reverse()
  }
}

interface Walk {
  readonly found: Arrival
  readonly steps: readonly { edge: number; from: number; to: number }[]
  readonly withinMs: number
}

function describe(
  graph: WalkGraph,
  from: ExplainedPlace,
  place: ExplainedPlace,
  { found, steps, withinMs }: Walk,
): Explanation {
  const { network } = graph
  const delays = new Delays(graph)
  const { start, there } = found
  const segments: RouteSegment[] = []
  const leg = (line: readonly [readonly [number, number], readonly [number, number]], lengthM: number) => {
    if (lengthM > 0) segments.push({ kind: 'leg', line, lengthM, ms: legTimeMs(graph, lengthM) })
  }
  const road = (edge: number, fromShare: number, toShare: number) => {
    const span = Math.abs(toShare - fromShare)
    segments.push({
      kind: 'road',
      line: partOfLine(edgeLine(network, edge), fromShare, toShare),
      lengthM: ((network.edgeLengthMm[edge] ?? 0) / 1000) * span,
      ms: Math.round((graph.edgeMs[edge] ?? 0) * span),
      way: network.edgeWay[edge] ?? 0,
      flags: network.edgeFlags[edge] ?? 0,
    })
    delays.addEdge(edge, span)
  }
  leg(
    [
      [from.lon, from.lat],
      [start.lon, start.lat],
    ],
    start.legM,
  )
  if (found.state < 0) road(start.edge, start.share, there.share)
  else {
    const first = steps[0]?.from ?? found.state % network.nodeCount
    const last = found.state % network.nodeCount
    road(start.edge, start.share, shareOfEnd(graph, start.edge, first))
    delays.addNode(first, 1)
    for (const { edge, from: a, to: b } of steps) {
      road(edge, network.edgeFrom[edge] === a ? 0 : 1, network.edgeFrom[edge] === a ? 1 : 0)
      delays.addNode(a, 1)
      delays.addNode(b, 1)
    }
    road(there.edge, shareOfEnd(graph, there.edge, last), there.share)
    delays.addNode(last, 1)
  }
  leg(
    [
      [there.lon, there.lat],
      [place.lon, place.lat],
    ],
    there.legM,
  )
  const walked = segments.filter(({ kind, lengthM, ms }) => kind === 'leg' || lengthM > 0 || ms > 0)
  return {
    facility: found.facility,
    totalMs: found.ms,
    lengthM: walked.reduce((sum, { lengthM }) => sum + lengthM, 0),
    isWithin: found.ms <= withinMs,
    segments: walked,
    delaysMs: delays.byCause(),
    spots: delays.spots(),
    speedMps: graph.profile.speedMps,
  }
}

/** 0 or 1: which end of an edge a node is; its twin counts as the node. */
function shareOfEnd({ network }: WalkGraph, edge: number, node: number): number {
  const from = network.edgeFrom[edge] ?? 0
  return from === node || (network.nodeTwin[node] === from && network.edgeTo[edge] !== node) ? 0 : 1
}

/** What is worth a word even where it costs nothing. */
const PASSED = ['railCrossing', 'crossingSignals', 'crossing', 'gate', 'lift', 'narrow'] as const

/** Adds up what is not plain walking, by the flag that causes it. */
class Delays {
  readonly #graph: WalkGraph
  readonly #ms = new Map<string, number>()
  readonly #spots = new Map<number, RouteSpot>()

  constructor(graph: WalkGraph) {
    this.#graph = graph
  }

  addEdge(edge: number, span: number): void {
    const { network, profile } = this.#graph
    const flags = network.edgeFlags[edge] ?? 0
    const metres = (network.edgeLengthMm[edge] ?? 0) / 1000
    const flagOf: Readonly<Record<string, number>> = EDGE_FLAG
    for (const [name, extra] of Object.entries(profile.edgeSecondsPerMetre)) {
      if (flags & (flagOf[name] ?? 0)) this.#add(name, extra * metres * span * 1000)
    }
    for (const [name, extra] of Object.entries(profile.edgeSeconds)) {
      if (flags & (flagOf[name] ?? 0)) this.#add(name, extra * span * 1000)
    }
  }

  /** `halves` of the wait at a node: one for every edge that is walked to or from it. */
  addNode(node: number, halves: number): void {
    const { network, profile, nodeHalfMs } = this.#graph
    const flags = network.nodeFlags[node] ?? 0
    const half = nodeHalfMs[node] ?? 0
    if (flags === 0 || half === NONE) return
    const flagOf: Readonly<Record<string, number>> = NODE_FLAG
    const [cause] = Object.entries(profile.nodeSeconds)
      .filter(([name]) => flags & (flagOf[name] ?? 0))
      .sort((a, b) => b[1] - a[1])
    if (cause && half > 0) this.#add(cause[0], half * halves)
    this.#pass(node, cause?.[0] ?? PASSED.find((name) => flags & NODE_FLAG[name]), half * halves)
  }

  #pass(node: number, kind: string | undefined, ms: number): void {
    if (kind === undefined) return
    const { nodeLon, nodeLat, nodeTwin } = this.#graph.network
    // Both of a pair are one gate.
    const place = Math.min(node, nodeTwin[node] ?? NONE)
    const before = this.#spots.get(place)?.ms ?? 0
    this.#spots.set(place, { kind, lon: nodeLon[node] ?? 0, lat: nodeLat[node] ?? 0, ms: before + ms })
  }

  spots(): RouteSpot[] {
    return [...this.#spots.values()].map((spot) => ({ ...spot, ms: Math.round(spot.ms) }))
  }

  #add(name: string, ms: number): void {
    this.#ms.set(name, (this.#ms.get(name) ?? 0) + ms)
  }

  byCause(): Record<string, number> {
    return Object.fromEntries([...this.#ms].map(([name, ms]) => [name, Math.round(ms)]))
  }
}

/** The part of a line between two shares of its length, in walking order. */
export function partOfLine(
  line: readonly (readonly [number, number])[],
  fromShare: number,
  toShare: number,
): [number, number][] {
  if (fromShare > toShare) return partOfLine([...line].reverse(), 1 - fromShare, 1 - toShare)
  const legs = line.map(([lon, lat], i) => haversineM(line[i - 1]?.[0] ?? lon, line[i - 1]?.[1] ?? lat, lon, lat))
  const whole = legs.reduce((sum, part) => sum + part, 0)
  const pointAt = (share: number): [number, number] => {
    let left = share * whole
    for (let i = 1; i < line.length; i++) {
      const [ax, ay] = line[i - 1] ?? [0, 0]
      const [bx, by] = line[i] ?? [0, 0]
      const part = legs[i] ?? 0
      if (left <= part && part > 0) return [ax + ((bx - ax) * left) / part, ay + ((by - ay) * left) / part]
      left -= part
    }
    const [x = 0, y = 0] = line[line.length - 1] ?? []
    return [x, y]
  }
  const part: [number, number][] = [pointAt(fromShare)]
  let done = 0
  line.forEach(([lon, lat], i) => {
    done += legs[i] ?? 0
    if (done > fromShare * whole && done < toShare * whole) part.push([lon, lat])
  })
  part.push(pointAt(toShare))
  return part
}
