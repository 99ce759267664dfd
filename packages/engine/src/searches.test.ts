import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile, type WalkGraph } from './compile-profile.ts'
import { countsWithin, twoStepCatchment } from './counts.ts'
import { oracleSeconds } from './dijkstra-oracle.ts'
import { forEachNearest, nearestWithLabels } from './nearest.ts'
import { nearestTenths } from './nearest-tenths.ts'
import { nodesOfInput } from './network.ts'
import { randomNetwork } from './network-fixtures.ts'
import type { NetworkInput } from './network-input.ts'
import { PROFILES, type ProfileName } from './profiles.ts'
import { reach } from './reach.ts'
import { seedTable, withExits } from './seeds.ts'

const profileName = fc.constantFrom<ProfileName>('adult', 'elder', 'child', 'wheelchair')

/** A network, a profile, and facilities on input nodes. */
const scene = fc
  .tuple(
    randomNetwork(),
    profileName,
    fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
  )
  .map(([input, profile, picks]) => {
    const n = input.nodeLon.length
    return { input, profile: PROFILES[profile], sources: picks.map((nodes) => nodes.map((v) => v % n)) }
  })

function compiled(
  input: NetworkInput,
  profile: (typeof PROFILES)[ProfileName],
): { graph: WalkGraph; place: Uint32Array } {
  const network = buildNetwork(input)
  return { graph: compileProfile(network, profile), place: nodesOfInput(network, input.nodeLon.length) }
}

function tableOf(
  graph: WalkGraph,
  place: Uint32Array,
  sources: readonly (readonly number[])[],
  direction: 'away' | 'towards',
) {
  const open = sources.map((nodes) => nodes.filter((v) => graph.nodeHalfMs[place[v] ?? 0] !== 0xffffffff))
  return seedTable(
    withExits(
      graph,
      direction,
      open.map((nodes) => nodes.map((v) => [place[v] ?? 0, 0] as const)),
    ),
  )
}

/** Each edge and each node half is rounded to a millisecond; a walk here has at most 60 edges. */
const ROUNDING_S = 0.1

describe('searches against textbook Dijkstra in float64', () => {
  test('reach finds the nodes the oracle finds, with its times, in both directions', () => {
    fc.assert(
      fc.property(
        scene,
        fc.integer({ min: 0, max: 2000 }),
        fc.constantFrom('away' as const, 'towards' as const),
        (s, limit, direction) => {
          const { graph, place } = compiled(s.input, s.profile)
          const table = reach(graph, tableOf(graph, place, s.sources, direction), limit * 1000, direction)
          s.sources.forEach((nodes, i) => {
            const found = new Map<number, number>()
            for (let k = table.offset[i] ?? 0; k < (table.offset[i + 1] ?? 0); k++) {
              expect(found.has(table.node[k] ?? -1)).toBe(false)
              found.set(table.node[k] ?? -1, table.ms[k] ?? -1)
            }
            const wanted = oracleSeconds(
              s.input,
              s.profile,
              nodes.map((node) => ({ node, seconds: 0 })),
              direction === 'towards',
            )
            wanted.forEach((seconds, v) => {
              const ms = found.get(place[v] ?? -1)
              if (seconds <= limit - ROUNDING_S)
                expect(Math.abs((ms ?? Infinity) / 1000 - seconds)).toBeLessThan(ROUNDING_S)
              if (seconds > limit + ROUNDING_S) expect(ms).toBeUndefined()
            })
          })
        },
      ),
      { numRuns: 200 },
    )
  })

  test('nearest of a category is the pointwise minimum over its facilities, and its label names one that is that near', () => {
    fc.assert(
      fc.property(scene, (s) => {
        const { graph, place } = compiled(s.input, s.profile)
        const limitMs = 1_500_000
        const table = tableOf(graph, place, s.sources, 'towards')
        const labels = nearestWithLabels(graph, table, { limitMs })
        const oracle = s.sources.map((nodes) =>
          oracleSeconds(
            s.input,
            s.profile,
            nodes.map((node) => ({ node, seconds: 0 })),
            true,
          ),
        )
        const rows: Int32Array[] = []
        forEachNearest(graph, [table], { limitMs }, (ms) => rows.push(ms.slice()))
        expect(rows[0]).toEqual(labels.ms)
        for (let v = 0; v < s.input.nodeLon.length; v++) {
          const seconds = Math.min(...oracle.map((row) => row[v] ?? Infinity))
          const at = place[v] ?? 0
          const ms = labels.ms[at] ?? 0
          if (ms === UNREACHED) {
            expect(seconds).toBeGreaterThan(limitMs / 1000 - ROUNDING_S)
            expect(labels.facility[at]).toBe(-1)
            continue
          }
          expect(Math.abs(ms / 1000 - seconds)).toBeLessThan(ROUNDING_S)
          expect(Math.abs((oracle[labels.facility[at] ?? -1]?.[v] ?? Infinity) - seconds)).toBeLessThan(ROUNDING_S)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('all facilities at once, one after another and in any order give the same times and labels', () => {
    fc.assert(
      fc.property(scene, (s) => {
        const { graph, place } = compiled(s.input, s.profile)
        const together = nearestWithLabels(graph, tableOf(graph, place, s.sources, 'towards'), { limitMs: 900_000 })
        const single = s.sources.map((source) =>
          nearestWithLabels(graph, tableOf(graph, place, [source], 'towards'), { limitMs: 900_000 }),
        )
        const names = graph.network.nodeLon.map((_, v) => {
          const times = single.map((each) => each.ms[v] ?? 0)
          const least = Math.min(...times)
          return least === UNREACHED ? -1 : times.indexOf(least)
        })
        expect([...together.facility]).toEqual([...names])
        const reversed = nearestWithLabels(graph, tableOf(graph, place, [...s.sources].reverse(), 'towards'), {
          limitMs: 900_000,
        })
        expect(reversed.ms).toEqual(together.ms)
      }),
      { numRuns: 200 },
    )
  })

  test('counts within a limit are the facilities whose own search gets there', () => {
    fc.assert(
      fc.property(scene, (s) => {
        const { graph, place } = compiled(s.input, s.profile)
        const table = tableOf(graph, place, s.sources, 'towards')
        const counts = countsWithin(graph, table, { limitMs: 600_000 })
        const weighted = countsWithin(graph, table, { limitMs: 600_000, weights: s.sources.map((_, i) => 2 ** i) })
        const found = reach(graph, table, 600_000, 'towards')
        const wanted = new Float64Array(counts.length)
        const bits = new Float64Array(counts.length)
        s.sources.forEach((_, i) => {
          for (let k = found.offset[i] ?? 0; k < (found.offset[i + 1] ?? 0); k++) {
            const v = found.node[k] ?? 0
            wanted[v] = (wanted[v] ?? 0) + 1
            bits[v] = (bits[v] ?? 0) + 2 ** i
          }
        })
        expect(counts).toEqual(wanted)
        expect(weighted).toEqual(bits)
      }),
      { numRuns: 100 },
    )
  })

  test('supply shared out among the people in reach comes back in full where anyone is in reach', () => {
    fc.assert(
      fc.property(scene, (s) => {
        const { graph, place } = compiled(s.input, s.profile)
        const table = tableOf(graph, place, s.sources, 'towards')
        const demand = graph.network.nodeLon.map((_, v) => v % 5)
        const supply = s.sources.map((_, i) => i + 1)
        const access = twoStepCatchment(graph, table, { limitMs: 600_000, supply, demand })
        const found = reach(graph, table, 600_000, 'towards')
        const served = supply.reduce((sum, amount, i) => {
          const nodes = found.node.subarray(found.offset[i], found.offset[i + 1])
          return sum + (nodes.some((v) => (demand[v] ?? 0) > 0) ? amount : 0)
        }, 0)
        const given = access.reduce((sum, perHead, v) => sum + perHead * (demand[v] ?? 0), 0)
        expect(given).toBeCloseTo(served, 6)
      }),
      { numRuns: 100 },
    )
  })

  test('a longer limit never loses a node, and one facility more never makes a time longer', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 0, max: 900_000 }), (s, a, b) => {
        const { graph, place } = compiled(s.input, s.profile)
        const table = tableOf(graph, place, s.sources, 'towards')
        const less = nearestWithLabels(graph, table, { limitMs: Math.min(a, b) })
        const more = nearestWithLabels(graph, table, { limitMs: Math.max(a, b) })
        less.ms.forEach((ms, v) => {
          if (ms !== UNREACHED) expect(more.ms[v]).toBe(ms)
        })
        const fewer = nearestWithLabels(graph, tableOf(graph, place, s.sources.slice(1), 'towards'), {
          limitMs: Math.max(a, b),
        })
        more.ms.forEach((ms, v) => {
          expect(ms).toBeLessThanOrEqual(fewer.ms[v] ?? 0)
        })
      }),
      { numRuns: 100 },
    )
  })

  test('renumbering the input changes no answer', () => {
    fc.assert(
      fc.property(scene, fc.infiniteStream(fc.nat()), (s, random) => {
        const n = s.input.nodeLon.length
        const order = Array.from({ length: n }, (_, i) => ({ i, key: random.next().value ?? 0 }))
          .sort((x, y) => x.key - y.key)
          .map((x) => x.i)
        const isNow = Uint32Array.from(order, (_, i) => order.indexOf(i))
        const renumbered: NetworkInput = {
          ...s.input,
          nodeLon: Float64Array.from(order, (v) => s.input.nodeLon[v] ?? 0),
          nodeLat: Float64Array.from(order, (v) => s.input.nodeLat[v] ?? 0),
          nodeFlags: Uint16Array.from(order, (v) => s.input.nodeFlags[v] ?? 0),
          edgeFrom: s.input.edgeFrom.map((v) => isNow[v] ?? 0),
          edgeTo: s.input.edgeTo.map((v) => isNow[v] ?? 0),
        }
        const a = compiled(s.input, s.profile)
        const b = compiled(renumbered, s.profile)
        const there = nearestWithLabels(a.graph, tableOf(a.graph, a.place, s.sources, 'towards'), { limitMs: 900_000 })
        const moved = s.sources.map((nodes) => nodes.map((v) => isNow[v] ?? 0))
        const here = nearestWithLabels(b.graph, tableOf(b.graph, b.place, moved, 'towards'), { limitMs: 900_000 })
        for (let v = 0; v < n; v++) {
          expect(here.ms[b.place[isNow[v] ?? 0] ?? 0]).toBe(there.ms[a.place[v] ?? 0])
          expect(here.facility[b.place[isNow[v] ?? 0] ?? 0]).toBe(there.facility[a.place[v] ?? 0])
        }
      }),
      { numRuns: 100 },
    )
  })

  test('the size of a block changes no answer', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 6 }), (s, blockSize) => {
        const { graph, place } = compiled(s.input, s.profile)
        const categories = [
          tableOf(graph, place, s.sources, 'towards'),
          tableOf(graph, place, s.sources.slice(1), 'towards'),
        ]
        const whole: Int32Array[] = []
        const blocks: Int32Array[] = []
        forEachNearest(graph, categories, { limitMs: 900_000 }, (ms) => whole.push(ms.slice()))
        forEachNearest(graph, categories, { limitMs: 900_000, blockSize }, (ms) => blocks.push(ms.slice()))
        expect(blocks).toEqual(whole)
      }),
      { numRuns: 150 },
    )
  })

  test('where nothing is one-way, who reaches me is whom I reach', () => {
    fc.assert(
      fc.property(randomNetwork({ oneWay: false }), profileName, fc.nat(), fc.nat(), (input, name, from, to) => {
        const { graph, place } = compiled(input, PROFILES[name])
        const n = input.nodeLon.length
        expect(graph.towards).toBe(graph.away)
        const time = (a: number, b: number) => {
          const row = nearestWithLabels(graph, tableOf(graph, place, [[a]], 'away'), {
            limitMs: 2_000_000,
            direction: 'away',
          })
          return row.ms[place[b] ?? 0]
        }
        expect(time(from % n, to % n)).toBe(time(to % n, from % n))
      }),
      { numRuns: 200 },
    )
  })

  test('tenths of a second round the milliseconds, and a limit they cannot hold is refused', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 6 }), (s, blockSize) => {
        const { graph, place } = compiled(s.input, s.profile)
        const table = tableOf(graph, place, s.sources, 'towards')
        const exact = nearestWithLabels(graph, table, { limitMs: 900_000 })
        const [tenths] = nearestTenths(graph, [table], { limitMs: 900_000 })
        const reused = [new Uint16Array(tenths?.length ?? 0).fill(7)]
        expect(nearestTenths(graph, [table], { limitMs: 900_000, blockSize }, reused)).toEqual([tenths])
        exact.ms.forEach((ms, v) => {
          expect(tenths?.[v]).toBe(ms === UNREACHED ? 0xffff : Math.round(ms / 100))
        })
        expect(() => nearestTenths(graph, [table], { limitMs: 7_000_000 })).toThrow(RangeError)
      }),
      { numRuns: 150 },
    )
  })
})
