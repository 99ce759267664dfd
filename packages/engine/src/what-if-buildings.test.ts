import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile, type WalkGraph } from './compile-profile.ts'
import { type BuildingTimes, coverage } from './coverage.ts'
import { networkInput } from './network-fixtures.ts'
import type { NetworkInput } from './network-input.ts'
import type { PlannedPlace } from './overlay-graph.ts'
import { plannedNetwork } from './planned-network-for-tests.ts'
import { PROFILES } from './profiles.ts'
import { type Plan, WhatIf } from './what-if.ts'
import { changedBuildings, placeColumns, whatIfBuildings } from './what-if-buildings.ts'
import { anyChange, placeChange, scenes, standingPlaces, take } from './what-if-scenes-for-tests.ts'

const LIMIT_MS = 900_000
/** An edge cut in pieces is rounded once for each piece. */
const ROUNDING_MS = 100

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
