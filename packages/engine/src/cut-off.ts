import { type Network, NONE } from './network.ts'
import type { SnappedPlaces } from './snapped-places.ts'

/** u8[nodes] 1: in the largest part that hangs together, gates and one-way streets walked either way. */
export function mainPart(network: Network): Uint8Array {
  const { nodeCount: n, nodeTwin, arcOffset, arcTo } = network
  const part = new Int32Array(n).fill(-1)
  const stack: number[] = []
  let largest = -1
  let most = 0
  for (let start = 0; start < n; start++) {
    if (part[start] !== -1) continue
    let size = 0
    const reach = (v: number) => {
      if (part[v] !== -1) return
      part[v] = start
      stack.push(v)
      size++
    }
    reach(start)
    for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
      const twin = nodeTwin[v] ?? NONE
      if (twin !== NONE) reach(twin)
      for (let i = arcOffset[v] ?? 0; i < (arcOffset[v + 1] ?? 0); i++) reach(arcTo[i] ?? 0)
    }
    if (size <= most) continue
    most = size
    largest = start
  }
  return Uint8Array.from(part, (of) => (of === largest ? 1 : 0))
}

/** u8[places] 1: some way on leads to the main part. */
export function inMainPart(network: Network, places: SnappedPlaces): Uint8Array {
  const main = mainPart(network)
  return Uint8Array.from({ length: places.offset.length - 1 }, (_, i) => {
    const edges = places.edge.subarray(places.offset[i] ?? 0, places.offset[i + 1] ?? 0)
    return edges.some((edge) => main[network.edgeFrom[edge] ?? 0] === 1) ? 1 : 0
  })
}
