import type { WalkGraph } from './compile-profile.ts'
import type { BuildingTimes } from './coverage.ts'
import type { Isochrone } from './isochrone.ts'
import type { Direction, ReachTable } from './reach.ts'
import type { SeedTable } from './seeds.ts'
import type { SnappedPlaces } from './snapped-places.ts'
import type { IsochroneOrigin } from './worker-jobs.ts'
import type { EnginePool } from './worker-pool.ts'

export interface PooledOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number) => void
}

/** Sources, origins and facilities a job; fixed, so that results do not depend on the number of threads. */
const CHUNK = 32

export async function reachPooled(
  pool: EnginePool,
  graph: WalkGraph,
  input: { readonly sources: SeedTable; readonly limitMs: number; readonly direction?: Direction },
  options: PooledOptions = {},
): Promise<ReachTable> {
  const { sources, limitMs, direction = 'away' } = input
  const jobs = chunksOf(sources).map((chunk) => ({ sources: chunk, limitMs, direction }))
  const tables = await pool.map(graph, 'reach', jobs, options)
  const count = sources.offset.length - 1
  const total = tables.reduce((sum, table) => sum + table.node.length, 0)
  const all = { offset: new Uint32Array(count + 1), node: new Int32Array(total), ms: new Int32Array(total) }
  let source = 0
  let at = 0
  for (const table of tables) {
    all.node.set(table.node, at)
    all.ms.set(table.ms, at)
    for (const end of table.offset.subarray(1)) all.offset[++source] = at + end
    at += table.node.length
  }
  return all
}

export async function isochronesPooled(
  pool: EnginePool,
  graph: WalkGraph,
  input: { readonly origins: readonly IsochroneOrigin[]; readonly limitsMs: readonly number[] },
  options: PooledOptions = {},
): Promise<Isochrone[][]> {
  const jobs = []
  for (let i = 0; i < input.origins.length; i += CHUNK) {
    jobs.push({ origins: input.origins.slice(i, i + CHUNK), limitsMs: input.limitsMs })
  }
  return (await pool.map(graph, 'isochrones', jobs, options)).flat()
}

/** Times from every building to the nearest facility of each category; one job a category. */
export async function coveragePooled(
  pool: EnginePool,
  graph: WalkGraph,
  input: { readonly buildings: SnappedPlaces; readonly categories: readonly SnappedPlaces[]; readonly limitMs: number },
  options: PooledOptions = {},
): Promise<BuildingTimes[]> {
  const { buildings, categories, limitMs } = input
  return pool.map(
    graph,
    'coverage',
    categories.map((facilities) => ({ buildings, facilities, limitMs })),
    options,
  )
}

/** One row of milliseconds per category. */
export async function nearestPooled(
  pool: EnginePool,
  graph: WalkGraph,
  input: { readonly categories: readonly SeedTable[]; readonly limitMs: number },
  options: PooledOptions = {},
): Promise<Int32Array[]> {
  return pool.map(
    graph,
    'nearest',
    input.categories.map((category) => ({ category, limitMs: input.limitMs })),
    options,
  )
}

export async function countsPooled(
  pool: EnginePool,
  graph: WalkGraph,
  input: { readonly facilities: SeedTable; readonly limitMs: number; readonly weights?: Float64Array },
  options: PooledOptions = {},
): Promise<Float64Array> {
  const { facilities, limitMs, weights } = input
  const jobs = chunksOf(facilities).map((chunk, i) => ({
    facilities: chunk,
    limitMs,
    weights: weights?.slice(i * CHUNK, (i + 1) * CHUNK),
  }))
  const sum = new Float64Array(graph.network.nodeCount)
  for (const part of await pool.map(graph, 'counts', jobs, options)) {
    for (let v = 0; v < sum.length; v++) sum[v] = (sum[v] ?? 0) + (part[v] ?? 0)
  }
  return sum
}

function chunksOf(table: SeedTable): SeedTable[] {
  const count = table.offset.length - 1
  const chunks: SeedTable[] = []
  for (let i = 0; i < count; i += CHUNK) {
    const to = Math.min(count, i + CHUNK)
    const first = table.offset[i] ?? 0
    const last = table.offset[to] ?? 0
    chunks.push({
      offset: table.offset.slice(i, to + 1).map((at) => at - first),
      node: table.node.slice(first, last),
      ms: table.ms.slice(first, last),
    })
  }
  return chunks
}
