import type { OsmData, OsmRelation, OsmWay } from './elements.ts'
import { OsmFormatError } from './osm-format-error.ts'
import type { OsmLimits } from './read-options.ts'
import type { Tags } from './street-map.ts'

interface NodeChunk {
  readonly ids: Float64Array
  readonly lon: Float64Array
  readonly lat: Float64Array
}

// Bytes that V8 spends on one of each, measured by heap snapshots and rounded up.
const NODE_BYTES = 32
const TAGGED_BYTES = 96
const TAG_BYTES = 24
const WAY_BYTES = 120
const REF_BYTES = 8
const RELATION_BYTES = 120
const MEMBER_BYTES = 72

const CHUNK_NODES = 8192
const NO_CHUNK: NodeChunk = { ids: new Float64Array(0), lon: new Float64Array(0), lat: new Float64Array(0) }

/** Collects the elements of a file, whatever its format, counts what they cost and sorts them by id at the end. */
export class OsmBuilder {
  readonly #limits: OsmLimits
  readonly #chunks: NodeChunk[] = []
  readonly #ways: OsmWay[] = []
  readonly #relations: OsmRelation[] = []
  /** keyed by order of arrival */
  readonly #nodeTags = new Map<number, Tags>()
  #open = NO_CHUNK
  #filled = 0
  #nodes = 0
  #bytes = 0

  constructor(limits: OsmLimits) {
    this.#limits = limits
  }

  /** Nodes read so far: the key of the next node's tags. */
  get nodeCount(): number {
    return this.#nodes
  }

  addNode(id: number, lon: number, lat: number): void {
    this.#charge(NODE_BYTES)
    if (this.#filled === this.#open.ids.length) this.#startChunk()
    const at = this.#filled++
    this.#open.ids[at] = id
    this.#open.lon[at] = lon
    this.#open.lat[at] = lat
    this.#nodes++
    this.#checkCount()
  }

  /** Takes the three parallel columns over; they must not be changed afterwards. Throws `too-large`. */
  addNodes(ids: Float64Array, lon: Float64Array, lat: Float64Array): void {
    // A typed array costs two hundred bytes of its own: a file of a million tiny columns is copied together instead.
    if (ids.length < CHUNK_NODES / 8) {
      for (let i = 0; i < ids.length; i++) this.addNode(ids[i] ?? 0, lon[i] ?? 0, lat[i] ?? 0)
      return
    }
    this.#charge(ids.length * NODE_BYTES)
    this.#closeChunk()
    this.#chunks.push({ ids, lon, lat })
    this.#nodes += ids.length
    this.#checkCount()
  }

  tagNode(arrival: number, tags: Tags): void {
    this.#charge(TAGGED_BYTES)
    this.#nodeTags.set(arrival, tags)
  }

  addWay(way: OsmWay): void {
    this.#charge(WAY_BYTES + REF_BYTES * way.nodes.length)
    this.#ways.push(way)
    this.#checkCount()
  }

  addRelation(relation: OsmRelation): void {
    this.#charge(RELATION_BYTES + MEMBER_BYTES * relation.members.length)
    this.#relations.push(relation)
    this.#checkCount()
  }

  /** To be told of every tag that is not shared with another element. */
  chargeTags(count: number): void {
    this.#charge(TAG_BYTES * count)
  }

  /** Refuses a list of references or members, which one element may have millions of, before it is made. */
  expectRefs(count: number): void {
    this.#expect(REF_BYTES * count)
  }

  expectMembers(count: number): void {
    this.#expect(MEMBER_BYTES * count)
  }

  #charge(bytes: number): void {
    this.#expect(bytes)
    this.#bytes += bytes
  }

  #expect(bytes: number): void {
    if (this.#bytes + bytes > this.#limits.maxMemoryBytes) {
      const mib = Math.round(this.#limits.maxMemoryBytes / 1048576)
      throw new OsmFormatError('too-large', `The elements need more than the ${mib} MiB of memory allowed`)
    }
  }

  #startChunk(): void {
    this.#closeChunk()
    this.#open = {
      ids: new Float64Array(CHUNK_NODES),
      lon: new Float64Array(CHUNK_NODES),
      lat: new Float64Array(CHUNK_NODES),
    }
  }

  #closeChunk(): void {
    const { ids, lon, lat } = this.#open
    const end = this.#filled
    if (end > 0) this.#chunks.push({ ids: ids.slice(0, end), lon: lon.slice(0, end), lat: lat.slice(0, end) })
    this.#open = NO_CHUNK
    this.#filled = 0
  }

  /** Sorted by id; of elements given twice the last one holds, as when extracts that overlap are put one after the other. */
  finish(): OsmData {
    this.#closeChunk()
    const ids = this.#column((chunk) => chunk.ids)
    const ways = lastOfEach(this.#ways)
    const relations = lastOfEach(this.#relations)
    const nodeLon = this.#column((chunk) => chunk.lon)
    const nodeLat = this.#column((chunk) => chunk.lat)
    this.#chunks.length = 0
    if (isStrictlyAscending(ids)) return { nodeIds: ids, nodeLon, nodeLat, nodeTags: this.#nodeTags, ways, relations }
    const order = sortedOrder(ids)
    const nodeTags = new Map<number, Tags>()
    order.forEach((arrival, at) => {
      const tags = this.#nodeTags.get(arrival)
      if (tags) nodeTags.set(at, tags)
    })
    const take = (column: Float64Array) => Float64Array.from(order, (arrival) => column[arrival] ?? 0)
    return { nodeIds: take(ids), nodeLon: take(nodeLon), nodeLat: take(nodeLat), nodeTags, ways, relations }
  }

  #column(pick: (chunk: NodeChunk) => Float64Array): Float64Array {
    const [only] = this.#chunks
    // Some writers put all nodes into one block; a copy of its columns is nine megabytes of fresh memory for 383,000 nodes.
    if (only && this.#chunks.length === 1) return pick(only)
    const column = new Float64Array(this.#nodes)
    let at = 0
    for (const chunk of this.#chunks) {
      const part = pick(chunk)
      column.set(part, at)
      at += part.length
    }
    return column
  }

  #checkCount(): void {
    const count = this.#nodes + this.#ways.length + this.#relations.length
    if (count > this.#limits.maxElements)
      throw new OsmFormatError('too-large', `The file holds more than ${this.#limits.maxElements} elements`)
  }
}

function isStrictlyAscending(ids: Float64Array): boolean {
  for (let i = 1; i < ids.length; i++) if ((ids[i] ?? 0) <= (ids[i - 1] ?? 0)) return false
  return true
}

/** Order of arrival of each node kept, by ascending id. */
function sortedOrder(ids: Float64Array): Uint32Array {
  const order = Uint32Array.from(ids, (_, i) => i)
  order.sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0) || a - b)
  let kept = 0
  order.forEach((arrival, i) => {
    const next = order[i + 1]
    if (next !== undefined && ids[next] === ids[arrival]) return
    order[kept++] = arrival
  })
  return order.subarray(0, kept)
}

function lastOfEach<E extends { readonly id: number }>(elements: E[]): E[] {
  let before = -Infinity
  let isSorted = true
  for (const { id } of elements) {
    if (id <= before) isSorted = false
    before = id
  }
  if (isSorted) return elements
  const byId = new Map<number, E>()
  for (const element of elements) byId.set(element.id, element)
  return [...byId.values()].toSorted((a, b) => a.id - b.id)
}
