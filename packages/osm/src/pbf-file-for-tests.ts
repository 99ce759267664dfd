import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'

/** Writes .osm.pbf files by hand, right ones and wrong ones, with an encoder that is not ours. */
export function message(write: (pbf: PbfWriter) => void): Uint8Array {
  const pbf = new PbfWriter()
  write(pbf)
  return pbf.finish().slice()
}

interface BlobParts {
  readonly type?: string
  readonly raw?: Uint8Array
  readonly zlib?: Uint8Array
  readonly rawSize?: number
  /** field number and bytes of another compression */
  readonly other?: readonly [number, Uint8Array]
  /** what the header says about the blob's length, when it lies */
  readonly claimedLength?: number
}

export function blob(parts: BlobParts): Uint8Array {
  const body = message((pbf) => {
    if (parts.raw) pbf.writeBytesField(1, parts.raw)
    if (parts.rawSize !== undefined) pbf.writeVarintField(2, parts.rawSize)
    if (parts.zlib) pbf.writeBytesField(3, parts.zlib)
    if (parts.other) pbf.writeBytesField(parts.other[0], parts.other[1])
  })
  const header = message((pbf) => {
    pbf.writeStringField(1, parts.type ?? 'OSMData')
    pbf.writeVarintField(3, parts.claimedLength ?? body.length)
  })
  const length = Buffer.alloc(4)
  length.writeUInt32BE(header.length)
  return Buffer.concat([length, header, body])
}

export function zlibBlob(raw: Uint8Array, type = 'OSMData'): Uint8Array {
  return blob({ type, zlib: deflateSync(raw), rawSize: raw.length })
}

export function headerBlob(features: readonly string[] = ['OsmSchema-V0.6', 'DenseNodes']): Uint8Array {
  return blob({
    type: 'OSMHeader',
    raw: message((pbf) => {
      for (const feature of features) pbf.writeStringField(4, feature)
    }),
  })
}

export function file(...blobs: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([headerBlob(), ...blobs])
}

interface BlockParts {
  readonly strings?: readonly string[]
  readonly group?: (pbf: PbfWriter) => void
  readonly granularity?: number
  readonly latOffset?: number
  readonly lonOffset?: number
}

export function block(parts: BlockParts): Uint8Array {
  return message((pbf) => {
    pbf.writeBytesField(
      1,
      message((table) => {
        for (const text of parts.strings ?? ['']) table.writeStringField(1, text)
      }),
    )
    const { group, granularity, latOffset, lonOffset } = parts
    if (group) pbf.writeBytesField(2, message(group))
    if (granularity !== undefined) pbf.writeVarintField(17, granularity)
    if (latOffset !== undefined) pbf.writeVarintField(19, latOffset)
    if (lonOffset !== undefined) pbf.writeVarintField(20, lonOffset)
  })
}

interface DenseParts {
  /** differences, as on the wire */
  readonly ids: number[]
  readonly lats: number[]
  readonly lons: number[]
  readonly keysValues?: number[]
}

export function dense({ ids, lats, lons, keysValues }: DenseParts): (pbf: PbfWriter) => void {
  return (pbf) => {
    pbf.writeBytesField(
      2,
      message((nodes) => {
        nodes.writePackedSVarint(1, ids)
        nodes.writePackedSVarint(8, lats)
        nodes.writePackedSVarint(9, lons)
        if (keysValues) nodes.writePackedVarint(10, keysValues)
      }),
    )
  }
}

export function way(id: number, keys: number[], values: number[], refs: number[]): (pbf: PbfWriter) => void {
  return (pbf) => {
    pbf.writeBytesField(
      3,
      message((fields) => {
        fields.writeVarintField(1, id)
        fields.writePackedVarint(2, keys)
        fields.writePackedVarint(3, values)
        fields.writePackedSVarint(8, refs)
      }),
    )
  }
}
