import type { WalkGraph } from './compile-profile.ts'
import type { Door, OverlayGraph, PlannedPlace } from './overlay-graph.ts'
import type { SeedTable } from './seeds.ts'
import { placeDoors, type SnappedPlaces } from './snapped-places.ts'

/** Homes of a graph with the way back: which of them hang on a node or an edge. Made once, used under every plan. */
export interface HomeIndex {
  readonly buildings: SnappedPlaces
  /** leaving the homes, legs included */
  readonly doors: SeedTable
  /** u32[n + 1], u32[d]: homes with a door at node v */
  readonly nodeOffset: Uint32Array
  readonly homeAtNode: Uint32Array
  readonly onEdge: ReadonlyMap<number, readonly number[]>
}

export function homeIndex(graph: WalkGraph, buildings: SnappedPlaces): HomeIndex {
  const doors = placeDoors(graph, buildings, 'away')
  const count = buildings.offset.length - 1
  const nodeOffset = new Uint32Array(graph.network.nodeCount + 1)
  for (const node of doors.node) nodeOffset[node + 1] = (nodeOffset[node + 1] ?? 0) + 1
  for (let v = 1; v < nodeOffset.length; v++) nodeOffset[v] = (nodeOffset[v] ?? 0) + (nodeOffset[v - 1] ?? 0)
  const next = nodeOffset.slice()
  const homeAtNode = new Uint32Array(doors.node.length)
  const onEdge = new Map<number, number[]>()
  for (let home = 0; home < count; home++) {
    for (let d = doors.offset[home] ?? 0; d < (doors.offset[home + 1] ?? 0); d++) {
      const node = doors.node[d] ?? 0
      homeAtNode[next[node] ?? 0] = home
      next[node] = (next[node] ?? 0) + 1
    }
    for (let c = buildings.offset[home] ?? 0; c < (buildings.offset[home + 1] ?? 0); c++) {
      const edge = buildings.edge[c] ?? 0
      const there = onEdge.get(edge)
      if (there) there.push(home)
      else onEdge.set(edge, [home])
    }
  }
  return { buildings, doors, nodeOffset, homeAtNode, onEdge }
}

interface Fitted {
  readonly ways: PlannedPlace
  readonly doors: readonly Door[]
}

/**
 * The homes under one plan: through the ends of planned paths too, by no way on that was closed, and with homes that are yet to be
 * built, in rows after the others.
 */
export class Homes {
  readonly overlay: OverlayGraph
  readonly count: number
  readonly index: HomeIndex
  /** homes that differ from the index */
  readonly #fitted = new Map<number, Fitted>()
  readonly #fittedAtNode = new Map<number, number[]>()
  readonly #fittedOnEdge = new Map<number, number[]>()

  /** @param built ways on of homes that are yet to be built */
  constructor(overlay: OverlayGraph, index: HomeIndex, built: readonly PlannedPlace[] = []) {
    this.overlay = overlay
    this.index = index
    const known = index.buildings.offset.length - 1
    this.count = known + built.length
    const touched = new Set([...overlay.closed, ...overlay.paths.flatMap(({ from, to }) => [from.edge, to.edge])])
    const moved = new Set([...touched].flatMap((edge) => index.onEdge.get(edge) ?? []))
    for (const home of moved) this.#fit(home, waysOf(index.buildings, home))
    built.forEach((ways, i) => this.#fit(known + i, ways))
  }

  #fit(home: number, all: PlannedPlace): void {
    const ways = all.filter((way) => !this.overlay.closed.has(way.edge))
    const doors = this.overlay.doorsOf(ways, 'away')
    this.#fitted.set(home, { ways, doors })
    for (const [node] of doors) append(this.#fittedAtNode, node, home)
    for (const { edge } of ways) append(this.#fittedOnEdge, edge, home)
  }

  /** Homes that the plan itself touches. */
  get touched(): Iterable<number> {
    return this.#fitted.keys()
  }

  /** Whether any way on is left. */
  hasWay(home: number): boolean {
    const fitted = this.#fitted.get(home)
    if (fitted !== undefined) return fitted.doors.length > 0
    return (this.index.doors.offset[home] ?? 0) < (this.index.doors.offset[home + 1] ?? 0)
  }

  waysOf(home: number): PlannedPlace {
    return this.#fitted.get(home)?.ways ?? waysOf(this.index.buildings, home)
  }

  forEachDoor(home: number, visit: (node: number, ms: number) => void): void {
    const fitted = this.#fitted.get(home)
    if (fitted !== undefined) {
      for (const [node, ms] of fitted.doors) visit(node, ms)
      return
    }
    const { offset, node, ms } = this.index.doors
    const end = offset[home + 1] ?? 0
    for (let d = offset[home] ?? 0; d < end; d++) visit(node[d] ?? 0, ms[d] ?? 0)
  }

  forEachWay(home: number, visit: (edge: number, share: number, legM: number) => void): void {
    const fitted = this.#fitted.get(home)
    if (fitted !== undefined) {
      for (const { edge, share, legM } of fitted.ways) visit(edge, share, legM)
      return
    }
    const { offset, edge, share, legM } = this.index.buildings
    const end = offset[home + 1] ?? 0
    for (let c = offset[home] ?? 0; c < end; c++) visit(edge[c] ?? 0, share[c] ?? 0, legM[c] ?? 0)
  }

  /** Homes with a door at a node; a home may come twice. */
  forEachAtNode(v: number, visit: (home: number) => void): void {
    const { nodeOffset, homeAtNode } = this.index
    const end = nodeOffset[v + 1] ?? 0
    for (let i = nodeOffset[v] ?? end; i < end; i++) visit(homeAtNode[i] ?? 0)
    for (const home of this.#fittedAtNode.get(v) ?? []) visit(home)
  }

  /** Homes with a way on by an edge; a home may come twice. */
  forEachOnEdge(edge: number, visit: (home: number) => void): void {
    for (const home of this.index.onEdge.get(edge) ?? []) visit(home)
    for (const home of this.#fittedOnEdge.get(edge) ?? []) visit(home)
  }
}

function waysOf({ offset, edge, share, legM }: SnappedPlaces, home: number): PlannedPlace {
  const ways = []
  for (let c = offset[home] ?? 0; c < (offset[home + 1] ?? 0); c++)
    ways.push({ edge: edge[c] ?? 0, share: share[c] ?? 0, legM: legM[c] ?? 0 })
  return ways
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
