import { describe, expect, test } from 'vitest'
import {
  ageWords,
  bytesWords,
  dayTimeWords,
  dayWords,
  distanceWords,
  percentWords,
  shareWords,
  speedWords,
  walkWords,
} from './format.ts'

describe('figures in words', () => {
  test.each([
    [0, '步行 1 分钟'],
    [60, '步行 1 分钟'],
    [61, '步行 2 分钟'],
    [900, '步行 15 分钟'],
    [900.4, '步行 16 分钟'],
    [null, '走不到'],
  ])('a walk of %s s is told in whole minutes, never too few', (seconds, words) => {
    expect(walkWords(seconds)).toBe(words)
  })

  test('a day is written the Chinese way, in the county’s time and not in the reader’s', () => {
    expect(dayWords('2026-11-22T16:30:00Z')).toBe('2026年11月23日')
    expect(dayTimeWords('2026-11-23T08:05:00+08:00')).toBe('2026年11月23日 08:05')
  })

  test('a share prints its base and never looks better or emptier than it is', () => {
    expect(shareWords(923, 1000, '人')).toBe('92.3%（923 / 1,000 人）')
    expect(percentWords(99_999, 100_000)).toBe('99.9%')
    expect(percentWords(8997, 10_000)).toBe('89.9%')
    expect(percentWords(0.29, 1)).toBe('29%')
    expect(percentWords(0.57, 1)).toBe('57%')
    expect(percentWords(1, 100_000)).toBe('0.1%')
    expect(percentWords(5, 5)).toBe('100%')
    expect(shareWords(0, 0, '人')).toBe('—（0 / 0 人）')
  })

  test('an age is told in the largest unit that is still exact enough', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    expect(ageWords('2026-11-23T11:59:40Z', now)).toBe('刚刚')
    expect(ageWords('2026-11-23T11:13:00Z', now)).toBe('47 分钟前')
    expect(ageWords('2026-11-22T12:00:00Z', now)).toBe('24 小时前')
    expect(ageWords('2026-11-13T12:00:00Z', now)).toBe('10 天前')
  })

  test('distance, size and speed carry their units', () => {
    expect(distanceWords(9.4)).toBe('9 米')
    expect(distanceWords(344)).toBe('340 米')
    expect(distanceWords(1249)).toBe('1.2 公里')
    expect(bytesWords(3_268_211)).toBe('3.1 MB')
    expect(speedWords('elder', 0.9)).toBe('老年人步速 0.9 米/秒')
  })
})
