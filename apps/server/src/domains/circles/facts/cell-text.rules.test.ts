import { describe, expect, test } from 'vitest'
import { isBlankCell, readAnswer, readDay, readSurvey } from './cell-text.rules.ts'
import { answerFault } from './fact-check.rules.ts'
import { planQuestion } from './questions.samples.ts'

describe('what a clerk types into a cell', () => {
  test.each<[string, string, unknown]>([
    ['centre.floorAreaM2', '120', 120],
    ['centre.floorAreaM2', '1,250.5 m²', 1250.5],
    ['centre.floorAreaM2', '１２０平方米', 120],
    ['centre.staff', '3人', 3],
    ['centre.hasSign', '是', true],
    ['centre.hasSign', '没有', false],
    ['centre.hasSign', '√', true],
    ['centre.services', '购物、家政，办证;医疗', ['购物', '家政', '办证', '医疗']],
    ['centre.services', '购物、购物', ['购物']],
    ['centre.services', "'=1+1", ['=1+1']],
    ['centre.services', '一项也没有', []],
    ['evidence:circle.plan', '已通过', 'approved'],
  ])('%s: %s', (key, text, value) => {
    expect(readAnswer(planQuestion(key), text)).toEqual({ value })
  })

  test.each([
    ['centre.floorAreaM2', '大约一百'],
    ['centre.floorAreaM2', '1e9'],
    ['centre.floorAreaM2', '120 130'.replace(' ', 'x')],
    ['centre.hasSign', '差不多'],
    ['evidence:circle.plan', '快了'],
  ])('%s: %s is refused with what to do', (key, text) => {
    expect(readAnswer(planQuestion(key), text)).toMatchObject({ fault: { remedy: expect.stringMatching(/填|选/) } })
  })

  test.each(['', ' ', '未知', '不知道', '？', '—'])('“%s” says nothing', (text) => {
    expect(isBlankCell(text)).toBe(true)
  })

  test.each([
    ['2026-11-20', '2026-11-20'],
    ['2026/1/5', '2026-01-05'],
    ['2026年11月20日', '2026-11-20'],
    ['20261120', '2026-11-20'],
    ['2026-11-20 08:30', '2026-11-20'],
  ])('the day %s', (text, value) => {
    expect(readDay(text)).toEqual({ value })
  })
  test.each(['去年', '2026-02-30', '2026-13-01', '11-20'])('%s is no day', (text) => {
    expect(readDay(text)).toHaveProperty('fault')
  })

  test('a survey needs its three columns, and no more satisfied than answered', () => {
    expect(readSurvey({ satisfied: '95', answered: '100', method: '入户' })).toEqual({
      value: { satisfied: 95, answered: 100, method: '入户' },
    })
    expect(readSurvey({ satisfied: '95', answered: '100' })).toHaveProperty('fault')
    expect(readSurvey({ satisfied: '101', answered: '100', method: '入户' })).toHaveProperty('fault')
    expect(readSurvey({ satisfied: '9.5', answered: '100', method: '入户' })).toHaveProperty('fault')
  })
})

describe('an answer must suit its question', () => {
  test.each<[string, Parameters<typeof answerFault>[1], boolean]>([
    ['centre.floorAreaM2', 120, true],
    ['centre.floorAreaM2', -1, false],
    ['centre.floorAreaM2', 1e9, false],
    ['centre.floorAreaM2', Number.NaN, false],
    ['centre.floorAreaM2', true, false],
    ['centre.staff', 1.5, false],
    ['centre.hasSign', false, true],
    ['centre.hasSign', '是', false],
    ['centre.services', ['购物', '快修'], true],
    ['centre.services', ['购物', '购物'], false],
    ['centre.services', '购物', false],
    ['survey:residents.satisfaction', { satisfied: 9, answered: 10, method: '入户' }, true],
    ['survey:residents.satisfaction', 0.9, false],
    ['evidence:circle.plan', 'approved', true],
    ['evidence:circle.plan', 'perhaps', false],
  ])('%s: %j', (key, value, suits) => {
    expect(answerFault(planQuestion(key), value) === null).toBe(suits)
  })
})
