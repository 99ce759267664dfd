import { describe, expect, test } from 'vitest'
import { courseLabel, lastMove, monthWords, pointWords, valueWords, versionBreaks } from './course-words.ts'

const mark = (evaluatedAt: string, standardVersion: string) => ({
  evaluationId: evaluatedAt,
  evaluatedAt,
  standardVersion,
  networkVersion: '',
  tierId: null,
  residents: 0,
  passed: 0,
  failed: 0,
  unknown: 0,
})
const marks = [mark('2025-12-31T10:00:00Z', '1'), mark('2026-03-31T17:00:00Z', '1'), mark('2026-06-30T10:00:00Z', '2')]
const point = (value: number | null, state: 'pass' | 'fail' | 'unknown') => ({ value, state, threshold: 0.85 })

describe('a course in words', () => {
  test.each([
    [0.826, '比例', '82.6%'],
    [80, 'm²', '80 m²'],
    [1234.5678, '', '1,234.57'],
    [null, '比例', null],
  ])('%j %s reads %j', (value, unit, words) => {
    expect(valueWords(value, unit)).toBe(words)
  })

  test('a month is the county’s', () => {
    expect(marks.map(({ evaluatedAt }) => monthWords(evaluatedAt))).toEqual(['2025年12月', '2026年4月', '2026年6月'])
  })

  test('a point says its figure and its state; a clause that was not there yet says so', () => {
    expect(pointWords(point(0.9, 'pass'), '比例')).toBe('90%，达标')
    expect(pointWords(point(null, 'fail'), '')).toBe('未达标')
    expect(pointWords(null, '比例')).toBe('当时没有这一条')
  })

  test('another version of the standard is a break', () => {
    expect(versionBreaks(marks)).toEqual([2])
  })

  test('a whole course is told with every month', () => {
    const clause = {
      clauseId: 'a',
      title: '买菜',
      unit: '比例',
      points: [point(0.4, 'fail'), null, point(0.9, 'pass')],
    }
    expect(courseLabel(clause, marks)).toBe(
      '买菜的走势：2025年12月40%，未达标；2026年4月当时没有这一条；2026年6月90%，达标',
    )
  })

  test.each([
    [[point(1, 'pass'), point(2, 'pass')], 'up'],
    [[point(2, 'pass'), point(1, 'pass')], 'down'],
    [[point(2, 'pass'), point(2, 'pass')], 'same'],
    [[point(2, 'pass')], 'none'],
    [[null, point(2, 'pass')], 'none'],
  ] as const)('%j moves %s', (points, move) => {
    expect(lastMove([...points])).toBe(move)
  })
})
