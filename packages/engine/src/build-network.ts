import { boxOfColumns, unionBox } from '@xiayi/geo/boxes'
import { checkNetworkInput } from './check-input.ts'
import { accumulate, orderByKey, sharedF64, sharedU8, sharedU16, sharedU32 } from './columns.ts'
import { type Network, NONE } from './network.ts'
import type { BarrierInput, NetworkInput } from './network-input.ts'
import { nodeOrder } from './node-order.ts'
import { separatePrivateLayer } from './private-layer.ts'
import { LONGEST_EDGE_M, splitLongEdges } from './split-long-edges.ts'

export interface BuildOptions {
  /** metres; longer edges are cut (default 6,500) */
  readonly longestEdgeM?: number
}

/**
 * Builds a network from plain columns. The result depends on nothing but the input, to the byte.
 * @throws NetworkInputError naming the column and the entry that is wrong
 */
export function buildNetwork(raw: NetworkInput, options: BuildOptions = {}): Network {
  checkNetworkInput(raw)
  const { input, nodeInput, edgeInput } = splitLongEdges(raw, options.longestEdgeM ?? LONGEST_EDGE_M)
  const layers = separatePrivateLayer(input)
  const n = layers.nodeCount
  const baseLon = Float64Array.from(layers.nodeBase, (v) => input.nodeLon[v] ?? 0)
  const baseLat = Float64Array.from(layers.nodeBase, (v) => input.nodeLat[v] ?? 0)
  const order = nodeOrder({ lon: baseLon, lat: baseLat, edgeFrom: layers.edgeFrom, edgeTo: layers.edgeTo })
  const place = new Uint32Array(n)
  for (let at = 0; at < n; at++) place[order[at] ?? 0] = at

  const nodeLon = sharedF64(n)
  const nodeLat = sharedF64(n)
  const nodeFlags = sharedU16(n)
  const nodeIsPrivate = sharedU8(n)
  const nodeTwin = sharedU32(n)
  const nodeInputOut = sharedU32(n)
  for (let at = 0; at < n; at++) {
    const v = order[at] ?? 0
    const base = layers.nodeBase[v] ?? 0
    const twin = layers.twin[v] ?? NONE
    nodeLon[at] = baseLon[v] ?? 0
    nodeLat[at] = baseLat[v] ?? 0
    nodeFlags[at] = input.nodeFlags[base] ?? 0
    nodeIsPrivate[at] = layers.isPrivate[v] ?? 0
    nodeTwin[at] = twin === NONE ? NONE : (place[twin] ?? NONE)
    nodeInputOut[at] = nodeInput[base] ?? NONE
  }
  const edges = orderEdges(input, layers.edgeFrom, layers.edgeTo, place, edgeInput)
  return {
    nodeCount: n,
    edgeCount: edges.edgeFrom.length,
    box: unionBox(boxOfColumns(nodeLon, nodeLat), boxOfColumns(input.shapeLon, input.shapeLat)),
    nodeLon,
    nodeLat,
    nodeFlags,
    nodeIsPrivate,
    nodeTwin,
    nodeInput: nodeInputOut,
    ...edges,
    ...buildArcs(n, edges.edgeFrom, edges.edgeTo),
    barriers: shareBarriers(input.barriers),
  }
}

type EdgeColumns = Pick<
  Network,
  | 'edgeFrom'
  | 'edgeTo'
  | 'edgeLengthMm'
  | 'edgeFlags'
  | 'edgeWay'
  | 'edgeInput'
  | 'shapeOffset'
  | 'shapeLon'
  | 'shapeLat'
>

/** Edges follow their lower node; those of one node keep the order of the input. */
function orderEdges(
  input: NetworkInput,
  from: Uint32Array,
  to: Uint32Array,
  place: Uint32Array,
  origin: Uint32Array,
): EdgeColumns {
  const m = from.length
  const order = orderByKey(from.map((u, e) => Math.min(place[u] ?? 0, place[to[e] ?? 0] ?? 0)))
  const columns: EdgeColumns = {
    edgeFrom: sharedU32(m),
    edgeTo: sharedU32(m),
    edgeLengthMm: sharedU32(m),
    edgeFlags: sharedU32(m),
    edgeWay: sharedF64(m),
    edgeInput: sharedU32(m),
    shapeOffset: sharedU32(m + 1),
    shapeLon: sharedF64(input.shapeLon.length),
    shapeLat: sharedF64(input.shapeLat.length),
  }
  let vertex = 0
  for (let at = 0; at < m; at++) {
    const e = order[at] ?? 0
    columns.edgeFrom[at] = place[from[e] ?? 0] ?? 0
    columns.edgeTo[at] = place[to[e] ?? 0] ?? 0
    columns.edgeLengthMm[at] = input.edgeLengthMm[e] ?? 0
    columns.edgeFlags[at] = input.edgeFlags[e] ?? 0
    columns.edgeWay[at] = input.edgeWay[e] ?? 0
    columns.edgeInput[at] = origin[e] ?? 0
    const end = input.edgeShapeOffset[e + 1] ?? 0
    for (let s = input.edgeShapeOffset[e] ?? 0; s < end; s++) {
      columns.shapeLon[vertex] = input.shapeLon[s] ?? 0
      columns.shapeLat[vertex] = input.shapeLat[s] ?? 0
      vertex++
    }
    columns.shapeOffset[at + 1] = vertex
  }
  return columns
}

/** Arcs both ways over every edge, by node, in the order of the edges. */
export function buildArcs(
  n: number,
  edgeFrom: Uint32Array,
  edgeTo: Uint32Array,
): Pick<Network, 'arcOffset' | 'arcTo' | 'arcEdge'> {
  const arcOffset = sharedU32(n + 1)
  for (let e = 0; e < edgeFrom.length; e++) {
    const u = edgeFrom[e] ?? 0
    const v = edgeTo[e] ?? 0
    if (u === v) continue
    arcOffset[u + 1] = (arcOffset[u + 1] ?? 0) + 1
    arcOffset[v + 1] = (arcOffset[v + 1] ?? 0) + 1
  }
  const total = accumulate(arcOffset)
  const arcTo = sharedU32(total)
  const arcEdge = sharedU32(total)
  const next = new Uint32Array(n)
  next.set(arcOffset.subarray(0, n))
  for (let e = 0; e < edgeFrom.length; e++) {
    const u = edgeFrom[e] ?? 0
    const v = edgeTo[e] ?? 0
    if (u === v) continue
    const out = next[u] ?? 0
    arcTo[out] = v
    arcEdge[out] = e
    next[u] = out + 1
    const back = next[v] ?? 0
    arcTo[back] = u
    arcEdge[back] = e
    next[v] = back + 1
  }
  return { arcOffset, arcTo, arcEdge }
}

function shareBarriers(barriers: BarrierInput): BarrierInput {
  const offset = sharedU32(Math.max(1, barriers.offset.length))
  offset.set(barriers.offset)
  const lon = sharedF64(barriers.lon.length)
  lon.set(barriers.lon)
  const lat = sharedF64(barriers.lat.length)
  lat.set(barriers.lat)
  return { offset, lon, lat }
}
