/**
 * The wire format of protocol buffers, as far as OpenStreetMap uses it. Own code instead of the package `pbf` because
 * every value here comes from strangers: integers beyond 2^53, varints of more than ten bytes and fields that run past their
 * end are refused, and columns are decoded without a call per value.
 */
export const WIRE_VARINT = 0
export const WIRE_BYTES = 2

/** Anything wrong on the wire; the reader of the block turns it into an `OsmFormatError` with its place. */
export class WireFault extends Error {}

const TWO_28 = 2 ** 28

/** A cursor over one message. Reads outside the underlying bytes throw RangeError, reads past `end` WireFault. */
export class WireReader {
  readonly view: DataView
  pos: number
  end: number

  constructor(view: DataView, start = 0, end = view.byteLength) {
    this.view = view
    this.pos = start
    this.end = end
  }

  /** A reader of the length-delimited field that starts here; this one moves behind it. */
  message(): WireReader {
    return this.into(new WireReader(this.view))
  }

  /** The same with a reader that is used again: ways and relations come by the hundred thousand. */
  into(reader: WireReader): WireReader {
    const length = this.uint()
    const start = this.pos
    if (length > this.end - start) throw new WireFault('A field runs past the end of its message')
    this.pos = start + length
    reader.pos = start
    reader.end = start + length
    return reader
  }

  /** As if its field were missing: at its end at once. */
  empty(): void {
    this.pos = 0
    this.end = 0
  }

  isAtEnd(): boolean {
    if (this.pos > this.end) throw new WireFault('A field runs past the end of its message')
    return this.pos === this.end
  }

  /** uint64 up to 2^53. */
  uint(): number {
    const view = this.view
    let byte = view.getUint8(this.pos++)
    let low = byte & 127
    if (byte < 128) return low
    byte = view.getUint8(this.pos++)
    low |= (byte & 127) << 7
    if (byte < 128) return low
    byte = view.getUint8(this.pos++)
    low |= (byte & 127) << 14
    if (byte < 128) return low
    byte = view.getUint8(this.pos++)
    low |= (byte & 127) << 21
    if (byte < 128) return low
    const value = low + this.#high() * TWO_28
    if (value > Number.MAX_SAFE_INTEGER) throw new WireFault('A number is larger than 2^53')
    return value
  }

  /** sint64 (zigzag) within ±2^53. */
  sint(): number {
    const view = this.view
    let byte = view.getUint8(this.pos++)
    let low = byte & 127
    if (byte < 128) return (low >>> 1) ^ -(low & 1)
    byte = view.getUint8(this.pos++)
    low |= (byte & 127) << 7
    if (byte < 128) return (low >>> 1) ^ -(low & 1)
    byte = view.getUint8(this.pos++)
    low |= (byte & 127) << 14
    if (byte < 128) return (low >>> 1) ^ -(low & 1)
    byte = view.getUint8(this.pos++)
    low |= (byte & 127) << 21
    if (byte < 128) return (low >>> 1) ^ -(low & 1)
    // Half of the unsigned value stays exact: bits 1..27 from the low part, the rest from the high one.
    const half = (low >>> 1) + this.#high() * (TWO_28 / 2)
    if (half > Number.MAX_SAFE_INTEGER) throw new WireFault('A number is larger than 2^53')
    return (low & 1) === 1 ? -half - 1 : half
  }

  /** int32 or int64 (two's complement, not zigzag) within ±2^53. */
  int(): number {
    const start = this.pos
    let low = 0
    let high = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      const byte = this.view.getUint8(this.pos++)
      const bits = byte & 127
      if (i < 4) {
        low += bits * scale
        scale *= 128
      } else if (i === 9) {
        high += (bits & 1) * 2 ** 35
      } else {
        high += bits * 128 ** (i - 4)
      }
      if (byte < 128) return signed64(low, high)
    }
    this.pos = start
    throw new WireFault('A number is longer than ten bytes')
  }

  skip(wireType: number): void {
    if (wireType === WIRE_VARINT) this.#skipVarint()
    else if (wireType === 1) this.pos += 8
    else if (wireType === WIRE_BYTES) this.#skipBytes()
    else if (wireType === 5) this.pos += 4
    else throw new WireFault(`A field has the unknown wire type ${wireType}`)
  }

  #skipBytes(): void {
    const length = this.uint()
    if (length > this.end - this.pos) throw new WireFault('A field runs past the end of its message')
    this.pos += length
  }

  #skipVarint(): void {
    for (let i = 0; i < 10; i++) if (this.view.getUint8(this.pos++) < 128) return
    throw new WireFault('A number is longer than ten bytes')
  }

  /** Bits 28 and up of the varint whose first four bytes are read. */
  #high(): number {
    let high = 0
    let scale = 1
    for (let i = 4; i < 10; i++) {
      const byte = this.view.getUint8(this.pos++)
      high += (byte & 127) * scale
      scale *= 128
      if (byte < 128) return high
    }
    throw new WireFault('A number is longer than ten bytes')
  }
}

function signed64(low: number, high: number): number {
  const isNegative = high >= 2 ** 35
  const value = isNegative ? (high - 2 ** 36) * TWO_28 + low : high * TWO_28 + low
  if (!Number.isSafeInteger(value)) throw new WireFault('A number is larger than 2^53')
  return value
}

/** How many values a packed field of varints holds: the bytes that end one. */
export function countPacked(reader: WireReader): number {
  const { view, end } = reader
  let count = 0
  for (let at = reader.pos; at < end; at++) if (view.getUint8(at) < 128) count++
  return count
}

/** What a column's running sums become: (offset + factor * sum) / divisor, between -limit and limit. */
interface ColumnScale {
  readonly offset: number
  readonly factor: number
  readonly divisor: number
  readonly limit: number
}

const PIECE = 256

/**
 * Decodes a packed field of sint64 differences into running sums, scaled; false when a value leaves the limit. Scaling on the
 * way spares a second pass over megabytes of fresh memory. Throws when the count is not the column's.
 */
export function decodeSums(reader: WireReader, column: Float64Array, scale: ColumnScale): boolean {
  const piece = { from: 0, to: 0, sum: 0, isWithin: true }
  // In pieces: a loop of a million rounds is compiled before V8 has seen its end, and that code is thrown away there. In five
  // readings of one file, pieces of 4,096 lose their code seven times and pieces of 256 twice.
  while (piece.to < column.length) {
    piece.from = piece.to
    piece.to = Math.min(piece.from + PIECE, column.length)
    decodePiece(reader, column, scale, piece)
  }
  if (!reader.isAtEnd()) throw new WireFault('Parallel columns differ in length')
  return piece.isWithin
}

interface Piece {
  readonly from: number
  readonly to: number
  sum: number
  isWithin: boolean
}

/** Most differences take one to three bytes, so the loop keeps these free of calls. */
function decodePiece(reader: WireReader, column: Float64Array, scale: ColumnScale, piece: Piece): void {
  const { view, end } = reader
  const { offset, factor, divisor, limit } = scale
  const { to } = piece
  let { sum, isWithin } = piece
  let pos = reader.pos
  for (let i = piece.from; i < to; i++) {
    let byte = view.getUint8(pos)
    let value = byte & 127
    let length = 1
    if (byte >= 128) {
      byte = view.getUint8(pos + 1)
      value |= (byte & 127) << 7
      length = 2
      if (byte >= 128) {
        byte = view.getUint8(pos + 2)
        value |= (byte & 127) << 14
        length = 3
      }
    }
    if (byte < 128) {
      sum += (value >>> 1) ^ -(value & 1)
      pos += length
    } else {
      reader.pos = pos
      sum += reader.sint()
      pos = reader.pos
    }
    if (pos > end) throw new WireFault('Parallel columns differ in length')
    const scaled = (offset + factor * sum) / divisor
    if (!(scaled >= -limit && scaled <= limit)) isWithin = false
    column[i] = scaled
  }
  reader.pos = pos
  piece.sum = sum
  piece.isWithin = isWithin
}
