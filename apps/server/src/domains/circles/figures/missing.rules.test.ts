import { describe, expect, test } from 'vitest'
import { sampleCircle, sampleClause, sampleRuleSet } from '../../standards/circle.samples.ts'
import { evaluateCircle } from '../../standards/evaluate.rules.ts'
import { missingClauses } from './missing.rules.ts'

const names = { pharmacy: '药店', laundry: '洗衣店' }
const reach = sampleClause('reach', { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.85 })
const area = sampleClause('area', { kind: 'attribute', fact: 'centre.floorAreaM2', test: { atLeast: 100 } })
const laundry = sampleClause('laundry', { kind: 'countInCircle', anyOf: ['laundry'], min: 1 })
const reported = sampleClause('reported', { kind: 'countInCircle', anyOf: ['laundry'], min: 1 }, { tiers: [] })
const nearestBeyond = { laundry: { placeId: 'p9', name: '佳洗', seconds: 1500 } }

function missingOf(clauses: Parameters<typeof sampleRuleSet>[0], input = sampleCircle({ nearestBeyond })) {
  const ruleSet = sampleRuleSet(clauses)
  return missingClauses(evaluateCircle(ruleSet, input), ruleSet, names)
}

describe('what a circle lacks', () => {
  test('comes by the people it concerns, and what nobody knows comes last', () => {
    const items = missingOf([area, reach, laundry, reported])
    expect(items.map(({ clauseId, state, peopleAffected }) => [clauseId, state, peopleAffected])).toEqual([
      ['laundry', 'fail', 200],
      ['reach', 'fail', 50],
      ['area', 'unknown', 200],
    ])
    expect(items.every(({ unlocksTierId }) => unlocksTierId === null)).toBe(true)
  })

  test('a walk too long names the building with most of those left out and its limit', () => {
    const [item] = missingOf([reach])
    expect(item?.leftOut).toEqual({
      buildingId: 'b3',
      residents: 50,
      anyOf: ['pharmacy'],
      limitSeconds: 900,
      profile: 'adult',
    })
    expect(item?.toPass).toContain('药店')
  })

  test('a place too few names the nearest one outside', () => {
    expect(missingOf([laundry])[0]?.nearest).toEqual({ placeId: 'p9', name: '佳洗', seconds: 1500 })
  })

  test('the only clause missing for a tier says which tier it opens', () => {
    expect(missingOf([laundry])[0]?.unlocksTierId).toBe('low')
  })

  test('nothing is missing where everything passes', () => {
    const passing = sampleClause('reach', { kind: 'coverage', anyOf: ['pharmacy'], minutes: 20, min: 0.85 })
    expect(missingOf([passing])).toEqual([])
  })
})
