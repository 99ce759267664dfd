import { describe, expect, test } from 'vitest'
import type { Clause, RuleSet } from '../../standards/public.ts'
import { judged, limitsByCategory } from './limits.rules.ts'

const clause = (id: string, rule: Clause['rule']): Clause => ({
  id,
  title: id,
  tiers: [],
  source: { document: 'd' },
  trust: 'A',
  rule,
})
const ruleSet: RuleSet = {
  id: 's',
  version: '1',
  title: 's',
  isOfficial: false,
  documents: {},
  facts: {},
  surveys: {},
  evidence: {},
  tiers: [],
  clauses: [
    clause('far', { kind: 'coverage', anyOf: ['wet_market'], minutes: 15, min: 0.9 }),
    clause('both', {
      kind: 'allOf',
      rules: [
        { kind: 'coverage', anyOf: ['wet_market', 'fresh_supermarket'], minutes: 10, min: 0.9 },
        { kind: 'countInCircle', anyOf: ['pharmacy'], min: 1 },
      ],
    }),
  ],
}

describe('limits of the walk', () => {
  test('the strictest clause counts, inside others too; what only counts places asks no walk', () => {
    const limits = limitsByCategory(ruleSet)
    expect(limits.get('wet_market')).toMatchObject({ minutes: 10, clause: { id: 'both' } })
    expect(limits.get('fresh_supermarket')?.minutes).toBe(10)
    expect(limits.has('pharmacy')).toBe(false)
  })

  const limit = { minutes: 10, anyOf: ['a', 'b'] }
  test.each([
    ['exactly at the limit', { a: 600, b: null }, { state: 'pass', metBy: null }],
    ['a second beyond', { a: 601, b: null }, { state: 'fail', metBy: null }],
    ['another one is near enough', { a: null, b: 599 }, { state: 'pass', metBy: 'b' }],
    ['none at all', { a: null, b: null }, { state: 'fail', metBy: null }],
  ] as const)('%s', (_, times, expected) => {
    expect(judged('a', limit, (id) => (id === 'a' ? times.a : times.b))).toEqual(expected)
  })

  test('without a limit nothing is judged', () => {
    expect(judged('a', null, () => 5000)).toEqual({ state: 'not-asked', metBy: null })
  })
})
