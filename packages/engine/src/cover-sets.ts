import { UNREACHED } from './bucket-search.ts'
import type { WalkGraph } from './compile-profile.ts'
import type { BuildingTimes } from './coverage.ts'
import type { SitingProblem } from './siting.ts'
import { alongEdgeMs, legTimeMs, placeDoors, placeSeeds, type SnappedPlaces, waysByEdge } from './snapped-places.ts'
import { WalkSearch } from './walk-search.ts'

export interface CoverSetInput {
  readonly candidates: SnappedPlaces
  readonly buildings: SnappedPlaces
  /** people per building */
  readonly residents: ArrayLike<number>
  readonly withinMs: number
  readonly sites: number
  /** times to the facilities that are already there: who is within T of them needs no new one */
  readonly existing?: BuildingTimes
  readonly signal?: AbortSignal
}

/** Which buildings each candidate would bring within T, as a maximal covering problem over the buildings. */
export function coverSets(graph: WalkGraph, input: CoverSetInput): SitingProblem {
  const { candidates, buildings, withinMs } = input
  const side = graph.towards
  const search = new WalkSearch(side)
  const doors = placeDoors(graph, buildings, 'away')
  const seeds = placeSeeds(graph, candidates, 'towards')
  const byNode = doorsByNode(side.nodeCount, doors)
  const onEdge = waysByEdge(graph, buildings)
  const nodes = new Int32Array(side.nodeCount + 1)
  const times = new Int32Array(side.nodeCount + 1)
  const weight = Float64Array.from({ length: buildings.offset.length - 1 }, (_, b) => {
    const isServed = (input.existing?.ms[b] ?? UNREACHED) <= withinMs
    return isServed ? 0 : (input.residents[b] ?? 0)
  })
  const offset = new Uint32Array(candidates.offset.length)
  let demand = new Uint32Array(1 << 14)
  let used = 0
  for (let c = 0; c + 1 < candidates.offset.length; c++) {
    input.signal?.throwIfAborted()
    search.begin(withinMs)
    for (let s = seeds.offset[c] ?? 0; s < (seeds.offset[c + 1] ?? 0); s++)
      search.seed(seeds.node[s] ?? 0, seeds.ms[s] ?? 0)
    search.run()
    const found = search.collect(nodes, times, 0)
    const covered = new Set<number>()
    for (let i = 0; i < found; i++) {
      const v = nodes[i] ?? 0
      for (let d = byNode.offset[v] ?? 0; d < (byNode.offset[v + 1] ?? 0); d++) {
        if ((times[i] ?? 0) + (byNode.ms[d] ?? 0) <= withinMs) covered.add(byNode.building[d] ?? 0)
      }
    }
    for (let way = candidates.offset[c] ?? 0; way < (candidates.offset[c + 1] ?? 0); way++) {
      const edge = candidates.edge[way] ?? 0
      const leg = legTimeMs(graph, candidates.legM[way] ?? 0)
      for (const there of onEdge.get(edge) ?? []) {
        const along = alongEdgeMs(graph, edge, there.share, candidates.share[way] ?? 0)
        if (along !== undefined && leg + along + there.legMs <= withinMs) covered.add(there.place)
      }
    }
    if (used + covered.size > demand.length) {
      const larger = new Uint32Array(2 * demand.length + covered.size)
      larger.set(demand)
      demand = larger
    }
    demand.set(Uint32Array.from(covered).sort(), used)
    used += covered.size
    offset[c + 1] = used
  }
  return { offset, demand: demand.slice(0, used), weight, sites: input.sites }
}

function doorsByNode(n: number, doors: { offset: Uint32Array; node: Uint32Array; ms: Uint32Array }) {
  const offset = new Uint32Array(n + 1)
  for (const v of doors.node) offset[v + 1] = (offset[v + 1] ?? 0) + 1
  for (let v = 1; v <= n; v++) offset[v] = (offset[v] ?? 0) + (offset[v - 1] ?? 0)
  const building = new Uint32Array(doors.node.length)
  const ms = new Uint32Array(doors.node.length)
  const next = offset.slice(0, n)
  for (let b = 0; b + 1 < doors.offset.length; b++) {
    for (let d = doors.offset[b] ?? 0; d < (doors.offset[b + 1] ?? 0); d++) {
      const v = doors.node[d] ?? 0
      const at = next[v] ?? 0
      building[at] = b
      ms[at] = doors.ms[d] ?? 0
      next[v] = at + 1
    }
  }
  return { offset, building, ms }
}
