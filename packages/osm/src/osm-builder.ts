import type { OsmData, OsmRelation, OsmWay } from './elements.ts'
import { OsmFormatError } from './osm-format-error.ts'
import type { OsmLimits } from './read-options.ts'
import type { Tags } from './street-map.ts'

/** Each column is let go when it has been copied into the whole: otherwise all nodes would be there twice. */
interface NodeChunk {
  ids: Float64Array
  lon: Float64Array
  lat: Float64Array
}

// Bytes that V8 spends on one of each, measured and rounded up.
const NODE_BYTES = 32
const TAGGED_BYTES = 56
const TAGS_BYTES = 48
const TAG_BYTES = 24
const WAY_BYTES = 64
const REF_BYTES = 16
const RELATION_BYTES = 120
const MEMBER_BYTES = 72

const CHUNK_NODES = 8192
const CHUNK_REFS = 65_536
const NOTHING = new Float64Array(0)
const NO_CHUNK: NodeChunk = { ids: NOTHING, lon: NOTHING, lat: NOTHING }

/** Collects the elements of a file, whatever its format, counts what they cost and sorts them by id at the end. */
export class OsmBuilder {
  readonly #limits: OsmLimits
  readonly #chunks: NodeChunk[] = []
  readonly #wayIds: number[] = []
  readonly #wayTags: Tags[] = []
  readonly #wayLengths: number[] = []
  readonly #refChunks: Float64Array[] = []
  readonly #relations: OsmRelation[] = []
  /** keyed by order of arrival */
  readonly #nodeTags = new Map<number, Tags>()
  #open = NO_CHUNK
  #filled = 0
  #nodes = 0
  #refs = new Float64Array(0)
  #refsFilled = 0
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

  addWay({ id, nodes, tags }: OsmWay): void {
    this.roomForRefs(nodes.length).set(nodes, this.refsFrom)
    this.endWay(id, tags, nodes.length)
  }

  /**
   * Where the references of the next way are to be written, from index `refsFrom` on: an array for each way would be most of
   * what the garbage collector has to look at. Refuses a list, which one way may have millions of, before it is made.
   */
  roomForRefs(count: number): Float64Array {
    this.#expect(REF_BYTES * count)
    if (this.#refsFilled + count > this.#refs.length) {
      this.#closeRefs()
      this.#refs = new Float64Array(Math.max(count, CHUNK_REFS))
    }
    return this.#refs
  }

  get refsFrom(): number {
    return this.#refsFilled
  }

  /** A way whose `count` references stand in the room asked for before. */
  endWay(id: number, tags: Tags, count: number): void {
    this.#charge(WAY_BYTES + REF_BYTES * count)
    this.#refsFilled += count
    this.#wayIds.push(id)
    this.#wayTags.push(tags)
    this.#wayLengths.push(count)
    this.#checkCount()
  }

  addRelation(relation: OsmRelation): void {
    this.#charge(RELATION_BYTES + MEMBER_BYTES * relation.members.length)
    this.#relations.push(relation)
    this.#checkCount()
  }

  /** To be told of every set of tags that is not shared with another element. */
  chargeTags(count: number): void {
    this.#charge(TAGS_BYTES + TAG_BYTES * count)
  }

  /** Refuses a list of members, which one relation may have millions of, before it is made. */
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

  #closeRefs(): void {
    if (this.#refsFilled > 0) this.#refChunks.push(this.#refs.subarray(0, this.#refsFilled))
    this.#refsFilled = 0
  }

  /** Sorted by id; of elements given twice the last one holds, as when extracts that overlap are put one after the other. */
  finish(): OsmData {
    return { ...this.#finishNodes(), ...this.#finishWays(), relations: lastOfEach(this.#relations) }
  }

  #finishNodes(): Pick<OsmData, 'nodeIds' | 'nodeLon' | 'nodeLat' | 'nodeTags'> {
    this.#closeChunk()
    const ids = this.#column('ids')
    const nodeLon = this.#column('lon')
    const nodeLat = this.#column('lat')
    this.#chunks.length = 0
    if (isStrictlyAscending(ids)) return { nodeIds: ids, nodeLon, nodeLat, nodeTags: this.#nodeTags }
    const order = sortedOrder(ids)
    const nodeTags = new Map<number, Tags>()
    order.forEach((arrival, at) => {
      const tags = this.#nodeTags.get(arrival)
      if (tags) nodeTags.set(at, tags)
    })
    const take = (column: Float64Array) => Float64Array.from(order, (arrival) => column[arrival] ?? 0)
    return { nodeIds: take(ids), nodeLon: take(nodeLon), nodeLat: take(nodeLat), nodeTags }
  }

  #finishWays(): Pick<OsmData, 'wayIds' | 'wayTags' | 'wayOffset' | 'wayRefs'> {
    this.#closeRefs()
    const ids = Float64Array.from(this.#wayIds)
    const offset = offsetsOf(this.#wayLengths)
    const refs = new Float64Array(offset[ids.length] ?? 0)
    let at = 0
    for (const chunk of this.#refChunks) {
      refs.set(chunk, at)
      at += chunk.length
    }
    this.#refChunks.length = 0
    if (isStrictlyAscending(ids)) return { wayIds: ids, wayTags: this.#wayTags, wayOffset: offset, wayRefs: refs }
    const order = sortedOrder(ids)
    const sortedOffset = offsetsOf(Array.from(order, (arrival) => this.#wayLengths[arrival] ?? 0))
    const sortedRefs = new Float64Array(sortedOffset[order.length] ?? 0)
    order.forEach((arrival, i) => {
      sortedRefs.set(refs.subarray(offset[arrival], offset[arrival + 1]), sortedOffset[i])
    })
    return {
      wayIds: Float64Array.from(order, (arrival) => ids[arrival] ?? 0),
      wayTags: Array.from(order, (arrival) => this.#wayTags[arrival] ?? {}),
      wayOffset: sortedOffset,
      wayRefs: sortedRefs,
    }
  }

  #column(name: keyof NodeChunk): Float64Array {
    const [only] = this.#chunks
    // Some writers put all nodes into one block; a copy of its columns is nine megabytes of fresh memory for 383,000 nodes.
    if (only && this.#chunks.length === 1) return only[name]
    const column = new Float64Array(this.#nodes)
    let at = 0
    for (const chunk of this.#chunks) {
      column.set(chunk[name], at)
      at += chunk[name].length
      chunk[name] = NOTHING
    }
    return column
  }

  #checkCount(): void {
    const count = this.#nodes + this.#wayIds.length + this.#relations.length
    if (count > this.#limits.maxElements)
      throw new OsmFormatError('too-large', `The file holds more than ${this.#limits.maxElements} elements`)
  }
}

function isStrictlyAscending(ids: Float64Array): boolean {
  for (let i = 1; i < ids.length; i++) if ((ids[i] ?? 0) <= (ids[i - 1] ?? 0)) return false
  return true
}

function offsetsOf(lengths: readonly number[]): Uint32Array {
  const offset = new Uint32Array(lengths.length + 1)
  let sum = 0
  lengths.forEach((length, i) => {
    sum += length
    offset[i + 1] = sum
  })
  return offset
}

/** Order of arrival of each element kept, by ascending id. */
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
