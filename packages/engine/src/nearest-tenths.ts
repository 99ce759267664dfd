import type { WalkGraph } from './compile-profile.ts'
import type { SearchGraph } from './contract-graph.ts'
import { type NearestOptions, type SortedSeeds, searchByBlock, seedsByNode } from './nearest.ts'
import type { SeedTable } from './seeds.ts'
import { WalkSearch } from './walk-search.ts'

/** What stands for a node beyond the limit. */
export const TENTHS_UNREACHED = 0xffff

/** Nodes filled together: 128 KB of `ends` and some 4 KB of each row stay in the cache while all categories pass over them. */
const FILL_BLOCK = 1 << 13

/**
 * For every category the time from every node to its nearest facility in tenths of a second, rounded; u16[n] each,
 * TENTHS_UNREACHED beyond the limit: 240 MB for 3 M nodes × 40 categories.
 *
 * `reused` are rows of an earlier answer that nobody reads any more: a second 240 MB beside the first is not needed.
 *
 * Searched block by block as in `forEachNearest`, then filled block by block with the categories inside, straight into tenths:
 * 3 M nodes × 40 categories are filled in 0.5 s of processor time, against 0.95 s by way of a row of milliseconds per category,
 * which reads `ends` (48 MB) and writes and reads the row (12 MB) 40 times.
 *
 * @throws RangeError when the limit does not fit into 16 bits of tenths
 */
export function nearestTenths(
  graph: WalkGraph,
  categories: readonly SeedTable[],
  options: NearestOptions,
  reused: readonly Uint16Array[] = [],
): Uint16Array[] {
  const { limitMs, blockSize } = options
  if (limitMs > 6_553_000) throw new RangeError('tenths of a second in 16 bits reach 6,553 s')
  const side = graph[options.direction ?? 'towards']
  const sorted = categories.map(seedsByNode)
  const rows = searchByBlock(new WalkSearch(side), sorted, limitMs, blockSize)
  const fills = sorted.map((seeds, c): CategoryFill => {
    const before = reused[c]
    const tenths = before?.length === side.nodeCount ? before : new Uint16Array(side.nodeCount)
    return { seeds, dist: rows[c] ?? new Int32Array(0), tenths, next: 0, late: [] }
  })
  const step = Math.min(blockSize ?? FILL_BLOCK, FILL_BLOCK)
  for (let from = 0; from < side.nodeCount; from += step) {
    const to = Math.min(side.nodeCount, from + step)
    for (const fill of fills) {
      fillTenths(side, fill, limitMs, [from, to])
      spreadSeedsBefore(side, fill, limitMs, to)
    }
  }
  for (const { seeds, tenths, late } of fills)
    for (const s of late) spread(side, tenths, limitMs, [seeds.node[s] ?? 0, seeds.ms[s] ?? 0])
  return fills.map(({ tenths }) => tenths)
}

interface CategoryFill {
  readonly seeds: SortedSeeds
  /** i32[core] ms to the core nodes */
  readonly dist: Int32Array
  readonly tenths: Uint16Array
  /** the first seed whose block is still to come */
  next: number
  /** seeds whose branch goes on beyond what was filled when they were met */
  readonly late: number[]
}

/** Two branches that half the nodes mispredict are arithmetic here: the smaller of two, and 16 bits of sign beyond the limit. */
function fillTenths(
  { ends }: SearchGraph,
  { dist, tenths }: CategoryFill,
  limitMs: number,
  [from, to]: readonly [number, number],
): void {
  for (let v = from, i = 4 * from; v < to; v++, i += 4) {
    const b = (dist[ends[i + 2] ?? 0] ?? 0) + (ends[i + 3] ?? 0)
    const less = (dist[ends[i] ?? 0] ?? 0) + (ends[i + 1] ?? 0) - b
    const best = b + (less & (less >> 31))
    tenths[v] = ((best + 50) / 100) | ((limitMs - best) >> 31)
  }
}

/** Seeds that lie on branches reach their own branch without going by its ends. */
function spreadSeedsBefore(graph: SearchGraph, fill: CategoryFill, limitMs: number, to: number): void {
  const { branch, memberOffset, members } = graph
  const { node, ms } = fill.seeds
  let s = fill.next
  for (; s < node.length && (node[s] ?? 0) < to; s++) {
    const r = branch[node[s] ?? 0] ?? -1
    if (r < 0) continue
    // A branch that goes on beyond what is filled would be overwritten.
    const last = members[4 * ((memberOffset[r + 1] ?? 0) - 1)] ?? 0
    if (last < to) spread(graph, fill.tenths, limitMs, [node[s] ?? 0, ms[s] ?? 0])
    else fill.late.push(s)
  }
  fill.next = s
}

const stack: number[] = []

/**
 * Walks outward from a seed over its own branch, with exact times, as long as their tenths are not larger than those that are
 * there: what is shorter by less than a tenth here can be a tenth further on. A branch is a tree, so never going back ends it.
 */
function spread(
  { offset, arcs, branch }: SearchGraph,
  tenths: Uint16Array,
  limitMs: number,
  [seed, seedMs]: readonly [number, number],
): void {
  const own = branch[seed] ?? -1
  const seedTenths = ((seedMs + 50) / 100) | 0
  if (seedMs > limitMs || seedTenths > (tenths[seed] ?? 0)) return
  tenths[seed] = seedTenths
  stack.push(-1, seedMs, seed)
  for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
    const before = stack.pop() ?? 0
    const from = stack.pop() ?? 0
    const end = offset[u + 1] ?? 0
    for (let i = offset[u] ?? 0; i < end; i++) {
      const v = arcs[2 * i] ?? 0
      if (v === from || branch[v] !== own) continue
      const ms = before + (arcs[2 * i + 1] ?? 0)
      const time = ((ms + 50) / 100) | 0
      if (ms > limitMs || time > (tenths[v] ?? 0)) continue
      tenths[v] = time
      stack.push(u, ms, v)
    }
  }
}
