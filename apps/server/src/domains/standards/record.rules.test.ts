import { describe, expect, test } from 'vitest'
import { sampleCircle } from './circle.samples.ts'
import type { FactValue, SurveyAnswers } from './circle-input.ts'
import { evaluateAttribute, evaluateEvidence, evaluateSurvey } from './record.rules.ts'
import type { FactTest } from './rule-set.ts'

const fact = (value: FactValue['value'], asOf = '2026-11-01'): FactValue => ({ value, ref: '登记表', asOf })

describe('attribute', () => {
  test.each<[string, FactValue['value'] | undefined, FactTest, string]>([
    ['a number at the threshold', 100, { atLeast: 100 }, 'pass'],
    ['a number below it', 80, { atLeast: 100 }, 'fail'],
    ['a number above the most allowed', 81, { atMost: 80 }, 'fail'],
    ['a fact nobody gave', undefined, { atLeast: 100 }, 'unknown'],
    ['a text where a number is asked', '一百', { atLeast: 100 }, 'unknown'],
    ['not a number', Number.NaN, { atLeast: 100 }, 'unknown'],
    ['a yes', true, { equals: true }, 'pass'],
    ['a no', false, { equals: true }, 'fail'],
    ['a text where yes or no is asked', '是', { equals: true }, 'unknown'],
    ['one of several', '三级', { oneOf: ['二级', '三级'] }, 'pass'],
    ['none of several', '一级', { oneOf: ['二级', '三级'] }, 'fail'],
    ['a list with all items', ['购物', '家政', '办证'], { includesAll: ['购物', '家政'] }, 'pass'],
    ['a list that lacks one', ['购物'], { includesAll: ['购物', '家政'] }, 'fail'],
    ['a list with enough items', ['购物'], { includesAtLeast: { count: 1, of: ['购物', '家政'] } }, 'pass'],
    ['a list with too few', [], { includesAtLeast: { count: 1, of: ['购物', '家政'] } }, 'fail'],
    ['a number where a list is asked', 10, { includesAll: ['购物'] }, 'unknown'],
  ])('%s', (_, value, fact_, state) => {
    const facts = value === undefined ? {} : { f: fact(value) }
    const outcome = evaluateAttribute({ kind: 'attribute', fact: 'f', test: fact_ }, sampleCircle({ facts }), '')
    expect(outcome.state).toBe(state)
    expect(outcome.toPass === null).toBe(state === 'pass')
  })

  test('an old fact is unknown even when its value would pass', () => {
    const facts = { f: fact(500, '2024-11-23') }
    const rule = { kind: 'attribute', fact: 'f', test: { atLeast: 100 }, maxAgeDays: 365 } as const
    const outcome = evaluateAttribute(rule, sampleCircle({ facts }), 'm²')
    expect(outcome.state).toBe('unknown')
    expect(outcome.figure).toMatchObject({ value: 500, unit: 'm²' })
    expect(outcome.toPass).toMatchObject({ kind: 'renew', asOf: '2024-11-23' })
  })

  test('what is missing from a list is named', () => {
    const rule = { kind: 'attribute', fact: 'f', test: { includesAll: ['购物', '家政', '办证'] } } as const
    const outcome = evaluateAttribute(rule, sampleCircle({ facts: { f: fact(['家政']) } }), '')
    expect(outcome.toPass).toMatchObject({ kind: 'change-fact', missingItems: ['购物', '办证'] })
    expect(outcome.figure).toMatchObject({ numerator: 1, denominator: 3, threshold: 3 })
  })
})

describe('survey', () => {
  const answers = (satisfied: number, answered: number): SurveyAnswers => ({
    satisfied,
    answered,
    method: '入户',
    ref: 's1',
    asOf: '2026-10-01',
  })
  const rule = { kind: 'survey', survey: 's', min: 0.9, minSample: 100, maxAgeDays: 365 } as const
  test.each<[string, SurveyAnswers | undefined, string, string | undefined]>([
    ['enough satisfied', answers(90, 100), 'pass', undefined],
    ['one too few satisfied', answers(89, 100), 'fail', 'satisfy-more'],
    ['too few answers, however happy', answers(99, 99), 'unknown', 'ask-more'],
    ['no answers', answers(0, 0), 'unknown', 'ask-more'],
    ['no survey', undefined, 'unknown', 'supply'],
    ['a survey too old', { ...answers(100, 100), asOf: '2025-01-01' }, 'unknown', 'renew'],
    ['a date that cannot be read', { ...answers(100, 100), asOf: '去年' }, 'unknown', 'renew'],
  ])('%s', (_, given, state, remedy) => {
    const outcome = evaluateSurvey(rule, sampleCircle({ surveys: given === undefined ? {} : { s: given } }))
    expect(outcome.state).toBe(state)
    expect(outcome.toPass?.kind).toBe(remedy)
  })

  test('the missing satisfied answers are the fewest that suffice', () => {
    const outcome = evaluateSurvey(rule, sampleCircle({ surveys: { s: answers(250, 302) } }))
    expect(outcome.toPass).toEqual({ kind: 'satisfy-more', survey: 's', missing: 22 })
  })
})

describe('evidence', () => {
  const rule = { kind: 'evidence', evidence: 'e', maxAgeDays: 365 } as const
  const record = (status: 'approved' | 'submitted' | 'rejected', asOf = '2026-10-01') => ({ status, ref: 'f1', asOf })
  test.each<[string, ReturnType<typeof record> | undefined, string]>([
    ['approved', record('approved'), 'pass'],
    ['waiting for approval', record('submitted'), 'unknown'],
    ['rejected', record('rejected'), 'fail'],
    ['approved long ago', record('approved', '2020-01-01'), 'unknown'],
    ['none', undefined, 'unknown'],
  ])('%s', (_, given, state) => {
    const outcome = evaluateEvidence(rule, sampleCircle({ evidence: given === undefined ? {} : { e: given } }))
    expect(outcome.state).toBe(state)
  })
})
