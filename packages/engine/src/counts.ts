import type { WalkGraph } from './compile-profile.ts'
import type { SeedTable } from './seeds.ts'
import { WalkSearch } from './walk-search.ts'

export interface CountOptions {
  readonly limitMs: number
  /** added to every node in reach instead of 1: beds, square metres, places; one a facility */
  readonly weights?: ArrayLike<number>
}

/**
 * For every node the facilities (or the sum of their weights) that can be walked to within the limit: one bounded search against
 * the walking direction a facility. f64[n]; a facility with several entrances counts once.
 */
export function countsWithin(graph: WalkGraph, facilities: SeedTable, options: CountOptions): Float64Array {
  const counts = new Float64Array(graph.towards.nodeCount)
  forEachReach(graph, facilities, options.limitMs, (f, nodes, found) => {
    const weight = options.weights ? (options.weights[f] ?? 0) : 1
    for (let i = 0; i < found; i++) {
      const v = nodes[i] ?? 0
      counts[v] = (counts[v] ?? 0) + weight
    }
  })
  return counts
}

/**
 * Two-step floating catchment (Luo & Wang 2003): supply of each facility shared among the demand within the limit, then summed
 * over the facilities each node reaches. Demand per node (people), supply per facility (beds, places). f64[n] supply per head.
 */
export function twoStepCatchment(
  graph: WalkGraph,
  facilities: SeedTable,
  options: { readonly limitMs: number; readonly supply: ArrayLike<number>; readonly demand: ArrayLike<number> },
): Float64Array {
  const access = new Float64Array(graph.towards.nodeCount)
  forEachReach(graph, facilities, options.limitMs, (f, nodes, found) => {
    let people = 0
    for (let i = 0; i < found; i++) people += options.demand[nodes[i] ?? 0] ?? 0
    if (people === 0) return
    const share = (options.supply[f] ?? 0) / people
    for (let i = 0; i < found; i++) access[nodes[i] ?? 0] = (access[nodes[i] ?? 0] ?? 0) + share
  })
  return access
}

/** Facility by facility the nodes from which it is within the limit: the first `found` of `nodes`, which is used again. */
function forEachReach(
  graph: WalkGraph,
  facilities: SeedTable,
  limitMs: number,
  visit: (facility: number, nodes: Int32Array, found: number) => void,
): void {
  const side = graph.towards
  const search = new WalkSearch(side)
  const nodes = new Int32Array(side.nodeCount + 1)
  const times = new Int32Array(side.nodeCount + 1)
  for (let f = 0; f + 1 < facilities.offset.length; f++) {
    search.begin(limitMs)
    const end = facilities.offset[f + 1] ?? 0
    for (let s = facilities.offset[f] ?? 0; s < end; s++) search.seed(facilities.node[s] ?? 0, facilities.ms[s] ?? 0)
    search.run()
    visit(f, nodes, search.collect(nodes, times, 0))
  }
}
