import { checkOffsets } from './check-input.ts'
import { type Network, NONE } from './network.ts'

/**
 * One file: an 8-byte magic with the version, the checksum of everything after it, the number of sections; then per section its
 * element size, its length and its bytes, padded to 8. All numbers little-endian. The same network gives the same bytes, so the
 * sha256 of the file names the network's version.
 */
const MAGIC = 'XYWALK01'
const HEADER_BYTES = 24

/** A network file is truncated, altered or of another version; the message says which. */
export class NetworkFileError extends Error {
  override name = 'NetworkFileError'
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

const COLUMNS = [
  'box',
  'nodeLon',
  'nodeLat',
  'nodeFlags',
  'nodeIsPrivate',
  'nodeTwin',
  'nodeInput',
  'edgeFrom',
  'edgeTo',
  'edgeLengthMm',
  'edgeFlags',
  'edgeWay',
  'edgeInput',
  'shapeOffset',
  'shapeLon',
  'shapeLat',
  'arcOffset',
  'arcTo',
  'arcEdge',
  'barrierOffset',
  'barrierLon',
  'barrierLat',
] as const

function columnsOf(network: Network): Column[] {
  const extra: Readonly<Record<string, Column>> = {
    box: Float64Array.from(network.box),
    barrierOffset: network.barriers.offset,
    barrierLon: network.barriers.lon,
    barrierLat: network.barriers.lat,
  }
  const own: Readonly<Record<string, unknown>> = { ...network }
  return COLUMNS.map((name) => {
    const column = extra[name] ?? own[name]
    if (column instanceof Uint8Array || column instanceof Uint16Array) return column
    if (column instanceof Uint32Array || column instanceof Float64Array) return column
    throw new TypeError(`network has no column ${name}`)
  })
}

export function saveNetwork(network: Network): Uint8Array {
  const columns = columnsOf(network)
  const size = columns.reduce((sum, column) => sum + 16 + padded(column.byteLength), HEADER_BYTES)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(MAGIC))
  view.setUint32(16, columns.length, true)
  let at = HEADER_BYTES
  for (const column of columns) {
    view.setUint32(at, column.BYTES_PER_ELEMENT, true)
    view.setUint32(at + 8, column.length, true)
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at + 16)
    at += 16 + padded(column.byteLength)
  }
  const [low, high] = checksum(bytes, 16)
  view.setUint32(8, low, true)
  view.setUint32(12, high, true)
  return bytes
}

/**
 * Loads a network into shared memory. Bytes that already lie in a SharedArrayBuffer (from a multiple of 8 on) are not copied: the
 * network's columns are views of them, and they must not change any more. For 3 M nodes the copy is 250 MB.
 * @throws NetworkFileError when the file is truncated, altered, of another version or contradicts itself
 */
export function loadNetwork(bytes: Uint8Array): Network {
  if (bytes.length < HEADER_BYTES) throw new NetworkFileError(`the network file ends after ${bytes.length} bytes`)
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, 8))
  if (!magic.startsWith('XYWALK'))
    throw new NetworkFileError('this is not a network file: build it again from the street map')
  if (magic !== MAGIC) {
    throw new NetworkFileError(
      `the network file has version ${magic.slice(6)}, this program reads ${MAGIC.slice(6)}: build it again`,
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [low, high] = checksum(bytes, 16)
  if (view.getUint32(8, true) !== low || view.getUint32(12, true) !== high) {
    throw new NetworkFileError(
      `the network file is truncated or altered (${bytes.length} bytes, checksum differs): build it again`,
    )
  }
  const reader = new SectionReader(bytes, view)
  if (view.getUint32(16, true) !== COLUMNS.length)
    throw new NetworkFileError('the network file has a wrong number of sections')
  const [west = 0, south = 0, east = 0, north = 0] = reader.f64('box')
  const nodeLon = reader.f64('nodeLon')
  const network: Network = {
    nodeCount: nodeLon.length,
    box: [west, south, east, north],
    nodeLon,
    nodeLat: reader.f64('nodeLat'),
    nodeFlags: reader.u16('nodeFlags'),
    nodeIsPrivate: reader.u8('nodeIsPrivate'),
    nodeTwin: reader.u32('nodeTwin'),
    nodeInput: reader.u32('nodeInput'),
    ...reader.edges(),
    arcOffset: reader.u32('arcOffset'),
    arcTo: reader.u32('arcTo'),
    arcEdge: reader.u32('arcEdge'),
    barriers: { offset: reader.u32('barrierOffset'), lon: reader.f64('barrierLon'), lat: reader.f64('barrierLat') },
  }
  checkNetwork(network)
  return network
}

class SectionReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = HEADER_BYTES

  constructor(bytes: Uint8Array, view: DataView) {
    this.#bytes = bytes
    this.#view = view
  }

  u8(name: string): Uint8Array {
    const { buffer, from, length } = this.#section(name, 1)
    return new Uint8Array(buffer, from, length)
  }
  u16(name: string): Uint16Array {
    const { buffer, from, length } = this.#section(name, 2)
    return new Uint16Array(buffer, from, length)
  }
  u32(name: string): Uint32Array {
    const { buffer, from, length } = this.#section(name, 4)
    return new Uint32Array(buffer, from, length)
  }
  f64(name: string): Float64Array {
    const { buffer, from, length } = this.#section(name, 8)
    return new Float64Array(buffer, from, length)
  }

  edges() {
    const edgeFrom = this.u32('edgeFrom')
    return {
      edgeCount: edgeFrom.length,
      edgeFrom,
      edgeTo: this.u32('edgeTo'),
      edgeLengthMm: this.u32('edgeLengthMm'),
      edgeFlags: this.u32('edgeFlags'),
      edgeWay: this.f64('edgeWay'),
      edgeInput: this.u32('edgeInput'),
      shapeOffset: this.u32('shapeOffset'),
      shapeLon: this.f64('shapeLon'),
      shapeLat: this.f64('shapeLat'),
    }
  }

  #section(name: string, elementBytes: number): Section {
    if (this.#at + 16 > this.#bytes.length) throw new NetworkFileError(`the network file ends before section ${name}`)
    const size = this.#view.getUint32(this.#at, true)
    const length = this.#view.getUint32(this.#at + 8, true)
    const from = this.#at + 16
    const byteLength = length * elementBytes
    if (size !== elementBytes || from + byteLength > this.#bytes.length) {
      throw new NetworkFileError(`section ${name} of the network file has a wrong size`)
    }
    this.#at = from + padded(byteLength)
    const { buffer: file, byteOffset } = this.#bytes
    if (file instanceof SharedArrayBuffer && byteOffset % 8 === 0)
      return { buffer: file, from: byteOffset + from, length }
    const buffer = new SharedArrayBuffer(byteLength)
    new Uint8Array(buffer).set(this.#bytes.subarray(from, from + byteLength))
    return { buffer, from: 0, length }
  }
}

interface Section {
  readonly buffer: SharedArrayBuffer
  readonly from: number
  readonly length: number
}

/** A file with a right checksum was written by us, but a search must never run outside its columns whoever wrote it. */
function checkNetwork(network: Network): void {
  const { nodeCount: n, edgeCount: m } = network
  for (const column of [
    network.nodeLat,
    network.nodeFlags,
    network.nodeIsPrivate,
    network.nodeTwin,
    network.nodeInput,
  ]) {
    if (column.length !== n) throw new NetworkFileError('the network file has node columns of different lengths')
  }
  for (const column of [network.edgeTo, network.edgeLengthMm, network.edgeFlags, network.edgeWay, network.edgeInput]) {
    if (column.length !== m) throw new NetworkFileError('the network file has edge columns of different lengths')
  }
  if (network.arcOffset.length !== n + 1 || network.shapeOffset.length !== m + 1) {
    throw new NetworkFileError('the network file has offset columns of wrong lengths')
  }
  if (
    network.shapeLat.length !== network.shapeLon.length ||
    network.barriers.lat.length !== network.barriers.lon.length
  ) {
    throw new NetworkFileError('the network file has lines with half a coordinate')
  }
  try {
    checkOffsets('arcOffset', network.arcOffset, network.arcTo.length)
    checkOffsets('shapeOffset', network.shapeOffset, network.shapeLon.length)
    checkOffsets('barrierOffset', network.barriers.offset, network.barriers.lon.length)
  } catch (cause) {
    throw new NetworkFileError('the network file contradicts itself', { cause })
  }
  inRange('edgeFrom', network.edgeFrom, n)
  inRange('edgeTo', network.edgeTo, n)
  inRange('arcTo', network.arcTo, n)
  inRange('arcEdge', network.arcEdge, m)
  inRange('nodeTwin', network.nodeTwin, n, NONE)
  if (network.arcEdge.length !== network.arcTo.length)
    throw new NetworkFileError('the network file has arcs without edges')
}

function inRange(name: string, column: Uint32Array, limit: number, except = -1): void {
  for (let i = 0; i < column.length; i++) {
    const value = column[i] ?? 0
    if (value >= limit && value !== except)
      throw new NetworkFileError(`column ${name} of the network file points outside at ${i}`)
  }
}

function padded(bytes: number): number {
  return (bytes + 7) & ~7
}

/** Two lanes of multiply and rotate over 32-bit words: each step is a bijection of its lane, so one altered word always shows. */
function checksum(bytes: Uint8Array, from: number): [number, number] {
  const words = (bytes.length - from) >> 2
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, bytes.length - from)
  let a = bytes.length | 0
  let b = 0x9e3779b9 | 0
  for (let i = 0; i < words; i++) {
    const word = view.getUint32(i * 4, true)
    a = Math.imul(a ^ word, 0x85ebca6b)
    a = (a << 13) | (a >>> 19)
    b = Math.imul((b + word) | 0, 0xc2b2ae35)
    b = (b << 15) | (b >>> 17)
  }
  for (let i = words * 4; i < bytes.length - from; i++) a = Math.imul(a ^ view.getUint8(i), 0x01000193)
  return [a >>> 0, b >>> 0]
}
