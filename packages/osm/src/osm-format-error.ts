export type OsmFaultCode =
  /** the content is no OpenStreetMap file, or another kind than expected */
  | 'not-osm'
  /** valid, but of a kind that is not read: another compression, history, an unknown required feature */
  | 'unsupported'
  | 'truncated'
  | 'malformed'
  /** larger than the limits allow, or unpacks to much more than it says */
  | 'too-large'

interface OsmFaultPlace {
  /** bytes from the start of the file */
  readonly offset?: number
  /** 0 for the first blob of a .osm.pbf file */
  readonly block?: number
  /** 1 for the first line of an .osm file */
  readonly line?: number
  readonly cause?: unknown
}

/** The file cannot be read. The message is one plain sentence that names what is wrong and where. */
export class OsmFormatError extends Error {
  override readonly name = 'OsmFormatError'
  readonly code: OsmFaultCode
  readonly offset: number | undefined
  readonly block: number | undefined
  readonly line: number | undefined

  constructor(code: OsmFaultCode, what: string, place: OsmFaultPlace = {}) {
    const where = [
      place.line === undefined ? '' : `line ${place.line}`,
      place.block === undefined ? '' : `block ${place.block}`,
      place.offset === undefined ? '' : `byte ${place.offset}`,
    ].filter((part) => part !== '')
    super(where.length > 0 ? `${what} (${where.join(', ')}).` : `${what}.`, { cause: place.cause })
    this.code = code
    this.offset = place.offset
    this.block = place.block
    this.line = place.line
  }
}
