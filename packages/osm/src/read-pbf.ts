import type { OsmData } from './elements.ts'
import { OsmBuilder } from './osm-builder.ts'
import { OsmFormatError } from './osm-format-error.ts'
import { guarded, readBlobAt, unpackBlob } from './pbf-blobs.ts'
import { decodeBlock } from './pbf-block.ts'
import { TagSets } from './pbf-tag-sets.ts'
import { WIRE_BYTES, WireReader } from './pbf-wire.ts'
import { DEFAULT_OSM_LIMITS, maxInflatedBytes, type ReadOptions } from './read-options.ts'

const UNDERSTOOD_FEATURES: ReadonlySet<string> = new Set(['OsmSchema-V0.6', 'DenseNodes'])

/**
 * Reads a whole .osm.pbf file (OSM wiki, "PBF Format") held in memory, block by block. Throws OsmFormatError for anything
 * truncated, damaged, hostile or not supported, and the signal's reason when it is aborted.
 */
export function readPbf(file: Uint8Array, options: ReadOptions = {}): OsmData {
  const limits = { ...DEFAULT_OSM_LIMITS, ...options.limits }
  const builder = new OsmBuilder(limits)
  const tagSets = new TagSets()
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const inflationLimit = maxInflatedBytes(file.byteLength, limits)
  let inflated = 0
  let offset = 0
  for (let block = 0; offset < file.byteLength || block === 0; block++) {
    options.signal?.throwIfAborted()
    const blob = readBlobAt(view, offset, block)
    if (block === 0 && blob.type !== 'OSMHeader')
      throw new OsmFormatError('not-osm', 'This is no .osm.pbf file: it does not begin with an OSMHeader block', {
        offset,
      })
    // Blocks of other types may carry anything, such as an index; the format asks to skip them.
    if (blob.type === 'OSMHeader' || blob.type === 'OSMData') {
      const content = unpackBlob(blob)
      inflated += content.byteLength
      if (inflated > inflationLimit)
        throw new OsmFormatError('too-large', `The file unpacks to more than ${inflationLimit} bytes`, {
          offset,
          block,
        })
      guarded(block, offset, () => {
        if (blob.type === 'OSMHeader') checkHeader(content, block, blob.offset)
        else decodeBlock(content, builder, tagSets)
      })
    }
    offset = blob.end
    options.onProgress?.(offset / file.byteLength)
  }
  return builder.finish()
}

/** Refuses what a reader of this file would have to understand and this one does not. */
function checkHeader(content: DataView, block: number, offset: number): void {
  const reader = new WireReader(content)
  while (!reader.isAtEnd()) {
    const key = reader.uint()
    if (key !== ((4 << 3) | WIRE_BYTES)) {
      reader.skip(key & 7)
      continue
    }
    const text = reader.message()
    const feature = Buffer.from(content.buffer, content.byteOffset + text.pos, text.end - text.pos).toString('utf8')
    if (UNDERSTOOD_FEATURES.has(feature)) continue
    const shown = feature.slice(0, 60)
    const what = `The file requires the feature "${shown}", which is not supported`
    throw new OsmFormatError('unsupported', what, { offset, block })
  }
}
