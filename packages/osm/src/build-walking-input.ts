import type { BarrierInput, NetworkInput } from '@xiayi/engine/network-input'
import { EDGE_FLAG } from '@xiayi/engine/network-input'
import { haversineM } from '@xiayi/geo/distance'
import { UnionFind } from './union-find.ts'
import { degreesOf, type WalkingSegments } from './walking-segments.ts'

/** Says whether a point lies inside a compound that only its residents enter. */
type PrivateTest = (lon: number, lat: number) => boolean

interface Growing {
  readonly nodeLon: number[]
  readonly nodeLat: number[]
  readonly nodeFlags: number[]
  readonly edgeFrom: number[]
  readonly edgeTo: number[]
  readonly edgeLengthMm: number[]
  readonly edgeFlags: number[]
  readonly edgeWay: number[]
  readonly edgeShapeOffset: number[]
  readonly shapeLon: number[]
  readonly shapeLat: number[]
}

/**
 * Contracts the nodes that only give a line its shape. Kept are junctions, dead ends, both ends of every line (where the way and
 * so its tags change) and nodes with a flag: barriers, crossings, lifts, entrances. No edge begins and ends in one node.
 */
export function buildWalkingInput(
  segments: WalkingSegments,
  barriers: BarrierInput,
  isPrivate: PrivateTest,
): NetworkInput {
  const degree = degreesOf(segments)
  const network: Growing = {
    nodeLon: [],
    nodeLat: [],
    nodeFlags: [],
    edgeFrom: [],
    edgeTo: [],
    edgeLengthMm: [],
    edgeFlags: [],
    edgeWay: [],
    edgeShapeOffset: [0],
    shapeLon: [],
    shapeLat: [],
  }
  const indexOf = new Int32Array(segments.nodeCount).fill(-1)
  const addNode = (node: number) => {
    const known = indexOf[node] ?? -1
    if (known >= 0) return known
    const index = network.nodeLon.length
    indexOf[node] = index
    network.nodeLon.push(segments.lon(node))
    network.nodeLat.push(segments.lat(node))
    network.nodeFlags.push(segments.nodeFlags[node] ?? 0)
    return index
  }
  forEachChain(segments, degree, (line, chain) => {
    const { way = 0, flags = 0 } = segments.lines[line] ?? {}
    const pieces = chain[0] === chain[chain.length - 1] ? halves(chain) : [chain]
    for (const piece of pieces) {
      const first = piece[0] ?? 0
      const last = piece[piece.length - 1] ?? 0
      // A loop of two nodes there and back has no inside.
      if (first === last) continue
      const [probeLon, probeLat] = middleOf(segments, piece)
      network.edgeFrom.push(addNode(first))
      network.edgeTo.push(addNode(last))
      network.edgeLengthMm.push(addShape(network, segments, piece))
      network.edgeFlags.push(isPrivate(probeLon, probeLat) ? flags | EDGE_FLAG.private : flags)
      network.edgeWay.push(way)
      network.edgeShapeOffset.push(network.shapeLon.length)
    }
  })
  return {
    nodeLon: Float64Array.from(network.nodeLon),
    nodeLat: Float64Array.from(network.nodeLat),
    nodeFlags: Uint16Array.from(network.nodeFlags),
    edgeFrom: Uint32Array.from(network.edgeFrom),
    edgeTo: Uint32Array.from(network.edgeTo),
    edgeLengthMm: Uint32Array.from(network.edgeLengthMm),
    edgeFlags: Uint32Array.from(network.edgeFlags),
    edgeWay: Float64Array.from(network.edgeWay),
    edgeShapeOffset: Uint32Array.from(network.edgeShapeOffset),
    shapeLon: Float64Array.from(network.shapeLon),
    shapeLat: Float64Array.from(network.shapeLat),
    barriers,
  }
}

/** Calls `visit` with the nodes of every edge-to-be; the array is used again for the next. */
function forEachChain(
  segments: WalkingSegments,
  degree: Uint16Array,
  visit: (line: number, chain: readonly number[]) => void,
): void {
  const { lines, lineOffset, from, to, isKept, nodeFlags } = segments
  let chain: number[] = []
  for (let line = 0; line < lines.length; line++) {
    const end = lineOffset[line + 1] ?? 0
    for (let s = lineOffset[line] ?? 0; s < end; s++) {
      if (isKept[s] === 0) continue
      const node = to[s] ?? 0
      if (chain.length === 0) chain.push(from[s] ?? 0)
      chain.push(node)
      const goesOn = s + 1 < end && isKept[s + 1] === 1 && from[s + 1] === node
      if (goesOn && degree[node] === 2 && nodeFlags[node] === 0) continue
      visit(line, chain)
      chain = []
    }
  }
}

/** A loop becomes two edges, cut at its middle vertex. */
function halves(chain: readonly number[]): (readonly number[])[] {
  const middle = chain.length >> 1
  return [chain.slice(0, middle + 1), chain.slice(middle)]
}

/** Appends the vertices between the ends and returns the length of the whole in millimetres. */
function addShape(network: Growing, segments: WalkingSegments, chain: readonly number[]): number {
  let metres = 0
  let lon = segments.lon(chain[0] ?? 0)
  let lat = segments.lat(chain[0] ?? 0)
  for (let i = 1; i < chain.length; i++) {
    const node = chain[i] ?? 0
    const nextLon = segments.lon(node)
    const nextLat = segments.lat(node)
    metres += haversineM(lon, lat, nextLon, nextLat)
    lon = nextLon
    lat = nextLat
    if (i === chain.length - 1) break
    network.shapeLon.push(lon)
    network.shapeLat.push(lat)
  }
  return Math.max(1, Math.round(metres * 1000))
}

/** The middle of the middle segment: ends lie on outlines, where inside and outside are not told apart. */
function middleOf(segments: WalkingSegments, chain: readonly number[]): readonly [number, number] {
  const at = (chain.length - 1) >> 1
  const a = chain[at] ?? 0
  const b = chain[at + 1] ?? a
  return [(segments.lon(a) + segments.lon(b)) / 2, (segments.lat(a) + segments.lat(b)) / 2]
}

interface Components {
  readonly count: number
  /** nodes of the largest one */
  readonly largest: number
}

export function componentsOf({ nodeLon, edgeFrom, edgeTo }: NetworkInput): Components {
  const sets = new UnionFind(nodeLon.length)
  edgeFrom.forEach((from, edge) => {
    sets.unite(from, edgeTo[edge] ?? from)
  })
  const sizes = new Map<number, number>()
  for (let node = 0; node < nodeLon.length; node++) {
    const root = sets.find(node)
    sizes.set(root, (sizes.get(root) ?? 0) + 1)
  }
  let largest = 0
  for (const size of sizes.values()) largest = Math.max(largest, size)
  return { count: sizes.size, largest }
}
