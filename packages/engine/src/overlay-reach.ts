import { BucketSearch, UNREACHED } from './bucket-search.ts'
import type { Door, OverlayGraph } from './overlay-graph.ts'

/** Nodes that a search reached, ascending, with their ms: some 1,500 of a county's 20,000 in a quarter of an hour. */
export class ReachedNodes {
  readonly node: Int32Array
  readonly ms: Int32Array

  constructor(search: BucketSearch) {
    this.node = search.touched.slice(0, search.touchedCount).sort()
    this.ms = Int32Array.from(this.node, (v) => search.dist[v] ?? UNREACHED)
  }

  /** ms, UNREACHED beyond the search's limit */
  msTo(node: number): number {
    let low = 0
    let high = this.node.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const there = this.node[middle] ?? 0
      if (there === node) return this.ms[middle] ?? UNREACHED
      if (there < node) low = middle + 1
      else high = middle - 1
    }
    return UNREACHED
  }
}

/** Bounded searches on overlays, one after another, on buffers that are kept. */
export class OverlayReach {
  #search: BucketSearch | undefined
  #nodeCount = 0

  run(overlay: OverlayGraph, seeds: readonly Door[], limitMs: number): ReachedNodes {
    if (this.#search === undefined || this.#nodeCount < overlay.nodeCount) {
      this.#search = new BucketSearch(overlay.nodeCount)
      this.#nodeCount = overlay.nodeCount
    }
    const search = this.#search
    search.begin(limitMs)
    for (const [node, ms] of seeds) search.seed(node, ms)
    search.run(overlay)
    return new ReachedNodes(search)
  }
}

/**
 * The part of a walking network that most of it hangs together with: u8[nodes] 1 where one can come from there, compounds
 * included. Who lives at no such node is cut off.
 */
export function mainland(overlay: OverlayGraph): Uint8Array {
  const { nodeCount } = overlay
  const piece = new Int32Array(nodeCount).fill(-1)
  const back = overlay.transposed()
  let largest = -1
  let most = 0
  for (let v = 0, pieces = 0; v < nodeCount; v++) {
    // Pieces are those of the streets: a compound belongs to the street that its gate opens to.
    if (piece[v] !== -1 || overlay.isPrivate(v)) continue
    const size = flood(overlay, back, piece, { from: v, as: pieces })
    if (size > most) {
      most = size
      largest = pieces
    }
    pieces++
  }
  const isMain = Uint8Array.from(piece, (p) => (p === largest && largest >= 0 ? 1 : 0))
  const stack = [...isMain.keys()].filter((v) => isMain[v] === 1)
  while (stack.length > 0) {
    const u = stack.pop() ?? 0
    for (let i = overlay.offset[u] ?? 0; i < (overlay.offset[u + 1] ?? 0); i++) {
      const v = overlay.arcs[2 * i] ?? 0
      if (isMain[v] === 1) continue
      isMain[v] = 1
      stack.push(v)
    }
  }
  return isMain
}

interface ArcsBothWays {
  readonly offset: Int32Array
  readonly arcs: Int32Array
}

/** Marks what hangs together with a node on the public side, whichever way the arcs run; returns how many nodes. */
function flood(
  overlay: OverlayGraph,
  back: ArcsBothWays,
  piece: Int32Array,
  { from, as }: { from: number; as: number },
): number {
  const stack = [from]
  piece[from] = as
  let size = 0
  while (stack.length > 0) {
    const u = stack.pop() ?? 0
    size++
    const sides: readonly ArcsBothWays[] = [overlay, back]
    for (const { offset, arcs } of sides)
      for (let i = offset[u] ?? 0; i < (offset[u + 1] ?? 0); i++) {
        const v = arcs[2 * i] ?? 0
        if (piece[v] !== -1 || overlay.isPrivate(v)) continue
        piece[v] = as
        stack.push(v)
      }
  }
  return size
}
