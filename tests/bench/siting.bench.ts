import { readFileSync } from 'node:fs'
import { readWorkloadGraph } from '@xiayi/engine/bench-workloads'
import type { WalkGraph } from '@xiayi/engine/compile-profile'
import { coverSets } from '@xiayi/engine/cover-sets'
import { exactSites } from '@xiayi/engine/exact-siting'
import { greedySites, type SitingProblem } from '@xiayi/engine/siting'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'
import { type Benchmark, median } from './benchmark.ts'
import { unpackedGraph } from './workplace.ts'

/**
 * Where 20 new places should stand among so many candidates, for 20,000 buildings with residents in Las Palmas, 15 minutes on
 * foot. Candidates and buildings stand at nodes drawn with a fixed seed, 10 m from the line; nobody is served yet.
 */
const CITY = 'las_palmas_2023'
const BUILDINGS = 20_000
const SITES = 20
const WITHIN_MS = 900_000
const REPETITIONS = 9
const TIME_LIMIT_S = 14

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function placesAt({ network }: WalkGraph, count: number, random: () => number): SnappedPlaces {
  const nodes = Array.from({ length: count }, () => Math.floor(random() * network.nodeCount))
  const edge = Uint32Array.from(nodes, (v) => network.arcEdge[network.arcOffset[v] ?? 0] ?? 0)
  return {
    offset: Uint32Array.from({ length: count + 1 }, (_, i) => i),
    edge,
    share: Float64Array.from(nodes, (v, i) => (network.edgeFrom[edge[i] ?? 0] === v ? 0 : 1)),
    legM: new Float64Array(count).fill(10),
    grade: new Uint8Array(count),
  }
}

async function question(candidateCount: number): Promise<() => SitingProblem> {
  const { graph } = readWorkloadGraph(await unpackedGraph(CITY), (path) => readFileSync(path, 'utf8'))
  const random = seeded(20_261_125)
  const buildings = placesAt(graph, BUILDINGS, random)
  const residents = Array.from({ length: BUILDINGS }, () => 1 + Math.floor(random() * 60))
  const candidates = placesAt(graph, candidateCount, random)
  return () => coverSets(graph, { candidates, buildings, residents, withinMs: WITHIN_MS, sites: SITES })
}

async function measureGreedy(candidateCount: number) {
  const cover = await question(candidateCount)
  const milliseconds: number[] = []
  const coverMs: number[] = []
  let answer = greedySites(cover())
  for (let r = 0; r < REPETITIONS; r++) {
    const start = performance.now()
    const problem = cover()
    coverMs.push(performance.now() - start)
    answer = greedySites(problem)
    milliseconds.push(performance.now() - start)
  }
  return {
    value: median(milliseconds),
    note: `cover sets ${median(coverMs).toFixed(0)} ms of it; ${answer.covered.toLocaleString('en')} residents reached, at most ${(answer.gap * 100).toFixed(1)} % below the best`,
  }
}

async function measureExact(candidateCount: number) {
  const problem = (await question(candidateCount))()
  const start = performance.now()
  const answer = await exactSites(problem, { timeLimitS: TIME_LIMIT_S })
  const verdict = answer.isOptimal ? 'proved best' : `at most ${(answer.gap * 100).toFixed(2)} % below the best`
  return {
    value: (performance.now() - start) / 1000,
    note: `${answer.covered.toLocaleString('en')} residents reached, ${verdict}; greedy reaches ${greedySites(problem).covered.toLocaleString('en')}`,
  }
}

export const sitingBenchmarks: readonly Benchmark[] = [
  {
    name: 'siting',
    title: 'greedy: 20 of 1,000 candidates, Las Palmas, cover sets included',
    unit: 'ms',
    bar: { of: 'value', atMost: 300 },
    measure: () => measureGreedy(1000),
  },
  {
    name: 'siting-exact',
    title: 'the best 20 of 1,000 candidates, or its gap',
    unit: 's',
    bar: { of: 'value', atMost: 15 },
    measure: () => measureExact(1000),
  },
]
