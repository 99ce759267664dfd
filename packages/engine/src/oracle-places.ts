/** Places on edges in terms of the oracle, by their definition: for tests. */
import { edgeSeconds, nodeWait, type OracleSeed, oracleStates } from './dijkstra-oracle.ts'
import { EDGE_FLAG, type NetworkInput } from './network-input.ts'
import type { WalkProfile } from './profiles.ts'

export interface InputPlace {
  readonly edge: number
  readonly share: number
  readonly legM: number
}

interface Person {
  readonly input: NetworkInput
  readonly profile: WalkProfile
}

function waysOf({ input }: Person, edge: number): { forward: boolean; backward: boolean } {
  const flags = input.edgeFlags[edge] ?? 0
  return { forward: !(flags & EDGE_FLAG.backwardOnly), backward: !(flags & EDGE_FLAG.forwardOnly) }
}

function isUsable({ input, profile }: Person, edge: number): boolean {
  return ((input.edgeFlags[edge] ?? 0) & profile.excludedEdges) === 0
}

/** Seeds at the ends of the place's edge for walks away from it or (reversed) towards it. */
export function oracleSeedsOf(person: Person, place: InputPlace, isReversed: boolean): OracleSeed[] {
  const { input, profile } = person
  if (!isUsable(person, place.edge)) return []
  const whole = edgeSeconds(input, profile, place.edge)
  const { forward, backward } = waysOf(person, place.edge)
  const isInside = ((input.edgeFlags[place.edge] ?? 0) & EDGE_FLAG.private) !== 0
  const at = (node: number, share: number): OracleSeed => ({
    node,
    seconds: place.legM / profile.speedMps + whole * share + nodeWait(input, profile, node) / 2,
    isInside,
  })
  const seeds: OracleSeed[] = []
  if (isReversed ? forward : backward) seeds.push(at(input.edgeFrom[place.edge] ?? 0, place.share))
  if (isReversed ? backward : forward) seeds.push(at(input.edgeTo[place.edge] ?? 0, 1 - place.share))
  return seeds
}

/** Seconds from one place to the nearest of others, door to door. */
export function oracleBetween(person: Person, from: InputPlace, to: readonly InputPlace[]): number {
  const { input, profile } = person
  const n = input.nodeLon.length
  const states = oracleStates(
    input,
    profile,
    to.flatMap((place) => oracleSeedsOf(person, place, true)),
    true,
  )
  let best = Number.POSITIVE_INFINITY
  for (const { node, seconds, isInside } of oracleSeedsOf(person, from, false)) {
    if ((input.nodeFlags[node] ?? 0) & profile.excludedNodes) continue
    best = Math.min(best, seconds + (states[(isInside ? 2 : 1) * n + node] ?? Number.POSITIVE_INFINITY))
  }
  for (const place of to) {
    if (place.edge !== from.edge || !isUsable(person, from.edge)) continue
    const { forward, backward } = waysOf(person, from.edge)
    if (place.share > from.share && !forward) continue
    if (place.share < from.share && !backward) continue
    const along = edgeSeconds(input, profile, from.edge) * Math.abs(place.share - from.share)
    best = Math.min(best, along + (place.legM + from.legM) / profile.speedMps)
  }
  return best
}
