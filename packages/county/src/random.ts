/**
 * Seeded pseudo-random numbers in 32-bit integer arithmetic (mulberry32), so that the same seed gives the same county on
 * every machine. Each part of the county draws from its own stream: a change in one part does not reshuffle the others.
 */
export interface Random {
  /** [0, 1) */
  readonly next: () => number
  /** [from, to) */
  readonly between: (from: number, to: number) => number
  /** from .. to, both included */
  readonly integer: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
  readonly shuffled: <T>(items: readonly T[]) => T[]
}

export function randomFrom(seed: string): Random {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => at(items, integer(0, items.length - 1)),
    shuffled: (items) => {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = integer(0, i)
        const held = at(copy, i)
        copy[i] = at(copy, j)
        copy[j] = held
      }
      return copy
    },
  }
}

/** The item at an index that must exist; negative counts from the end. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index < 0 ? items.length + index : index]
  if (item === undefined) throw new Error(`no item ${index} among ${items.length}`)
  return item
}
