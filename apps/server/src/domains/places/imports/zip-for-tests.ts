import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  readonly name: string
  readonly content: Buffer
  /** deflated already, in place of the content; then `claims.size` says how long it is */
  readonly packed?: Buffer
  /** what the directory claims instead of the truth */
  readonly claims?: { readonly size?: number; readonly attributes?: number }
}

/** A zip archive byte by byte (APPNOTE 6.3), so that a test can lie in it. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, packed: given, claims = {} } of parts) {
    const packed = given ?? deflateRawSync(content, { level: 9 })
    const nameBytes = Buffer.from(name)
    const size = claims.size ?? content.length
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, nameBytes, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(claims.attributes ?? 0, 6)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, tail, nameBytes]))
    chunks.push(local)
    at += local.length
  }
  const entries = Buffer.concat(directory)
  const isLarge = parts.length > 0xffff
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 4)
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(at, 12)
  const directoryEnd = isLarge ? zip64End(parts.length, entries.length, at) : Buffer.alloc(0)
  return Buffer.concat([...chunks, entries, directoryEnd, Buffer.from('PK\u0005\u0006'), end])
}

/** The directory's end as zip64 has it, and where it is: the only place for more than 65,535 entries (4.3.14, 4.3.15). */
function zip64End(count: number, size: number, at: number): Buffer {
  const record = Buffer.alloc(52)
  record.writeBigUInt64LE(44n, 0)
  record.writeUInt16LE(45, 8)
  record.writeUInt16LE(45, 10)
  record.writeBigUInt64LE(BigInt(count), 20)
  record.writeBigUInt64LE(BigInt(count), 28)
  record.writeBigUInt64LE(BigInt(size), 36)
  record.writeBigUInt64LE(BigInt(at), 44)
  const locator = Buffer.alloc(16)
  locator.writeBigUInt64LE(BigInt(at + size), 4)
  locator.writeUInt32LE(1, 12)
  return Buffer.concat([Buffer.from('PK\u0006\u0006'), record, Buffer.from('PK\u0006\u0007'), locator])
}
