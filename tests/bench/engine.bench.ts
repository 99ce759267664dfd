import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { type Benchmark, median } from './benchmark.ts'
import { measureMillions } from './millions.ts'
import { runCpp } from './peers/cpp.ts'
import { runPgRouting } from './peers/pgrouting.ts'
import { runValhalla, type ValhallaResult } from './peers/valhalla.ts'
import { ROOT, run, shared, unpackedGraph } from './workplace.ts'

const CITY = 'las_palmas_2023'
const REPETITIONS = 5
/** Ours and the peer's by turns, so that both meet the machine's good and bad moments. */
const TURNS = 3

interface OurResult {
  readonly w1_s: readonly number[]
  readonly w2_s: readonly number[]
  readonly w3_s: readonly number[]
  readonly w3_fresh_s: readonly number[]
  readonly load_s: number
  readonly rss_mb: number
  readonly w1: readonly { count: number; sum_m: number }[]
  readonly w2: readonly { count: number; sum_m: number }[]
  readonly w3_mean_area_km2: number
}

async function runOurs(graph: string, repetitions = REPETITIONS): Promise<OurResult> {
  const reply = await run(process.execPath, [
    `${ROOT}/apps/server/src/entries/cli.ts`,
    'engine',
    'bench',
    '--graph',
    graph,
    '--reps',
    String(repetitions),
    '--json',
  ])
  if (reply.code !== 0) throw new Error(`xiayi engine bench ended with ${reply.code}: ${reply.stderr}`)
  return JSON.parse(reply.stdout)
}

async function besideCpp(work: 'w1_s' | 'w2_s', kind: 'bucket' | 'chain') {
  const graph = await unpackedGraph(CITY)
  const ours: number[] = []
  const theirs: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(median((await runOurs(graph))[work]))
    theirs.push(median((await runCpp(kind, graph, REPETITIONS))[work]))
  }
  return { value: median(ours), peer: median(theirs), peerName: kind === 'bucket' ? 'C++ bucket queue' : 'C++ chains' }
}

let isochrones: Promise<{ ours: OurResult; valhalla: ValhallaResult }> | undefined

async function drawIsochrones() {
  const graph = await unpackedGraph(CITY)
  const ours = await runOurs(graph)
  return { ours, valhalla: await runValhalla(graph, shared(`data/osm/${CITY}.osm.pbf`), REPETITIONS) }
}

/**
 * Valhalla's tiles are built before its time starts, and its first repetition fills its cache; in `w3_s` our maker likewise keeps
 * its drawn roads and their footprints. `w3_fresh_s` keeps nothing between repetitions: roads are drawn, footprints made.
 */
async function besideValhalla(work: 'w3_s' | 'w3_fresh_s') {
  isochrones ??= drawIsochrones()
  const { ours, valhalla } = await isochrones
  const runs = ours[work].map((s) => s.toFixed(3)).join(', ')
  return {
    value: median(ours[work]),
    peer: median(valhalla.wall),
    peerName: `Valhalla ${valhalla.version}`,
    note: `20 m raster against 111 m cells; mean area ${ours.w3_mean_area_km2.toFixed(3)} km² against ${valhalla.meanAreaKm2.toFixed(3)} km²; Valhalla failed on ${valhalla.failures} origins; our runs ${runs} s, theirs ${valhalla.wall.map((s) => s.toFixed(3)).join(', ')} s`,
  }
}

interface Total {
  readonly count: number
  readonly sum: number
}

async function exactTotals(part: 'w1' | 'w2'): Promise<readonly Total[]> {
  const text = gunzipSync(await readFile(shared(`bench/graphs/${CITY}_ref_${part}.csv.gz`))).toString('utf8')
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number))
    .map(([, count = 0, sum = 0]) => ({ count, sum }))
}

/** The largest error of all sources' and categories' totals, in per cent of the exact figure. */
async function worstError(what: 'count' | 'sum') {
  const ours = await runOurs(await unpackedGraph(CITY), 1)
  let worst = 0
  let totalError = 0
  let total = 0
  for (const part of ['w1', 'w2'] as const) {
    const exact = await exactTotals(part)
    exact.forEach((row, i) => {
      const our = ours[part][i]
      const value = what === 'count' ? (our?.count ?? 0) : (our?.sum_m ?? 0)
      const wanted = what === 'count' ? row.count : row.sum
      totalError += Math.abs(value - wanted)
      total += wanted
      if (wanted > 0) worst = Math.max(worst, Math.abs(value - wanted) / wanted)
    })
  }
  return {
    value: (totalError / total) * 100,
    note: `summed over 1,000 sources and 40 categories; the worst single one is off by ${(worst * 100).toFixed(4)} %`,
  }
}

export const engineBenchmarks: readonly Benchmark[] = [
  {
    name: 'engine-w1',
    title: '1,000 reach searches of 15 minutes, Las Palmas',
    unit: 's',
    bar: { of: 'ratio', atMost: 1.5 },
    measure: () => besideCpp('w1_s', 'bucket'),
  },
  {
    name: 'engine-w1-pgrouting',
    title: 'the same beside pgRouting’s pgr_drivingDistance',
    unit: 's',
    bar: { of: 'ratio', atMost: 0.1 },
    async measure() {
      const graph = await unpackedGraph(CITY)
      const theirs = await runPgRouting(graph)
      return { value: median((await runOurs(graph)).w1_s), peer: theirs.seconds, peerName: 'pgRouting' }
    },
  },
  {
    name: 'engine-w2',
    title: 'nearest of 40 categories for all 78,791 nodes, Las Palmas',
    unit: 's',
    bar: { of: 'ratio', atMost: 1 },
    measure: () => besideCpp('w2_s', 'bucket'),
  },
  {
    name: 'engine-w2-chains',
    title: 'the same beside the fastest single thread we know',
    unit: 's',
    bar: { of: 'ratio', atMost: 1.5 },
    measure: () => besideCpp('w2_s', 'chain'),
  },
  {
    name: 'engine-w3',
    title: '200 isochrones of 15 minutes with polygons, Las Palmas',
    unit: 's',
    bar: { of: 'ratio', atMost: 0.2 },
    measure: () => besideValhalla('w3_s'),
  },
  {
    name: 'engine-w3-fresh',
    title: 'the same, the maker of isochrones made anew and inside the time',
    unit: 's',
    bar: { of: 'ratio', atMost: 1 },
    measure: () => besideValhalla('w3_fresh_s'),
  },
  {
    name: 'engine-3m',
    title: '3 M nodes (copies of Las Palmas) × 40 categories, one thread',
    unit: 's',
    bar: { of: 'value', atMost: 2 },
    measure: () => measureMillions('seconds'),
  },
  {
    name: 'engine-3m-memory',
    title: 'the same, memory of the process at its peak',
    unit: 'MB',
    bar: { of: 'value', atMost: 1000 },
    measure: () => measureMillions('megabytes'),
  },
  {
    name: 'engine-exact-counts',
    title: 'W1 and W2 counts against the exact reference',
    unit: '%',
    bar: { of: 'value', atMost: 0.02 },
    measure: () => worstError('count'),
  },
  {
    name: 'engine-exact-sums',
    title: 'W1 and W2 sums of metres against the exact reference',
    unit: '%',
    bar: { of: 'value', atMost: 0.1 },
    measure: () => worstError('sum'),
  },
]
