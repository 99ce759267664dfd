import { BucketSearch } from './bucket-search.ts'
import type { WalkGraph } from './compile-profile.ts'
import { waysAlong } from './compile-profile.ts'
import { NONE } from './network.ts'
import type { Direction } from './reach.ts'
import { alongEdgeMs, endsOf, legTimeMs } from './snapped-places.ts'

/** A place on an edge: share 0 at `edgeFrom`, 1 at `edgeTo`. */
export interface EdgePoint {
  readonly edge: number
  readonly share: number
}

/** A path that does not exist yet, walked both ways: a footbridge, a gate in a wall, a cut through a block. */
export interface PlannedPath {
  readonly from: EdgePoint
  readonly to: EdgePoint
  readonly ms: number
}

/** A place by its ways on to the network. */
export type PlannedPlace = readonly (EdgePoint & { readonly legM: number })[]

/** A node and the ms to it. */
export type Door = readonly [node: number, ms: number]

/**
 * The arcs of a graph in one direction, with planned paths added and closed edges left out: `towards` against the walk, to search
 * from facilities; `away` with it. The ends of paths are nodes after the network's own. Immutable: another plan is another overlay.
 */
export class OverlayGraph {
  readonly graph: WalkGraph
  readonly direction: Direction
  readonly nodeCount: number
  readonly offset: Int32Array
  readonly arcs: Int32Array
  readonly paths: readonly PlannedPath[]
  readonly closed: ReadonlySet<number>
  readonly #points: readonly EdgePoint[]
  readonly #pointsOn = new Map<number, number[]>()
  /** ways out of the private layer through planned gates, by the node inside */
  readonly #gates = new Map<number, Door>()
  #transposed: { offset: Int32Array; arcs: Int32Array } | undefined
  #inside: BucketSearch | undefined

  constructor(
    graph: WalkGraph,
    paths: readonly PlannedPath[],
    closed: ReadonlySet<number>,
    direction: Direction = 'towards',
  ) {
    const n = graph.network.nodeCount
    this.graph = graph
    this.direction = direction
    this.paths = paths
    this.closed = closed
    this.#points = paths.flatMap(({ from, to }) => [from, to])
    this.#points.forEach(({ edge }, i) => {
      this.#pointsOn.set(edge, [...(this.#pointsOn.get(edge) ?? []), n + i])
    })
    this.nodeCount = n + this.#points.length
    const extra = new Map<number, [number, number][]>()
    const add = (from: number, to: number, ms: number) => {
      const list = extra.get(from)
      if (list) list.push([to, ms])
      else extra.set(from, [[to, ms]])
    }
    this.#points.forEach((point, i) => this.#joinPoint(n + i, point, add))
    paths.forEach(({ from, to, ms }, p) => {
      const a = n + 2 * p
      const isFromInside = this.#isInside(from.edge)
      const isToInside = this.#isInside(to.edge)
      // Into the private layer and not out of it, as at every gate; the way out is the residents' first leg.
      if (!isFromInside || isToInside) add(a, a + 1, ms)
      if (isFromInside || !isToInside) add(a + 1, a, ms)
      if (isFromInside && !isToInside) this.#gates.set(a, [a + 1, ms])
      if (isToInside && !isFromInside) this.#gates.set(a + 1, [a, ms])
    })
    const { offset, arcs } = this.#columns(extra)
    this.offset = offset
    this.arcs = arcs
  }

  #isInside(edge: number): boolean {
    const { network } = this.graph
    return network.nodeIsPrivate[network.edgeFrom[edge] ?? 0] === 1
  }

  #joinPoint(node: number, { edge, share }: EdgePoint, add: (from: number, to: number, ms: number) => void): void {
    if (this.closed.has(edge)) return
    const isTowards = this.direction === 'towards'
    for (const [end, ms] of endsOf(this.graph, edge, share, this.direction)) add(node, end, ms)
    for (const [end, ms] of endsOf(this.graph, edge, share, isTowards ? 'away' : 'towards')) add(end, node, ms)
    for (const other of this.#pointsOn.get(edge) ?? []) {
      const there = this.#points[other - this.graph.network.nodeCount]
      if (other === node || !there) continue
      const ms = isTowards
        ? alongEdgeMs(this.graph, edge, there.share, share)
        : alongEdgeMs(this.graph, edge, share, there.share)
      if (ms !== undefined) add(node, other, ms)
    }
  }

  #columns(extra: ReadonlyMap<number, readonly (readonly [number, number])[]>): {
    offset: Int32Array
    arcs: Int32Array
  } {
    const whole = this.graph[this.direction]
    if (extra.size === 0 && this.closed.size === 0) return whole
    const n = this.graph.network.nodeCount
    const skipped = this.#closedArcs()
    let added = 0
    for (const list of extra.values()) added += list.length
    const offset = new Int32Array(this.nodeCount + 1)
    const arcs = new Int32Array(whole.arcs.length + 2 * added)
    let at = 0
    for (let u = 0; u < this.nodeCount; u++) {
      const end = u < n ? (whole.offset[u + 1] ?? 0) : 0
      for (let i = u < n ? (whole.offset[u] ?? 0) : 0; i < end; i++) {
        if (skipped.has(i)) continue
        arcs[2 * at] = whole.arcs[2 * i] ?? 0
        arcs[2 * at + 1] = whole.arcs[2 * i + 1] ?? 0
        at++
      }
      for (const [to, ms] of extra.get(u) ?? []) {
        arcs[2 * at] = to
        arcs[2 * at + 1] = ms
        at++
      }
      offset[u + 1] = at
    }
    return { offset, arcs: arcs.subarray(0, 2 * at) }
  }

  /** One arc each way for every closed edge; of parallel edges of one length it does not matter which. */
  #closedArcs(): Set<number> {
    const whole = this.graph[this.direction]
    const skipped = new Set<number>()
    for (const [u, v, ms] of [...this.closed].flatMap((edge) => this.linksOf(edge))) {
      for (let i = whole.offset[u] ?? 0; i < (whole.offset[u + 1] ?? 0); i++) {
        if (whole.arcs[2 * i] !== v || whole.arcs[2 * i + 1] !== ms || skipped.has(i)) continue
        skipped.add(i)
        break
      }
    }
    return skipped
  }

  /** An edge's arcs: from, to, ms. */
  linksOf(edge: number): [number, number, number][] {
    const { network, edgeMs, nodeHalfMs } = this.graph
    const a = network.edgeFrom[edge] ?? 0
    const b = network.edgeTo[edge] ?? 0
    const body = edgeMs[edge] ?? NONE
    const halves = [nodeHalfMs[a] ?? NONE, nodeHalfMs[b] ?? NONE]
    if (body === NONE || halves.includes(NONE)) return []
    const ms = body + (halves[0] ?? 0) + (halves[1] ?? 0)
    const { forward, backward } = waysAlong(network, edge)
    const links: [number, number, number][] = []
    const isTowards = this.direction === 'towards'
    if (isTowards ? forward : backward) links.push([b, a, ms])
    if (isTowards ? backward : forward) links.push([a, b, ms])
    return links
  }

  /** The ends of planned paths on an edge. */
  pointsOn(edge: number): readonly number[] {
    return this.#pointsOn.get(edge) ?? []
  }

  /** Where a place meets the graph, legs included: the ends of its edges and the ends of planned paths on them. */
  doorsOf(place: PlannedPlace, direction: Direction): Door[] {
    return place.flatMap((way) => {
      const leg = legTimeMs(this.graph, way.legM)
      return this.doorsAt(way, direction).map(([node, ms]): Door => [node, leg + ms])
    })
  }

  /** The same for a place on an edge. `away` or `towards` the walk. */
  doorsAt({ edge, share }: EdgePoint, direction: Direction): Door[] {
    if (this.closed.has(edge)) return []
    const doors = endsOf(this.graph, edge, share, direction).map(([node, ms]): Door => [node, ms])
    for (const node of this.#pointsOn.get(edge) ?? []) {
      const there = this.#points[node - this.graph.network.nodeCount]?.share ?? 0
      const ms =
        direction === 'away' ? alongEdgeMs(this.graph, edge, share, there) : alongEdgeMs(this.graph, edge, there, share)
      if (ms !== undefined) doors.push([node, ms])
    }
    return doors
  }

  /** Where a search in this overlay's direction starts from a place: its doors, and each way out of its compound. */
  seedsOf(place: PlannedPlace, limitMs: number): Door[] {
    const doors = this.doorsOf(place, this.direction)
    const inside = doors.filter(([node]) => this.isPrivate(node))
    if (inside.length === 0) return doors
    this.#inside ??= new BucketSearch(this.nodeCount)
    const search = this.#inside
    search.begin(limitMs)
    for (const [node, ms] of inside) search.seed(node, ms)
    search.run(this)
    for (const node of search.touched.subarray(0, search.touchedCount))
      for (const [outside, ms] of this.#exitsAt(node)) doors.push([outside, (search.dist[node] ?? 0) + ms])
    return doors
  }

  isPrivate(node: number): boolean {
    const n = this.graph.network.nodeCount
    if (node < n) return this.graph.network.nodeIsPrivate[node] === 1
    return this.#isInside(this.#points[node - n]?.edge ?? 0)
  }

  /** Ways out of the private layer at a node: the public node and the ms to it. */
  #exitsAt(node: number): Door[] {
    const exits: Door[] = []
    const gate = this.#gates.get(node)
    if (gate !== undefined) exits.push(gate)
    const twin = node < this.graph.network.nodeCount ? (this.graph.network.nodeTwin[node] ?? NONE) : NONE
    if (twin !== NONE) exits.push([twin, 0])
    return exits
  }

  /** The arcs turned round: by node, whence they come. */
  transposed(): { readonly offset: Int32Array; readonly arcs: Int32Array } {
    if (this.#transposed !== undefined) return this.#transposed
    const { nodeCount, offset, arcs } = this
    const into = new Int32Array(nodeCount + 1)
    const end = offset[nodeCount] ?? 0
    for (let i = 0; i < end; i++) into[(arcs[2 * i] ?? 0) + 1] = (into[(arcs[2 * i] ?? 0) + 1] ?? 0) + 1
    for (let v = 1; v <= nodeCount; v++) into[v] = (into[v] ?? 0) + (into[v - 1] ?? 0)
    const back = new Int32Array(2 * end)
    const next = into.slice(0, nodeCount)
    for (let u = 0; u < nodeCount; u++) {
      for (let i = offset[u] ?? 0; i < (offset[u + 1] ?? 0); i++) {
        const v = arcs[2 * i] ?? 0
        const at = next[v] ?? 0
        back[2 * at] = u
        back[2 * at + 1] = arcs[2 * i + 1] ?? 0
        next[v] = at + 1
      }
    }
    this.#transposed = { offset: into, arcs: back }
    return this.#transposed
  }
}
