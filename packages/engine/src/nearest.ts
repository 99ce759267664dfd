import { UNREACHED } from './bucket-search.ts'
import { orderByKey } from './columns.ts'
import type { WalkGraph } from './compile-profile.ts'
import type { SeedTable } from './seeds.ts'
import { WalkSearch } from './walk-search.ts'

export interface NearestOptions {
  readonly limitMs: number
  /** `towards` (default): the walk goes to the facility */
  readonly direction?: 'away' | 'towards'
  /** nodes searched together; changes the speed and nothing else */
  readonly blockSize?: number
}

/**
 * Facilities of so many nodes are searched together. The search of 3 M nodes × 40 categories takes 545 ms in blocks of 2^15,
 * 516 ms of 2^16, 517 ms of 2^17 and 530 ms of 2^18: smaller ones correct more of each other's labels, larger ones leave the
 * second-level cache.
 */
const BLOCK = 1 << 16

/** Up to here one search a category from all its facilities is no slower than blocks. */
const FEW_NODES = 1 << 17

/**
 * For every category in turn: the time from every node to its nearest facility. `visit` gets a row of milliseconds (UNREACHED
 * beyond the limit) that is overwritten after it returns. i32[n]
 *
 * Facilities are searched block by block along the Hilbert curve, all categories in a block before the next, each search going
 * on in the row of its category: 3 M nodes × 40 categories take 10 times as long when all facilities start at once, because
 * the front then touches the whole country's memory at every step.
 */
export function forEachNearest(
  graph: WalkGraph,
  categories: readonly SeedTable[],
  options: NearestOptions,
  visit: (ms: Int32Array, category: number) => void,
): void {
  const side = graph[options.direction ?? 'towards']
  const search = new WalkSearch(side)
  const row = new Int32Array(side.nodeCount)
  if (side.nodeCount <= (options.blockSize ?? FEW_NODES)) {
    categories.forEach((seeds, c) => {
      search.begin(options.limitMs)
      for (let s = 0; s < seeds.node.length; s++) search.seed(seeds.node[s] ?? 0, seeds.ms[s] ?? 0)
      search.run()
      search.fillAll(row)
      visit(row, c)
    })
    return
  }
  const sorted = categories.map(seedsByNode)
  const rows = searchByBlock(search, sorted, options.limitMs, options.blockSize)
  const none = new Int32Array(0)
  sorted.forEach(({ node, ms }, c) => {
    search.beginOn(rows[c] ?? none, none, options.limitMs)
    search.fillAllFrom(row, node, ms, options.blockSize ?? BLOCK)
    visit(row, c)
  })
}

/** Seeds of one category in the order of their nodes. */
export interface SortedSeeds {
  readonly node: Uint32Array
  readonly ms: Uint32Array
}

/** Seeds along the curve: in the order they were given, every one of them is a cache miss (3 M nodes × 40: 2.9 s, 2.4 s sorted). */
export function seedsByNode(seeds: SeedTable): SortedSeeds {
  const order = orderByKey(seeds.node)
  return { node: order.map((s) => seeds.node[s] ?? 0), ms: order.map((s) => seeds.ms[s] ?? 0) }
}

/** Times to the core nodes for every category, UNREACHED beyond the limit. i32[core] each */
export function searchByBlock(
  search: WalkSearch,
  categories: readonly SortedSeeds[],
  limitMs: number,
  blockSize = BLOCK,
): Int32Array[] {
  const { coreCount, nodeCount } = search.graph
  const none = new Int32Array(0)
  const rows = categories.map(() => new Int32Array(coreCount).fill(UNREACHED))
  const next = new Int32Array(categories.length)
  for (let limit = blockSize; limit < nodeCount + blockSize; limit += blockSize) {
    categories.forEach(({ node, ms }, c) => {
      search.beginOn(rows[c] ?? none, none, limitMs)
      let s = next[c] ?? 0
      for (; s < node.length && (node[s] ?? 0) < limit; s++) search.seed(node[s] ?? 0, ms[s] ?? 0)
      next[c] = s
      search.run()
    })
  }
  return rows
}

export interface NearestLabels {
  /** i32[n] ms to the nearest facility, UNREACHED beyond the limit */
  readonly ms: Int32Array
  /** i32[n] index of that facility in the table, the smallest of equally near ones; -1 beyond the limit */
  readonly facility: Int32Array
}

/** One category with the name of the nearest facility for every node. */
export function nearestWithLabels(graph: WalkGraph, seeds: SeedTable, options: NearestOptions): NearestLabels {
  const side = graph[options.direction ?? 'towards']
  const search = new WalkSearch(side, true)
  const result = { ms: new Int32Array(side.nodeCount), facility: new Int32Array(side.nodeCount) }
  fillNearestLabels(search, seeds, options.limitMs, result)
  return result
}

/** The same on a search and columns that the caller keeps, for many categories one after another. */
export function fillNearestLabels(search: WalkSearch, seeds: SeedTable, limitMs: number, result: NearestLabels): void {
  search.begin(limitMs)
  for (let f = 0; f + 1 < seeds.offset.length; f++) {
    const end = seeds.offset[f + 1] ?? 0
    for (let s = seeds.offset[f] ?? 0; s < end; s++) search.seed(seeds.node[s] ?? 0, seeds.ms[s] ?? 0, f)
  }
  search.run()
  search.fillAllLabelled(result.ms, result.facility)
}
