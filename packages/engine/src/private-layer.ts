import { NONE } from './network.ts'
import { EDGE_FLAG, type NetworkInput } from './network-input.ts'

/** Nodes and edge ends after private edges were moved to a layer of their own; indexes before the final order. */
export interface Layers {
  readonly nodeCount: number
  /** u32[nodes] the input node each stands for */
  readonly nodeBase: Uint32Array
  readonly isPrivate: Uint8Array
  /** u32[nodes] the same place in the other layer, or NONE */
  readonly twin: Uint32Array
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
}

/** A node is inner when all its edges are private; where private and public edges meet it gets a twin. */
export function separatePrivateLayer(input: NetworkInput): Layers {
  const n = input.nodeLon.length
  const hasPublic = new Uint8Array(n)
  const hasPrivate = new Uint8Array(n)
  input.edgeFlags.forEach((flags, e) => {
    const side = flags & EDGE_FLAG.private ? hasPrivate : hasPublic
    side[input.edgeFrom[e] ?? 0] = 1
    side[input.edgeTo[e] ?? 0] = 1
  })
  const twinOfPublic = new Uint32Array(n).fill(NONE)
  const twinned: number[] = []
  for (let v = 0; v < n; v++) {
    if (!hasPublic[v] || !hasPrivate[v]) continue
    twinOfPublic[v] = n + twinned.length
    twinned.push(v)
  }
  const nodeCount = n + twinned.length
  const twin = new Uint32Array(nodeCount).fill(NONE)
  twin.set(twinOfPublic)
  const nodeBase = Uint32Array.from({ length: nodeCount }, (_, v) => (v < n ? v : (twinned[v - n] ?? 0)))
  twinned.forEach((v, k) => {
    twin[n + k] = v
  })
  const isPrivate = Uint8Array.from({ length: nodeCount }, (_, v) =>
    v >= n || (hasPrivate[v] && !hasPublic[v]) ? 1 : 0,
  )
  const ends = (column: Uint32Array) =>
    column.map((v, e) => {
      const partner = twinOfPublic[v] ?? NONE
      return (input.edgeFlags[e] ?? 0) & EDGE_FLAG.private && partner !== NONE ? partner : v
    })
  return { nodeCount, nodeBase, isPrivate, twin, edgeFrom: ends(input.edgeFrom), edgeTo: ends(input.edgeTo) }
}
