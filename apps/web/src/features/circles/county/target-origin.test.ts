import { describe, expect, test } from 'vitest'
import { baseOf, sourceOf } from './target-origin.ts'

const promise = {
  title: '目标',
  kind: 'tier-share',
  tierId: 'low',
  goal: 0.9,
  unit: '比例',
  denominator: 14,
  denominatorLabel: '主城区社区',
  fixedOn: '2026-11-23',
  dueDate: '2025-12-31',
  version: 1,
  by: null,
  recordedAt: '2026-11-23T00:00:00Z',
} as const
const target = { denominator: 14, denominatorLabel: '主城区社区', fixedAt: '2026-11-23' }
const about = { standardTitle: '示例标准', evaluatedAt: '2026-09-30T10:00:00Z' }

describe('where a target’s numbers come from', () => {
  test.each([
    { given: undefined, words: '分母：主城区社区，2026年11月23日确定' },
    { given: promise, words: '分母：主城区社区，2026年11月23日确定' },
    { given: { ...promise, by: '王科长' }, words: '分母：主城区社区，2026年11月23日确定，王科长登记' },
  ])('$words', ({ given, words }) => {
    expect(baseOf(target, { promise: given })).toBe(words)
  })

  test('answers are counted as they come; only the way of counting is fixed', () => {
    const survey = { ...promise, kind: 'satisfaction' } as const
    expect(baseOf({ ...target, denominator: 3425, denominatorLabel: '已答问卷' }, { promise: survey })).toBe(
      '分母：已答问卷 3,425 份，收到多少算多少；这样数是2026年11月23日确定的',
    )
    expect(sourceOf({ promise: survey, ...about })).toBe('分子来自：各圈登记的满意度问卷，2026年9月30日的评价')
  })

  test('a tier is measured by an evaluation', () => {
    expect(sourceOf({ promise, ...about })).toBe('分子来自：2026年9月30日的评价，示例标准')
    expect(sourceOf({ promise, ...about, evaluatedAt: null })).toBe('分子来自：还没有评价，示例标准')
  })
})
