import type { CircleSummary } from '@xiayi/contract/circles'
import { describe, expect, test } from 'vitest'
import { ordered, ranked } from './rank.ts'

const tiers = [
  { id: 'low', order: 1 },
  { id: 'high', order: 2 },
]

function circle(name: string, change: Partial<CircleSummary>): CircleSummary {
  return {
    id: name,
    name,
    isPilot: false,
    isUrban: true,
    communityIds: [],
    communityNames: [],
    townName: null,
    center: [116, 34],
    profile: 'adult',
    originKind: 'buildings',
    residents: 100,
    tierId: null,
    isEvaluated: true,
    passed: 5,
    failed: 5,
    unknown: 0,
    mainReason: null,
    evaluatedAt: null,
    ...change,
  }
}

const circles = [
  circle('未评价', { isEvaluated: false, residents: null }),
  circle('大', { residents: 900 }),
  circle('小', {}),
  circle('不知', { unknown: 10 }),
  circle('低', { tierId: 'low', passed: 1, failed: 9 }),
  circle('高', { tierId: 'high', passed: 1, failed: 9 }),
]

describe('the ranking', () => {
  test('goes by tier, then by clauses met of all, then by residents; who was not evaluated has no place', () => {
    expect(ranked(circles, tiers).map(({ place, circle: { name } }) => [place, name])).toEqual([
      [1, '高'],
      [2, '低'],
      [3, '大'],
      [4, '小'],
      [5, '不知'],
      [null, '未评价'],
    ])
  })

  test.each([
    { by: 'residents', isDescending: true, first: '大' },
    { by: 'residents', isDescending: false, first: '未评价' },
    { by: 'tier', isDescending: true, first: '高' },
    { by: 'clauses', isDescending: true, first: '大' },
    { by: 'name', isDescending: false, first: '不知' },
  ] as const)('can be ordered by $by, descending: $isDescending', ({ first, ...order }) => {
    const rows = ordered(ranked(circles, tiers), tiers, order)
    expect(rows[0]?.circle.name).toBe(first)
    expect(rows).toHaveLength(circles.length)
  })
})
