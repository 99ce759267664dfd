import type { WalkGraph } from './compile-profile.ts'
import { EDGE_FLAG, type NetworkInput } from './network-input.ts'
import type { EdgePoint } from './overlay-graph.ts'
import type { Plan } from './what-if.ts'

/** A plan carried out: the network as it would be drawn anew, and where the old edges' places are on it. */
export interface PlannedNetwork {
  readonly input: NetworkInput
  /**
   * A place on an edge of the graph as places on edges of `input`: both sides where the edge is cut at the place, none where
   * the edge is closed.
   */
  piecesOf(point: EdgePoint): EdgePoint[]
}

interface Piece {
  readonly from: number
  readonly to: number
  readonly mm: number
  readonly flags: number
}

const ONE_WAY = EDGE_FLAG.forwardOnly | EDGE_FLAG.backwardOnly

/**
 * The walk as the plan would make it, in the input's own terms: edges cut where planned paths end, closed edges gone, the ends of
 * path p at nodes n + 2p and n + 2p + 1. Loops are left out: nobody is the nearer for one.
 */
export function plannedNetwork(graph: WalkGraph, input: NetworkInput, { paths, closed }: Plan): PlannedNetwork {
  const n = input.nodeLon.length
  const { edgeInput, edgeFlags, edgeCount } = graph.network
  const edges: Piece[] = []
  const cuts = new Map<number, { edge: number; start: number; end: number }[]>()
  const points = paths.flatMap(({ from, to }) => [from, to])
  const isInside = (edge: number) => ((edgeFlags[edge] ?? 0) & EDGE_FLAG.private) !== 0
  for (let e = 0; e < edgeCount; e++) {
    const i = edgeInput[e] ?? 0
    if (closed.has(e) || input.edgeFrom[i] === input.edgeTo[i]) continue
    const stops = points
      .flatMap(({ edge, share }, k) => (edge === e ? [{ node: n + k, share }] : []))
      .sort((a, b) => a.share - b.share)
    const line = [{ node: input.edgeFrom[i] ?? 0, share: 0 }, ...stops, { node: input.edgeTo[i] ?? 0, share: 1 }]
    const pieces = line.slice(1).flatMap((b, k) => {
      const a = line[k]
      if (a === undefined) return []
      const flags = input.edgeFlags[i] ?? 0
      // Two paths that end at one place meet there, whatever the street's direction.
      const areOne = a.share === b.share && a.node >= n && b.node >= n
      const mm = (input.edgeLengthMm[i] ?? 0) * (b.share - a.share)
      edges.push({ from: a.node, to: b.node, mm, flags: areOne ? flags & ~ONE_WAY : flags })
      return [{ edge: edges.length - 1, start: a.share, end: b.share }]
    })
    cuts.set(e, pieces)
  }
  paths.forEach(({ from, to, ms }, p) => {
    const flags = isInside(from.edge) && isInside(to.edge) ? EDGE_FLAG.private : 0
    edges.push({ from: n + 2 * p, to: n + 2 * p + 1, mm: ms * graph.profile.speedMps, flags })
  })
  return {
    input: withEdges(input, edges, n + points.length),
    piecesOf: ({ edge, share }) =>
      (cuts.get(edge) ?? []).flatMap(({ edge: piece, start, end }) =>
        share < start || share > end
          ? []
          : [{ edge: piece, share: end > start ? Math.min(1, (share - start) / (end - start)) : 0 }],
      ),
  }
}

function withEdges(input: NetworkInput, edges: readonly Piece[], nodes: number): NetworkInput {
  return {
    ...input,
    nodeLon: new Float64Array(nodes),
    nodeLat: new Float64Array(nodes),
    nodeFlags: Uint16Array.from({ length: nodes }, (_, v) => input.nodeFlags[v] ?? 0),
    edgeFrom: Uint32Array.from(edges, (edge) => edge.from),
    edgeTo: Uint32Array.from(edges, (edge) => edge.to),
    edgeLengthMm: Uint32Array.from(edges, (edge) => Math.round(edge.mm)),
    edgeFlags: Uint32Array.from(edges, (edge) => edge.flags),
    edgeWay: new Float64Array(edges.length),
    edgeShapeOffset: new Uint32Array(edges.length + 1),
    shapeLon: new Float64Array(0),
    shapeLat: new Float64Array(0),
  }
}
