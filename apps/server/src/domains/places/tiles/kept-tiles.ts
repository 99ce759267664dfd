import type { EncodedTile } from './tile-rows.ts'

/** What an entry weighs besides its bytes. */
const ENTRY_BYTES = 300

/** Packed tiles by set and address, the least recently asked ones dropped beyond a number of bytes. */
export class KeptTiles {
  readonly #tiles = new Map<string, EncodedTile>()
  readonly #most: number
  #bytes = 0

  constructor(most: number) {
    this.#most = most
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: string): EncodedTile | undefined {
    const tile = this.#tiles.get(key)
    if (tile === undefined) return undefined
    this.#tiles.delete(key)
    this.#tiles.set(key, tile)
    return tile
  }

  set(key: string, tile: EncodedTile): void {
    this.#remove(key)
    this.#tiles.set(key, tile)
    this.#bytes += tile.bytes.length + ENTRY_BYTES
    for (const oldest of this.#tiles.keys()) {
      if (this.#bytes <= this.#most) break
      this.#remove(oldest)
    }
  }

  dropSet(set: string): void {
    for (const key of this.#tiles.keys()) if (key.startsWith(`${set}/`)) this.#remove(key)
  }

  #remove(key: string): void {
    const tile = this.#tiles.get(key)
    if (tile === undefined) return
    this.#tiles.delete(key)
    this.#bytes -= tile.bytes.length + ENTRY_BYTES
  }
}
