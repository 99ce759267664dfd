import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile, type WalkGraph } from './compile-profile.ts'
import { type BuildingTimes, coverage } from './coverage.ts'
import { networkInput, randomNetwork } from './network-fixtures.ts'
import type { NetworkInput } from './network-input.ts'
import type { PlannedPath } from './overlay-graph.ts'
import { plannedNetwork } from './planned-network-for-tests.ts'
import { PROFILES, type ProfileName } from './profiles.ts'
import { type Plan, type PlannedPlace, WhatIf } from './what-if.ts'
import { changedBuildings, placeColumns, whatIfBuildings } from './what-if-buildings.ts'

const LIMIT_MS = 900_000
/** An edge cut in pieces is rounded once for each piece. */
const ROUNDING_MS = 100

const spot = fc.record({
  edge: fc.nat(),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  legM: fc.integer({ min: 0, max: 60 }),
})
const ways = fc.array(spot, { minLength: 1, maxLength: 2 })
const placeChange = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), place: ways }),
  fc.record({ kind: fc.constant('remove' as const), facility: fc.nat() }),
  fc.record({ kind: fc.constant('move' as const), facility: fc.nat(), place: ways }),
)
const pathChange = fc.oneof(
  fc.record({ kind: fc.constant('close' as const), edge: fc.nat() }),
  fc.record({ kind: fc.constant('open' as const), from: spot, to: spot, metres: fc.integer({ min: 0, max: 100 }) }),
)
const anyChange = fc.oneof(placeChange, pathChange)
type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never

function scenes(change: fc.Arbitrary<Change>) {
  return fc
    .record({
      input: randomNetwork().filter((input) => input.edgeFrom.some((v, e) => v !== input.edgeTo[e])),
      profile: fc.constantFrom<ProfileName>('adult', 'elder', 'wheelchair'),
      homes: fc.array(fc.array(spot, { maxLength: 2 }), { minLength: 1, maxLength: 6 }),
      shops: fc.array(ways, { minLength: 1, maxLength: 5 }),
      changes: fc.array(change, { minLength: 1, maxLength: 6 }),
    })
    .map(({ input, profile, homes, shops, changes }) => {
      const network = buildNetwork(input)
      // Loops are cut in two when a network is built; places are put on edges that are the same in both.
      const whole = [...network.edgeInput.keys()].filter((e) => {
        const i = network.edgeInput[e] ?? 0
        return input.edgeFrom[i] !== input.edgeTo[i]
      })
      const on = <T extends { edge: number }>(way: T): T => ({ ...way, edge: whole[way.edge % whole.length] ?? 0 })
      const graph = compileProfile(network, PROFILES[profile])
      return {
        input,
        graph,
        homes: homes.map((each) => each.map(on)),
        shops: shops.map((each) => each.map(on)),
        changes,
        on,
      }
    })
}

/** Takes a change, or leaves it when nothing stands that it could be about. */
function take(
  whatIf: WhatIf,
  change: Change,
  on: <T extends { edge: number }>(way: T) => T,
  plan: { paths: PlannedPath[]; closed: Set<number> },
): boolean {
  const standing = [...whatIf.facilities.keys()].filter((f) => whatIf.facilities[f])
  if (change.kind === 'add') whatIf.addFacility(change.place.map(on))
  else if (change.kind === 'close') {
    const { edge } = on({ edge: change.edge })
    plan.closed.add(edge)
    whatIf.closePath(edge)
  } else if (change.kind === 'open') {
    const { speedMps } = whatIf.graph.profile
    const path = { from: on(change.from), to: on(change.to), ms: Math.round((change.metres * 1000) / speedMps) }
    plan.paths.push(path)
    whatIf.openPath(path)
  } else {
    const f = standing[change.facility % standing.length]
    if (f === undefined) return false
    if (change.kind === 'remove') whatIf.removeFacility(f)
    else whatIf.moveFacility(f, change.place.map(on))
  }
  return true
}

const standingPlaces = (whatIf: WhatIf) => whatIf.facilities.map((place) => place ?? [])

/** The plan drawn as a network of its own: times to the nearest facility, and to each facility by itself. */
function recomputed(graph: WalkGraph, input: NetworkInput, homes: readonly PlannedPlace[], whatIf: WhatIf, plan: Plan) {
  const planned = plannedNetwork(graph, input, plan)
  const network = buildNetwork(planned.input)
  const moved = (places: readonly PlannedPlace[]) =>
    places.map((place) =>
      place.flatMap((way) =>
        planned
          .piecesOf(way)
          .map(({ edge, share }) => ({ edge: network.edgeInput.indexOf(edge), share, legM: way.legM })),
      ),
    )
  const facilities = moved(standingPlaces(whatIf))
  const categories = [facilities, ...facilities.map((facility) => [facility])]
  const [nearest, ...each] = coverage(
    compileProfile(network, graph.profile),
    placeColumns(moved(homes)),
    categories.map((places) => placeColumns(places)),
    { limitMs: LIMIT_MS + ROUNDING_MS },
  )
  return { nearest: nearest?.ms ?? new Int32Array(), each: each.map((times) => times.ms) }
}

function patched(before: BuildingTimes, after: BuildingTimes): Int32Array {
  const ms = before.ms.slice()
  const { building, beforeMs, afterMs } = changedBuildings(before, after)
  building.forEach((b, i) => {
    expect(beforeMs[i]).toBe(before.ms[b])
    ms[b] = afterMs[i] ?? 0
  })
  return ms
}

describe('buildings in a plan', () => {
  test('after places come, go and move, times and names are those of a full recomputation, to the millisecond', () => {
    fc.assert(
      fc.property(scenes(placeChange), ({ graph, homes, shops, changes, on }) => {
        const buildings = placeColumns(homes)
        const full = () => {
          const [times] = coverage(graph, buildings, [placeColumns(standingPlaces(whatIf))], { limitMs: LIMIT_MS })
          if (!times) throw new Error('one category has one table of times')
          return times
        }
        const whatIf = new WhatIf(graph, shops, LIMIT_MS)
        const history = [full()]
        expect(whatIfBuildings(whatIf, buildings)).toEqual(history[0])
        for (const change of changes) {
          const before = whatIfBuildings(whatIf, buildings)
          if (!take(whatIf, change, on, { paths: [], closed: new Set() })) continue
          const after = whatIfBuildings(whatIf, buildings)
          const wanted = full()
          expect(after).toEqual(wanted)
          expect(patched(before, after)).toEqual(wanted.ms)
          history.push(wanted)
        }
        for (const wanted of history.slice(0, -1).reverse()) {
          whatIf.undo()
          expect(whatIfBuildings(whatIf, buildings)).toEqual(wanted)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('after paths open and close too, times are those on a network drawn as planned, and the name is of one that near', () => {
    fc.assert(
      fc.property(scenes(anyChange), ({ input, graph, homes, shops, changes, on }) => {
        const buildings = placeColumns(homes)
        const whatIf = new WhatIf(graph, shops, LIMIT_MS)
        const plan = { paths: [], closed: new Set<number>() }
        const history: BuildingTimes[] = []
        for (const change of changes) {
          const before = whatIfBuildings(whatIf, buildings)
          if (!take(whatIf, change, on, plan)) continue
          history.push(before)
          const after = whatIfBuildings(whatIf, buildings)
          expect(patched(before, after)).toEqual(after.ms)
          const { nearest, each } = recomputed(graph, input, homes, whatIf, plan)
          after.ms.forEach((ms, b) => {
            const wanted = nearest[b] ?? 0
            if (ms === UNREACHED) {
              expect(wanted).toBeGreaterThan(LIMIT_MS - ROUNDING_MS)
              expect(after.facility[b]).toBe(-1)
              return
            }
            expect(Math.abs(ms - wanted)).toBeLessThan(ROUNDING_MS)
            expect(Math.abs((each[after.facility[b] ?? -1]?.[b] ?? UNREACHED) - wanted)).toBeLessThan(ROUNDING_MS)
          })
        }
        for (const wanted of history.reverse()) {
          whatIf.undo()
          expect(whatIfBuildings(whatIf, buildings)).toEqual(wanted)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a bridge over the river', () => {
  // Two banks, joined by the road 1 - 2 far away; the shop is across the water.
  const banks = networkInput({
    nodes: [
      [0, 0],
      [600, 0],
      [600, 100],
      [0, 100],
    ],
    edges: [
      { from: 0, to: 1, metres: 600 },
      { from: 1, to: 2, metres: 60 },
      { from: 2, to: 3, metres: 600 },
    ],
  })
  const network = buildNetwork(banks)
  const graph = compileProfile(network, PROFILES.adult)
  const on = (edge: number, share: number) => ({ edge: network.edgeInput.indexOf(edge), share, legM: 0 })
  // Every length here is a whole number of milliseconds at 1.2 m/s.
  const msOf = (metres: number) => Math.round((metres * 1000) / graph.profile.speedMps)
  const buildings = placeColumns([[on(0, 0.2)], [on(0, 0.9)], [on(2, 0.9)]])
  const shop = [on(2, 0.8)]

  test('brings the shop near to those who live beside it, and to nobody else', () => {
    const whatIf = new WhatIf(graph, [shop], LIMIT_MS)
    const before = whatIfBuildings(whatIf, buildings)
    whatIf.openPath({ from: on(0, 0.2), to: on(2, 0.8), ms: msOf(60) })
    const after = whatIfBuildings(whatIf, buildings)
    expect(changedBuildings(before, after)).toEqual({
      building: Int32Array.of(0, 1),
      beforeMs: Int32Array.of(msOf(1020), msOf(600)),
      afterMs: Int32Array.of(msOf(60), msOf(480)),
    })
  })

  test('once closed, the only road leaves the far bank without a shop', () => {
    const whatIf = new WhatIf(graph, [shop], LIMIT_MS)
    const before = whatIfBuildings(whatIf, buildings)
    whatIf.closePath(network.edgeInput.indexOf(1))
    const after = whatIfBuildings(whatIf, buildings)
    expect(after.ms).toEqual(Int32Array.of(UNREACHED, UNREACHED, msOf(60)))
    expect(changedBuildings(before, after).building).toEqual(Int32Array.of(0, 1))
  })

  test('a house and a shop on a street that is closed have neither', () => {
    const whatIf = new WhatIf(graph, [shop], LIMIT_MS)
    whatIf.closePath(network.edgeInput.indexOf(2))
    expect([...whatIfBuildings(whatIf, buildings).facility]).toEqual([-1, -1, -1])
  })

  test('a shop that opens in place of another at the same door changes the name and not the time', () => {
    const whatIf = new WhatIf(graph, [shop, shop], LIMIT_MS)
    const before = whatIfBuildings(whatIf, buildings)
    whatIf.removeFacility(0)
    const after = whatIfBuildings(whatIf, buildings)
    const { building, beforeMs, afterMs } = changedBuildings(before, after)
    expect(building).toEqual(Int32Array.of(0, 1, 2))
    expect(afterMs).toEqual(beforeMs)
  })
})
