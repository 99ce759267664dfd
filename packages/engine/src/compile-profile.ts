import { accumulate, sharedI32, sharedU32 } from './columns.ts'
import { contractGraph, type SearchGraph } from './contract-graph.ts'
import { type Network, NONE } from './network.ts'
import { EDGE_FLAG, NODE_FLAG } from './network-input.ts'
import type { WalkProfile } from './profiles.ts'

/**
 * A network as one person walks it. Times are whole milliseconds: an edge is off by at most 0.5 ms, so a 15-minute walk over 70
 * edges by less than 35 ms, where whole seconds would be off by up to 35 s.
 */
export interface WalkGraph {
  readonly network: Network
  /** with the speed that was used */
  readonly profile: WalkProfile
  /** u32[m] ms along the whole edge, without the waits at its ends; NONE when this person cannot walk it */
  readonly edgeMs: Uint32Array
  /** u32[n] half of the wait at a node in ms; NONE when this person cannot pass it */
  readonly nodeHalfMs: Uint32Array
  /** arcs in the direction of walking: who sets out here gets there */
  readonly away: SearchGraph
  /** arcs against it: who walks to this facility. The same object where nothing is one-way for walkers */
  readonly towards: SearchGraph
}

export interface CompileOptions {
  /** metres a second instead of the profile's own */
  readonly speedMps?: number
}

/** 74 hours: sums of two stay inside a signed 32-bit integer. */
const LONGEST_MS = 0x0fffffff

export function compileProfile(network: Network, profile: WalkProfile, options: CompileOptions = {}): WalkGraph {
  const speedMps = options.speedMps ?? profile.speedMps
  if (!(speedMps >= 0.1 && speedMps <= 10))
    throw new RangeError(`a walking speed of ${speedMps} m/s is not between 0.1 and 10`)
  const edgeMs = edgeTimes(network, profile, speedMps)
  const nodeHalfMs = nodeTimes(network, profile)
  const oneWay = EDGE_FLAG.forwardOnly | EDGE_FLAG.backwardOnly
  const hasOneWay = network.edgeFlags.some((flags, e) => (flags & oneWay) !== 0 && edgeMs[e] !== NONE)
  const away = contractGraph(arcsOf(network, edgeMs, nodeHalfMs, false))
  const towards = hasOneWay ? contractGraph(arcsOf(network, edgeMs, nodeHalfMs, true)) : away
  return { network, profile: { ...profile, speedMps }, edgeMs, nodeHalfMs, away, towards }
}

function edgeTimes(network: Network, profile: WalkProfile, speedMps: number): Uint32Array {
  const perMetre = flagSeconds(EDGE_FLAG, profile.edgeSecondsPerMetre)
  const fixed = flagSeconds(EDGE_FLAG, profile.edgeSeconds)
  const edgeMs = sharedU32(network.edgeCount)
  for (let e = 0; e < network.edgeCount; e++) {
    const flags = network.edgeFlags[e] ?? 0
    const metres = (network.edgeLengthMm[e] ?? 0) / 1000
    let seconds = metres / speedMps
    for (const [flag, extra] of perMetre) if (flags & flag) seconds += extra * metres
    for (const [flag, extra] of fixed) if (flags & flag) seconds += extra
    edgeMs[e] = flags & profile.excludedEdges ? NONE : Math.min(LONGEST_MS, Math.round(seconds * 1000))
  }
  return edgeMs
}

function nodeTimes(network: Network, profile: WalkProfile): Uint32Array {
  const waits = flagSeconds(NODE_FLAG, profile.nodeSeconds)
  const half = sharedU32(network.nodeCount)
  for (let v = 0; v < network.nodeCount; v++) {
    const flags = network.nodeFlags[v] ?? 0
    if (flags === 0) continue
    // Several flags at one node are one place to wait at: a signalled crossing is a crossing too.
    let seconds = 0
    for (const [flag, wait] of waits) if (flags & flag && wait > seconds) seconds = wait
    half[v] = flags & profile.excludedNodes ? NONE : Math.round(seconds * 500)
  }
  return half
}

function flagSeconds(
  names: Readonly<Record<string, number>>,
  seconds: Readonly<Record<string, number>>,
): [number, number][] {
  return Object.entries(seconds).map(([name, value]) => [names[name] ?? 0, value])
}

/** Which ways a walker may use an edge, by its one-way flags alone. */
export function waysAlong(network: Network, e: number): { forward: boolean; backward: boolean } {
  const flags = network.edgeFlags[e] ?? 0
  return { forward: (flags & EDGE_FLAG.backwardOnly) === 0, backward: (flags & EDGE_FLAG.forwardOnly) === 0 }
}

/** Whether a walker may go from `u` along edge `e`. */
function mayWalk(network: Network, e: number, u: number): boolean {
  const { forward, backward } = waysAlong(network, e)
  return network.edgeFrom[e] === u ? forward : backward
}

function arcsOf(network: Network, edgeMs: Uint32Array, halfMs: Uint32Array, isReversed: boolean) {
  const n = network.nodeCount
  const { arcOffset, arcTo, arcEdge, nodeTwin, nodeIsPrivate, edgeFlags } = network
  const mustKeep = new Uint8Array(n)
  const counts = new Uint32Array(n + 1)
  const oneWay = EDGE_FLAG.forwardOnly | EDGE_FLAG.backwardOnly
  const isOpen = (u: number, i: number) => {
    const e = arcEdge[i] ?? 0
    const v = arcTo[i] ?? 0
    if (edgeMs[e] === NONE || halfMs[u] === NONE || halfMs[v] === NONE) return false
    if (((edgeFlags[e] ?? 0) & oneWay) === 0) return true
    mustKeep[u] = 1
    mustKeep[v] = 1
    return mayWalk(network, e, isReversed ? v : u)
  }
  const mayEnter = (u: number) => nodeTwin[u] !== NONE && nodeIsPrivate[u] === 0 && halfMs[u] !== NONE
  for (let u = 0; u < n; u++) {
    let count = 0
    for (let i = arcOffset[u] ?? 0; i < (arcOffset[u + 1] ?? 0); i++) if (isOpen(u, i)) count++
    if (nodeTwin[u] !== NONE) mustKeep[u] = 1
    counts[u + 1] = count + (mayEnter(u) ? 1 : 0)
  }
  const arcs = sharedI32(2 * accumulate(counts))
  const offset = sharedI32(n + 1)
  offset.set(counts)
  for (let u = 0, at = 0; u < n; u++) {
    for (let i = arcOffset[u] ?? 0; i < (arcOffset[u + 1] ?? 0); i++) {
      if (!isOpen(u, i)) continue
      const v = arcTo[i] ?? 0
      const ms = (edgeMs[arcEdge[i] ?? 0] ?? 0) + (halfMs[u] ?? 0) + (halfMs[v] ?? 0)
      arcs[2 * at] = v
      arcs[2 * at + 1] = Math.min(LONGEST_MS, ms)
      at++
    }
    if (mayEnter(u)) {
      arcs[2 * at] = nodeTwin[u] ?? 0
      arcs[2 * at + 1] = 0
      at++
    }
  }
  return { nodeCount: n, offset, arcs, mustKeep }
}
