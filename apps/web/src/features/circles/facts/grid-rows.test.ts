import type { FactGrid } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { describe, expect, test } from 'vitest'
import { gridView } from './grid-rows.ts'

const now = Date.parse('2026-11-25T12:00:00+08:00')
const question = (key: string, clause: string, maxAgeDays: number | null = null): StandardQuestion => ({
  key,
  kind: 'number',
  label: key,
  topic: '主题',
  hint: null,
  unit: null,
  min: null,
  max: null,
  isWhole: false,
  options: [],
  isClosed: false,
  maxAgeDays,
  minSample: null,
  clauses: [{ id: clause, title: clause, tiers: [], asks: '' }],
})
const fact = (circleId: string, key: string, value: number | null, observedOn = '2026-11-01') => ({
  circleId,
  key,
  value,
  evidence: null,
  observedOn,
  by: null,
  channel: 'screen' as const,
  recordedAt: '2026-11-01T00:00:00.000Z',
  version: 1,
})
const grid: FactGrid = {
  standardId: 's',
  circles: [
    { id: 'w', name: '西街生活圈', townName: '城关镇', isPilot: false },
    { id: 'e', name: '东街生活圈', townName: '曹集乡', isPilot: true },
  ],
  facts: [fact('w', 'a', 1), fact('w', 'b', 2, '2025-01-01'), fact('e', 'a', null)],
}
const questions = [question('a', 'one'), question('b', 'two', 365)]
const all = { clause: null, text: '', isUnknownOnly: false }

describe('the grid of circles by questions', () => {
  test('counts as known what is recorded, not taken back, and not too old; pilots come first', () => {
    const view = gridView(grid, questions, all, now)
    expect([view.known, view.asked]).toEqual([1, 4])
    expect(view.rows.map((row) => [row.circle.id, row.missing])).toEqual([
      ['e', 2],
      ['w', 1],
    ])
  })
  test('of one clause shows its questions alone', () => {
    expect(gridView(grid, questions, { ...all, clause: 'one' }, now).questions.map(({ key }) => key)).toEqual(['a'])
  })
  test('finds a circle by its town', () => {
    expect(gridView(grid, questions, { ...all, text: '曹集' }, now).rows.map(({ circle }) => circle.id)).toEqual(['e'])
  })
  test('shows only where something is missing', () => {
    const view = gridView(grid, questions, { ...all, clause: 'one', isUnknownOnly: true }, now)
    expect(view.rows.map(({ circle }) => circle.id)).toEqual(['e'])
  })
})
