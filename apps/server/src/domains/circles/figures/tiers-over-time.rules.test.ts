import { describe, expect, test } from 'vitest'
import { tiersByDay } from './tiers-over-time.rules.ts'

const circles = [
  { id: 'a', isUrban: true },
  { id: 'b', isUrban: true },
  { id: 'c', isUrban: false },
]
const mark = (day: string, circleId: string, tierId: string | null, standardVersion = '1') => ({
  day,
  circleId,
  tierId,
  standardVersion,
})

describe('tiers over time', () => {
  test('a circle keeps its tier until it is evaluated again', () => {
    const days = tiersByDay(
      [mark('2026-01-01', 'a', 'low'), mark('2026-01-01', 'b', null), mark('2026-02-01', 'b', 'high')],
      circles,
      ['low', 'high'],
    )
    expect(days).toEqual([
      {
        day: '2026-01-01',
        standardVersions: ['1'],
        all: { circles: 3, atTier: [1, 0], withoutTier: 1, notEvaluated: 1 },
        urban: { circles: 2, atTier: [1, 0], withoutTier: 1, notEvaluated: 0 },
      },
      {
        day: '2026-02-01',
        standardVersions: ['1'],
        all: { circles: 3, atTier: [1, 1], withoutTier: 0, notEvaluated: 1 },
        urban: { circles: 2, atTier: [1, 1], withoutTier: 0, notEvaluated: 0 },
      },
    ])
  })

  test('a day on which two versions stand side by side names both', () => {
    const days = tiersByDay([mark('2026-01-01', 'a', 'low'), mark('2026-02-01', 'b', 'low', '2')], circles, ['low'])
    expect(days.map(({ standardVersions }) => standardVersions)).toEqual([['1'], ['1', '2']])
  })

  test('circles that are no longer drawn are not counted', () => {
    const [day] = tiersByDay([mark('2026-01-01', 'gone', 'low')], circles, ['low'])
    expect(day?.all).toEqual({ circles: 3, atTier: [0], withoutTier: 0, notEvaluated: 3 })
  })

  test('without evaluations there are no days', () => {
    expect(tiersByDay([], circles, ['low'])).toEqual([])
  })
})
