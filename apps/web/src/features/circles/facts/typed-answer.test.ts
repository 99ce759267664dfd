import type { CircleFact } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { describe, expect, test } from 'vitest'
import {
  contentOf,
  emptySheet,
  isAsRecorded,
  isOvertaken,
  itemsOf,
  readTyped,
  type TypedAnswer,
  typedOf,
} from './typed-answer.ts'

const question = (kind: StandardQuestion['kind'], more: Partial<StandardQuestion> = {}): StandardQuestion => ({
  key: 'k',
  kind,
  label: '事项',
  topic: '主题',
  hint: null,
  unit: null,
  min: null,
  max: null,
  isWhole: false,
  options: [],
  isClosed: false,
  maxAgeDays: null,
  minSample: null,
  clauses: [],
  ...more,
})
const typed = (more: Partial<TypedAnswer>): TypedAnswer => ({ ...typedOf(undefined), ...more })
const recorded = (value: CircleFact['value'], version = 1): CircleFact => ({
  key: 'k',
  value,
  evidence: null,
  observedOn: '2026-11-01',
  by: null,
  channel: 'screen',
  recordedAt: '2026-11-01T08:00:00.000Z',
  version,
})

describe('what was typed', () => {
  test.each<[string, StandardQuestion, Partial<TypedAnswer>, unknown]>([
    ['a number with a comma', question('number'), { value: '1,250.5' }, { value: 1250.5 }],
    ['half a person', question('number', { isWhole: true }), { value: '1.5' }, { fault: '填整数' }],
    ['a word for a number', question('number'), { value: '很多' }, { fault: '填阿拉伯数字' }],
    ['too small', question('number', { min: 0 }), { value: '-1' }, { fault: '不能小于 0' }],
    ['a no', question('boolean'), { value: 'no' }, { value: false }],
    ['a list', question('list'), { value: '购物、家政，购物' }, { value: ['购物', '家政'] }],
    ['a list of nothing', question('list'), { value: '一项也没有' }, { value: [] }],
    ['nothing', question('list'), { value: ' ' }, { value: null }],
    [
      'a survey',
      question('survey'),
      { satisfied: '9', answered: '10', method: '入户' },
      { value: { satisfied: 9, answered: 10, method: '入户' } },
    ],
    ['half a survey', question('survey'), { satisfied: '9' }, { fault: '份数填整数' }],
    ['no survey', question('survey'), {}, { value: null }],
  ])('%s', (_, asked, given, expected) => {
    expect(readTyped(asked, typed(given))).toEqual(expected)
  })

  test.each<CircleFact['value']>([
    120,
    true,
    false,
    ['购物'],
    [],
    'approved',
    { satisfied: 9, answered: 10, method: '入户' },
    null,
  ])('%j is typed as it is recorded', (value) => {
    const kind = value !== null && typeof value === 'object' && !Array.isArray(value) ? 'survey' : kindOf(value)
    expect(isAsRecorded(question(kind), typedOf(recorded(value)), recorded(value))).toBe(true)
  })
})

function kindOf(value: CircleFact['value']): StandardQuestion['kind'] {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return Array.isArray(value) ? 'list' : 'text'
}

test('an answer is overtaken when somebody else recorded another one since', () => {
  const asked = question('number')
  const mine = { ...typedOf(recorded(2, 1)), value: '3' }
  expect(isOvertaken(asked, mine, recorded(2, 1))).toBe(false)
  expect(isOvertaken(asked, mine, recorded(5, 2))).toBe(true)
  expect(isOvertaken(asked, mine, recorded(3, 2))).toBe(false)
})

test('a sheet sends what was answered, takes back what was cleared, and names what is wrong', () => {
  const questions = ['a', 'b', 'c', 'd'].map((key) => question('number', { key }))
  const sheet = {
    ...emptySheet('2026-11-25', '王某'),
    evidence: ' 台账 ',
    answers: {
      a: typed({ value: '1' }),
      b: typed({ value: '', basedOn: 4 }),
      c: typed({ value: 'x' }),
      d: typed({ value: '' }),
    },
  }
  expect(contentOf(sheet, questions, [{ ...recorded(7, 4), key: 'b' }])).toEqual({
    facts: [
      { key: 'a', value: 1, evidence: '台账', observedOn: '2026-11-25', basedOn: 0 },
      { key: 'b', value: null, evidence: '台账', observedOn: '2026-11-25', basedOn: 4 },
    ],
    faults: { c: '填阿拉伯数字' },
  })
})

test('commas, semicolons and lines part a list', () => {
  expect(itemsOf('购物, 家政；办证\n医疗、、')).toEqual(['购物', '家政', '办证', '医疗'])
})
