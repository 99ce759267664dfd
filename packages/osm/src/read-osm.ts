import { gunzipSync } from 'node:zlib'
import type { OsmData } from './elements.ts'
import { OsmFormatError } from './osm-format-error.ts'
import { DEFAULT_OSM_LIMITS, maxInflatedBytes, type ReadOptions } from './read-options.ts'
import { readPbf } from './read-pbf.ts'
import { readXml } from './read-xml.ts'

type OsmFileKind = 'pbf' | 'xml' | 'gzip'

/** Archives that people upload for an extract, by their first bytes. */
const OTHERS: readonly { readonly starts: readonly number[]; readonly name: string }[] = [
  { starts: [0x42, 0x5a, 0x68], name: 'bzip2' },
  { starts: [0x50, 0x4b], name: 'zip' },
  { starts: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'xz' },
  { starts: [0x28, 0xb5, 0x2f, 0xfd], name: 'Zstandard' },
  { starts: [0x37, 0x7a, 0xbc, 0xaf], name: '7z' },
]

/** Reads an extract of either format; what it is, is told by its content, never by its name. Throws OsmFormatError. */
export function readOsm(file: Uint8Array, options: ReadOptions = {}): OsmData {
  const kind = detectOsmKind(file)
  if (kind === 'pbf') return readPbf(file, options)
  if (kind === 'xml') return readXml(file, options)
  const content = gunzipped(file, options)
  const inner = detectOsmKind(content)
  if (inner === 'gzip') throw new OsmFormatError('unsupported', 'The file is packed with gzip twice')
  return inner === 'pbf' ? readPbf(content, options) : readXml(content, options)
}

/** Throws `not-osm` or `unsupported` when the first bytes are of no kind that is read. */
export function detectOsmKind(file: Uint8Array): OsmFileKind {
  if (file.byteLength === 0) throw new OsmFormatError('not-osm', 'The file is empty')
  if (file[0] === 0x1f && file[1] === 0x8b) return 'gzip'
  const other = OTHERS.find(({ starts }) => starts.every((byte, i) => file[i] === byte))
  if (other) throw new OsmFormatError('unsupported', `The file is packed with ${other.name}; unpack it first`)
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, 1024)).toString('latin1')
  if (head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff'))
    throw new OsmFormatError('unsupported', 'The file is in UTF-16; save it in UTF-8')
  // A PBF file begins with the length of its first header, then the header's type.
  if (head.slice(4, 24).includes('OSMHeader')) return 'pbf'
  if (/^(?:\xef\xbb\xbf)?\s*</.test(head)) return 'xml'
  throw new OsmFormatError('not-osm', 'The file is neither .osm.pbf nor .osm XML', { offset: 0 })
}

function gunzipped(file: Uint8Array, options: ReadOptions): Uint8Array {
  const limits = { ...DEFAULT_OSM_LIMITS, ...options.limits }
  const limit = Math.min(maxInflatedBytes(file.byteLength, limits), limits.maxMemoryBytes)
  try {
    return gunzipSync(file, { maxOutputLength: limit })
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new OsmFormatError('too-large', `The file unpacks to more than ${limit} bytes`, { cause })
    const isCut = cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR'
    if (isCut) throw new OsmFormatError('truncated', 'The file ends inside its gzip data', { cause })
    throw new OsmFormatError('malformed', 'The file cannot be unpacked; its gzip data is damaged', { cause })
  }
}
