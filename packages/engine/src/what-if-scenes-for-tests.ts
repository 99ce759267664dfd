import fc from 'fast-check'
import { buildNetwork } from './build-network.ts'
import { compileProfile, type WalkGraph } from './compile-profile.ts'
import { randomNetwork } from './network-fixtures.ts'
import type { NetworkInput } from './network-input.ts'
import type { PlannedPath, PlannedPlace } from './overlay-graph.ts'
import { PROFILES, type ProfileName } from './profiles.ts'
import type { WhatIf } from './what-if.ts'

const spot = fc.record({
  edge: fc.nat(),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  legM: fc.integer({ min: 0, max: 60 }),
})
const ways = fc.array(spot, { minLength: 1, maxLength: 2 })
export const placeChange = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), place: ways }),
  fc.record({ kind: fc.constant('remove' as const), facility: fc.nat() }),
  fc.record({ kind: fc.constant('move' as const), facility: fc.nat(), place: ways }),
)
const pathChange = fc.oneof(
  fc.record({ kind: fc.constant('close' as const), edge: fc.nat() }),
  fc.record({ kind: fc.constant('open' as const), from: spot, to: spot, metres: fc.integer({ min: 0, max: 100 }) }),
)
export const anyChange = fc.oneof(placeChange, pathChange)
export type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never

export interface Scene {
  readonly input: NetworkInput
  readonly graph: WalkGraph
  readonly homes: readonly PlannedPlace[]
  readonly shops: readonly PlannedPlace[]
  readonly changes: readonly Change[]
  readonly on: <T extends { edge: number }>(way: T) => T
}

/** Small networks with homes, shops and changes to them. */
export function scenes(change: fc.Arbitrary<Change>): fc.Arbitrary<Scene> {
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
export function take(
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

export const standingPlaces = (whatIf: WhatIf): PlannedPlace[] => whatIf.facilities.map((place) => place ?? [])
