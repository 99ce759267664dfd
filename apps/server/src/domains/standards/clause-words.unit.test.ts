import { describe, expect, test } from 'vitest'
import { sampleCircle, sampleClause, samplePlace, sampleRuleSet } from './circle.samples.ts'
import type { CircleInput } from './circle-input.ts'
import { findingSentence, remedySentence, wordsFor } from './clause-words.ts'
import { evaluateCircle } from './evaluate.rules.ts'
import { count, fraction, percent, walkMinutes } from './number-words.ts'
import type { Rule } from './rule-set.ts'

const NAMES = { pharmacy: '药店', laundry: '洗染店', bank_outlet: '银行网点', pet_service: '宠物服务站' }

function sentences(rule: Rule, changes: Partial<CircleInput> = {}): [string, string | null] {
  const clause = sampleClause('x', rule)
  const ruleSet = sampleRuleSet([clause])
  const words = wordsFor(ruleSet, NAMES)
  const [outcome] = evaluateCircle(ruleSet, sampleCircle(changes)).clauses
  if (outcome === undefined) throw new Error('no outcome')
  return [findingSentence(clause, outcome, words), remedySentence(outcome, words)]
}

const area: Rule = { kind: 'attribute', fact: 'centre.floorAreaM2', test: { atLeast: 100 } }
const areaFact = (value: number) => ({ facts: { 'centre.floorAreaM2': { value, ref: 'r', asOf: '2026-01-01' } } })
const answers = (satisfied: number, answered: number) => ({
  surveys: { 'residents.satisfaction': { satisfied, answered, method: '入户抽样', ref: 's', asOf: '2026-01-01' } },
})

describe('what was found, in words', () => {
  test.each<[string, Rule, Partial<CircleInput>, string, string | null]>([
    [
      'a coverage prints both counts, the share, the threshold and the walking speed',
      { kind: 'coverage', anyOf: ['pharmacy', 'laundry'], minutes: 15, min: 0.9 },
      { recordedCategories: ['pharmacy'], nearestBeyond: { pharmacy: { placeId: 'p', name: '远药店', seconds: 961 } } },
      '居民200人中，走15分钟能到药店或洗染店的有150人，占75%（要求90%，步速1.2米/秒）',
      '补充全县洗染店的登记，或者再让30名居民在15分钟内走到药店或洗染店（圈外最近的是远药店，走17分钟）',
    ],
    [
      'a group nobody counted is named',
      { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.9, group: 'under15' },
      {},
      '数据不全，无法判断：补充15岁以下居民人数',
      '补充15岁以下居民人数',
    ],
    [
      'a count',
      { kind: 'countInCircle', anyOf: ['pharmacy'], min: 2 },
      { places: [samplePlace('p1', 'pharmacy')] },
      '药店1处（要求2处）',
      '再增加1处药店',
    ],
    [
      'a number of types',
      { kind: 'distinctTypes', of: ['pharmacy', 'laundry', 'pet_service'], min: 3 },
      { places: [samplePlace('p1', 'pharmacy')] },
      '列出的3类中有1类（要求3类），缺洗染店、宠物服务站',
      '再补2类：洗染店、宠物服务站；宠物服务站全县还没有登记过',
    ],
    ['an area too small', area, areaFact(80), '中心面积80m²（要求不低于100m²）', '中心面积达到100m²'],
    ['an area large enough', area, areaFact(1234.5), '中心面积1,234.5m²（要求不低于100m²）', null],
    ['a fact not given', area, {}, '数据不全，无法判断：补充“中心面积”的登记', '补充“中心面积”的登记'],
    [
      'a satisfaction just missed never reads as reached',
      { kind: 'survey', survey: 'residents.satisfaction', min: 0.9, minSample: 100 },
      answers(8999, 10000),
      '满意度：10,000份答卷中满意8,999份，占89.9%（要求90%；入户抽样）',
      '同样多的答卷里，再有1份满意',
    ],
    [
      'evidence that is missing',
      { kind: 'evidence', evidence: 'circle.plan' },
      {},
      '一圈一策方案：没有有效材料',
      '提交材料并通过审核：一圈一策方案',
    ],
    [
      'several parts are listed one after another',
      { kind: 'allOf', rules: [area, { kind: 'countInCircle', anyOf: ['laundry'], min: 1 }] },
      areaFact(80),
      '中心面积80m²（要求不低于100m²）；洗染店0处（要求1处）',
      '中心面积达到100m²；再增加1处洗染店',
    ],
    [
      'a share of residents per thousand',
      {
        kind: 'ratio',
        numerator: { fact: 'centre.floorAreaM2' },
        denominator: { residents: 'total' },
        per: 1000,
        atLeast: 600,
        unit: 'm²/千人',
      },
      areaFact(80),
      '中心面积80 ÷ 居民200 = 400 m²/千人（要求不低于600m²/千人）',
      '中心面积再增加40m²（其他不变时）',
    ],
  ])('%s', (_, rule, changes, finding, remedy) => {
    expect(sentences(rule, changes)).toEqual([finding, remedy])
  })
})

describe('numbers in words', () => {
  test('people are whole and grouped, areas keep two decimals, shares are rounded down', () => {
    expect([count(12345.6), fraction(1234.567), percent(0.8999), percent(0.9), percent(0.57), percent(1)]).toEqual([
      '12,346',
      '1,234.57',
      '89.9%',
      '90%',
      '57%',
      '100%',
    ])
  })

  test('a walk is rounded up to whole minutes', () => {
    expect([walkMinutes(1), walkMinutes(900), walkMinutes(901)]).toEqual(['1分钟', '15分钟', '16分钟'])
  })
})
