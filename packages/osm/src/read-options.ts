/** What reading may cost. A file that needs more is refused with `too-large`; nothing is cut off silently. */
export interface OsmLimits {
  /** nodes, ways and relations together */
  readonly maxElements: number
  /** estimated bytes of memory for the elements read */
  readonly maxMemoryBytes: number
  /** bytes after unpacking per byte of the file; real extracts stay below 5, compressed XML below 25 */
  readonly maxInflation: number
}

/** Room for a county or a city of some 50 MB; a province's file needs larger ones, given by whoever starts the import. */
export const DEFAULT_OSM_LIMITS: OsmLimits = {
  maxElements: 12_000_000,
  maxMemoryBytes: 320 * 1024 * 1024,
  maxInflation: 40,
}

/** Small files may unpack to this many bytes whatever their ratio. */
const FREE_INFLATION_BYTES = 64 * 1024 * 1024

/** Reading is synchronous: the signal is looked at between blocks, where `onProgress` may have aborted it. */
export interface ReadOptions {
  readonly signal?: AbortSignal
  /** share of the file read so far, 0 to 1 */
  readonly onProgress?: (share: number) => void
  readonly limits?: Partial<OsmLimits>
}

export function maxInflatedBytes(fileBytes: number, limits: OsmLimits): number {
  return Math.max(FREE_INFLATION_BYTES, fileBytes * limits.maxInflation)
}
