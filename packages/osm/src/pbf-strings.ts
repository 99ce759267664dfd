import { WIRE_BYTES, WireFault, WireReader } from './pbf-wire.ts'

/** A block holds at most 8,000 elements by convention; a table a hundred times larger than they need is an attack. */
const MAX_STRINGS = 2_000_000

const TEXT = (1 << 3) | WIRE_BYTES

/** The strings of one block, decoded when first asked for: most blocks use a tenth of what shape-only nodes share. */
export class StringTable {
  readonly #bytes: Buffer
  readonly #starts: Uint32Array
  readonly #ends: Uint32Array
  readonly #texts: (string | undefined)[] = []
  readonly #keys: (string | undefined)[] = []

  constructor(reader: WireReader) {
    this.#bytes = Buffer.from(reader.view.buffer, reader.view.byteOffset, reader.view.byteLength)
    const text = new WireReader(reader.view)
    const again = new WireReader(reader.view, reader.pos, reader.end)
    let count = 0
    while (!reader.isAtEnd()) {
      const key = reader.uint()
      reader.skip(key & 7)
      if (key === TEXT) count++
    }
    if (count > MAX_STRINGS) throw new WireFault(`A block has a table of ${count} strings`)
    this.#starts = new Uint32Array(count)
    this.#ends = new Uint32Array(count)
    for (let at = 0; at < count; ) {
      const key = again.uint()
      if (key !== TEXT) {
        again.skip(key & 7)
        continue
      }
      again.into(text)
      this.#starts[at] = text.pos
      this.#ends[at++] = text.end
    }
  }

  text(index: number): string {
    const known = this.#texts[index]
    if (known !== undefined) return known
    const start = this.#starts[index]
    const end = this.#ends[index]
    if (start === undefined || end === undefined) throw new WireFault(`String ${index} is not in the block's table`)
    const text = this.#bytes.toString('utf8', start, end)
    // A zero byte is legal in UTF-8 and in no database text.
    const clean = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text
    this.#texts[index] = clean
    return clean
  }

  /**
   * The same for a key of a tag, as the very string that names a property: setting a property by any other equal string
   * looks it up among all names first.
   */
  key(index: number): string {
    const known = this.#keys[index]
    if (known !== undefined) return known
    const text = this.text(index)
    const key = Object.keys({ [text]: true })[0] ?? text
    this.#keys[index] = key
    return key
  }
}

/** A key named like a property of every object would otherwise set the object's prototype. */
export function setTag(tags: Record<string, string>, key: string, value: string): void {
  if (key === '__proto__')
    Object.defineProperty(tags, key, { value, enumerable: true, configurable: true, writable: true })
  else tags[key] = value
}
