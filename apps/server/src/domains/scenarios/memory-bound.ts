/** What is kept in memory for speed alone, the least recently used dropped beyond a number of bytes. */
export class MemoryBound {
  readonly #most: number
  readonly #kept = new Map<object, { readonly bytes: number; readonly drop: () => void }>()
  #bytes = 0

  constructor(mostBytes: number) {
    this.#most = mostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** @param drop must not hold what is dropped: it is kept here for as long as the thing is */
  add(token: object, bytes: number, drop: () => void): void {
    this.#kept.set(token, { bytes, drop })
    this.#bytes += bytes
    for (const [oldest, entry] of this.#kept) {
      if (this.#bytes <= this.#most || oldest === token) return
      this.#kept.delete(oldest)
      this.#bytes -= entry.bytes
      entry.drop()
    }
  }

  /** It was used just now. */
  touch(token: object): void {
    const entry = this.#kept.get(token)
    if (entry === undefined) return
    this.#kept.delete(token)
    this.#kept.set(token, entry)
  }
}
