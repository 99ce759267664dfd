import { describe, expect, test } from 'vitest'
import { sampleCircle, sampleClause, samplePlace, sampleRuleSet } from '../../standards/circle.samples.ts'
import type { CircleInput } from '../../standards/circle-input.ts'
import { evaluateCircle } from '../../standards/evaluate.rules.ts'
import { changesBetween } from './changes.rules.ts'

const ruleSet = sampleRuleSet([
  sampleClause('count', { kind: 'countInCircle', anyOf: ['pharmacy'], min: 2 }),
  sampleClause('laundry', { kind: 'countInCircle', anyOf: ['laundry'], min: 1 }),
  sampleClause('area', { kind: 'attribute', fact: 'centre.floorAreaM2', test: { atLeast: 100 } }),
])

function between(before: Partial<CircleInput>, after: Partial<CircleInput>) {
  const momentOf = (changes: Partial<CircleInput>) => {
    const input = sampleCircle(changes)
    return { input, outcomes: evaluateCircle(ruleSet, input).clauses }
  }
  return changesBetween(momentOf(before), momentOf(after), ruleSet)
}

describe('between two evaluations', () => {
  const pharmacies = [samplePlace('p1', 'pharmacy'), samplePlace('p2', 'pharmacy'), samplePlace('l1', 'laundry')]

  test('a closed place is named with the clause that it flips', () => {
    const changes = between(
      { places: pharmacies },
      { places: [samplePlace('p1', 'pharmacy'), samplePlace('l1', 'laundry')] },
    )
    expect(changes.closed).toEqual([{ placeId: 'p2', name: 'p2店', categoryIds: ['pharmacy'] }])
    expect(changes.opened).toEqual([])
    expect(changes.clauses).toEqual([
      {
        clauseId: 'count',
        title: 'count',
        unit: '处',
        isFlipped: true,
        before: { state: 'pass', value: 2, threshold: 2 },
        after: { state: 'fail', value: 1, threshold: 2 },
      },
    ])
  })

  test('a figure that moves without flipping comes after those that flip', () => {
    const changes = between({ places: [samplePlace('l1', 'laundry')] }, { places: [samplePlace('p1', 'pharmacy')] })
    expect(changes.clauses.map(({ clauseId, isFlipped }) => [clauseId, isFlipped])).toEqual([
      ['laundry', true],
      ['count', false],
    ])
  })

  test('a fact is told as text with its unit, before and after; one that was not there is null', () => {
    const fact = (value: number) => ({ 'centre.floorAreaM2': { value, ref: '表', asOf: '2026-01-01' } })
    expect(between({ facts: fact(80) }, { facts: fact(120) }).facts).toEqual([
      { key: 'centre.floorAreaM2', label: '中心面积', before: '80 m²', after: '120 m²' },
    ])
    expect(between({}, { facts: fact(120) }).facts[0]).toMatchObject({ before: null, after: '120 m²' })
  })

  test('nothing is told where nothing is different, whatever the day', () => {
    expect(between({ places: pharmacies }, { places: pharmacies, asOf: '2027-01-01' })).toEqual({
      clauses: [],
      opened: [],
      closed: [],
      facts: [],
    })
  })
})
