import type { Box } from '@xiayi/geo/boxes'
import type { BarrierInput } from './network-input.ts'

/** No node, no edge, not walkable. */
export const NONE = 0xffffffff

/**
 * A walking network in columns on shared memory. Nodes lie along a Hilbert curve, edges follow their lower node, so what is near
 * on the ground is near in memory.
 *
 * Private edges (inside a compound) form a layer of their own: where a private edge meets a public one, the node has a twin in
 * the private layer (`nodeTwin` holds the partner on either side), and private edges end at twins or at inner nodes. A walk may
 * enter the layer as its last leg and leave it as its first, but never pass through; the two directions therefore agree.
 */
export interface Network {
  readonly nodeCount: number
  readonly edgeCount: number
  /** [west, south, east, north] of the nodes and shapes */
  readonly box: Box
  /** f64[n] degrees WGS84 */
  readonly nodeLon: Float64Array
  readonly nodeLat: Float64Array
  /** u16[n] bits of NODE_FLAG */
  readonly nodeFlags: Uint16Array
  /** u8[n] 1: in the private layer */
  readonly nodeIsPrivate: Uint8Array
  /** u32[n] the same place in the other layer, or NONE */
  readonly nodeTwin: Uint32Array
  /** u32[n] index in the NetworkInput; NONE for a node that was put into a long edge */
  readonly nodeInput: Uint32Array
  /** u32[m] */
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
  /** u32[m] millimetres on the ground */
  readonly edgeLengthMm: Uint32Array
  /** u32[m] bits of EDGE_FLAG */
  readonly edgeFlags: Uint32Array
  /** f64[m] id of the way in the source */
  readonly edgeWay: Float64Array
  /** u32[m] index in the NetworkInput; pieces of a split edge share it */
  readonly edgeInput: Uint32Array
  /** u32[m + 1], f64[s]: the vertices between the ends, from `edgeFrom` to `edgeTo` */
  readonly shapeOffset: Uint32Array
  readonly shapeLon: Float64Array
  readonly shapeLat: Float64Array
  /** u32[n + 1], u32[a], u32[a]: both ways over every edge; no edge is a loop */
  readonly arcOffset: Uint32Array
  readonly arcTo: Uint32Array
  readonly arcEdge: Uint32Array
  readonly barriers: BarrierInput
}

/** Network node of every input node: the public one where there are two. u32[input nodes] */
export function nodesOfInput(network: Network, inputNodeCount: number): Uint32Array {
  const nodes = new Uint32Array(inputNodeCount).fill(NONE)
  for (let v = 0; v < network.nodeCount; v++) {
    const input = network.nodeInput[v] ?? NONE
    if (input === NONE) continue
    if (nodes[input] === NONE || network.nodeIsPrivate[v] === 0) nodes[input] = v
  }
  return nodes
}

/** The line of an edge from `edgeFrom` to `edgeTo`, ends included. Degrees WGS84. */
export function edgeLine(network: Network, edge: number): [number, number][] {
  const from = network.edgeFrom[edge] ?? 0
  const to = network.edgeTo[edge] ?? 0
  const line: [number, number][] = [[network.nodeLon[from] ?? 0, network.nodeLat[from] ?? 0]]
  const end = network.shapeOffset[edge + 1] ?? 0
  for (let s = network.shapeOffset[edge] ?? 0; s < end; s++) {
    line.push([network.shapeLon[s] ?? 0, network.shapeLat[s] ?? 0])
  }
  line.push([network.nodeLon[to] ?? 0, network.nodeLat[to] ?? 0])
  return line
}
