import { BucketSearch, UNREACHED } from './bucket-search.ts'
import type { WalkGraph } from './compile-profile.ts'
import { type LabelChange, LocalSearch } from './local-search.ts'
import { type EdgePoint, OverlayGraph, type PlannedPath } from './overlay-graph.ts'
import { legTimeMs, type SnappedPlaces } from './snapped-places.ts'

/** A place by its ways on to the network. */
export type PlannedPlace = readonly (EdgePoint & { readonly legM: number })[]

/** Node labels before and after a change; only nodes that differ, ascending. */
export interface NodeChange extends LabelChange {
  readonly afterMs: Int32Array
  readonly afterFacility: Int32Array
}

/** Paths and closures that stand from the start. */
export interface Plan {
  readonly paths: readonly PlannedPath[]
  readonly closed: ReadonlySet<number>
}

const NO_PLAN: Plan = { paths: [], closed: new Set() }

/**
 * One category on one graph, and what happens to everybody's way when a facility is added, moved or removed, or a path is opened
 * or closed. The labels are kept and changed in place, only where they change; each result equals a full recomputation to the
 * millisecond, names included. `undo` takes back the last change that was not undone.
 */
export class WhatIf {
  readonly graph: WalkGraph
  readonly limitMs: number
  readonly #facilities: (PlannedPlace | undefined)[]
  readonly #local: LocalSearch
  #paths: readonly PlannedPath[]
  #closed: ReadonlySet<number>
  #overlay: OverlayGraph
  #reverse: { offset: Int32Array; arcs: Int32Array } | undefined
  #inside: BucketSearch | undefined
  /** doors of facilities in the current overlay */
  readonly #doors = new Map<number, readonly (readonly [number, number])[]>()
  readonly #undo: (() => void)[] = []

  constructor(
    graph: WalkGraph,
    facilities: SnappedPlaces | readonly (PlannedPlace | undefined)[],
    limitMs: number,
    plan: Plan = NO_PLAN,
  ) {
    this.graph = graph
    this.limitMs = limitMs
    this.#facilities = 'offset' in facilities ? plannedPlaces(facilities) : [...facilities]
    this.#paths = plan.paths
    this.#closed = plan.closed
    this.#overlay = new OverlayGraph(graph, plan.paths, plan.closed)
    const n = this.#overlay.nodeCount
    const labels = { ms: new Int32Array(n).fill(UNREACHED), facility: new Int32Array(n).fill(-1) }
    this.#local = new LocalSearch(labels, limitMs)
    this.#local.begin()
    this.#facilities.forEach((_, f) => this.#offerDoors(f))
    this.#local.run(this.#overlay)
  }

  /** i32[n + ends of planned paths]: ms to the nearest facility, UNREACHED beyond the limit. A live view. */
  get ms(): Int32Array {
    return this.#local.labels.ms
  }

  /** i32[n + ..]: the nearest facility, -1 beyond the limit. A live view. */
  get facility(): Int32Array {
    return this.#local.labels.facility
  }

  get overlay(): OverlayGraph {
    return this.#overlay
  }

  /** The places as they stand now; undefined where one was removed. */
  get facilities(): readonly (PlannedPlace | undefined)[] {
    return this.#facilities
  }

  /** @returns the change; the facility's index is the number of facilities before */
  addFacility(place: PlannedPlace): NodeChange {
    const f = this.#facilities.length
    this.#facilities.push(place)
    this.#local.begin()
    this.#offerDoors(f)
    this.#local.run(this.#overlay)
    return this.#finish(() => {
      this.#facilities.pop()
      this.#doors.delete(f)
    })
  }

  removeFacility(f: number): NodeChange {
    return this.#replace(f, undefined)
  }

  moveFacility(f: number, to: PlannedPlace): NodeChange {
    return this.#replace(f, to)
  }

  #replace(f: number, to: PlannedPlace | undefined): NodeChange {
    const place = this.#facilities[f]
    if (!place) throw new RangeError(`there is no facility ${f}`)
    const cell = this.#cellOf(this.#labelledDoors(f))
    this.#local.begin()
    this.#facilities[f] = to
    this.#doors.delete(f)
    this.#recompute(cell)
    return this.#finish(() => {
      this.#facilities[f] = place
      this.#doors.delete(f)
    })
  }

  /** The ends of the path become nodes; facilities and buildings on the same edges meet it there. */
  openPath(path: PlannedPath): NodeChange {
    const paths = this.#paths
    this.#setOverlay([...paths, path], this.#closed)
    this.#local.begin()
    this.#offerInto([this.#overlay.nodeCount - 2, this.#overlay.nodeCount - 1])
    // Facilities on these edges meet the path, and those inside a compound may get a gate.
    this.#facilities.forEach((_, f) => this.#offerDoors(f))
    this.#local.run(this.#overlay)
    return this.#finish(() => this.#setOverlay(paths, this.#closed))
  }

  /** Closes an edge, with everything that stands on it: its facilities lose this way on. */
  closePath(edge: number): NodeChange {
    const closed = this.#closed
    const starts = [...this.#overlay.pointsOn(edge)]
    for (const [u, v, ms] of this.#overlay.linksOf(edge)) if (this.#isTight(u, v, ms)) starts.push(v)
    const isInside = this.#overlay.isPrivate(this.graph.network.edgeFrom[edge] ?? 0)
    this.#facilities.forEach((place, f) => {
      // A way inside a compound may be the way out of every facility in it.
      if (isInside || place?.some((way) => way.edge === edge)) starts.push(...this.#labelledDoors(f))
    })
    const cell = this.#cellOf(starts)
    this.#setOverlay(this.#paths, new Set([...closed, edge]))
    this.#local.begin()
    this.#recompute(cell)
    return this.#finish(() => this.#setOverlay(this.#paths, closed))
  }

  /** Puts everything back as it was before the last change. */
  undo(): void {
    this.#undo.pop()?.()
  }

  #setOverlay(paths: readonly PlannedPath[], closed: ReadonlySet<number>): void {
    this.#paths = paths
    this.#closed = closed
    this.#overlay = new OverlayGraph(this.graph, paths, closed)
    this.#doors.clear()
    this.#reverse = undefined
    this.#inside = undefined
    const { labels } = this.#local
    const known = labels.ms.length
    if (this.#overlay.nodeCount <= known) return
    const ms = new Int32Array(this.#overlay.nodeCount).fill(UNREACHED, known)
    const facility = new Int32Array(this.#overlay.nodeCount).fill(-1, known)
    ms.set(labels.ms)
    facility.set(labels.facility)
    labels.ms = ms
    labels.facility = facility
  }

  #offerDoors(f: number): void {
    for (const [node, ms] of this.#doorsOf(f)) this.#local.offer(node, ms, f)
  }

  /** Where the search to a facility starts, ways out of its compound included. */
  #doorsOf(f: number): readonly (readonly [number, number])[] {
    const known = this.#doors.get(f)
    if (known) return known
    const overlay = this.#overlay
    const doors = (this.#facilities[f] ?? []).flatMap((way) => {
      const leg = legTimeMs(this.graph, way.legM)
      return overlay.doorsAt(way, 'towards').map(([node, ms]): [number, number] => [node, leg + ms])
    })
    const inside = doors.filter(([node]) => overlay.isPrivate(node))
    if (inside.length > 0) {
      this.#inside ??= new BucketSearch(overlay.nodeCount)
      const search = this.#inside
      search.begin(this.limitMs)
      for (const [node, ms] of inside) search.seed(node, ms)
      search.run(overlay)
      for (const node of search.touched.subarray(0, search.touchedCount)) {
        for (const [outside, ms] of overlay.exitsAt(node)) doors.push([outside, (search.dist[node] ?? 0) + ms])
      }
    }
    this.#doors.set(f, doors)
    return doors
  }

  /** The nodes whose label comes straight from a door of this facility. */
  #labelledDoors(f: number): number[] {
    return this.#doorsOf(f).flatMap(([node, ms]) => (this.facility[node] === f && this.ms[node] === ms ? [node] : []))
  }

  #isTight(u: number, v: number, ms: number): boolean {
    return (
      this.ms[v] === (this.ms[u] ?? 0) + ms && this.facility[v] === this.facility[u] && (this.facility[v] ?? -1) >= 0
    )
  }

  /** Everything whose label may have come through the given nodes: on from them along arcs that fit to the millisecond. */
  #cellOf(starts: readonly number[]): Set<number> {
    const { offset, arcs } = this.#overlay
    const cell = new Set(starts)
    const stack = [...cell]
    for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
      for (let i = offset[u] ?? 0; i < (offset[u + 1] ?? 0); i++) {
        const v = arcs[2 * i] ?? 0
        if (cell.has(v) || !this.#isTight(u, v, arcs[2 * i + 1] ?? 0)) continue
        cell.add(v)
        stack.push(v)
      }
    }
    return cell
  }

  /** Forgets a cell and fills it again from its rim and from every facility's doors. */
  #recompute(cell: ReadonlySet<number>): void {
    for (const v of cell) this.#local.forget(v)
    this.#offerInto(cell)
    this.#facilities.forEach((_, f) => this.#offerDoors(f))
    this.#local.run(this.#overlay)
  }

  /** Offers nodes what their neighbours know. */
  #offerInto(nodes: Iterable<number>): void {
    const { offset, arcs } = this.#transposed()
    for (const v of nodes) {
      for (let i = offset[v] ?? 0; i < (offset[v + 1] ?? 0); i++) {
        const from = arcs[2 * i] ?? 0
        const name = this.facility[from] ?? -1
        if (name >= 0) this.#local.offer(v, (this.ms[from] ?? 0) + (arcs[2 * i + 1] ?? 0), name)
      }
    }
  }

  #transposed(): { offset: Int32Array; arcs: Int32Array } {
    if (this.#reverse) return this.#reverse
    const { nodeCount, offset, arcs } = this.#overlay
    const into = new Int32Array(nodeCount + 1)
    for (let i = 0; i < arcs.length; i += 2) into[(arcs[i] ?? 0) + 1] = (into[(arcs[i] ?? 0) + 1] ?? 0) + 1
    for (let v = 1; v <= nodeCount; v++) into[v] = (into[v] ?? 0) + (into[v - 1] ?? 0)
    const back = new Int32Array(arcs.length)
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
    this.#reverse = { offset: into, arcs: back }
    return this.#reverse
  }

  #finish(restore: () => void): NodeChange {
    const change = this.#local.change()
    const ms = change.node.length
    const nodeChange = {
      ...change,
      afterMs: Int32Array.from(change.node, (v) => this.ms[v] ?? 0),
      afterFacility: Int32Array.from(change.node, (v) => this.facility[v] ?? 0),
    }
    this.#undo.push(() => {
      for (let i = 0; i < ms; i++) {
        const v = change.node[i] ?? 0
        this.ms[v] = change.beforeMs[i] ?? 0
        this.facility[v] = change.beforeFacility[i] ?? 0
      }
      restore()
    })
    return nodeChange
  }
}

export function plannedPlaces(places: SnappedPlaces): PlannedPlace[] {
  return Array.from({ length: places.offset.length - 1 }, (_, i) => {
    const ways = []
    for (let c = places.offset[i] ?? 0; c < (places.offset[i + 1] ?? 0); c++) {
      ways.push({ edge: places.edge[c] ?? 0, share: places.share[c] ?? 0, legM: places.legM[c] ?? 0 })
    }
    return ways
  })
}
