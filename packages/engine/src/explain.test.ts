import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile } from './compile-profile.ts'
import { coverage } from './coverage.ts'
import { type ExplainedPlace, explainNearest } from './explain.ts'
import { networkInput, randomNetwork } from './network-fixtures.ts'
import { EDGE_FLAG, NODE_FLAG } from './network-input.ts'
import { PROFILES, type ProfileName } from './profiles.ts'
import { snappedPlaces } from './snapped-places.ts'

const spot = fc.record({
  edge: fc.nat(),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  legM: fc.integer({ min: 0, max: 60 }),
})
type Spot = { edge: number; share: number; legM: number }

function place(ways: readonly Spot[]): ExplainedPlace {
  return { lon: 116, lat: 34, ways: ways.map((way) => ({ ...way, lon: 116, lat: 34 })) }
}

function columns(places: readonly (readonly Spot[])[]) {
  return snappedPlaces(
    places.map((ways) =>
      ways.map((way) => ({ ...way, lon: 0, lat: 0, grade: 'near' as const, crossesBarrier: false })),
    ),
  )
}

describe('explaining one answer', () => {
  test('the route takes as long as the answer says, to the same facility, and its parts add up', () => {
    fc.assert(
      fc.property(
        randomNetwork().filter((input) => input.edgeFrom.length > 0),
        fc.constantFrom<ProfileName>('adult', 'elder', 'wheelchair'),
        fc.array(spot, { minLength: 1, maxLength: 2 }),
        fc.array(fc.array(spot, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
        (input, profile, home, shops) => {
          const network = buildNetwork(input)
          const graph = compileProfile(network, PROFILES[profile])
          const on = (way: Spot) => ({ ...way, edge: way.edge % network.edgeCount })
          const [from, to] = [home.map(on), shops.map((ways) => ways.map(on))]
          const horizonMs = 2_000_000
          const [times] = coverage(graph, columns([from]), [columns(to)], { limitMs: horizonMs })
          const answer = explainNearest(graph, place(from), to.map(place), { withinMs: 600_000, horizonMs })
          if (times?.ms[0] === UNREACHED) {
            expect(answer).toBeUndefined()
            return
          }
          expect(answer?.totalMs).toBe(times?.ms[0])
          expect(answer?.facility).toBe(times?.facility[0])
          expect(answer?.isWithin).toBe((times?.ms[0] ?? 0) <= 600_000)
          const nodeWaits: readonly string[] = Object.keys(NODE_FLAG)
          const waited = Object.entries(answer?.delaysMs ?? {}).reduce(
            (sum, [cause, ms]) => sum + (nodeWaits.includes(cause) ? ms : 0),
            0,
          )
          const walked = (answer?.segments ?? []).reduce((sum, { ms }) => sum + ms, 0)
          expect(Math.abs(walked + waited - (answer?.totalMs ?? 0))).toBeLessThan(10)
        },
      ),
      { numRuns: 250 },
    )
  })

  const walk = buildNetwork(
    networkInput({
      nodes: [
        [0, 0],
        [120, 0],
        [240, 0],
        [360, 0],
      ],
      edges: [
        { from: 0, to: 1, metres: 120 },
        { from: 1, to: 2, metres: 120, flags: EDGE_FLAG.steps },
        { from: 2, to: 3, metres: 120 },
      ],
      nodeFlags: { 1: NODE_FLAG.crossingSignals },
    }),
  )
  const graph = compileProfile(walk, PROFILES.adult)
  const at = (input: number, share: number, legM = 0) => place([{ edge: walk.edgeInput.indexOf(input), share, legM }])

  test('a signal and steps on the way are told with what they cost', () => {
    const answer = explainNearest(graph, at(0, 0, 12), [at(2, 1)], { withinMs: 400_000 })
    expect(answer?.totalMs).toBe(10_000 + 300_000 + 15_000 + 96_000)
    expect(answer?.isWithin).toBe(false)
    expect(answer?.delaysMs).toEqual({ crossingSignals: 15_000, steps: 96_000 })
    expect(answer?.spots.map(({ kind, ms }) => [kind, ms])).toEqual([['crossingSignals', 15_000]])
    expect(answer?.lengthM).toBeCloseTo(372, 6)
    expect(answer?.segments.map(({ kind, way }) => [kind, way])).toEqual([
      ['leg', undefined],
      ['road', 1000],
      ['road', 1001],
      ['road', 1002],
    ])
  })

  test('on one street it goes straight along, and the line runs the way it is walked', () => {
    const answer = explainNearest(graph, at(2, 0.75), [at(2, 0.25)], { withinMs: 900_000 })
    expect(answer?.totalMs).toBe(50_000)
    const [segment] = answer?.segments ?? []
    expect(segment?.line[0]?.[0]).toBeGreaterThan(segment?.line.at(-1)?.[0] ?? Infinity)
  })

  test('no facility at all has no explanation', () => {
    expect(explainNearest(graph, at(0, 0), [], { withinMs: 1 })).toBeUndefined()
  })
})
