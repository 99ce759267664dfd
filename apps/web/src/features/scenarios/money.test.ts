import { moneyWords } from '@xiayi/ui/format'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fenOf, yuanText } from './money.ts'

test.each([
  ['12.5', 1250],
  ['¥3,800,000.50', 380_000_050],
  ['0.1', 10],
  ['19.99 元', 1999],
  ['7.', 700],
  ['1.005', null],
  ['-1', null],
  ['一万', null],
  ['', null],
  ['1e3', null],
])('%s is %s fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen)
})

test('what is written is read back to the fen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), (fen) => {
      expect(fenOf(yuanText(fen))).toBe(fen)
      expect(fenOf(moneyWords(fen))).toBe(fen)
    }),
  )
})
