import { boxOfPoints, unionBox } from '@xiayi/geo/boxes'
import { buildArcs } from './build-network.ts'
import { sharedF64, sharedU8, sharedU16, sharedU32 } from './columns.ts'
import { type EdgeMeasure, measureEdge, pointAt, verticesBetween } from './edge-measure.ts'
import { type Network, NONE } from './network.ts'
import type { NetworkPatch, PatchEnd } from './network-edit.ts'
import { EDGE_FLAG } from './network-input.ts'

/**
 * A network with a patch laid on. Nodes keep their indexes, new ones follow behind; edges that the patch does not touch keep
 * their order, pieces and links follow behind. The result depends on nothing but the network and the patch.
 * @param way id of the way that new links belong to
 */
export function patchNetwork(network: Network, patch: NetworkPatch, way: number): Network {
  const nodes = new PatchedNodes(network)
  const pieces = cutEdges(network, patch, nodes)
  const links = patch.links.map((link): NewEdge => {
    const isPrivate = (link.flags & EDGE_FLAG.private) !== 0
    return {
      from: nodes.in(link.from, isPrivate),
      to: nodes.in(link.to, isPrivate),
      shape: link.shape,
      lengthMm: link.lengthMm,
      flags: link.flags,
      way,
      input: NONE,
    }
  })
  const edges = edgeColumns(network, new Set(pieces.keys()), [...[...pieces.values()].flat(), ...links])
  const nodeColumns = nodes.columns()
  return {
    ...network,
    ...nodeColumns,
    ...edges,
    ...buildArcs(nodeColumns.nodeCount, edges.edgeFrom, edges.edgeTo),
    box: unionBox(network.box, boxOfPoints([...nodes.points(), ...links.flatMap((link) => [...link.shape])])),
  }
}

interface NewEdge {
  readonly from: number
  readonly to: number
  readonly shape: readonly (readonly [number, number])[]
  readonly lengthMm: number
  readonly flags: number
  readonly way: number
  readonly input: number
}

interface NewNode {
  readonly lon: number
  readonly lat: number
  readonly flags: number
  readonly isPrivate: boolean
}

/** One place in either layer; NONE where it is not there yet. */
interface Incarnations {
  open: number
  inside: number
  readonly lon: number
  readonly lat: number
  readonly flags: number
}

/** The network's nodes and those that a patch adds. Where a private and a public edge come to meet, the place gets its twin. */
class PatchedNodes {
  readonly #network: Network
  readonly #added: NewNode[] = []
  readonly #twins = new Map<number, number>()
  readonly #places = new Map<string, Incarnations>()

  constructor(network: Network) {
    this.#network = network
  }

  /** The node of a cut on an edge, in the edge's layer. */
  cut(cut: number, [lon, lat]: readonly [number, number], isPrivate: boolean): number {
    const place = this.#placeAt(`cut ${cut}`, { lon, lat, flags: 0 })
    return this.#incarnate(place, isPrivate)
  }

  fresh(index: number, node: NetworkPatch['fresh'][number]): void {
    this.#placeAt(`fresh ${index}`, node)
  }

  in(end: PatchEnd, isPrivate: boolean): number {
    return this.#incarnate(this.#placeOf(end), isPrivate)
  }

  points(): (readonly [number, number])[] {
    return this.#added.map((node) => [node.lon, node.lat])
  }

  columns() {
    const { nodeCount: n, ...old } = this.#network
    const total = n + this.#added.length
    const column = <T extends { set(from: T): void }>(made: T, from: T): T => {
      made.set(from)
      return made
    }
    const columns = {
      nodeCount: total,
      nodeLon: column(sharedF64(total), old.nodeLon),
      nodeLat: column(sharedF64(total), old.nodeLat),
      nodeFlags: column(sharedU16(total), old.nodeFlags),
      nodeIsPrivate: column(sharedU8(total), old.nodeIsPrivate),
      nodeTwin: column(sharedU32(total).fill(NONE), old.nodeTwin),
      nodeInput: column(sharedU32(total).fill(NONE), old.nodeInput),
    }
    this.#added.forEach((node, k) => {
      columns.nodeLon[n + k] = node.lon
      columns.nodeLat[n + k] = node.lat
      columns.nodeFlags[n + k] = node.flags
      columns.nodeIsPrivate[n + k] = node.isPrivate ? 1 : 0
    })
    for (const [node, twin] of this.#twins) columns.nodeTwin[node] = twin
    return columns
  }

  #placeOf(end: PatchEnd): Incarnations {
    if (end.is !== 'node') {
      const place = this.#places.get(end.is === 'cut' ? `cut ${end.cut}` : `fresh ${end.fresh}`)
      if (place === undefined) throw new RangeError(`the patch has no ${end.is} that its link ends at`)
      return place
    }
    const { nodeTwin, nodeIsPrivate, nodeLon, nodeLat, nodeFlags } = this.#network
    const { node } = end
    const twin = nodeTwin[node] ?? NONE
    // Both of a pair are one place, whichever of them the patch names.
    const name = twin === NONE ? node : Math.min(node, twin)
    const known = this.#places.get(`node ${name}`)
    if (known !== undefined) return known
    const isOwnInside = nodeIsPrivate[node] === 1
    const place = this.#placeAt(`node ${name}`, {
      lon: nodeLon[node] ?? 0,
      lat: nodeLat[node] ?? 0,
      flags: nodeFlags[node] ?? 0,
    })
    place.open = isOwnInside ? twin : node
    place.inside = isOwnInside ? node : twin
    return place
  }

  #placeAt(name: string, at: { lon: number; lat: number; flags: number }): Incarnations {
    const place = { ...at, open: NONE, inside: NONE }
    this.#places.set(name, place)
    return place
  }

  #incarnate(place: Incarnations, isPrivate: boolean): number {
    const known = isPrivate ? place.inside : place.open
    if (known !== NONE) return known
    const node = this.#network.nodeCount + this.#added.length
    this.#added.push({ lon: place.lon, lat: place.lat, flags: place.flags, isPrivate })
    if (isPrivate) place.inside = node
    else place.open = node
    if (place.open !== NONE && place.inside !== NONE) {
      this.#twins.set(place.open, place.inside)
      this.#twins.set(place.inside, place.open)
    }
    return node
  }
}

interface Stop {
  readonly share: number
  readonly node: number
}

/** What is left of every edge that is cut or closed, by the edge. */
function cutEdges(network: Network, patch: NetworkPatch, nodes: PatchedNodes): Map<number, NewEdge[]> {
  patch.fresh.forEach((node, i) => {
    nodes.fresh(i, node)
  })
  const places = [
    ...patch.cuts,
    ...patch.closed.flatMap(({ edge, from, to }) => [
      { edge, share: from },
      { edge, share: to },
    ]),
  ]
  const measures = new Map<number, EdgeMeasure>()
  const stops = new Map<number, Stop[]>()
  places.forEach(({ edge, share }, i) => {
    const measure = measures.get(edge) ?? measureEdge(network, edge)
    measures.set(edge, measure)
    const list = stops.get(edge) ?? []
    stops.set(edge, list)
    if (share <= 0 || share >= 1) return
    const known = list.find((stop) => stop.share === share)
    if (known !== undefined) {
      if (i < patch.cuts.length) throw new RangeError(`the patch cuts edge ${edge} twice at ${share}`)
      return
    }
    list.push({ share, node: nodes.cut(i, pointAt(measure, share), isInside(network, edge)) })
  })
  const pieces = new Map<number, NewEdge[]>()
  for (const [edge, list] of stops) {
    const measure = measures.get(edge)
    if (measure === undefined) continue
    const line = [
      { share: 0, node: network.edgeFrom[edge] ?? 0 },
      ...list.toSorted((a, b) => a.share - b.share),
      { share: 1, node: network.edgeTo[edge] ?? 0 },
    ]
    const isClosed = (middle: number) =>
      patch.closed.some((each) => each.edge === edge && middle > each.from && middle < each.to)
    pieces.set(
      edge,
      line.slice(1).flatMap((to, i) => {
        const from = line[i]
        if (from === undefined || isClosed((from.share + to.share) / 2)) return []
        return [pieceOf(network, edge, { measure, from, to })]
      }),
    )
  }
  return pieces
}

function pieceOf(
  network: Network,
  edge: number,
  { measure, from, to }: { measure: EdgeMeasure; from: Stop; to: Stop },
): NewEdge {
  const total = network.edgeLengthMm[edge] ?? 0
  return {
    from: from.node,
    to: to.node,
    shape: verticesBetween(measure, from.share, to.share),
    // Rounded at the cuts and not piece by piece: the pieces are as long as the whole.
    lengthMm: Math.round(total * to.share) - Math.round(total * from.share),
    flags: network.edgeFlags[edge] ?? 0,
    way: network.edgeWay[edge] ?? 0,
    input: network.edgeInput[edge] ?? NONE,
  }
}

function isInside(network: Network, edge: number): boolean {
  return ((network.edgeFlags[edge] ?? 0) & EDGE_FLAG.private) !== 0
}

function edgeColumns(network: Network, gone: ReadonlySet<number>, added: readonly NewEdge[]) {
  const count = network.edgeCount - gone.size + added.length
  const goneVertices = [...gone].reduce(
    (sum, e) => sum + (network.shapeOffset[e + 1] ?? 0) - (network.shapeOffset[e] ?? 0),
    0,
  )
  const vertices = network.shapeLon.length - goneVertices + added.reduce((sum, edge) => sum + edge.shape.length, 0)
  const columns = {
    edgeCount: count,
    edgeFrom: sharedU32(count),
    edgeTo: sharedU32(count),
    edgeLengthMm: sharedU32(count),
    edgeFlags: sharedU32(count),
    edgeWay: sharedF64(count),
    edgeInput: sharedU32(count),
    shapeOffset: sharedU32(count + 1),
    shapeLon: sharedF64(vertices),
    shapeLat: sharedF64(vertices),
  }
  let at = 0
  let vertex = 0
  for (let e = 0; e < network.edgeCount; e++) {
    if (gone.has(e)) continue
    columns.edgeFrom[at] = network.edgeFrom[e] ?? 0
    columns.edgeTo[at] = network.edgeTo[e] ?? 0
    columns.edgeLengthMm[at] = network.edgeLengthMm[e] ?? 0
    columns.edgeFlags[at] = network.edgeFlags[e] ?? 0
    columns.edgeWay[at] = network.edgeWay[e] ?? 0
    columns.edgeInput[at] = network.edgeInput[e] ?? 0
    const end = network.shapeOffset[e + 1] ?? 0
    for (let s = network.shapeOffset[e] ?? 0; s < end; s++, vertex++) {
      columns.shapeLon[vertex] = network.shapeLon[s] ?? 0
      columns.shapeLat[vertex] = network.shapeLat[s] ?? 0
    }
    columns.shapeOffset[++at] = vertex
  }
  for (const edge of added) {
    columns.edgeFrom[at] = edge.from
    columns.edgeTo[at] = edge.to
    columns.edgeLengthMm[at] = edge.lengthMm
    columns.edgeFlags[at] = edge.flags
    columns.edgeWay[at] = edge.way
    columns.edgeInput[at] = edge.input
    for (const [lon, lat] of edge.shape) {
      columns.shapeLon[vertex] = lon
      columns.shapeLat[vertex] = lat
      vertex++
    }
    columns.shapeOffset[++at] = vertex
  }
  return columns
}
