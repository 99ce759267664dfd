import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { STANDARDS_FOLDER, sampleClause, sampleRuleSet } from './circle.samples.ts'
import { questionsOf } from './questions.rules.ts'
import type { Rule } from './rule-set.ts'
import { parseRuleSet } from './rule-set-file.ts'

const ask = (rule: Rule) => questionsOf(sampleRuleSet([sampleClause('c', rule)]))

describe('what a rule needs that no map shows', () => {
  test.each<[string, Rule, string[], string | undefined]>([
    [
      'a number',
      { kind: 'attribute', fact: 'centre.floorAreaM2', test: { atLeast: 100 } },
      ['centre.floorAreaM2'],
      '不少于100m²',
    ],
    ['a yes', { kind: 'attribute', fact: 'centre.hasSign', test: { equals: true } }, ['centre.hasSign'], '为“是”'],
    [
      'a list',
      { kind: 'attribute', fact: 'centre.services', test: { includesAll: ['购物', '家政'] } },
      ['centre.services'],
      '2项都有',
    ],
    [
      'a survey',
      { kind: 'survey', survey: 'residents.satisfaction', min: 0.9, minSample: 100 },
      ['survey:residents.satisfaction'],
      '满意不低于90%，至少100份答卷',
    ],
    ['evidence', { kind: 'evidence', evidence: 'circle.plan' }, ['evidence:circle.plan'], '审核通过'],
    [
      'a ratio of a fact to residents',
      { kind: 'ratio', numerator: { fact: 'centre.floorAreaM2' }, denominator: { residents: 'total' }, atLeast: 1 },
      ['centre.floorAreaM2'],
      '算比值用，作分子',
    ],
    ['coverage', { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.8 }, [], undefined],
  ])('%s', (_, rule, keys, asks) => {
    const questions = ask(rule)
    expect(questions.map((question) => question.key)).toEqual(keys)
    expect(questions[0]?.clauses[0]?.asks).toBe(asks)
  })

  test('rules within rules are looked into, and a key asked twice by one clause is one question', () => {
    const floor = (atLeast: number): Rule => ({ kind: 'attribute', fact: 'centre.floorAreaM2', test: { atLeast } })
    const sign: Rule = { kind: 'attribute', fact: 'centre.hasSign', test: { equals: true } }
    const questions = ask({ kind: 'anyOf', rules: [floor(100), { kind: 'allOf', rules: [floor(80), sign] }] })
    expect(questions.map((question) => [question.key, question.clauses.length])).toEqual([
      ['centre.floorAreaM2', 1],
      ['centre.hasSign', 1],
    ])
  })

  test('the fact that decides whether a clause applies is asked too', () => {
    const appliesWhen = { fact: 'centre.hasSign', test: { equals: true } } as const
    const clause = sampleClause('c', { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.8 }, { appliesWhen })
    expect(questionsOf(sampleRuleSet([clause]))).toMatchObject([
      { key: 'centre.hasSign', clauses: [{ asks: '为“是”时，这一条才适用' }] },
    ])
  })

  test('of several clauses the strictest age and the largest sample hold', () => {
    const survey = (minSample: number, maxAgeDays?: number): Rule => ({
      kind: 'survey',
      survey: 'residents.satisfaction',
      min: 0.9,
      minSample,
      ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
    })
    const clauses = [survey(100, 730), survey(300, 365), survey(50)].map((rule, at) => sampleClause(`c${at}`, rule))
    expect(questionsOf(sampleRuleSet(clauses))).toMatchObject([{ maxAgeDays: 365, minSample: 300 }])
  })
})

test('the county plan asks its facts, a survey and two pieces of evidence, each with topic, hint and clause', () => {
  const ruleSet = parseRuleSet(readFileSync(join(STANDARDS_FOLDER, 'xiayi-plan.yaml'), 'utf8'), 'xiayi-plan.yaml')
  const questions = questionsOf(ruleSet)
  const kinds = questions.map((question) => question.kind)
  expect(kinds.filter((kind) => kind === 'survey')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'evidence')).toHaveLength(2)
  expect(questions).toHaveLength(Object.keys(ruleSet.facts).length + 3)
  expect(questions.filter((question) => question.topic === '其他' || question.hint === null)).toEqual([])
  expect(questions.find((question) => question.key === 'centre.services')?.options).toHaveLength(10)
})
