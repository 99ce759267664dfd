import { haversineM } from '@xiayi/geo/distance'
import { NONE } from './network.ts'
import type { NetworkInput } from './network-input.ts'

/** Longer edges (ferry ramps, dam roads) are cut, so that no single edge spans more ground than a walk covers in 90 minutes. */
export const LONGEST_EDGE_M = 6500

export interface SplitInput {
  readonly input: NetworkInput
  /** u32: index of the node and of the edge before splitting; NONE for added nodes */
  readonly nodeInput: Uint32Array
  readonly edgeInput: Uint32Array
}

/**
 * Cuts edges over `longestM` into equal pieces at points on their line, and loops (both ends at one node) into halves, so that
 * every edge joins two nodes. Inputs without such edges are handed back as they are.
 */
export function splitLongEdges(input: NetworkInput, longestM = LONGEST_EDGE_M): SplitInput {
  const pieces = Uint32Array.from(input.edgeLengthMm, (mm, e) => {
    return Math.max(input.edgeFrom[e] === input.edgeTo[e] ? 2 : 1, Math.ceil(mm / (longestM * 1000)))
  })
  const edgeTotal = pieces.reduce((sum, count) => sum + count, 0)
  const n = input.nodeLon.length
  if (edgeTotal === input.edgeFrom.length) {
    return {
      input,
      nodeInput: Uint32Array.from({ length: n }, (_, i) => i),
      edgeInput: Uint32Array.from(pieces, (_, i) => i),
    }
  }
  const nodes = { lon: [...input.nodeLon], lat: [...input.nodeLat] }
  const edges = { from: new Uint32Array(edgeTotal), to: new Uint32Array(edgeTotal), mm: new Uint32Array(edgeTotal) }
  const edgeInput = new Uint32Array(edgeTotal)
  const shapeOffset = new Uint32Array(edgeTotal + 1)
  const shape: [number[], number[]] = [[], []]
  let at = 0
  pieces.forEach((count, e) => {
    const line = lineOf(input, e)
    const total = input.edgeLengthMm[e] ?? 0
    const parts = count === 1 ? [line] : cutLine(line, count)
    parts.forEach((part, k) => {
      edges.from[at] = k === 0 ? (input.edgeFrom[e] ?? 0) : nodes.lon.length - 1
      if (k < count - 1) {
        const [lon, lat] = part[part.length - 1] ?? [0, 0]
        nodes.lon.push(lon)
        nodes.lat.push(lat)
      }
      edges.to[at] = k === count - 1 ? (input.edgeTo[e] ?? 0) : nodes.lon.length - 1
      edges.mm[at] = Math.round((total * (k + 1)) / count) - Math.round((total * k) / count)
      edgeInput[at] = e
      for (const [lon, lat] of part.slice(1, -1)) {
        shape[0].push(lon)
        shape[1].push(lat)
      }
      at++
      shapeOffset[at] = shape[0].length
    })
  })
  const nodeTotal = nodes.lon.length
  const nodeFlags = new Uint16Array(nodeTotal)
  nodeFlags.set(input.nodeFlags)
  return {
    nodeInput: Uint32Array.from({ length: nodeTotal }, (_, i) => (i < n ? i : NONE)),
    edgeInput,
    input: {
      ...input,
      nodeLon: Float64Array.from(nodes.lon),
      nodeLat: Float64Array.from(nodes.lat),
      nodeFlags,
      edgeFrom: edges.from,
      edgeTo: edges.to,
      edgeLengthMm: edges.mm,
      edgeFlags: Uint32Array.from(edgeInput, (e) => input.edgeFlags[e] ?? 0),
      edgeWay: Float64Array.from(edgeInput, (e) => input.edgeWay[e] ?? 0),
      edgeShapeOffset: shapeOffset,
      shapeLon: Float64Array.from(shape[0]),
      shapeLat: Float64Array.from(shape[1]),
    },
  }
}

type Line = (readonly [number, number])[]

function lineOf(input: NetworkInput, e: number): Line {
  const from = input.edgeFrom[e] ?? 0
  const to = input.edgeTo[e] ?? 0
  const line: Line = [[input.nodeLon[from] ?? 0, input.nodeLat[from] ?? 0]]
  const end = input.edgeShapeOffset[e + 1] ?? 0
  for (let s = input.edgeShapeOffset[e] ?? 0; s < end; s++) line.push([input.shapeLon[s] ?? 0, input.shapeLat[s] ?? 0])
  line.push([input.nodeLon[to] ?? 0, input.nodeLat[to] ?? 0])
  return line
}

/** `count` parts of equal length; neighbours share the point where they were cut. */
function cutLine(line: Line, count: number): Line[] {
  const legs = line.slice(1).map((point, i) => haversineM(line[i]?.[0] ?? 0, line[i]?.[1] ?? 0, point[0], point[1]))
  const step = legs.reduce((sum, leg) => sum + leg, 0) / count
  const parts: Line[] = []
  let part: Line = line.slice(0, 1)
  let room = step
  for (const [i, leg] of legs.entries()) {
    const [ax, ay] = line[i] ?? [0, 0]
    const [bx, by] = line[i + 1] ?? [0, 0]
    let done = 0
    while (parts.length < count - 1 && leg - done > room) {
      done += room
      const cut = [ax + ((bx - ax) * done) / leg, ay + ((by - ay) * done) / leg] as const
      part.push(cut)
      parts.push(part)
      part = [cut]
      room = step
    }
    room -= leg - done
    part.push([bx, by])
  }
  parts.push(part)
  // A line without length (all vertices equal) still has to be cut.
  while (parts.length < count) parts.push(parts[parts.length - 1]?.slice(-1) ?? [])
  return parts.map((each) => (each.length > 1 ? each : [...each, ...each]))
}
