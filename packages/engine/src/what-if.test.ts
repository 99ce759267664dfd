import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile, type WalkGraph } from './compile-profile.ts'
import { isInner, oracleStates } from './dijkstra-oracle.ts'
import { nodesOfInput } from './network.ts'
import { randomNetwork } from './network-fixtures.ts'
import { EDGE_FLAG, type NetworkInput } from './network-input.ts'
import { type InputPlace, oracleSeedsOf } from './oracle-places.ts'
import type { PlannedPath, PlannedPlace } from './overlay-graph.ts'
import { plannedNetwork } from './planned-network-for-tests.ts'
import { PROFILES, type ProfileName } from './profiles.ts'
import { WhatIf } from './what-if.ts'

const ROUNDING_S = 0.1
const LIMIT_MS = 900_000

const spot = fc.record({
  edge: fc.nat(),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  legM: fc.integer({ min: 0, max: 60 }),
})
const change = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), place: fc.array(spot, { minLength: 1, maxLength: 2 }) }),
  fc.record({ kind: fc.constant('remove' as const), facility: fc.nat() }),
  fc.record({
    kind: fc.constant('move' as const),
    facility: fc.nat(),
    place: fc.array(spot, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('close' as const), edge: fc.nat() }),
  fc.record({ kind: fc.constant('open' as const), from: spot, to: spot, metres: fc.integer({ min: 0, max: 100 }) }),
)

const scene = fc
  .record({
    input: randomNetwork().filter((input) => input.edgeFrom.some((v, e) => v !== input.edgeTo[e])),
    profile: fc.constantFrom<ProfileName>('adult', 'elder', 'wheelchair'),
    shops: fc.array(fc.array(spot, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
    changes: fc.array(change, { minLength: 1, maxLength: 6 }),
  })
  .map(({ input, profile, shops, changes }) => {
    const network = buildNetwork(input)
    const whole = [...network.edgeInput.keys()].filter((e) => {
      const i = network.edgeInput[e] ?? 0
      return input.edgeFrom[i] !== input.edgeTo[i]
    })
    const on = <T extends { edge: number }>(way: T): T => ({ ...way, edge: whole[way.edge % whole.length] ?? 0 })
    return {
      input,
      graph: compileProfile(network, PROFILES[profile]),
      shops: shops.map((ways) => ways.map(on)),
      changes,
      on,
    }
  })

/** Seeds of a place in the planned input: at the neighbours of its place on the cut edge. */
function plannedSeeds(
  graph: WalkGraph,
  before: NetworkInput,
  after: NetworkInput,
  place: PlannedPlace,
  paths: readonly PlannedPath[],
  closed: ReadonlySet<number>,
) {
  const n = before.nodeLon.length
  const person = { input: before, profile: graph.profile }
  return place.flatMap((way) => {
    if (closed.has(way.edge)) return []
    const i = graph.network.edgeInput[way.edge] ?? 0
    const own: InputPlace = { edge: i, share: way.share, legM: way.legM }
    const seeds = [...oracleSeedsOf(person, own, true)]
    const flags = before.edgeFlags[i] ?? 0
    if (flags & graph.profile.excludedEdges) return []
    const whole = (graph.edgeMs[way.edge] ?? 0) / 1000
    paths
      .flatMap(({ from, to }) => [from, to])
      .forEach((point, k) => {
        if (point.edge !== way.edge) return
        // The walker comes from the point to the place.
        if (point.share < way.share && flags & EDGE_FLAG.backwardOnly) return
        if (point.share > way.share && flags & EDGE_FLAG.forwardOnly) return
        const seconds = way.legM / graph.profile.speedMps + whole * Math.abs(point.share - way.share)
        seeds.push({ node: n + k, seconds, isInside: (flags & EDGE_FLAG.private) !== 0 })
      })
    return seeds
  })
}

describe('what if', () => {
  test('after any changes the labels are those of a full recomputation, and undoing gives back what was', () => {
    fc.assert(
      fc.property(scene, ({ input, graph, shops, changes, on }) => {
        const whatIf = new WhatIf(graph, shops, LIMIT_MS)
        const place = nodesOfInput(graph.network, input.nodeLon.length)
        const paths: PlannedPath[] = []
        const closed = new Set<number>()
        const history: { ms: Int32Array; facility: Int32Array }[] = []
        for (const step of changes) {
          const standing = [...whatIf.facilities.keys()].filter((f) => whatIf.facilities[f])
          if ((step.kind === 'remove' || step.kind === 'move') && standing.length === 0) continue
          const before = { ms: whatIf.ms.slice(), facility: whatIf.facility.slice() }
          history.push(before)
          const f =
            step.kind === 'remove' || step.kind === 'move' ? (standing[step.facility % standing.length] ?? 0) : 0
          const done = (() => {
            if (step.kind === 'add') return whatIf.addFacility(step.place.map(on))
            if (step.kind === 'remove') return whatIf.removeFacility(f)
            if (step.kind === 'move') return whatIf.moveFacility(f, step.place.map(on))
            if (step.kind === 'close') {
              const { edge } = on({ edge: step.edge })
              closed.add(edge)
              return whatIf.closePath(edge)
            }
            const path = {
              from: on(step.from),
              to: on(step.to),
              ms: Math.round((step.metres * 1000) / graph.profile.speedMps),
            }
            paths.push(path)
            return whatIf.openPath(path)
          })()
          const changed = new Map([...done.node].map((v, i) => [v, i]))
          whatIf.ms.forEach((ms, v) => {
            const i = changed.get(v)
            expect(i !== undefined ? done.afterMs[i] : (before.ms[v] ?? UNREACHED)).toBe(ms)
            if (i !== undefined) expect(done.beforeMs[i]).toBe(before.ms[v] ?? UNREACHED)
          })
          const fresh = new WhatIf(graph, whatIf.facilities, LIMIT_MS, { paths, closed })
          expect(whatIf.ms.subarray(0, fresh.ms.length)).toEqual(fresh.ms)
          expect(whatIf.facility.subarray(0, fresh.ms.length)).toEqual(fresh.facility)
          const after = plannedNetwork(graph, input, { paths, closed }).input
          const seeds = whatIf.facilities.flatMap((way) =>
            way ? plannedSeeds(graph, input, after, way, paths, closed) : [],
          )
          const states = oracleStates(after, graph.profile, seeds, true)
          for (let v = 0; v < input.nodeLon.length; v++) {
            const ms = whatIf.ms[place[v] ?? 0] ?? 0
            // Closing the last street to a gate does not make it somebody's home.
            const seconds = states[(isInner(input, v) ? 2 : 1) * after.nodeLon.length + v] ?? 0
            if (ms === UNREACHED) expect(seconds).toBeGreaterThan(LIMIT_MS / 1000 - ROUNDING_S)
            else expect(Math.abs(ms / 1000 - seconds)).toBeLessThan(ROUNDING_S)
          }
        }
        for (const before of history.reverse()) {
          whatIf.undo()
          expect(whatIf.ms.subarray(0, before.ms.length)).toEqual(before.ms)
          expect(whatIf.facility.subarray(0, before.ms.length)).toEqual(before.facility)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('an unknown facility cannot be removed', () => {
    const graph = compileProfile(
      buildNetwork(fc.sample(randomNetwork(), { numRuns: 1, seed: 1 })[0] ?? neverHere()),
      PROFILES.adult,
    )
    expect(() => new WhatIf(graph, [], LIMIT_MS).removeFacility(0)).toThrow(RangeError)
  })
})

function neverHere(): never {
  throw new Error('a sample is always there')
}
