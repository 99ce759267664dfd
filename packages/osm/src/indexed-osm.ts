import { type Wgs84, wgs84 } from '@xiayi/geo/coordinates'
import type { OsmData, OsmRelation } from './elements.ts'
import type { Tags } from './street-map.ts'

/**
 * An extract with its references resolved: nodes are named by their index into the columns. Owns the tables; the references
 * as the file gives them, twice their size, are not kept.
 */
export class IndexedOsm {
  readonly nodeIds: Float64Array
  readonly nodeLon: Float64Array
  readonly nodeLat: Float64Array
  readonly nodeTags: ReadonlyMap<number, Tags>
  readonly wayIds: Float64Array
  readonly wayTags: readonly Tags[]
  readonly relations: readonly OsmRelation[]
  /** i32 per reference of every way, in order; -1 where the extract lacks the node */
  readonly wayNodes: Int32Array
  /** u32[ways + 1] into wayNodes */
  readonly wayOffset: Uint32Array
  readonly missingNodes: number

  constructor(data: OsmData) {
    this.nodeIds = data.nodeIds
    this.nodeLon = data.nodeLon
    this.nodeLat = data.nodeLat
    this.nodeTags = data.nodeTags
    this.wayIds = data.wayIds
    this.wayTags = data.wayTags
    this.wayOffset = data.wayOffset
    this.relations = data.relations
    // For this constructor alone: of two million nodes it takes as much as their coordinates.
    const table = new NodeTable(data.nodeIds)
    const nodes = new Int32Array(data.wayRefs.length)
    let missing = 0
    data.wayRefs.forEach((ref, k) => {
      const node = table.find(ref)
      if (node < 0) missing++
      nodes[k] = node
    })
    this.wayNodes = nodes
    this.missingNodes = missing
  }

  get nodeCount(): number {
    return this.nodeIds.length
  }

  get wayCount(): number {
    return this.wayIds.length
  }

  /** -1 when the extract lacks the way. */
  wayIndex(id: number): number {
    const ids = this.wayIds
    let low = 0
    let high = ids.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ids[middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    return ids[low] === id ? low : -1
  }

  /** Indices of the ways a relation names, in its order, without those the extract lacks. */
  waysOf({ members }: OsmRelation): number[] {
    return members.flatMap(({ type, ref }) => {
      const way = type === 'way' ? this.wayIndex(ref) : -1
      return way < 0 ? [] : [way]
    })
  }

  /** The nodes of a way as indices, without those the extract lacks and without repetitions in a row. */
  nodesOf(way: number): number[] {
    const nodes: number[] = []
    const end = this.wayOffset[way + 1] ?? 0
    for (let k = this.wayOffset[way] ?? 0; k < end; k++) {
      const node = this.wayNodes[k] ?? -1
      if (node >= 0 && nodes[nodes.length - 1] !== node) nodes.push(node)
    }
    return nodes
  }

  /** The same, cut where the extract lacks a node. */
  runsOf(way: number): number[][] {
    const runs: number[][] = []
    let run: number[] = []
    const end = this.wayOffset[way + 1] ?? 0
    for (let k = this.wayOffset[way] ?? 0; k < end; k++) {
      const node = this.wayNodes[k] ?? -1
      if (node < 0) {
        runs.push(run)
        run = []
      } else if (run[run.length - 1] !== node) run.push(node)
    }
    runs.push(run)
    return runs.filter(({ length }) => length > 1)
  }

  isClosed(way: number): boolean {
    const start = this.wayOffset[way] ?? 0
    const end = this.wayOffset[way + 1] ?? 0
    if (end - start < 4) return false
    const first = this.wayNodes[start] ?? -1
    return first >= 0 && first === this.wayNodes[end - 1]
  }

  tagsOf(node: number): Tags | undefined {
    return this.nodeTags.get(node)
  }

  lon(node: number): number {
    return this.nodeLon[node] ?? Number.NaN
  }

  lat(node: number): number {
    return this.nodeLat[node] ?? Number.NaN
  }

  at(node: number): Wgs84 {
    return wgs84(this.lon(node), this.lat(node))
  }

  line(nodes: readonly number[]): Wgs84[] {
    return nodes.map((node) => this.at(node))
  }
}

/** Open addressing at a load of at most one half: 5-10 ns a look-up where a binary search takes 100. */
class NodeTable {
  readonly #ids: Float64Array
  readonly #slots: Int32Array
  readonly #shift: number
  // Drawn anew each time, so that nobody can write a file whose ids all fall into one slot; results do not depend on it.
  readonly #low = (Math.random() * 0x100000000) | 1
  readonly #high = (Math.random() * 0x100000000) | 1

  constructor(ids: Float64Array) {
    let bits = 4
    while (2 ** bits < ids.length * 2) bits++
    this.#ids = ids
    this.#shift = 32 - bits
    this.#slots = new Int32Array(2 ** bits).fill(-1)
    const slots = this.#slots
    const mask = slots.length - 1
    ids.forEach((id, node) => {
      let slot = this.#slotOf(id)
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
      slots[slot] = node
    })
  }

  find(id: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    for (let slot = this.#slotOf(id); ; slot = (slot + 1) & mask) {
      const node = slots[slot] ?? -1
      if (node < 0 || this.#ids[node] === id) return node
    }
  }

  #slotOf(id: number): number {
    const mixed = Math.imul(id | 0, this.#low) + Math.imul(Math.floor(id / 0x100000000) | 0, this.#high)
    return Math.imul(mixed ^ (mixed >>> 15), this.#high) >>> this.#shift
  }
}
