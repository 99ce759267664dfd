import type { OsmMember } from './elements.ts'
import type { OsmBuilder } from './osm-builder.ts'
import { StringTable, setTag } from './pbf-strings.ts'
import type { TagSets } from './pbf-tag-sets.ts'
import { countPacked, decodeSums, WIRE_BYTES, WIRE_VARINT, WireFault, WireReader } from './pbf-wire.ts'
import type { Tags } from './street-map.ts'

/**
 * One PrimitiveBlock (osmformat.proto). Field numbers stand beside the keys below; a field of a number not listed is
 * skipped, as protocol buffers ask.
 */
const BYTES_1 = (1 << 3) | WIRE_BYTES
const BYTES_2 = (2 << 3) | WIRE_BYTES
const BYTES_3 = (3 << 3) | WIRE_BYTES
const BYTES_4 = (4 << 3) | WIRE_BYTES
const BYTES_8 = (8 << 3) | WIRE_BYTES
const BYTES_9 = (9 << 3) | WIRE_BYTES
const BYTES_10 = (10 << 3) | WIRE_BYTES
const VARINT_1 = (1 << 3) | WIRE_VARINT
const VARINT_8 = (8 << 3) | WIRE_VARINT
const VARINT_9 = (9 << 3) | WIRE_VARINT
const MEMBER_TYPES = ['node', 'way', 'relation'] as const
const NO_TAGS: Tags = {}
const ID_SCALE = { offset: 0, factor: 1, divisor: 1, limit: Number.MAX_SAFE_INTEGER }

/** One of each for a whole block, so that an element allocates nothing but itself. */
interface Cursors {
  readonly element: WireReader
  readonly keys: WireReader
  readonly values: WireReader
  readonly refs: WireReader
}

interface Block {
  readonly cursors: Cursors
  readonly strings: StringTable
  readonly tagSets: TagSets
  readonly granularity: number
  readonly latOffset: number
  readonly lonOffset: number
  readonly builder: OsmBuilder
}

/** Decodes one unpacked OSMData blob into the builder. Throws WireFault, RangeError or `too-large`. */
export function decodeBlock(view: DataView, builder: OsmBuilder, tagSets: TagSets): void {
  const reader = new WireReader(view)
  let strings: StringTable | undefined
  let granularity = 100
  let latOffset = 0
  let lonOffset = 0
  let hasGroups = false
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key === BYTES_1) strings = new StringTable(reader.message())
    else if (key === BYTES_2) {
      hasGroups = true
      reader.skip(WIRE_BYTES)
    } else if (key === ((17 << 3) | WIRE_VARINT)) granularity = reader.int()
    else if (key === ((19 << 3) | WIRE_VARINT)) latOffset = reader.int()
    else if (key === ((20 << 3) | WIRE_VARINT)) lonOffset = reader.int()
    else reader.skip(key & 7)
  }
  if (!hasGroups) return
  if (!strings) throw new WireFault('A block has no table of strings')
  if (granularity <= 0) throw new WireFault(`A block has the granularity ${granularity}`)
  const cursors = {
    element: new WireReader(view),
    keys: new WireReader(view),
    values: new WireReader(view),
    refs: new WireReader(view),
  }
  tagSets.startBlock()
  const block = { cursors, strings, tagSets, granularity, latOffset, lonOffset, builder }
  // Groups come before the granularity that they need, so the block is gone through twice.
  const again = new WireReader(view)
  while (!again.isAtEnd()) {
    const key = again.uint()
    if (key === BYTES_2) decodeGroup(again.message(), block)
    else again.skip(key & 7)
  }
}

function decodeGroup(reader: WireReader, block: Block): void {
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key === BYTES_1) decodeNode(reader.into(block.cursors.element), block)
    else if (key === BYTES_2) decodeDense(reader.message(), block)
    else if (key === BYTES_3) decodeWay(reader.into(block.cursors.element), block)
    else if (key === BYTES_4) decodeRelation(reader.into(block.cursors.element), block)
    else reader.skip(key & 7)
  }
}

function decodeDense(reader: WireReader, block: Block): void {
  let ids: WireReader | undefined
  let lats: WireReader | undefined
  let lons: WireReader | undefined
  let keysValues: WireReader | undefined
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key === BYTES_1) ids = reader.message()
    else if (key === BYTES_8) lats = reader.message()
    else if (key === BYTES_9) lons = reader.message()
    else if (key === BYTES_10) keysValues = reader.message()
    else reader.skip(key & 7)
  }
  if (!ids || !lats || !lons) throw new WireFault('Nodes lack their ids or coordinates')
  const count = countPacked(ids)
  const id = new Float64Array(count)
  const lat = new Float64Array(count)
  const lon = new Float64Array(count)
  const { granularity, latOffset, lonOffset, builder } = block
  // The sum is a whole number of nanodegrees below 2^53, so one division gives the same double as the decimal in XML.
  const areIdsWithin = decodeSums(ids, id, ID_SCALE)
  const areLatsWithin = decodeSums(lats, lat, { offset: latOffset, factor: granularity, divisor: 1e9, limit: 90 })
  const areLonsWithin = decodeSums(lons, lon, { offset: lonOffset, factor: granularity, divisor: 1e9, limit: 180 })
  if (!areIdsWithin || !areLatsWithin || !areLonsWithin)
    for (let i = 0; i < count; i++) checkNode(id[i] ?? 0, lon[i] ?? 0, lat[i] ?? 0)
  const first = builder.nodeCount
  builder.addNodes(id, lon, lat)
  if (keysValues) decodeDenseTags(keysValues, block, first, count)
}

/** (key value)* 0 per node, all nodes in one column; an empty column means no node has tags. */
function decodeDenseTags(reader: WireReader, block: Block, first: number, count: number): void {
  if (reader.isAtEnd()) return
  const { keys: list, values: nothing } = startTags(block.cursors)
  let node = 0
  while (!reader.isAtEnd()) {
    list.pos = reader.pos
    if (reader.uint() !== 0) {
      if (node >= count) throw new WireFault('There are more lists of tags than nodes')
      do reader.skip(WIRE_VARINT)
      while (reader.uint() !== 0)
      // Up to its zero, which takes a byte; a writer that spends more on it shares less.
      list.end = reader.pos - 1
      const tags = block.tagSets.find(list, nothing) ?? block.tagSets.keep(decodeTagList(list, block))
      block.builder.tagNode(first + node, tags)
    }
    node++
  }
  if (node !== count) throw new WireFault('There are fewer lists of tags than nodes')
}

function decodeNode(reader: WireReader, block: Block): void {
  const { keys, values } = startTags(block.cursors)
  let id: number | undefined
  let lat: number | undefined
  let lon: number | undefined
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key === VARINT_1) id = reader.sint()
    else if (key === BYTES_2) reader.into(keys)
    else if (key === BYTES_3) reader.into(values)
    else if (key === VARINT_8) lat = (block.latOffset + block.granularity * reader.sint()) / 1e9
    else if (key === VARINT_9) lon = (block.lonOffset + block.granularity * reader.sint()) / 1e9
    else reader.skip(key & 7)
  }
  if (id === undefined || lat === undefined || lon === undefined)
    throw new WireFault('A node lacks its id or coordinates')
  checkNode(id, lon, lat)
  const arrival = block.builder.nodeCount
  block.builder.addNode(id, lon, lat)
  const tags = tagsOf(keys, values, block)
  if (tags !== NO_TAGS) block.builder.tagNode(arrival, tags)
}

function decodeWay(reader: WireReader, block: Block): void {
  const { cursors, builder } = block
  const { keys, values } = startTags(cursors)
  let id: number | undefined
  let count = 0
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key === VARINT_1) id = reader.int()
    else if (key === BYTES_2) reader.into(keys)
    else if (key === BYTES_3) reader.into(values)
    else if (key === BYTES_8) count = decodeRefs(reader.into(cursors.refs), builder)
    else reader.skip(key & 7)
  }
  if (id === undefined) throw new WireFault('A way lacks its id')
  builder.endWay(id, tagsOf(keys, values, block), count)
}

/** Writes the references where the builder wants them; returns how many. */
function decodeRefs(reader: WireReader, builder: OsmBuilder): number {
  const count = countPacked(reader)
  const column = builder.roomForRefs(count)
  const from = builder.refsFrom
  const end = from + count
  const { view } = reader
  let pos = reader.pos
  let sum = 0
  for (let i = from; i < end; i++) {
    // Neighbours on a way mostly follow each other by id: one byte, read without a call.
    const byte = view.getUint8(pos)
    if (byte < 128) {
      sum += (byte >>> 1) ^ -(byte & 1)
      pos++
    } else {
      reader.pos = pos
      sum += reader.sint()
      pos = reader.pos
    }
    column[i] = sum
  }
  reader.pos = pos
  if (!reader.isAtEnd()) throw new WireFault('A list of references ends in the middle of a number')
  return count
}

function decodeRelation(reader: WireReader, block: Block): void {
  const { cursors, strings, builder } = block
  const { keys, values } = startTags(cursors)
  const { refs } = cursors
  refs.empty()
  let id: number | undefined
  let roles: WireReader | undefined
  let types: WireReader | undefined
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key === VARINT_1) id = reader.int()
    else if (key === BYTES_2) reader.into(keys)
    else if (key === BYTES_3) reader.into(values)
    else if (key === BYTES_8) roles = reader.message()
    else if (key === BYTES_9) reader.into(refs)
    else if (key === BYTES_10) types = reader.message()
    else reader.skip(key & 7)
  }
  if (id === undefined) throw new WireFault('A relation lacks its id')
  builder.expectMembers(countPacked(refs))
  const members = decodeMembers({ refs, roles, types }, strings)
  builder.addRelation({ id, members, tags: tagsOf(keys, values, block) })
}

interface MemberColumns {
  readonly refs: WireReader
  readonly roles: WireReader | undefined
  readonly types: WireReader | undefined
}

function decodeMembers({ refs, roles, types }: MemberColumns, strings: StringTable): OsmMember[] {
  if (refs.isAtEnd()) return []
  if (!roles || !types) throw new WireFault('The members of a relation lack their roles or types')
  const members: OsmMember[] = []
  let ref = 0
  while (!refs.isAtEnd()) {
    ref += refs.sint()
    if (roles.isAtEnd() || types.isAtEnd()) throw new WireFault('Parallel columns differ in length')
    const type = MEMBER_TYPES[types.uint()]
    if (!type) throw new WireFault('A member of a relation is of an unknown type')
    members.push({ type, ref, role: strings.text(roles.uint()) })
  }
  if (!roles.isAtEnd() || !types.isAtEnd()) throw new WireFault('Parallel columns differ in length')
  return members
}

function startTags({ keys, values }: Cursors): { keys: WireReader; values: WireReader } {
  keys.empty()
  values.empty()
  return { keys, values }
}

function tagsOf(keys: WireReader, values: WireReader, block: Block): Tags {
  if (keys.isAtEnd()) {
    if (!values.isAtEnd()) throw new WireFault('There are more values than keys')
    return NO_TAGS
  }
  return block.tagSets.find(keys, values) ?? block.tagSets.keep(decodeTags(keys, values, block))
}

function decodeTags(keys: WireReader, values: WireReader, { strings, builder }: Block): Tags {
  const tags: Record<string, string> = {}
  let tagCount = 0
  while (!keys.isAtEnd()) {
    if (values.isAtEnd()) throw new WireFault('There are more keys than values')
    setTag(tags, strings.key(keys.uint()), strings.text(values.uint()))
    tagCount++
  }
  if (!values.isAtEnd()) throw new WireFault('There are more values than keys')
  builder.chargeTags(tagCount)
  return tags
}

/** Key and value in turn, up to a zero in the place of a key. */
function decodeTagList(list: WireReader, { strings, builder }: Block): Tags {
  const tags: Record<string, string> = {}
  let tagCount = 0
  for (let keyIndex = list.uint(); keyIndex !== 0; keyIndex = list.uint()) {
    setTag(tags, strings.key(keyIndex), strings.text(list.uint()))
    tagCount++
  }
  builder.chargeTags(tagCount)
  return tags
}

/** Negative ids are legal: editors give them to elements not yet uploaded. */
function checkNode(id: number, lon: number, lat: number): void {
  if (!(Math.abs(id) <= Number.MAX_SAFE_INTEGER)) throw new WireFault('A node id is larger than 2^53')
  if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180))
    throw new WireFault(`Node ${id} lies at ${lon}, ${lat}, which is nowhere on earth`)
}
