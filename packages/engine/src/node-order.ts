import { boxOfColumns } from '@xiayi/geo/boxes'
import { hilbertKey } from '@xiayi/geo/hilbert'
import { accumulate, orderByKey } from './columns.ts'

export interface NodesToOrder {
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
}

/**
 * The order nodes are stored in: junctions and ends along a Hilbert curve, each followed by the inner nodes of the chains it
 * starts. On 3 M nodes × 40 categories the curve alone takes the search from 29 s to 12.5 s, and processing it block by block
 * to 1.3 s; consecutive chain nodes let a chain be filled as one run of memory.
 * @returns u32[n]: the node at each place
 */
export function nodeOrder(nodes: NodesToOrder): Uint32Array {
  const n = nodes.lon.length
  const { offset, to } = adjacency(nodes)
  const box = boxOfColumns(nodes.lon, nodes.lat)
  const keys = Uint32Array.from(nodes.lon, (lon, v) => hilbertKey(lon, nodes.lat[v] ?? 0, box))
  const alongCurve = orderByKey(keys)
  const order = new Uint32Array(n)
  const isPlaced = new Uint8Array(n)
  let count = 0
  const place = (v: number) => {
    isPlaced[v] = 1
    order[count++] = v
  }
  const degree = (v: number) => (offset[v + 1] ?? 0) - (offset[v] ?? 0)
  const placeChainsOf = (start: number) => {
    for (let i = offset[start] ?? 0; i < (offset[start + 1] ?? 0); i++) {
      let before = start
      let v = to[i] ?? 0
      while (degree(v) <= 2 && isPlaced[v] === 0) {
        place(v)
        if (degree(v) === 1) break
        const first = offset[v] ?? 0
        const next = to[first] === before ? to[first + 1] : to[first]
        before = v
        v = next ?? 0
      }
    }
  }
  for (const v of alongCurve) {
    if (degree(v) === 2 || isPlaced[v] === 1) continue
    place(v)
    placeChainsOf(v)
  }
  // What is left are rings without a junction.
  for (const v of alongCurve) {
    if (isPlaced[v] === 1) continue
    place(v)
    placeChainsOf(v)
  }
  return order
}

function adjacency(nodes: NodesToOrder): { offset: Uint32Array; to: Uint32Array } {
  const { edgeFrom, edgeTo } = nodes
  const n = nodes.lon.length
  const offset = new Uint32Array(n + 1)
  for (let e = 0; e < edgeFrom.length; e++) {
    const u = edgeFrom[e] ?? 0
    const v = edgeTo[e] ?? 0
    if (u === v) continue
    offset[u + 1] = (offset[u + 1] ?? 0) + 1
    offset[v + 1] = (offset[v + 1] ?? 0) + 1
  }
  const to = new Uint32Array(accumulate(offset))
  const next = offset.slice(0, n)
  const link = (u: number, v: number) => {
    const at = next[u] ?? 0
    to[at] = v
    next[u] = at + 1
  }
  for (let e = 0; e < edgeFrom.length; e++) {
    const u = edgeFrom[e] ?? 0
    const v = edgeTo[e] ?? 0
    if (u === v) continue
    link(u, v)
    link(v, u)
  }
  return { offset, to }
}
