/** One-time codes: six digits, five minutes, good once, dead after five wrong guesses. */
export const CODE_SECONDS = 300
export const RESEND_SECONDS = 60
const MAX_GUESSES = 5

const MILLION = 1_000_000
/** The largest multiple of a million in 32 bits: a word from here on would make small numbers more likely. */
const FAIR = Math.floor(2 ** 32 / MILLION) * MILLION

/**
 * The code that follows from a keyed hash of its random nonce. So no row and no job holds a code, and whoever has the
 * database without the key has none.
 * @param keyed at least 32 uniformly random bytes
 */
export function codeFrom(keyed: Buffer): string {
  for (let at = 0; at + 4 <= keyed.length; at += 4) {
    const word = keyed.readUInt32BE(at)
    if (word < FAIR) return String(word % MILLION).padStart(6, '0')
  }
  // One in 10^29 for 32 bytes.
  throw new RangeError('no fair word in the keyed hash')
}

export interface StandingCode {
  readonly guesses: number
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

/** What a guess at a code meets before the digits are compared. */
export function standingOf(code: StandingCode | undefined, now: Date): 'open' | 'none' | 'dead' {
  if (code === undefined || code.usedAt !== null || code.expiresAt <= now) return 'none'
  return code.guesses >= MAX_GUESSES ? 'dead' : 'open'
}
