import type { WalkGraph } from './compile-profile.ts'
import type { SeedTable } from './seeds.ts'
import { WalkSearch } from './walk-search.ts'

/** Nodes within the limit: source i owns entries offset[i] .. offset[i + 1] - 1, in no particular order. */
export interface ReachTable {
  readonly offset: Uint32Array
  readonly node: Int32Array
  readonly ms: Int32Array
}

export type Direction = 'away' | 'towards'

/**
 * Bounded searches, one a source, on buffers that live as long as the object: a table is overwritten by the next call.
 * `away`: who sets out there gets where; `towards`: who gets there.
 */
export class ReachSearch {
  readonly #search: WalkSearch
  #node = new Int32Array(1 << 14)
  #ms = new Int32Array(1 << 14)

  constructor(graph: WalkGraph, direction: Direction = 'away') {
    this.#search = new WalkSearch(graph[direction])
  }

  run(sources: SeedTable, limitMs: number): ReachTable {
    const search = this.#search
    const count = sources.offset.length - 1
    const offset = new Uint32Array(count + 1)
    let at = 0
    for (let i = 0; i < count; i++) {
      search.begin(limitMs)
      const end = sources.offset[i + 1] ?? 0
      for (let s = sources.offset[i] ?? 0; s < end; s++) search.seed(sources.node[s] ?? 0, sources.ms[s] ?? 0)
      search.run()
      // A search finds at most all nodes; growing between searches keeps the check out of the loop.
      const room = at + search.graph.nodeCount + 1
      if (this.#node.length < room) {
        this.#node = enlarged(this.#node, room, at)
        this.#ms = enlarged(this.#ms, room, at)
      }
      at = search.collect(this.#node, this.#ms, at)
      offset[i + 1] = at
    }
    return { offset, node: this.#node.subarray(0, at), ms: this.#ms.subarray(0, at) }
  }
}

export function reach(
  graph: WalkGraph,
  sources: SeedTable,
  limitMs: number,
  direction: Direction = 'away',
): ReachTable {
  const table = new ReachSearch(graph, direction).run(sources, limitMs)
  return { offset: table.offset, node: table.node.slice(), ms: table.ms.slice() }
}

function enlarged(column: Int32Array, wanted: number, used: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(wanted, column.length * 2))
  larger.set(column.subarray(0, used))
  return larger
}
