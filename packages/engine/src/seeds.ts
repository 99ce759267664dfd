import { BucketSearch } from './bucket-search.ts'
import type { WalkGraph } from './compile-profile.ts'
import { NONE } from './network.ts'

/** Where the searches of many sources start: source i owns entries offset[i] .. offset[i + 1] - 1. */
export interface SeedTable {
  readonly offset: Uint32Array
  readonly node: Uint32Array
  /** ms from the source to the node */
  readonly ms: Uint32Array
}

export type Seed = readonly [node: number, ms: number]

export function seedTable(sources: readonly (readonly Seed[])[]): SeedTable {
  const total = sources.reduce((sum, seeds) => sum + seeds.length, 0)
  const table = {
    offset: new Uint32Array(sources.length + 1),
    node: new Uint32Array(total),
    ms: new Uint32Array(total),
  }
  let at = 0
  sources.forEach((seeds, i) => {
    for (const [node, ms] of seeds) {
      table.node[at] = node
      table.ms[at] = ms
      at++
    }
    table.offset[i + 1] = at
  })
  return table
}

/** Sources that stand on nodes. */
export function nodeSeeds(nodes: ArrayLike<number>): SeedTable {
  return {
    offset: Uint32Array.from({ length: nodes.length + 1 }, (_, i) => i),
    node: Uint32Array.from(nodes),
    ms: new Uint32Array(nodes.length),
  }
}

export function seedsOf(table: SeedTable, source: number): Seed[] {
  const seeds: Seed[] = []
  const end = table.offset[source + 1] ?? 0
  for (let i = table.offset[source] ?? 0; i < end; i++) seeds.push([table.node[i] ?? 0, table.ms[i] ?? 0])
  return seeds
}

/**
 * Adds the ways out of a compound: a source in the private layer first walks inside, and each gate it comes to is a seed on the
 * public side. The hot searches then never have to know about compounds.
 */
export function withExits(
  graph: WalkGraph,
  direction: 'away' | 'towards',
  sources: readonly (readonly Seed[])[],
): Seed[][] {
  const { nodeIsPrivate, nodeTwin } = graph.network
  let search: BucketSearch | undefined
  return sources.map((seeds) => {
    const inside = seeds.filter(([node]) => nodeIsPrivate[node] === 1)
    if (inside.length === 0) return [...seeds]
    search ??= new BucketSearch(graph.network.nodeCount)
    search.begin(LONGEST_WAY_OUT_MS)
    for (const [node, ms] of inside) search.seed(node, ms)
    search.run(graph[direction])
    const exits: Seed[] = []
    for (let i = 0; i < search.touchedCount; i++) {
      const node = search.touched[i] ?? 0
      const outside = nodeTwin[node] ?? NONE
      if (outside !== NONE) exits.push([outside, search.dist[node] ?? 0])
    }
    return [...seeds, ...exits.sort((a, b) => a[0] - b[0])]
  })
}

/** No compound takes longer than this to leave. */
const LONGEST_WAY_OUT_MS = 3 * 3600 * 1000
