import { expect, test } from 'vitest'
import { fenOf } from './mandate-words.ts'

test.each([
  ['200', 20_000],
  ['12.5', 1250],
  ['0.29', 29],
  ['1,000.00 元', 100_000],
  ['１００', 10_000],
  ['¥ 8', 800],
  ['', undefined],
  ['0', undefined],
  ['0.001', undefined],
  ['-5', undefined],
  ['1e3', undefined],
  ['三百', undefined],
])('%j yuan is %j fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen)
})
