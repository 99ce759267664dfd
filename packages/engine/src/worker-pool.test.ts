import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { buildNetwork } from './build-network.ts'
import { compileProfile } from './compile-profile.ts'
import { countsWithin } from './counts.ts'
import { coverage } from './coverage.ts'
import { IsochroneMaker } from './isochrone.ts'
import { networkInput } from './network-fixtures.ts'
import { countsPooled, coveragePooled, isochronesPooled, nearestPooled, reachPooled } from './pooled.ts'
import { PROFILES } from './profiles.ts'
import { reach } from './reach.ts'
import { nodeSeeds, seedsOf } from './seeds.ts'
import { snappedPlaces } from './snapped-places.ts'
import { EnginePool } from './worker-pool.ts'

/** A town of 20 × 20 blocks with every seventh street missing. */
const side = 20
const nodes = Array.from({ length: side * side }, (_, i) => [(i % side) * 90, Math.floor(i / side) * 110] as const)
const edges = nodes.flatMap((_, i) => [
  ...(i % side < side - 1 && i % 7 !== 0 ? [{ from: i, to: i + 1 }] : []),
  ...(i + side < nodes.length && i % 11 !== 0 ? [{ from: i, to: i + side }] : []),
])
const network = buildNetwork(networkInput({ nodes, edges }))
const graph = compileProfile(network, PROFILES.adult)
const sources = nodeSeeds(Array.from({ length: 100 }, (_, i) => i * 4))
const places = (every: number) =>
  snappedPlaces(
    Array.from({ length: Math.floor(network.edgeCount / every) }, (_, i) => [
      { edge: i * every, share: 0.3, legM: 10, lon: 0, lat: 0, grade: 'near' as const, crossesBarrier: false },
    ]),
  )
const buildings = places(3)
const categories = [places(50), places(70), places(110)]
const weights = Float64Array.from({ length: 100 }, (_, i) => i / 7)
const origins = Array.from({ length: 40 }, (_, i) => ({ seeds: seedsOf(sources, i), legs: [] }))

async function everything(pool: EnginePool) {
  return {
    reach: await reachPooled(pool, graph, { sources, limitMs: 600_000 }),
    coverage: await coveragePooled(pool, graph, { buildings, categories, limitMs: 900_000 }),
    nearest: await nearestPooled(pool, graph, { categories: [sources, nodeSeeds([7])], limitMs: 900_000 }),
    counts: await countsPooled(pool, graph, { facilities: sources, limitMs: 300_000, weights }),
    isochrones: await isochronesPooled(pool, graph, { origins, limitsMs: [300_000, 600_000] }),
  }
}

const one = new EnginePool({ threads: 1 })
const eight = new EnginePool({ threads: 8 })
afterAll(async () => {
  await one.close()
  await eight.close()
})

describe('the worker pool', () => {
  test('1 thread and 8 threads give the same bytes, and those are the answers of this thread', async () => {
    const alone = await everything(one)
    expect(await everything(eight)).toEqual(alone)
    expect(alone.reach).toEqual(reach(graph, sources, 600_000))
    expect(alone.coverage).toEqual(coverage(graph, buildings, categories, { limitMs: 900_000 }))
    const maker = new IsochroneMaker(graph)
    expect(alone.isochrones).toEqual(origins.map(({ seeds }) => maker.draw(seeds, [300_000, 600_000])))
    const counts = countsWithin(graph, sources, { limitMs: 300_000, weights })
    alone.counts.forEach((sum, v) => {
      expect(sum).toBeCloseTo(counts[v] ?? Number.NaN, 9)
    })
  })

  test('progress rises to 1', async () => {
    const shares: number[] = []
    await reachPooled(eight, graph, { sources, limitMs: 60_000 }, { onProgress: (share) => shares.push(share) })
    expect(shares).toEqual([0.25, 0.5, 0.75, 1])
  })

  test('an abort settles the call with its reason, and the pool goes on working', async () => {
    const controller = new AbortController()
    const many = Array.from({ length: 2000 }, (_, i) => ({ seeds: seedsOf(sources, i % 100), legs: [] }))
    const call = isochronesPooled(one, graph, { origins: many, limitsMs: [900_000] }, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('the page was left')), 30)
    await expect(call).rejects.toThrow('the page was left')
    await expect(reachPooled(one, graph, { sources, limitMs: 60_000 })).resolves.toMatchObject({
      offset: { length: 101 },
    })
    await expect(reachPooled(one, graph, { sources, limitMs: 1 }, { signal: AbortSignal.abort() })).rejects.toThrow()
  })

  test('a job that fails fails its call and no other', async () => {
    const problem = { offset: Uint32Array.of(0, 1), demand: Uint32Array.of(9), weight: Float64Array.of(1), sites: 1 }
    await expect(one.map(graph, 'siting', [{ problem, options: {} }])).rejects.toMatchObject({ name: 'SitingError' })
    const sound = { ...problem, demand: Uint32Array.of(0) }
    await expect(one.map(graph, 'siting', [{ problem: sound, options: {} }])).resolves.toMatchObject([{ covered: 1 }])
  })

  test('a process waits for a running call, and ends by itself when the pool is idle', () => {
    const from = (file: string) => JSON.stringify(new URL(`./${file}.ts`, import.meta.url).href)
    const script = `
      const { EnginePool } = await import(${from('worker-pool')})
      const { networkInput } = await import(${from('network-fixtures')})
      const { buildNetwork } = await import(${from('build-network')})
      const { compileProfile } = await import(${from('compile-profile')})
      const { PROFILES } = await import(${from('profiles')})
      const { nodeSeeds } = await import(${from('seeds')})
      const { reachPooled } = await import(${from('pooled')})
      const network = buildNetwork(networkInput({ nodes: [[0, 0], [50, 0]], edges: [{ from: 0, to: 1 }] }))
      const graph = compileProfile(network, PROFILES.adult)
      const pool = new EnginePool({ threads: 2 })
      const table = await reachPooled(pool, graph, { sources: nodeSeeds([0]), limitMs: 900000 })
      console.log(table.node.length)
    `
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(said.trim()).toBe('2')
  }, 40_000)

  test('no work at all is done at once, and a closed pool says so', async () => {
    expect(await one.map(graph, 'reach', [])).toEqual([])
    const closed = new EnginePool({ threads: 1 })
    const running = isochronesPooled(closed, graph, { origins, limitsMs: [900_000] })
    const outcome = expect(running).rejects.toThrow('the engine pool was closed')
    await closed.close()
    await outcome
    await expect(closed.map(graph, 'reach', [])).rejects.toThrow('closed')
  })
})
