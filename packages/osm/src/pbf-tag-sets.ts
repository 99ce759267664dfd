import type { WireReader } from './pbf-wire.ts'
import type { Tags } from './street-map.ts'

/** A power of two, about as many as a block has elements by convention. */
const SLOTS = 8192
/** generation, and start and length of both spans */
const FIELDS = 5

/**
 * Elements of one block that say the same share one object: half of the time and memory of decoding is tags, and where
 * buildings come from a land register, nineteen of twenty say what another says. Lists are compared by their bytes, before any
 * string is looked at. One slot for each hash: a list that finds its slot taken is decoded anew, which costs a little and
 * harms nothing.
 */
export class TagSets {
  readonly #spans = new Uint32Array(SLOTS * FIELDS)
  readonly #tags: (Tags | undefined)[] = Array.from({ length: SLOTS })
  #generation = 0
  #slot = 0

  /** Indices of strings mean something else in every block. */
  startBlock(): void {
    this.#generation++
  }

  /** What the bytes from the readers' positions to their ends stood for before. Moves neither. */
  find(keys: WireReader, values: WireReader): Tags | undefined {
    const { view } = keys
    let hash = 0
    for (let at = keys.pos; at < keys.end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193)
    for (let at = values.pos; at < values.end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193)
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
    this.#slot = slot
    const spans = this.#spans
    const at = slot * FIELDS
    const isSame =
      spans[at] === this.#generation &&
      isSameSpan(keys, spans[at + 1] ?? 0, spans[at + 2] ?? 0) &&
      isSameSpan(values, spans[at + 3] ?? 0, spans[at + 4] ?? 0)
    if (isSame) return this.#tags[slot]
    spans[at] = this.#generation
    spans[at + 1] = keys.pos
    spans[at + 2] = keys.end - keys.pos
    spans[at + 3] = values.pos
    spans[at + 4] = values.end - values.pos
    this.#tags[slot] = undefined
    return undefined
  }

  /** What the bytes that were not found last stand for. */
  keep(tags: Tags): Tags {
    this.#tags[this.#slot] = tags
    return tags
  }
}

function isSameSpan({ view, pos, end }: WireReader, start: number, length: number): boolean {
  if (end - pos !== length) return false
  for (let i = 0; i < length; i++) if (view.getUint8(pos + i) !== view.getUint8(start + i)) return false
  return true
}
