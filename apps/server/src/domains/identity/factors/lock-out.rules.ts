/** Wrong answers in a row that cost nothing but the answer. */
const FREE = 4
const FIRST_WAIT_SECONDS = 60
const LONGEST_WAIT_SECONDS = 3600

/** How long the next try waits after so many wrong ones in a row: a minute from the fifth on, doubling up to an hour. */
export function lockSeconds(failures: number): number {
  if (failures <= FREE) return 0
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - FREE - 1), LONGEST_WAIT_SECONDS)
}
