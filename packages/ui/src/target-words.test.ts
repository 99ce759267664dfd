import { describe, expect, test } from 'vitest'
import { targetWords } from './target-words.ts'

const target = {
  id: 'basic',
  title: '基础保障类社区占 90%',
  denominator: 14,
  denominatorLabel: '主城区社区 14 个',
  fixedAt: '2023-12-01',
  numerator: 9,
  value: 9 / 14,
  goal: 0.9,
  unit: '%',
  dueDate: '2025-12-31',
  isMet: false,
  finding: '',
}

describe('a target in words', () => {
  test('a share prints its fixed denominator beside it', () => {
    expect(targetWords(target)).toEqual({
      main: '64.2%',
      base: '9 / 14',
      goal: '目标 90%，2025年12月31日前',
      share: 9 / 14,
      goalShare: 0.9,
    })
  })

  test('a count out of a count is drawn against its goal', () => {
    const pilots = targetWords({ ...target, denominator: 6, numerator: 4, goal: 6, unit: '个' })
    expect(pilots).toMatchObject({ main: '4 / 6', goal: '目标 6 个，2025年12月31日前', share: 4 / 6, goalShare: 1 })
  })

  test('what was not measured is a dash and not a zero', () => {
    expect(targetWords({ ...target, numerator: null }).main).toBe('— / 14')
  })
})
