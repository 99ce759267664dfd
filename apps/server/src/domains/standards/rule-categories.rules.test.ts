import { describe, expect, test } from 'vitest'
import { readsSome } from './rule-categories.rules.ts'
import type { Rule } from './rule-set.ts'

const market = new Set(['wet_market', 'fresh_supermarket'])
const count = (id: string): Rule => ({ kind: 'countInCircle', anyOf: [id], min: 1 })

describe('a rule depends on markets', () => {
  test.each<readonly [string, Rule, boolean]>([
    [
      'when it asks for the walk to one',
      { kind: 'coverage', anyOf: ['pharmacy', 'wet_market'], minutes: 15, min: 0.9 },
      true,
    ],
    [
      'not when it asks for the walk to others',
      { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.9 },
      false,
    ],
    ['when it counts them', count('wet_market'), true],
    ['when they are one of its types', { kind: 'distinctTypes', of: ['pharmacy', 'wet_market'], min: 2 }, true],
    [
      'when it compares them with something',
      { kind: 'ratio', numerator: { places: { anyOf: ['wet_market'] } }, denominator: { residents: 'total' } },
      true,
    ],
    [
      'when it compares all places with something',
      { kind: 'ratio', numerator: { residents: 'total' }, denominator: { places: { chain: true } } },
      true,
    ],
    ['not when it compares facts', { kind: 'ratio', numerator: { fact: 'a' }, denominator: { fact: 'b' } }, false],
    ['not when it asks for a fact', { kind: 'attribute', fact: 'a', test: { atLeast: 1 } }, false],
    [
      'when any part does',
      { kind: 'anyOf', rules: [count('pharmacy'), { kind: 'allOf', rules: [count('wet_market')] }] },
      true,
    ],
    ['not when no part does', { kind: 'allOf', rules: [count('pharmacy'), count('laundry')] }, false],
  ])('%s', (_, rule, reads) => {
    expect(readsSome(rule, market)).toBe(reads)
  })
})
