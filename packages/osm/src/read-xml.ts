import { TextDecoder } from 'node:util'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { OsmData } from './elements.ts'
import { OsmBuilder } from './osm-builder.ts'
import { OsmFormatError } from './osm-format-error.ts'
import { DEFAULT_OSM_LIMITS, type ReadOptions } from './read-options.ts'
import { XmlElements } from './xml-elements.ts'

/** Bytes given to the parser at once; the signal is looked at in between. */
const STEP_BYTES = 64 * 1024
/** Real files nest three deep. */
const MAX_DEPTH = 16

/**
 * Reads an .osm file (OSM wiki, "OSM XML", version 0.6) held in memory. A document type is refused before its content is
 * looked at, so no entity is ever expanded and nothing outside the file is opened. Throws OsmFormatError.
 */
export function readXml(file: Uint8Array, options: ReadOptions = {}): OsmData {
  const builder = new OsmBuilder({ ...DEFAULT_OSM_LIMITS, ...options.limits })
  const elements = new XmlElements(builder)
  const parser = listening(elements)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let start = 0; start < file.byteLength; start += STEP_BYTES) {
    options.signal?.throwIfAborted()
    const end = Math.min(file.byteLength, start + STEP_BYTES)
    const text = decoded(decoder, file.subarray(start, end), end < file.byteLength, start)
    placed(parser, () => parser.write(text))
    options.onProgress?.(end / file.byteLength)
  }
  placed(parser, () => parser.close())
  if (!elements.hasRoot) throw new OsmFormatError('not-osm', 'The file holds no <osm> element')
  return builder.finish()
}

function listening(elements: XmlElements): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: true })
  let depth = 0
  parser.on('doctype', () => {
    throw new OsmFormatError(
      'unsupported',
      'The file declares a document type (DOCTYPE), which no OpenStreetMap file needs',
    )
  })
  parser.on('error', (cause) => {
    throw cause
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth++
    if (depth > MAX_DEPTH) throw new OsmFormatError('malformed', `Elements are nested more than ${MAX_DEPTH} deep`)
    elements.open(tag.name, tag.attributes, depth)
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth--
    elements.close(tag.name, depth)
  })
  return parser
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, isMore: boolean, offset: number): string {
  try {
    return decoder.decode(bytes, { stream: isMore })
  } catch (cause) {
    throw new OsmFormatError('malformed', 'The file is not in UTF-8', { offset, cause })
  }
}

function placed(parser: SaxesParser, step: () => void): void {
  try {
    step()
  } catch (cause) {
    if (cause instanceof OsmFormatError) {
      if (cause.line !== undefined || cause.code === 'too-large') throw cause
      throw new OsmFormatError(cause.code, cause.message.replace(/\.$/, ''), { line: parser.line, cause })
    }
    // What saxes reports begins with its own line and column; only the sentence is kept.
    const sentence = cause instanceof Error ? cause.message.replace(/^[^:]*\d+:\d+: /, '').replace(/\.$/, '') : ''
    const isEnd = /unclosed tag|unexpected end|must contain a root/i.test(sentence)
    const what = isEnd
      ? 'The file ends before its last element is closed'
      : `The file is not well-formed XML: ${sentence}`
    throw new OsmFormatError(isEnd ? 'truncated' : 'malformed', what, { line: parser.line, cause })
  }
}
