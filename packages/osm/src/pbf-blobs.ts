import { inflateSync } from 'node:zlib'
import { OsmFormatError } from './osm-format-error.ts'
import { WIRE_BYTES, WIRE_VARINT, WireFault, WireReader } from './pbf-wire.ts'

/** Limits of the format itself (OSM wiki, PBF Format: "File format"). */
const MAX_HEADER_BYTES = 64 * 1024
const MAX_BLOB_BYTES = 32 * 1024 * 1024

const COMPRESSIONS: ReadonlyMap<number, string> = new Map([
  [4, 'LZMA'],
  [5, 'bzip2'],
  [6, 'LZ4'],
  [7, 'Zstandard'],
])

/** One blob as it lies in the file. */
interface PbfBlob {
  readonly type: string
  /** 0 for the first */
  readonly block: number
  /** of its header's length field, in bytes from the start of the file */
  readonly offset: number
  /** where the next blob starts */
  readonly end: number
  readonly body: WireReader
}

/** Reads the header at `offset` and finds the blob's body without unpacking it. */
export function readBlobAt(file: DataView, offset: number, block: number): PbfBlob {
  const left = file.byteLength - offset
  if (left < 4) throw new OsmFormatError('truncated', 'The file ends inside the length of a block', { offset, block })
  const headerLength = file.getUint32(offset)
  if (headerLength > MAX_HEADER_BYTES) {
    const code = block === 0 ? 'not-osm' : 'malformed'
    const what = `A block header claims ${headerLength} bytes, more than the ${MAX_HEADER_BYTES} allowed`
    throw new OsmFormatError(code, what, { offset, block })
  }
  const headerStart = offset + 4
  if (headerLength > left - 4)
    throw new OsmFormatError('truncated', 'The file ends inside a block header', { offset, block })
  const { type, length } = guarded(block, offset, () =>
    readHeader(new WireReader(file, headerStart, headerStart + headerLength)),
  )
  const start = headerStart + headerLength
  if (type === undefined || length === undefined)
    throw new OsmFormatError('malformed', 'A block header lacks its type or its length', { offset, block })
  if (length < 0 || length > MAX_BLOB_BYTES) {
    const what = `A block claims ${length} bytes, more than the ${MAX_BLOB_BYTES} allowed`
    throw new OsmFormatError('malformed', what, { offset, block })
  }
  if (length > file.byteLength - start)
    throw new OsmFormatError('truncated', 'The file ends inside a block', { offset: start, block })
  return { type, block, offset, end: start + length, body: new WireReader(file, start, start + length) }
}

function readHeader(reader: WireReader): { type: string | undefined; length: number | undefined } {
  let type: string | undefined
  let length: number | undefined
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key === ((1 << 3) | WIRE_BYTES)) type = latin1Of(reader.message())
    else if (key === ((3 << 3) | WIRE_VARINT)) length = reader.int()
    else reader.skip(key & 7)
  }
  return { type, length }
}

/** The unpacked content of a blob: raw or zlib; every other compression is refused by its name. */
export function unpackBlob(blob: PbfBlob): DataView {
  const { block, offset } = blob
  const { raw, zlib, rawSize } = guarded(block, offset, () => readBody(blob))
  if (raw) return raw
  if (!zlib) throw new OsmFormatError('malformed', 'A block holds no data', { offset, block })
  if (rawSize === undefined || rawSize < 0 || rawSize > MAX_BLOB_BYTES) {
    const what = `A block claims to unpack to ${rawSize ?? 'an unknown number of'} bytes; at most ${MAX_BLOB_BYTES} are allowed`
    throw new OsmFormatError('malformed', what, { offset, block })
  }
  const inflated = inflate(zlib, rawSize, blob)
  if (inflated.byteLength !== rawSize)
    throw new OsmFormatError('malformed', 'A block unpacks to less than it says', { offset, block })
  return new DataView(inflated.buffer, inflated.byteOffset, inflated.byteLength)
}

interface BlobBody {
  readonly raw: DataView | undefined
  readonly zlib: Uint8Array | undefined
  readonly rawSize: number | undefined
}

function readBody({ body, block, offset }: PbfBlob): BlobBody {
  const reader = new WireReader(body.view, body.pos, body.end)
  let raw: DataView | undefined
  let zlib: Uint8Array | undefined
  let rawSize: number | undefined
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    const field = Math.floor(key / 8)
    const compression = COMPRESSIONS.get(field)
    if (compression !== undefined) {
      const what = `The file is compressed with ${compression}; only zlib and uncompressed blocks are read`
      throw new OsmFormatError('unsupported', `${what}. Convert it with "osmium cat"`, { offset, block })
    }
    if (key === ((2 << 3) | WIRE_VARINT)) {
      rawSize = reader.int()
    } else if (key === ((1 << 3) | WIRE_BYTES) || key === ((3 << 3) | WIRE_BYTES)) {
      const part = reader.message()
      const at = part.view.byteOffset + part.pos
      if (field === 1) raw = new DataView(part.view.buffer, at, part.end - part.pos)
      else zlib = new Uint8Array(part.view.buffer, at, part.end - part.pos)
    } else {
      reader.skip(key & 7)
    }
  }
  return { raw, zlib, rawSize }
}

function inflate(zlib: Uint8Array, rawSize: number, { offset, block }: PbfBlob): Uint8Array {
  try {
    // One byte more than declared is never written: a bomb stops here, whatever its header claims.
    return inflateSync(zlib, { maxOutputLength: Math.max(1, rawSize), chunkSize: Math.max(64, rawSize + 1) })
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError
    const what = isTooLarge ? 'A block unpacks to more than it says' : 'A block cannot be unpacked; the file is damaged'
    throw new OsmFormatError('malformed', what, { offset, block, cause })
  }
}

/** Runs a step of decoding; what is wrong on the wire becomes an `OsmFormatError` with its block. */
export function guarded<T>(block: number, offset: number, step: () => T): T {
  try {
    return step()
  } catch (cause) {
    if (cause instanceof WireFault) throw new OsmFormatError('malformed', cause.message, { offset, block, cause })
    if (cause instanceof RangeError)
      throw new OsmFormatError('malformed', 'A field runs past the end of its block', { offset, block, cause })
    throw cause
  }
}

function latin1Of(reader: WireReader): string {
  return Buffer.from(reader.view.buffer, reader.view.byteOffset + reader.pos, reader.end - reader.pos).toString(
    'latin1',
  )
}
