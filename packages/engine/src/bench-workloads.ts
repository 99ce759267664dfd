import { polygonAreaM2, type Ring } from '@xiayi/geo/rings'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile, type WalkGraph } from './compile-profile.ts'
import { type CsvGraph, parseCsvGraph } from './csv-graph.ts'
import { type Isochrone, IsochroneMaker } from './isochrone.ts'
import { forEachNearest } from './nearest.ts'
import { nodesOfInput } from './network.ts'
import { isochronesPooled, nearestPooled, reachPooled } from './pooled.ts'
import { PROFILES } from './profiles.ts'
import { ReachSearch, type ReachTable } from './reach.ts'
import { nodeSeeds, type SeedTable, seedsOf } from './seeds.ts'
import type { IsochroneOrigin } from './worker-jobs.ts'
import { EnginePool } from './worker-pool.ts'

/**
 * The three workloads every peer of the benchmark runs: 1.2 m/s, 900 s. W1: bounded searches with their nodes and times; W2: a
 * row of minutes to the nearest facility of each category for every node; W3: isochrone polygons.
 */
const LIMIT_MS = 900_000
const METRES_PER_MS = 1.2 / 1000

export interface WorkloadGraph {
  readonly graph: WalkGraph
  readonly reachFrom: SeedTable
  readonly isochroneFrom: SeedTable
  readonly categories: readonly SeedTable[]
  /** seconds to parse, build and compile */
  readonly loadS: number
}

export interface CountAndSum {
  readonly count: number
  readonly sum_m: number
}

/** Seconds of every repetition, and what they found, to be held against the exact reference. */
export interface WorkloadReport {
  readonly w1_s: readonly number[]
  readonly w2_s: readonly number[]
  readonly w3_s: readonly number[]
  /** W3 with an IsochroneMaker made inside the time, so that no road has its footprint yet; none on a pool, which keeps its own */
  readonly w3_fresh_s: readonly number[]
  readonly load_s: number
  readonly rss_mb: number
  readonly threads: number
  readonly nodes: number
  readonly core_nodes: number
  readonly w1: readonly CountAndSum[]
  readonly w2: readonly CountAndSum[]
  readonly w3_mean_area_km2: number
}

/** `readText` gives the text of `<prefix>_nodes.csv` and its siblings; the engine itself opens no files. */
export function readWorkloadGraph(prefix: string, readText: (path: string) => string): WorkloadGraph {
  const start = performance.now()
  const csv = parseCsvGraph({
    nodes: readText(`${prefix}_nodes.csv`),
    edges: readText(`${prefix}_edges.csv`),
    facilities: readText(`${prefix}_fac.csv`),
    reachFrom: readText(`${prefix}_w1.csv`),
    isochroneFrom: readText(`${prefix}_w3.csv`),
  })
  return workloadGraph(csv, start)
}

export function workloadGraph(csv: CsvGraph, startedAt = performance.now()): WorkloadGraph {
  const network = buildNetwork(csv.input)
  const graph = compileProfile(network, PROFILES.adult)
  const place = nodesOfInput(network, csv.input.nodeLon.length)
  const seedsAt = (nodes: Uint32Array) => nodeSeeds(nodes.map((v) => place[v] ?? 0))
  return {
    graph,
    reachFrom: seedsAt(csv.reachFrom),
    isochroneFrom: seedsAt(csv.isochroneFrom),
    categories: csv.facilities.map(seedsAt),
    loadS: (performance.now() - startedAt) / 1000,
  }
}

/** What one repetition of each workload is, on one thread or on a pool. */
interface Runner {
  reach(): ReachTable | Promise<ReachTable>
  /** fills a row of minutes per category */
  minutes(rows: readonly Float32Array[]): void | Promise<void>
  isochrones(): Isochrone[] | Promise<Isochrone[]>
  /** the same without anything kept from before */
  freshIsochrones?(): Isochrone[]
}

/** One thread runs in this one; more run in a pool that is ended afterwards. */
export async function runWorkloads(
  graph: WorkloadGraph,
  options: { readonly reps: number; readonly threads?: number },
): Promise<WorkloadReport> {
  const threads = options.threads ?? 1
  if (threads <= 1) return measure(graph, singleRunner(graph), { reps: options.reps, threads: 1 })
  const pool = new EnginePool({ threads })
  try {
    return await measure(graph, pooledRunner(graph, pool), { reps: options.reps, threads })
  } finally {
    await pool.close()
  }
}

function singleRunner(graph: WorkloadGraph): Runner {
  const search = new ReachSearch(graph.graph)
  const maker = new IsochroneMaker(graph.graph)
  const drawAll = (by: IsochroneMaker) => originsOf(graph).flatMap(({ seeds }) => by.draw(seeds, [LIMIT_MS]))
  return {
    reach: () => search.run(graph.reachFrom, LIMIT_MS),
    minutes: (rows) => fillMinuteRows(graph, rows),
    isochrones: () => drawAll(maker),
    freshIsochrones: () => drawAll(new IsochroneMaker(graph.graph)),
  }
}

function pooledRunner({ graph, reachFrom, categories, ...rest }: WorkloadGraph, pool: EnginePool): Runner {
  const origins = originsOf(rest)
  return {
    reach: () => reachPooled(pool, graph, { sources: reachFrom, limitMs: LIMIT_MS }),
    minutes: async (rows) => {
      const found = await nearestPooled(pool, graph, { categories, limitMs: LIMIT_MS })
      found.forEach((ms, c) => {
        const row = rows[c]
        if (row) toMinutes(ms, row)
      })
    },
    isochrones: async () => (await isochronesPooled(pool, graph, { origins, limitsMs: [LIMIT_MS] })).flat(),
  }
}

async function measure(
  graph: WorkloadGraph,
  runner: Runner,
  { reps, threads }: { readonly reps: number; readonly threads: number },
): Promise<WorkloadReport> {
  const seconds: Record<'w1' | 'w2' | 'w3' | 'w3Fresh', number[]> = { w1: [], w2: [], w3: [], w3Fresh: [] }
  const rows = minuteRows(graph)
  let reached: ReachTable = { offset: new Uint32Array(1), node: new Int32Array(0), ms: new Int32Array(0) }
  let drawn: Isochrone[] = []
  for (let r = 0; r < reps; r++) {
    let start = performance.now()
    reached = await runner.reach()
    seconds.w1.push((performance.now() - start) / 1000)
    start = performance.now()
    await runner.minutes(rows)
    seconds.w2.push((performance.now() - start) / 1000)
    start = performance.now()
    drawn = await runner.isochrones()
    seconds.w3.push((performance.now() - start) / 1000)
    if (!runner.freshIsochrones) continue
    start = performance.now()
    runner.freshIsochrones()
    seconds.w3Fresh.push((performance.now() - start) / 1000)
  }
  return {
    w1_s: seconds.w1,
    w2_s: seconds.w2,
    w3_s: seconds.w3,
    w3_fresh_s: seconds.w3Fresh,
    load_s: graph.loadS,
    rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    threads,
    nodes: graph.graph.network.nodeCount,
    core_nodes: graph.graph.away.coreCount,
    w1: reachSums(reached),
    w2: rows.map(minuteSum),
    w3_mean_area_km2: meanAreaKm2(drawn),
  }
}

function originsOf({ isochroneFrom }: Pick<WorkloadGraph, 'isochroneFrom'>): IsochroneOrigin[] {
  return Array.from({ length: isochroneFrom.offset.length - 1 }, (_, i) => ({
    seeds: seedsOf(isochroneFrom, i),
    legs: [],
  }))
}

function minuteRows(graph: WorkloadGraph): Float32Array[] {
  return graph.categories.map(() => new Float32Array(graph.graph.network.nodeCount))
}

function fillMinuteRows(graph: WorkloadGraph, rows: readonly Float32Array[]): void {
  forEachNearest(graph.graph, graph.categories, { limitMs: LIMIT_MS }, (ms, category) => {
    const row = rows[category]
    if (row) toMinutes(ms, row)
  })
}

function toMinutes(ms: Int32Array, row: Float32Array): void {
  for (let v = 0; v < ms.length; v++) {
    const time = ms[v] ?? 0
    row[v] = time === UNREACHED ? -1 : time * (1 / 60_000)
  }
}

/** Node count and sum of metres of every source. */
function reachSums(table: ReachTable): CountAndSum[] {
  return Array.from({ length: table.offset.length - 1 }, (_, i) => {
    const times = table.ms.subarray(table.offset[i], table.offset[i + 1])
    let sum = 0
    for (const ms of times) sum += ms * METRES_PER_MS
    return { count: times.length, sum_m: sum }
  })
}

/** Nodes in reach of a category and the sum of their metres, from the row of minutes that the workload made. */
function minuteSum(row: Float32Array): CountAndSum {
  let count = 0
  let sum = 0
  for (const minutes of row) {
    if (minutes < 0) continue
    count++
    sum += minutes * 60_000 * METRES_PER_MS
  }
  return { count, sum_m: sum }
}

export function meanAreaKm2(drawn: readonly Isochrone[]): number {
  const area = drawn.reduce((sum, { coordinates }) => {
    const polygons = coordinates.map((rings) =>
      rings.map((ring): Ring => ring.map(([lon = 0, lat = 0]) => [lon, lat] as const)),
    )
    return sum + polygons.reduce((part, rings) => part + polygonAreaM2(rings), 0)
  }, 0)
  return drawn.length > 0 ? area / drawn.length / 1e6 : 0
}
