import { describe, expect, test } from 'vitest'
import { cellLook, cellWords, clauseGroupsOf, worstCirclesFirst } from './gap-cells.ts'

const cell = (
  state: 'pass' | 'fail' | 'unknown' | 'not-applicable',
  value: number | null,
  threshold: number | null,
) => ({
  state,
  value,
  threshold,
})
const clause = (clauseId: string, tiers: string[]) => ({ clauseId, title: clauseId, tiers, unit: '比例' })

describe('a cell of the gaps', () => {
  test.each([
    { cell: null, look: 'none' },
    { cell: cell('not-applicable', null, null), look: 'none' },
    { cell: cell('pass', 1, 0.85), look: 'pass' },
    { cell: cell('unknown', null, null), look: 'unknown' },
    { cell: cell('fail', 0.68, 0.85), look: 'near' },
    { cell: cell('fail', 0.67, 0.85), look: 'far' },
    { cell: cell('fail', 120, 100), look: 'near' },
    { cell: cell('fail', 130, 100), look: 'far' },
    { cell: cell('fail', null, 0.85), look: 'far' },
    { cell: cell('fail', 0, 0), look: 'far' },
  ])('$cell looks $look', ({ cell: given, look }) => {
    expect(cellLook(given)).toBe(look)
  })

  test('says whose it is, what it asks, and what was found', () => {
    expect(cellWords({ name: '新兴生活圈' }, clause('走到诊所', []), cell('fail', 0.073, 0.85))).toBe(
      '新兴生活圈，走到诊所：没达标，7.3%，要求 85%',
    )
    expect(cellWords({ name: '新兴生活圈' }, clause('标识', []), null)).toBe('新兴生活圈，标识：不适用')
  })
})

test('clauses stand under the lowest tier that wants them, and keep their column', () => {
  const tiers = [
    { id: 'high', name: '提升', order: 2 },
    { id: 'low', name: '基础', order: 1 },
  ]
  const clauses = [clause('a', ['high']), clause('b', ['low', 'high']), clause('c', [])]
  const groups = clauseGroupsOf({ tiers, clauses })
  expect(groups.map(({ word, clauses: own }) => [word, own.map(({ at }) => at)])).toEqual([
    ['基础', [1]],
    ['提升', [0]],
    ['不计入等级', [2]],
  ])
})

test('the circle with most failed clauses stands first, the larger before the smaller', () => {
  const circle = (name: string, residents: number, failed: number) => ({
    circleId: name,
    name,
    isUrban: true,
    isPilot: false,
    tierId: null,
    residents,
    cells: Array.from({ length: failed }, () => cell('fail', null, null)),
  })
  const circles = [circle('a', 10, 1), circle('b', 20, 2), circle('c', 30, 1)]
  expect(worstCirclesFirst(circles).map(({ name }) => name)).toEqual(['b', 'c', 'a'])
})
