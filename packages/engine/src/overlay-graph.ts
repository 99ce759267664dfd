import type { WalkGraph } from './compile-profile.ts'
import { waysAlong } from './compile-profile.ts'
import { NONE } from './network.ts'
import { alongEdgeMs, endsOf } from './snapped-places.ts'

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

/**
 * The arcs of a graph against the walking direction, with planned paths added and closed edges left out. The ends of paths are
 * nodes after the network's own. Rebuilt whole on every change of paths.
 */
export class OverlayGraph {
  readonly graph: WalkGraph
  readonly nodeCount: number
  readonly offset: Int32Array
  readonly arcs: Int32Array
  readonly closed: ReadonlySet<number>
  readonly #points: readonly EdgePoint[]
  readonly #pointsOn = new Map<number, number[]>()
  /** ways out of the private layer through a planned gate: node inside, node outside, ms */
  readonly gates: readonly (readonly [number, number, number])[]

  constructor(graph: WalkGraph, paths: readonly PlannedPath[], closed: ReadonlySet<number>) {
    const n = graph.network.nodeCount
    this.graph = graph
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
    const gates: [number, number, number][] = []
    this.#points.forEach((point, i) => this.#joinPoint(n + i, point, add))
    paths.forEach(({ from, to, ms }, p) => {
      const a = n + 2 * p
      const isFromInside = this.#isInside(from.edge)
      const isToInside = this.#isInside(to.edge)
      // Into the private layer and not out of it, as at every gate; the way out is the residents' first leg.
      if (!isFromInside || isToInside) add(a, a + 1, ms)
      if (isFromInside || !isToInside) add(a + 1, a, ms)
      if (isFromInside && !isToInside) gates.push([a, a + 1, ms])
      if (isToInside && !isFromInside) gates.push([a + 1, a, ms])
    })
    this.gates = gates
    const { offset, arcs } = this.#columns(extra)
    this.offset = offset
    this.arcs = arcs
  }

  #isInside(edge: number): boolean {
    const { network } = this.graph
    return network.nodeIsPrivate[network.edgeFrom[edge] ?? 0] === 1
  }

  /** Arcs run against the walk: from a node to whence one walks to it. */
  #joinPoint(node: number, { edge, share }: EdgePoint, add: (from: number, to: number, ms: number) => void): void {
    if (this.closed.has(edge)) return
    for (const [end, ms] of endsOf(this.graph, edge, share, 'towards')) add(node, end, ms)
    for (const [end, ms] of endsOf(this.graph, edge, share, 'away')) add(end, node, ms)
    for (const other of this.#pointsOn.get(edge) ?? []) {
      const there = this.#points[other - this.graph.network.nodeCount]
      if (other === node || !there) continue
      const ms = alongEdgeMs(this.graph, edge, there.share, share)
      if (ms !== undefined) add(node, other, ms)
    }
  }

  #columns(extra: ReadonlyMap<number, readonly (readonly [number, number])[]>): {
    offset: Int32Array
    arcs: Int32Array
  } {
    const { towards } = this.graph
    if (extra.size === 0 && this.closed.size === 0) return towards
    const n = this.graph.network.nodeCount
    const skipped = this.#closedArcs()
    let added = 0
    for (const list of extra.values()) added += list.length
    const offset = new Int32Array(this.nodeCount + 1)
    const arcs = new Int32Array(towards.arcs.length + 2 * added)
    let at = 0
    for (let u = 0; u < this.nodeCount; u++) {
      const end = u < n ? (towards.offset[u + 1] ?? 0) : 0
      for (let i = u < n ? (towards.offset[u] ?? 0) : 0; i < end; i++) {
        if (skipped.has(i)) continue
        arcs[2 * at] = towards.arcs[2 * i] ?? 0
        arcs[2 * at + 1] = towards.arcs[2 * i + 1] ?? 0
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
    const { towards } = this.graph
    const skipped = new Set<number>()
    for (const [u, v, ms] of [...this.closed].flatMap((edge) => this.linksOf(edge))) {
      for (let i = towards.offset[u] ?? 0; i < (towards.offset[u + 1] ?? 0); i++) {
        if (towards.arcs[2 * i] !== v || towards.arcs[2 * i + 1] !== ms || skipped.has(i)) continue
        skipped.add(i)
        break
      }
    }
    return skipped
  }

  /** An edge's arcs against the walk: from, to, ms. */
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
    if (forward) links.push([b, a, ms])
    if (backward) links.push([a, b, ms])
    return links
  }

  /** The ends of planned paths on an edge. */
  pointsOn(edge: number): readonly number[] {
    return this.#pointsOn.get(edge) ?? []
  }

  /** Where a place on an edge meets the graph: the edge's ends and the ends of planned paths on it. `away` or `towards` the walk. */
  doorsAt({ edge, share }: EdgePoint, direction: 'away' | 'towards'): [number, number][] {
    if (this.closed.has(edge)) return []
    const doors = endsOf(this.graph, edge, share, direction).map(([node, ms]): [number, number] => [node, ms])
    for (const node of this.#pointsOn.get(edge) ?? []) {
      const there = this.#points[node - this.graph.network.nodeCount]?.share ?? 0
      const ms =
        direction === 'away' ? alongEdgeMs(this.graph, edge, share, there) : alongEdgeMs(this.graph, edge, there, share)
      if (ms !== undefined) doors.push([node, ms])
    }
    return doors
  }

  isPrivate(node: number): boolean {
    const n = this.graph.network.nodeCount
    if (node < n) return this.graph.network.nodeIsPrivate[node] === 1
    return this.#isInside(this.#points[node - n]?.edge ?? 0)
  }

  /** Ways out of the private layer at a node: the public node and the ms to it. */
  exitsAt(node: number): [number, number][] {
    const exits = this.gates
      .filter(([inside]) => inside === node)
      .map(([, outside, ms]): [number, number] => [outside, ms])
    const twin = node < this.graph.network.nodeCount ? (this.graph.network.nodeTwin[node] ?? NONE) : NONE
    if (twin !== NONE) exits.push([twin, 0])
    return exits
  }
}
