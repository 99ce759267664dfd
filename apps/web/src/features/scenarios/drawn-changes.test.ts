import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { describe, expect, test } from 'vitest'
import { drawnKind, drawnMarks, drawnWays } from './drawn-changes.ts'

const line: [number, number][] = [
  [116.1, 34.2],
  [116.2, 34.2],
]
const at = { lon: 116.15, lat: 34.21 }
const changes: ScenarioChange[] = [
  { kind: 'add-place', categoryId: 'wet_market', ...at },
  { kind: 'move-place', placeId: 'm', ...at },
  { kind: 'remove-place', placeId: 'r' },
  { kind: 'open-gate', ...at },
  { kind: 'add-path', pathKind: 'footbridge', line },
  { kind: 'close-path', ...at },
  { kind: 'close-path', ...at, line },
  { kind: 'add-housing', ...at, under15: 1, from15to59: 1, over60: 1 },
]
const known = {
  closures: [{ at: 5, line }],
  placesToday: [
    { placeId: 'm', name: '甲', lon: 116, lat: 34 },
    { placeId: 'r', name: '乙', lon: 116.01, lat: 34.01 },
  ],
  misfits: [{ at: 4, message: '' }],
}
const word = () => ''

describe('changes on the map', () => {
  test('are told apart by kind', () => {
    expect(changes.map(drawnKind)).toEqual([
      'add-place',
      'move-place',
      'remove-place',
      'open-gate',
      'footbridge',
      'close-path',
      'close-path',
      'add-housing',
    ])
  })

  test('are lines for ways, closures and moves; one that does not fit says so', () => {
    expect(drawnWays(changes, known)).toEqual([
      {
        kind: 'moved',
        line: [
          [116, 34],
          [116.15, 34.21],
        ],
        text: '',
        at: 1,
        isOdd: false,
      },
      { kind: 'footbridge', line, text: '桥5', at: 4, isOdd: true },
      { kind: 'closed', line, text: '', at: 5, isOdd: false },
      { kind: 'closed', line, text: '', at: 6, isOdd: false },
    ])
  })

  test('are marks with a sign and a number, a place that goes where it stands', () => {
    const marks = drawnMarks(changes, known, word)
    expect(marks.map(({ text, look }) => [text, look])).toEqual([
      ['增1', 'plain'],
      ['移2', 'plain'],
      ['去3', 'gone'],
      ['门4', 'plain'],
      ['封6', 'plain'],
      ['封7', 'plain'],
      ['楼8', 'plain'],
    ])
    expect(marks[2]).toMatchObject({ lon: 116.01, lat: 34.01 })
  })

  test('are there before their figures, as far as they say where', () => {
    expect(drawnMarks(changes, null, word)).toHaveLength(6)
    expect(drawnWays(changes, null)).toHaveLength(2)
  })
})
