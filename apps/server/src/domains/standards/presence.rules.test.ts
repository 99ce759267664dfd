import { describe, expect, test } from 'vitest'
import { sampleCircle, samplePlace } from './circle.samples.ts'
import { evaluateCount, evaluateDistinctTypes } from './presence.rules.ts'
import type { CountInCircleRule, DistinctTypesRule } from './rule-set.ts'

const places = [
  samplePlace('p2', 'pharmacy', { inBoundary: false }),
  samplePlace('p1', 'pharmacy', { inWalkshed: false }),
  samplePlace('p3', 'bank_outlet'),
]

describe('count in the circle', () => {
  test.each<[string, Partial<CountInCircleRule>, string, number]>([
    ['boundary and walkshed together', { min: 2 }, 'pass', 2],
    ['the boundary alone', { min: 2, within: 'boundary' }, 'fail', 1],
    ['the walkshed alone', { min: 2, within: 'walkshed' }, 'fail', 1],
    ['several categories', { min: 3, anyOf: ['pharmacy', 'bank_outlet'] }, 'pass', 3],
    ['a recorded category with no place here', { anyOf: ['laundry'] }, 'fail', 0],
    ['a category nobody has recorded', { anyOf: ['pet_service'] }, 'unknown', 0],
    ['enough places although one category is unrecorded', { anyOf: ['pharmacy', 'pet_service'] }, 'pass', 2],
  ])('%s', (_, changes, state, value) => {
    const outcome = evaluateCount(
      { kind: 'countInCircle', anyOf: ['pharmacy'], min: 1, ...changes },
      sampleCircle({ places }),
    )
    expect(outcome.state).toBe(state)
    expect(outcome.figure?.value).toBe(value)
  })

  test('the evidence lists the places by id', () => {
    const outcome = evaluateCount({ kind: 'countInCircle', anyOf: ['pharmacy'], min: 1 }, sampleCircle({ places }))
    expect(outcome.evidence.map((ref) => ref.ref)).toEqual(['p1', 'p2'])
  })

  test('a failed count says how many more to open', () => {
    const outcome = evaluateCount({ kind: 'countInCircle', anyOf: ['pharmacy'], min: 5 }, sampleCircle({ places }))
    expect(outcome.toPass).toEqual({ kind: 'open-places', anyOf: ['pharmacy'], missing: 3, nearest: null })
  })
})

describe('number of distinct types', () => {
  const of = ['pharmacy', 'bank_outlet', 'laundry', 'pet_service', 'tea_cafe']
  test.each<[number, string]>([
    [2, 'pass'],
    [3, 'unknown'],
    [4, 'unknown'],
    [5, 'fail'],
  ])('two present, one absent and two unrecorded of five against a gate of %d: %s', (min, state) => {
    const rule: DistinctTypesRule = { kind: 'distinctTypes', of, min }
    const outcome = evaluateDistinctTypes(rule, sampleCircle({ places }))
    expect(outcome.state).toBe(state)
    expect(outcome.figure).toMatchObject({ numerator: 2, denominator: 5, threshold: min })
  })

  test('what is missing names the absent types and which of them nobody has recorded', () => {
    const outcome = evaluateDistinctTypes({ kind: 'distinctTypes', of, min: 5 }, sampleCircle({ places }))
    expect(outcome.toPass).toEqual({
      kind: 'open-types',
      missing: 3,
      absent: ['laundry', 'pet_service', 'tea_cafe'],
      unrecorded: ['pet_service', 'tea_cafe'],
    })
  })

  test('one place of two categories counts for both', () => {
    const both = [samplePlace('p1', 'pharmacy', { categoryIds: ['pharmacy', 'laundry'] })]
    const rule: DistinctTypesRule = { kind: 'distinctTypes', of: ['pharmacy', 'laundry'], min: 2 }
    expect(evaluateDistinctTypes(rule, sampleCircle({ places: both })).state).toBe('pass')
  })
})
