import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { codeFrom, standingOf } from './code.rules.ts'

const words = (...values: number[]) => {
  const bytes = Buffer.alloc(32, 0xff)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}

test.each([
  [words(0), '000000'],
  [words(42), '000042'],
  [words(1_999_999), '999999'],
  [words(4_293_999_999), '999999'],
  // 4294000000 and above are passed over.
  [words(4_294_000_000, 7), '000007'],
  [words(0xffffffff, 4_294_967_295, 123_456), '123456'],
])('a code follows from its keyed hash', (keyed, code) => {
  expect(codeFrom(keyed)).toBe(code)
})

test('a hash without a fair word is a bug', () => {
  expect(() => codeFrom(words())).toThrow(RangeError)
})

test('every first digit is about as likely', () => {
  const counts = Array.from({ length: 10 }, () => 0)
  for (let i = 0; i < 20_000; i++) {
    const digit = Number(codeFrom(randomBytes(32))[0])
    counts[digit] = (counts[digit] ?? 0) + 1
  }
  // 2000 each; six standard deviations are 255.
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(255)
})

const now = new Date('2026-11-26T08:00:00+08:00')
const later = new Date(now.getTime() + 1)
test.each([
  ['nobody asked for one', undefined, 'none'],
  ['it is fresh', { guesses: 0, expiresAt: later, usedAt: null }, 'open'],
  ['it was guessed at four times', { guesses: 4, expiresAt: later, usedAt: null }, 'open'],
  ['it was guessed at five times', { guesses: 5, expiresAt: later, usedAt: null }, 'dead'],
  ['its time is over', { guesses: 0, expiresAt: now, usedAt: null }, 'none'],
  ['it was used', { guesses: 0, expiresAt: later, usedAt: now }, 'none'],
] as const)('when %s it is %s', (_, code, expected) => {
  expect(standingOf(code, now)).toBe(expected)
})
