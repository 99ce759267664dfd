import { EDGE_FLAG, type NetworkInput, NODE_FLAG } from '@xiayi/engine/network-input'
import { localPlane } from '@xiayi/geo/distance'
import { extractStreetMap } from './extract-street-map.ts'
import { type HandMade, handMade } from './hand-made-for-tests.ts'
import type { StreetMap } from './street-map.ts'
import type { WalkingRules } from './walking-rules.ts'
import { inColumns } from './way-columns.ts'

export function mapOf(parts: HandMade, rules: Partial<WalkingRules> = {}): StreetMap {
  return extractStreetMap(inColumns(handMade(parts)), { rules })
}

/** Edges as sorted lines of text: ends in metres, length in metres, flags. */
export function edgesOf(network: NetworkInput): string[] {
  const plane = localPlane([116.13, 34.24])
  const end = (node: number) =>
    `${Math.round(plane.x(network.nodeLon[node] ?? 0))},${Math.round(plane.y(network.nodeLat[node] ?? 0))}`
  return [...network.edgeFrom]
    .map((from, e) => {
      const metres = Math.round((network.edgeLengthMm[e] ?? 0) / 1000)
      const flags = namesOf(EDGE_FLAG, network.edgeFlags[e] ?? 0)
      return [end(from), end(network.edgeTo[e] ?? 0), `${metres}m`, ...flags].join(' ')
    })
    .toSorted()
}

/** Flagged nodes as sorted lines of text. */
export function flaggedNodes(network: NetworkInput): string[] {
  const plane = localPlane([116.13, 34.24])
  return [...network.nodeFlags]
    .flatMap((flags, node) => {
      if (flags === 0) return []
      const x = Math.round(plane.x(network.nodeLon[node] ?? 0))
      const y = Math.round(plane.y(network.nodeLat[node] ?? 0))
      return [[`${x},${y}`, ...namesOf(NODE_FLAG, flags)].join(' ')]
    })
    .toSorted()
}

function namesOf(bits: Readonly<Record<string, number>>, flags: number): string[] {
  return Object.entries(bits)
    .filter(([, bit]) => (flags & bit) !== 0)
    .map(([name]) => name)
}

/** Shortest length in millimetres between all pairs of nodes: Floyd and Warshall, for graphs of a few dozen nodes. */
export function allPairsMm(count: number, edges: readonly (readonly [number, number, number])[]): number[][] {
  const best = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (__, k) => (i === k ? 0 : Infinity)),
  )
  const relax = (a: number, b: number, mm: number) => {
    const row = best[a]
    if (row && mm < (row[b] ?? 0)) row[b] = mm
  }
  for (const [a, b, mm] of edges) {
    relax(a, b, mm)
    relax(b, a, mm)
  }
  for (let via = 0; via < count; via++)
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) relax(a, b, (best[a]?.[via] ?? Infinity) + (best[via]?.[b] ?? Infinity))
  return best
}
