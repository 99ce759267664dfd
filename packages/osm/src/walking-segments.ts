import { NODE_FLAG } from '@xiayi/engine/network-input'
import type { IndexedOsm } from './indexed-osm.ts'
import { judgeNode } from './node-rules.ts'
import type { WalkingLine } from './walking-lines.ts'
import type { WalkingRules } from './walking-rules.ts'

/**
 * The walking network before shape nodes are contracted: straight segments in the order of their lines. Nodes keep the index of
 * the extract; those made here (the ends of ways cut at a wall, the middle of a crossing) follow behind.
 */
export interface WalkingSegments {
  readonly lines: readonly WalkingLine[]
  /** u32[lines + 1]: the segments of each line */
  readonly lineOffset: Uint32Array
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** u8 per segment: 0 for one that is left out */
  readonly isKept: Uint8Array
  /** u16 per node: bits of NODE_FLAG */
  readonly nodeFlags: Uint16Array
  readonly nodeCount: number
  lon(node: number): number
  lat(node: number): number
  readonly blockedNodes: number
}

const CROSSING = NODE_FLAG.crossing | NODE_FLAG.crossingSignals

export function segmentsOf(lines: readonly WalkingLine[], osm: IndexedOsm, rules: WalkingRules): WalkingSegments {
  const base = osm.nodeCount
  const { flags, blocked } = judgeNodes(osm, rules)
  const extra: { of: number[]; second: number[]; flags: number[] } = { of: [], second: [], flags: [] }
  const addExtra = (of: number, second: number, bits: number) => {
    extra.of.push(of)
    extra.second.push(second)
    extra.flags.push(bits)
    return base + extra.of.length - 1
  }
  const from: number[] = []
  const to: number[] = []
  const lineOffset = new Uint32Array(lines.length + 1)
  const cut = (node: number) => (blocked.has(node) ? addExtra(node, node, 0) : node)
  lines.forEach((line, i) => {
    let before: number | undefined
    for (const node of markCrossing(line, flags, osm.nodeCount, addExtra)) {
      if (before !== undefined) {
        from.push(cut(before))
        to.push(cut(node))
      }
      before = node
    }
    lineOffset[i + 1] = from.length
  })
  const nodeFlags = new Uint16Array(base + extra.of.length)
  nodeFlags.set(flags)
  nodeFlags.set(extra.flags, base)
  const coordinate = (column: Float64Array) => (node: number) => {
    if (node < base) return column[node] ?? Number.NaN
    const a = column[extra.of[node - base] ?? 0] ?? Number.NaN
    const b = column[extra.second[node - base] ?? 0] ?? Number.NaN
    return a === b ? a : (a + b) / 2
  }
  return {
    lines,
    lineOffset,
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    isKept: new Uint8Array(from.length).fill(1),
    nodeFlags,
    nodeCount: base + extra.of.length,
    lon: coordinate(osm.nodeLon),
    lat: coordinate(osm.nodeLat),
    blockedNodes: blocked.size,
  }
}

function judgeNodes(osm: IndexedOsm, rules: WalkingRules): { flags: Uint16Array; blocked: ReadonlySet<number> } {
  const flags = new Uint16Array(osm.nodeCount)
  const blocked = new Set<number>()
  for (const [node, tags] of osm.nodeTags) {
    const verdict = judgeNode(tags, rules)
    flags[node] = verdict.flags
    if (verdict.isBlocked) blocked.add(node)
  }
  return { flags, blocked }
}

/**
 * A crossing costs its wait once, on a node. A way tagged as a crossing that passes no such node gets one: its middle node, or,
 * when it has only its two ends, which belong to the pavements, a node made half-way.
 */
function markCrossing(
  line: WalkingLine,
  flags: Uint16Array,
  base: number,
  addExtra: (of: number, second: number, bits: number) => number,
): readonly number[] {
  const { nodes, crossing } = line
  if (crossing === 0 || nodes.some((node) => ((flags[node] ?? 0) & CROSSING) !== 0)) return nodes
  const [first, second] = nodes
  if (nodes.length === 2 && first !== undefined && second !== undefined)
    return first < base ? [first, addExtra(first, second, crossing), second] : nodes
  const middle = nodes[nodes.length >> 1] ?? 0
  flags[middle] = (flags[middle] ?? 0) | crossing
  return nodes
}

/** Ends of kept segments at each node. */
export function degreesOf({ from, to, isKept, nodeCount }: WalkingSegments): Uint16Array {
  const degree = new Uint16Array(nodeCount)
  for (let s = 0; s < from.length; s++) {
    if (isKept[s] === 0) continue
    const a = from[s] ?? 0
    const b = to[s] ?? 0
    degree[a] = (degree[a] ?? 0) + 1
    degree[b] = (degree[b] ?? 0) + 1
  }
  return degree
}

/** Clears the crossing of nodes that only a road passes: whoever walks along it does not cross it. */
export function dropCrossingsAlongRoads(segments: WalkingSegments, degree: Uint16Array): number {
  const { lines, lineOffset, from, to, isKept, nodeFlags } = segments
  const hasPath = new Uint8Array(segments.nodeCount)
  lines.forEach((line, i) => {
    if (line.isCarriageway) return
    const end = lineOffset[i + 1] ?? 0
    for (let s = lineOffset[i] ?? 0; s < end; s++) {
      if (isKept[s] === 0) continue
      hasPath[from[s] ?? 0] = 1
      hasPath[to[s] ?? 0] = 1
    }
  })
  let dropped = 0
  for (let node = 0; node < segments.nodeCount; node++) {
    const flags = nodeFlags[node] ?? 0
    if ((flags & CROSSING) === 0 || hasPath[node] === 1 || degree[node] !== 2) continue
    nodeFlags[node] = flags & ~CROSSING
    dropped++
  }
  return dropped
}
