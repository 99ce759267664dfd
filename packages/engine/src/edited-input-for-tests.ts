import { type EdgeMeasure, measureLine, pointAt, verticesBetween } from './edge-measure.ts'
import { edgeLine, type Network, NONE } from './network.ts'
import type { NetworkPatch, PatchEnd } from './network-edit.ts'
import type { NetworkInput } from './network-input.ts'

/** A network as the input it could have been built from, and the input's node of each of its nodes. */
export function inputOf(network: Network): { input: NetworkInput; nodeOf: Uint32Array } {
  const nodeOf = new Uint32Array(network.nodeCount).fill(NONE)
  const base: number[] = []
  for (let v = 0; v < network.nodeCount; v++) {
    const twin = network.nodeTwin[v] ?? NONE
    if (twin !== NONE && twin < v) {
      nodeOf[v] = nodeOf[twin] ?? NONE
      continue
    }
    nodeOf[v] = base.length
    base.push(v)
  }
  const input: NetworkInput = {
    nodeLon: Float64Array.from(base, (v) => network.nodeLon[v] ?? 0),
    nodeLat: Float64Array.from(base, (v) => network.nodeLat[v] ?? 0),
    nodeFlags: Uint16Array.from(base, (v) => network.nodeFlags[v] ?? 0),
    edgeFrom: network.edgeFrom.map((v) => nodeOf[v] ?? 0),
    edgeTo: network.edgeTo.map((v) => nodeOf[v] ?? 0),
    edgeLengthMm: network.edgeLengthMm,
    edgeFlags: network.edgeFlags,
    edgeWay: network.edgeWay,
    edgeShapeOffset: network.shapeOffset,
    shapeLon: network.shapeLon,
    shapeLat: network.shapeLat,
    barriers: network.barriers,
  }
  return { input, nodeOf }
}

interface Piece {
  readonly from: number
  readonly to: number
  readonly mm: number
  readonly flags: number
  readonly shape: EdgeMeasure['line']
}

/** The input as somebody would draw it who redraws the map by hand: one node for each place, one edge for each piece. */
export function editedInput(network: Network, patch: NetworkPatch): NetworkInput {
  const { input, nodeOf } = inputOf(network)
  const nodes = Array.from(input.nodeLon, (lon, v) => ({
    lon,
    lat: input.nodeLat[v] ?? 0,
    flags: input.nodeFlags[v] ?? 0,
  }))
  const addNode = (lon: number, lat: number, flags: number) => nodes.push({ lon, lat, flags }) - 1
  const fresh = patch.fresh.map(({ lon, lat, flags }) => addNode(lon, lat, flags))
  const cutNode = new Map<number, number>()
  const pieces: Piece[] = []
  for (let e = 0; e < network.edgeCount; e++) {
    const measure = measureLine(edgeLine(network, e))
    const shares = new Map<number, number>()
    const stop = (share: number) => {
      if (share <= 0 || share >= 1 || shares.has(share)) return
      const [lon, lat] = pointAt(measure, share)
      shares.set(share, addNode(lon, lat, 0))
    }
    patch.cuts.forEach(({ edge, share }, i) => {
      if (edge !== e) return
      stop(share)
      cutNode.set(i, shares.get(share) ?? 0)
    })
    const closed = patch.closed.filter((each) => each.edge === e)
    for (const { from, to } of closed) [from, to].forEach(stop)
    const line = [
      [0, input.edgeFrom[e] ?? 0] as const,
      ...[...shares].toSorted((a, b) => a[0] - b[0]),
      [1, input.edgeTo[e] ?? 0] as const,
    ]
    const total = input.edgeLengthMm[e] ?? 0
    for (let i = 1; i < line.length; i++) {
      const [start, from] = line[i - 1] ?? [0, 0]
      const [end, to] = line[i] ?? [0, 0]
      if (closed.some((each) => each.from <= start && each.to >= end)) continue
      const mm = Math.round(total * end) - Math.round(total * start)
      pieces.push({ from, to, mm, flags: input.edgeFlags[e] ?? 0, shape: verticesBetween(measure, start, end) })
    }
  }
  const nodeAt = (end: PatchEnd) =>
    end.is === 'node'
      ? (nodeOf[end.node] ?? 0)
      : end.is === 'cut'
        ? (cutNode.get(end.cut) ?? 0)
        : (fresh[end.fresh] ?? 0)
  for (const link of patch.links)
    pieces.push({
      from: nodeAt(link.from),
      to: nodeAt(link.to),
      mm: link.lengthMm,
      flags: link.flags,
      shape: link.shape,
    })
  return asInput(nodes, pieces, input)
}

function asInput(
  nodes: readonly { lon: number; lat: number; flags: number }[],
  pieces: readonly Piece[],
  { barriers }: NetworkInput,
): NetworkInput {
  const offset = new Uint32Array(pieces.length + 1)
  pieces.forEach((piece, i) => {
    offset[i + 1] = (offset[i] ?? 0) + piece.shape.length
  })
  const shape = pieces.flatMap((piece) => [...piece.shape])
  return {
    nodeLon: Float64Array.from(nodes, (node) => node.lon),
    nodeLat: Float64Array.from(nodes, (node) => node.lat),
    nodeFlags: Uint16Array.from(nodes, (node) => node.flags),
    edgeFrom: Uint32Array.from(pieces, (piece) => piece.from),
    edgeTo: Uint32Array.from(pieces, (piece) => piece.to),
    edgeLengthMm: Uint32Array.from(pieces, (piece) => piece.mm),
    edgeFlags: Uint32Array.from(pieces, (piece) => piece.flags),
    edgeWay: new Float64Array(pieces.length),
    edgeShapeOffset: offset,
    shapeLon: Float64Array.from(shape, ([lon]) => lon),
    shapeLat: Float64Array.from(shape, ([, lat]) => lat),
    barriers,
  }
}
