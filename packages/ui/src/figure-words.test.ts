import { describe, expect, test } from 'vitest'
import { figureWords, findingWords } from './figure-words.ts'

const whole = { valueAtMost: null, comparison: 'at-least' as const }

describe('a clause’s figure in words', () => {
  test('a coverage prints the share, its base in people, and the line it has to reach', () => {
    const figure = { ...whole, numerator: 7210.4, denominator: 12_016, value: 0.6, threshold: 0.9, unit: '比例' }
    expect(figureWords({ figure, ruleKind: 'coverage' })).toEqual({
      main: '60%',
      base: '7,210 / 12,016 人',
      goal: '要求至少 90%',
      share: 0.6,
      goalShare: 0.9,
    })
  })

  test('a gate on types prints how many of how many, and how many are wanted', () => {
    const figure = { ...whole, numerator: 13, denominator: 23, value: 13, threshold: 15, unit: '类' }
    const words = figureWords({ figure, ruleKind: 'distinctTypes' })
    expect(words).toMatchObject({ main: '13 类', base: '共 23 类', goal: '要求至少 15 类' })
    expect(words.share).toBeCloseTo(13 / 23)
    expect(words.goalShare).toBeCloseTo(15 / 23)
  })

  test('a measure without a base is drawn against its threshold', () => {
    const figure = { ...whole, numerator: null, denominator: null, value: 80, threshold: 100, unit: 'm²' }
    expect(figureWords({ figure, ruleKind: 'attribute' })).toMatchObject({
      main: '80 m²',
      base: null,
      goal: '要求至少 100 m²',
      share: 80 / 125,
      goalShare: 0.8,
    })
  })

  test('a range is told as a range', () => {
    const figure = {
      ...whole,
      numerator: 3,
      denominator: 10,
      value: 0.3,
      valueAtMost: 0.5,
      threshold: 0.4,
      unit: '比例',
    }
    expect(figureWords({ figure, ruleKind: 'ratio' })).toMatchObject({ main: '30% 到 50%', base: '3 / 10' })
  })

  test('a figure that nobody has measured is not a zero', () => {
    const figure = { ...whole, numerator: null, denominator: null, value: null, threshold: 0.9, unit: '比例' }
    expect(figureWords({ figure, ruleKind: 'survey' })).toMatchObject({ main: '—', share: null })
  })
})

describe('a clause’s finding', () => {
  test.each([
    ['数据不全，无法判断：补充“面积”的登记', '补充“面积”的登记', '数据不全，无法判断'],
    ['只有 80 平方米。', '再添 20 平方米。', '只有 80 平方米。'],
    ['补充材料', '补充材料', '补充材料'],
    ['达到。', null, '达到。'],
  ])('%s with the remedy %s reads %s', (finding, toPass, words) => {
    expect(findingWords({ finding, toPass })).toBe(words)
  })
})
