import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile } from './compile-profile.ts'
import { coverSets } from './cover-sets.ts'
import { coverage, residentsWithin } from './coverage.ts'
import { networkInput, randomNetwork } from './network-fixtures.ts'
import { EDGE_FLAG } from './network-input.ts'
import { type InputPlace, oracleBetween } from './oracle-places.ts'
import { PROFILES, type ProfileName } from './profiles.ts'
import type { SnapCandidate } from './snap.ts'
import { snappedPlaces } from './snapped-places.ts'

const ROUNDING_S = 0.1

const spot = fc.record({
  edge: fc.nat(),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  legM: fc.integer({ min: 0, max: 150 }),
})

const scene = fc
  .record({
    input: randomNetwork().filter((input) => input.edgeFrom.some((v, e) => v !== input.edgeTo[e])),
    profile: fc.constantFrom<ProfileName>('adult', 'elder', 'wheelchair'),
    homes: fc.array(fc.array(spot, { maxLength: 2 }), { minLength: 1, maxLength: 6 }),
    shops: fc.array(fc.array(spot, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ input, profile, homes, shops }) => {
    const network = buildNetwork(input)
    // Loops are cut in two when a network is built; places are put on edges that are the same in both.
    const whole = [...network.edgeInput.keys()].filter(
      (e) => input.edgeFrom[network.edgeInput[e] ?? 0] !== input.edgeTo[network.edgeInput[e] ?? 0],
    )
    const pick = (places: typeof homes) =>
      places.map((ways) => ways.map((way) => ({ ...way, edge: whole[way.edge % whole.length] ?? 0 })))
    const inInput = (places: typeof homes): InputPlace[][] =>
      places.map((ways) => ways.map((way) => ({ ...way, edge: network.edgeInput[way.edge] ?? 0 })))
    const [at, to] = [pick(homes), pick(shops)]
    return {
      person: { input, profile: PROFILES[profile] },
      graph: compileProfile(network, PROFILES[profile]),
      homes: snappedPlaces(at.map((ways) => ways.map(candidate))),
      shops: snappedPlaces(to.map((ways) => ways.map(candidate))),
      oracleHomes: inInput(at),
      oracleShops: inInput(to),
    }
  })

function candidate(way: InputPlace): SnapCandidate {
  const grade = way.legM <= 50 ? 'near' : way.legM <= 150 ? 'far' : 'beyond'
  return { ...way, lon: 0, lat: 0, grade, crossesBarrier: false }
}

describe('coverage against the oracle', () => {
  test('every building gets the time to the nearest shop door to door, and the name of one that near', () => {
    fc.assert(
      fc.property(scene, (s) => {
        const limitMs = 1_500_000
        const [times] = coverage(s.graph, s.homes, [s.shops], { limitMs })
        s.oracleHomes.forEach((ways, b) => {
          const toShop = s.oracleShops.map((shop) =>
            Math.min(Infinity, ...ways.map((way) => oracleBetween(s.person, way, shop))),
          )
          const seconds = Math.min(...toShop)
          const ms = times?.ms[b] ?? 0
          if (ms === UNREACHED) {
            expect(seconds).toBeGreaterThan(limitMs / 1000 - ROUNDING_S)
            expect(times?.facility[b]).toBe(-1)
            return
          }
          expect(Math.abs(ms / 1000 - seconds)).toBeLessThan(ROUNDING_S)
          expect(Math.abs((toShop[times?.facility[b] ?? -1] ?? Infinity) - seconds)).toBeLessThan(ROUNDING_S)
        })
      }),
      { numRuns: 200 },
    )
  })

  test('population in is population out, whatever T is', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 1_500_000 }), (s, withinMs) => {
        const [times] = coverage(s.graph, s.homes, [s.shops], { limitMs: 1_500_000 })
        if (!times) throw new Error('no times')
        const residents = Int32Array.from(times.ms, (_, b) => 10 + b)
        const sum = residents.reduce((all, people) => all + people, 0)
        const counted = residentsWithin(times, s.homes, residents, withinMs)
        expect(counted.covered + counted.uncovered + counted.unsnapped).toBe(sum)
        expect(counted.total).toBe(sum)
        expect(counted.coveredFar).toBeLessThanOrEqual(counted.covered)
        const longer = residentsWithin(times, s.homes, residents, withinMs + 60_000)
        expect(longer.covered).toBeGreaterThanOrEqual(counted.covered)
      }),
      { numRuns: 100 },
    )
  })

  test('the cover set of a candidate holds exactly the buildings that alone it would bring within T', () => {
    fc.assert(
      fc.property(scene, (s) => {
        const withinMs = 600_000
        const residents = new Float64Array(s.homes.offset.length - 1).fill(1)
        const problem = coverSets(s.graph, { candidates: s.shops, buildings: s.homes, residents, withinMs, sites: 1 })
        for (let c = 0; c + 1 < s.shops.offset.length; c++) {
          const alone = snappedPlaces([
            Array.from({ length: (s.shops.offset[c + 1] ?? 0) - (s.shops.offset[c] ?? 0) }, (_, k) => {
              const way = (s.shops.offset[c] ?? 0) + k
              return candidate({
                edge: s.shops.edge[way] ?? 0,
                share: s.shops.share[way] ?? 0,
                legM: s.shops.legM[way] ?? 0,
              })
            }),
          ])
          const [times] = coverage(s.graph, s.homes, [alone], { limitMs: withinMs })
          const wanted = [...(times?.ms ?? [])].flatMap((ms, b) => (ms === UNREACHED ? [] : [b]))
          expect([...problem.demand.subarray(problem.offset[c], problem.offset[c + 1])]).toEqual(wanted)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('compounds', () => {
  // 0 -- 1 -- 2 on the street; 1 is a gate to a compound 3 - 4 whose second gate is 2.
  const street = networkInput({
    nodes: [
      [0, 0],
      [100, 0],
      [400, 0],
      [100, 100],
      [400, 100],
    ],
    edges: [
      { from: 0, to: 1, metres: 120 },
      { from: 1, to: 2, metres: 1200 },
      { from: 1, to: 3, metres: 60, flags: EDGE_FLAG.private },
      { from: 3, to: 4, metres: 60, flags: EDGE_FLAG.private },
      { from: 4, to: 2, metres: 60, flags: EDGE_FLAG.private },
    ],
  })
  const network = buildNetwork(street)
  const graph = compileProfile(network, PROFILES.adult)
  const at = (inputEdge: number, share: number) => [
    candidate({ edge: network.edgeInput.indexOf(inputEdge), share, legM: 0 }),
  ]
  const seconds = (home: readonly [number, number], shop: readonly [number, number]) => {
    const [times] = coverage(graph, snappedPlaces([at(...home)]), [snappedPlaces([at(...shop)])], {
      limitMs: 3_600_000,
    })
    return (times?.ms[0] ?? 0) / 1000
  }

  test('nobody walks through a compound: from one gate to the other it is round by the street', () => {
    expect(seconds([0, 0], [1, 1])).toBeCloseTo(1100, 1)
  })

  test('who lives inside leaves by the nearest gate, and is visited by it', () => {
    expect(seconds([3, 0.5], [1, 1])).toBeCloseTo(75, 1)
    expect(seconds([1, 1], [3, 0.5])).toBeCloseTo(75, 1)
    expect(seconds([3, 0.5], [0, 0])).toBeCloseTo(175, 1)
  })

  test('neighbours inside meet inside', () => {
    expect(seconds([2, 0.5], [4, 0.5])).toBeCloseTo(100, 1)
  })
})
