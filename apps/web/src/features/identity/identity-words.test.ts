import { expect, test } from 'vitest'
import { inFours, scopeWords } from './identity-words.ts'

test.each([
  ['ABCDEFGHIJKLMNOP', 'ABCD EFGH IJKL MNOP'],
  ['ABCDE', 'ABCD E'],
  ['ABCD', 'ABCD'],
  ['', ''],
])('%s is read in fours', (text, words) => {
  expect(inFours(text)).toBe(words)
})

test('a scope is named by what it reaches', () => {
  expect(scopeWords({ kind: 'county' })).toBe('全县')
  expect(scopeWords({ kind: 'town', area: '411426100' })).toBe('乡镇 411426100')
  expect(scopeWords({ kind: 'organisation', partyId: 'x' }, '市场监管局')).toBe('市场监管局')
})
