import { OsmFormatError } from './osm-format-error.ts'

/** A few nanoseconds each; Las Palmas, with 80,000 walking nodes, spends one million. */
const DEFAULT_STEPS = 500_000_000
/** All lines of a province together; cells of an index are spent per length. */
const MAX_TOTAL_KM = 1_000_000

/**
 * Bounds the work that grows with how much lies on one spot rather than with the size of the file: a hostile map could pile up
 * a hundred thousand compounds around as many gates. Refused with `too-large` before it takes minutes.
 */
export class WorkBudget {
  #left: number

  constructor(steps = DEFAULT_STEPS) {
    this.#left = steps
  }

  spend(steps: number): void {
    this.#left -= steps
    if (this.#left < 0)
      throw new OsmFormatError('too-large', 'The map piles up too many lines and areas on one spot to be worked out')
  }
}

/** Refuses garbage coordinates: lines that are together longer than any province's. */
export function checkTotalLength(metres: number): void {
  if (metres > MAX_TOTAL_KM * 1000)
    throw new OsmFormatError('too-large', `Paths and barriers are together longer than ${MAX_TOTAL_KM} km`)
}
