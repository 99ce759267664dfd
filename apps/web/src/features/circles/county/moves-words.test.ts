import { expect, test } from 'vitest'
import { flipWords, movesLine, movesTitle } from './moves-words.ts'

const mark = {
  evaluationId: 'e',
  evaluatedAt: '2026-09-30T10:00:00Z',
  standardVersion: '1',
  networkVersion: 'n',
  tierId: null,
  residents: 1,
  passed: 0,
  failed: 1,
  unknown: 0,
}
const move = (direction: 'fell' | 'rose') => ({
  circleId: 'c',
  name: 'c',
  isUrban: true,
  isPilot: false,
  residents: 1,
  direction,
  before: mark,
  after: mark,
  flips: [],
})

test('the moves are counted by direction, and the rest', () => {
  expect(movesLine([move('fell'), move('rose'), move('rose')], 48)).toBe('降了 1 个，升了 2 个，没有变化 48 个')
  expect(movesLine([], 51)).toBe('没有变化 51 个')
})

test('a flip is told as what it was and what it is', () => {
  const clause = { clauseId: 'a', title: '走到诊所' }
  expect(flipWords({ ...clause, before: 'pass', after: 'fail' })).toBe('走到诊所：达标 → 未达标')
  expect(flipWords({ ...clause, before: null, after: 'unknown' })).toBe('走到诊所：当时没有这一条 → 说不准')
})

test.each([
  { from: '2026-06-30', to: '2026-09-30', title: '与上季度比' },
  { from: '2025-12-31', to: '2026-01-02', title: '与上季度比' },
  { from: '2026-07-01', to: '2026-09-30', title: '升降' },
  { from: '2025-12-31', to: '2026-09-30', title: '升降' },
])('from $from to $to is called $title', ({ from, to, title }) => {
  expect(movesTitle(from, to)).toBe(title)
})
