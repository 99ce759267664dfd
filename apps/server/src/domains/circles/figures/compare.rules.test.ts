import { describe, expect, test } from 'vitest'
import { sampleClause, sampleRuleSet } from '../../standards/circle.samples.ts'
import type { BriefOutcome } from './brief-outcomes.ts'
import { comparisonOf, medianOf } from './compare.rules.ts'

describe('the median', () => {
  test.each([
    [[], null],
    [[3], 3],
    [[9, 1], 5],
    [[5, 1, 9], 5],
    [[4, 1, 3, 2], 2.5],
    [[1, 1, 1, 100], 1],
  ])('of %j is %j', (values, median) => {
    expect(medianOf(values)).toBe(median)
  })
})

function outcome(clauseId: string, value: number | null): BriefOutcome {
  const figure = {
    numerator: value,
    denominator: 1,
    value,
    threshold: 0.85,
    comparison: 'at-least' as const,
    unit: '比例',
  }
  return { clauseId, state: value !== null && value >= 0.85 ? 'pass' : 'fail', figure }
}

describe('a circle beside others', () => {
  const rule = { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.85 } as const
  const ruleSet = sampleRuleSet([sampleClause('a', rule), sampleClause('b', rule), sampleClause('c', rule)])
  const own = [outcome('a', 0.9), { clauseId: 'b', state: 'unknown' as const, figure: null }]
  const other = [outcome('a', 0.4), outcome('b', 1)]

  test('is compared where it has a figure, with the middle of all that have one', () => {
    const items = comparisonOf({ ruleSet, own, other, all: [own, other, [outcome('a', 0.5)]] })
    expect(items.map(({ clauseId }) => clauseId)).toEqual(['a'])
    expect(items[0]).toMatchObject({
      own: { state: 'pass', value: 0.9 },
      other: { state: 'fail', value: 0.4 },
      median: 0.5,
      medianCount: 3,
    })
  })

  test('stands alone with the median when nobody is picked', () => {
    const [item] = comparisonOf({ ruleSet, own, other: null, all: [own] })
    expect(item).toMatchObject({ other: null, median: 0.9, medianCount: 1 })
  })
})
