import { UNREACHED } from './bucket-search.ts'
import type { WalkGraph } from './compile-profile.ts'
import { type LabelChange, type Labels, LocalScratch, LocalSearch } from './local-search.ts'
import { type Door, OverlayGraph, type PlannedPath, type PlannedPlace } from './overlay-graph.ts'
import type { SnappedPlaces } from './snapped-places.ts'

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

/** Labels that are known already, on an overlay that others may use too. */
interface Standing {
  readonly overlay: OverlayGraph
  readonly labels?: Labels
}

/** A change is made and read in one go, so that every board of a thread can remember on the same arrays. */
const scratch = new LocalScratch()

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
  #overlay: OverlayGraph
  /** where the search to a facility starts, in the current overlay */
  readonly #seeds = new Map<number, readonly Door[]>()
  readonly #undo: (() => void)[] = []

  /** @param plan what stands from the start; an overlay must be of `graph`, against the walk */
  constructor(
    graph: WalkGraph,
    facilities: SnappedPlaces | readonly (PlannedPlace | undefined)[],
    limitMs: number,
    plan: Plan | Standing = NO_PLAN,
  ) {
    this.graph = graph
    this.limitMs = limitMs
    this.#facilities = 'offset' in facilities ? plannedPlaces(facilities) : [...facilities]
    this.#overlay = 'overlay' in plan ? plan.overlay : new OverlayGraph(graph, plan.paths, plan.closed)
    const n = this.#overlay.nodeCount
    const known = 'overlay' in plan ? plan.labels : undefined
    const labels = known ?? { ms: new Int32Array(n).fill(UNREACHED), facility: new Int32Array(n).fill(-1) }
    this.#local = new LocalSearch(labels, limitMs, scratch)
    if (known !== undefined) return
    this.#local.begin()
    this.#facilities.forEach((_, f) => this.#offerSeeds(f))
    this.#local.run(this.#overlay)
  }

  /** The same board once more, to be changed apart from this one. */
  fork(): WhatIf {
    const labels = { ms: this.ms.slice(), facility: this.facility.slice() }
    const copy = new WhatIf(this.graph, this.#facilities, this.limitMs, { overlay: this.#overlay, labels })
    for (const [f, seeds] of this.#seeds) copy.#seeds.set(f, seeds)
    return copy
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
    this.#offerSeeds(f)
    this.#local.run(this.#overlay)
    return this.#finish(() => {
      this.#facilities.pop()
      this.#seeds.delete(f)
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
    const cell = this.#cellOf(this.#labelledSeeds(f))
    this.#local.begin()
    this.#facilities[f] = to
    this.#seeds.delete(f)
    this.#forget(cell)
    this.#offerSeeds(f)
    this.#local.run(this.#overlay)
    return this.#finish(() => {
      this.#facilities[f] = place
      this.#seeds.delete(f)
    })
  }

  /** The ends of the path become nodes; facilities and buildings on the same edges meet it there. */
  openPath(path: PlannedPath): NodeChange {
    const { paths, closed } = this.#overlay
    return this.lay(new OverlayGraph(this.graph, [...paths, path], closed))
  }

  /** Closes an edge, with everything that stands on it: its facilities lose this way on. */
  closePath(edge: number): NodeChange {
    const { paths, closed } = this.#overlay
    return this.lay(new OverlayGraph(this.graph, paths, new Set([...closed, edge])))
  }

  /**
   * Goes over to another overlay of the same graph: with the same paths first and perhaps more, and with every closure of this one
   * and perhaps more.
   */
  lay(overlay: OverlayGraph): NodeChange {
    const before = this.#overlay
    const cell = this.#cellOf(this.#startsOf([...overlay.closed].filter((edge) => !before.closed.has(edge))))
    this.#setOverlay(overlay)
    this.#local.begin()
    this.#forget(cell)
    this.#offerInto(Array.from({ length: overlay.nodeCount - before.nodeCount }, (_, i) => before.nodeCount + i))
    // Facilities on these edges meet the path, and those inside a compound may get a gate.
    this.#facilities.forEach((_, f) => this.#offerSeeds(f))
    this.#local.run(overlay)
    return this.#finish(() => this.#setOverlay(before))
  }

  /** Where labels begin that hang on edges: what lies behind them, and the doors of facilities on them. */
  #startsOf(edges: readonly number[]): number[] {
    const starts: number[] = []
    for (const edge of edges) {
      starts.push(...this.#overlay.pointsOn(edge))
      for (const [u, v, ms] of this.#overlay.linksOf(edge)) if (this.#isTight(u, v, ms)) starts.push(v)
      const isInside = this.#overlay.isPrivate(this.graph.network.edgeFrom[edge] ?? 0)
      this.#facilities.forEach((place, f) => {
        // A way inside a compound may be the way out of every facility in it.
        if (isInside || place?.some((way) => way.edge === edge)) starts.push(...this.#labelledSeeds(f))
      })
    }
    return starts
  }

  /** Puts everything back as it was before the last change. */
  undo(): void {
    this.#undo.pop()?.()
  }

  #setOverlay(overlay: OverlayGraph): void {
    this.#overlay = overlay
    this.#seeds.clear()
    const { labels } = this.#local
    const known = labels.ms.length
    if (overlay.nodeCount <= known) return
    const ms = new Int32Array(overlay.nodeCount).fill(UNREACHED, known)
    const facility = new Int32Array(overlay.nodeCount).fill(-1, known)
    ms.set(labels.ms)
    facility.set(labels.facility)
    labels.ms = ms
    labels.facility = facility
  }

  #offerSeeds(f: number): void {
    for (const [node, ms] of this.#seedsOf(f)) this.#local.offer(node, ms, f)
  }

  /** Where the search to a facility starts, ways out of its compound included. */
  #seedsOf(f: number): readonly Door[] {
    const known = this.#seeds.get(f)
    if (known) return known
    const seeds = this.#overlay.seedsOf(this.#facilities[f] ?? [], this.limitMs)
    this.#seeds.set(f, seeds)
    return seeds
  }

  /** The nodes whose label comes straight from a seed of this facility. */
  #labelledSeeds(f: number): number[] {
    return this.#seedsOf(f).flatMap(([node, ms]) => (this.facility[node] === f && this.ms[node] === ms ? [node] : []))
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

  /** Forgets a cell and offers it what its rim and every facility know. */
  #forget(cell: ReadonlySet<number>): void {
    for (const v of cell) this.#local.forget(v)
    this.#offerInto(cell)
    if (cell.size > 0) this.#facilities.forEach((_, f) => this.#offerSeeds(f))
  }

  /** Offers nodes what their neighbours know. */
  #offerInto(nodes: Iterable<number>): void {
    const { offset, arcs } = this.#overlay.transposed()
    for (const v of nodes) {
      for (let i = offset[v] ?? 0; i < (offset[v + 1] ?? 0); i++) {
        const from = arcs[2 * i] ?? 0
        const name = this.facility[from] ?? -1
        if (name >= 0) this.#local.offer(v, (this.ms[from] ?? 0) + (arcs[2 * i + 1] ?? 0), name)
      }
    }
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
