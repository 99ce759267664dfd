import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { sampleCircle, sampleClause, samplePlace, sampleRuleSet } from './circle.samples.ts'
import type { CircleInput } from './circle-input.ts'
import { evaluateCircle } from './evaluate.rules.ts'
import type { Rule, TierDefinition } from './rule-set.ts'

const yes: Rule = { kind: 'countInCircle', anyOf: ['pharmacy'], min: 1 }
const no: Rule = { kind: 'countInCircle', anyOf: ['laundry'], min: 1 }
const dunno: Rule = { kind: 'evidence', evidence: 'circle.plan' }
const none: Rule = { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.5, group: 'over60' }

function circle(changes: Partial<CircleInput> = {}): CircleInput {
  const base = sampleCircle({ places: [samplePlace('p1', 'pharmacy')], ...changes })
  return { ...base, residents: { ...base.residents, groups: { total: [100, 50, 50], over60: [0, 0, 0] } } }
}

describe('combined rules', () => {
  test.each<[string, Rule['kind'], Rule[], string]>([
    ['all pass', 'allOf', [yes, yes], 'pass'],
    ['one fails', 'allOf', [yes, no, dunno], 'fail'],
    ['one is unknown', 'allOf', [yes, dunno], 'unknown'],
    ['one does not apply', 'allOf', [yes, none], 'pass'],
    ['none applies', 'allOf', [none], 'not-applicable'],
    ['one passes', 'anyOf', [no, dunno, yes], 'pass'],
    ['none passes, one is unknown', 'anyOf', [no, dunno], 'unknown'],
    ['none passes', 'anyOf', [no, no], 'fail'],
  ])('%s under %s', (_, kind, rules, state) => {
    const rule: Rule = kind === 'allOf' ? { kind, rules } : { kind: 'anyOf', rules }
    const [clause] = evaluateCircle(sampleRuleSet([sampleClause('x', rule)]), circle()).clauses
    expect(clause?.state).toBe(state)
    expect(clause?.parts).toHaveLength(rules.length)
  })
})

describe('a clause with a condition', () => {
  const clause = sampleClause('x', no, { appliesWhen: { fact: 'centre.hasSign', test: { equals: true } } })
  test.each<[string, boolean | string | undefined, string]>([
    ['is judged where the condition holds', true, 'fail'],
    ['does not apply where it does not hold', false, 'not-applicable'],
    ['is unknown while nobody says whether it holds', undefined, 'unknown'],
    ['is unknown when the fact is of another kind', '是', 'unknown'],
  ])('%s', (_, value, state) => {
    const facts = value === undefined ? {} : { 'centre.hasSign': { value, ref: 'r', asOf: '2026-01-01' } }
    expect(evaluateCircle(sampleRuleSet([clause]), circle({ facts })).clauses[0]?.state).toBe(state)
  })
})

describe('tiers', () => {
  const low: TierDefinition = { id: 'low', name: '基础', order: 1, requires: 'every' }
  const high: TierDefinition = { id: 'high', name: '提升', order: 2, buildsOn: 'low', requires: 'every' }
  const evaluate = (rules: readonly [Rule, 'low' | 'high' | 'none'][], tiers: TierDefinition[] = [low, high]) =>
    evaluateCircle(
      sampleRuleSet(
        rules.map(([rule, tier], at) => sampleClause(`c${at}`, rule, { tiers: tier === 'none' ? [] : [tier] })),
        tiers,
      ),
      circle(),
    )

  test.each<[string, [Rule, 'low' | 'high' | 'none'][], string | null, string | null]>([
    [
      'all of both tiers pass',
      [
        [yes, 'low'],
        [yes, 'high'],
      ],
      'high',
      null,
    ],
    [
      'the higher one fails',
      [
        [yes, 'low'],
        [no, 'high'],
      ],
      'low',
      'high',
    ],
    [
      'the lower one fails, so the higher is not met either',
      [
        [no, 'low'],
        [yes, 'high'],
      ],
      null,
      'low',
    ],
    [
      'an unknown never counts as a pass',
      [
        [dunno, 'low'],
        [yes, 'high'],
      ],
      null,
      'low',
    ],
    [
      'what does not apply is left aside',
      [
        [yes, 'low'],
        [none, 'low'],
        [yes, 'high'],
      ],
      'high',
      null,
    ],
    [
      'a tier of which nothing applies is not met',
      [
        [none, 'low'],
        [yes, 'high'],
      ],
      null,
      'low',
    ],
    [
      'a clause without a tier decides nothing',
      [
        [yes, 'low'],
        [yes, 'high'],
        [no, 'none'],
      ],
      'high',
      null,
    ],
  ])('%s', (_, rules, tierId, nextTierId) => {
    expect(evaluate(rules)).toMatchObject({ tierId, nextTierId })
  })

  test('a tier may ask for a number of clauses, some of them compulsory', () => {
    const some = (atLeast: number, including: string[] = []): TierDefinition => ({
      ...low,
      requires: { atLeast, including },
    })
    const rules: [Rule, 'low'][] = [
      [yes, 'low'],
      [yes, 'low'],
      [no, 'low'],
      [dunno, 'low'],
    ]
    expect(evaluate(rules, [some(2)]).tierId).toBe('low')
    expect(evaluate(rules, [some(3)]).tierId).toBeNull()
    expect(evaluate(rules, [some(2, ['c2'])]).tierId).toBeNull()
    expect(evaluate(rules, [some(2, ['c1'])]).tierId).toBe('low')
  })

  test('what is missing for the next tier lists each open clause once, from below upwards', () => {
    const { tiers } = evaluate([
      [no, 'low'],
      [yes, 'low'],
      [dunno, 'high'],
    ])
    expect(tiers.find((tier) => tier.tierId === 'high')).toEqual({
      tierId: 'high',
      order: 2,
      isMet: false,
      missing: [
        { clauseId: 'c0', state: 'fail' },
        { clauseId: 'c2', state: 'unknown' },
      ],
      missingCount: 2,
    })
  })
})

describe('an evaluation', () => {
  test('counts clauses by state and residents without a walking line', () => {
    const base = circle()
    const residents = { ...base.residents, isOffNetwork: [false, true, false] }
    const clauses = [yes, no, dunno, none].map((rule, at) => sampleClause(`c${at}`, rule))
    const result = evaluateCircle(sampleRuleSet(clauses), { ...base, residents })
    expect(result.counts).toEqual({ pass: 1, fail: 1, unknown: 1, notApplicable: 1 })
    expect(result).toMatchObject({ residents: 200, residentsOffNetwork: 50, speedMetresPerSecond: 1.2 })
  })

  test('weights give a score over the applicable clauses only', () => {
    const clauses = [yes, no, none].map((rule, at) => sampleClause(`c${at}`, rule, { weight: at + 1 }))
    expect(evaluateCircle(sampleRuleSet(clauses), circle()).score).toEqual({ earned: 1, possible: 3 })
    expect(evaluateCircle(sampleRuleSet([sampleClause('c', yes)]), circle()).score).toBeNull()
  })

  test('only clauses read in the original are verified', () => {
    const clauses = (['A', 'B', 'C', 'R', 'D'] as const).map((trust) => sampleClause(`t${trust}`, yes, { trust }))
    const result = evaluateCircle(sampleRuleSet(clauses), circle())
    expect(result.clauses.map((clause) => clause.isVerified)).toEqual([true, false, false, false, false])
  })

  test('the result survives JSON: evaluated again from stored input it has the same bytes', () => {
    const ruleSet = sampleRuleSet([yes, no, dunno, none].map((rule, at) => sampleClause(`c${at}`, rule)))
    const input = circle()
    const stored: CircleInput = JSON.parse(JSON.stringify(input))
    expect(canonicalJson(evaluateCircle(ruleSet, stored))).toBe(canonicalJson(evaluateCircle(ruleSet, input)))
  })

  test.each<[string, Partial<CircleInput['residents']>]>([
    ['columns of unequal length', { isOffNetwork: [false] }],
    ['a building listed twice', { buildingIds: ['b1', 'b1', 'b3'] }],
    ['negative residents', { groups: { total: [-1, 0, 0] } }],
    ['residents that are no number', { groups: { total: [Number.NaN, 0, 0] } }],
  ])('an input that contradicts itself is refused: %s', (_, residents) => {
    const base = sampleCircle()
    const input = { ...base, residents: { ...base.residents, ...residents } }
    expect(() => evaluateCircle(sampleRuleSet([sampleClause('x', yes)]), input)).toThrow(RangeError)
  })
})
