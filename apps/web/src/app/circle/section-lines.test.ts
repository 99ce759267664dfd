import { describe, expect, test } from 'vitest'
import { clausesLine, compareLine, historyLine, missingLine, peopleLine } from './section-lines.ts'

const item = { tiers: [], finding: '', toPass: null, unlocksTierId: null, nearest: null, walk: null }
const fail = { ...item, clauseId: 'a', title: '菜市场', state: 'fail', peopleAffected: 250, residents: 1000 } as const
const unknown = { ...fail, clauseId: 'b', state: 'unknown', peopleAffected: 0 } as const

describe('a folded part says in one line', () => {
  test('how many clauses there are and how they stand', () => {
    expect(clausesLine({ passed: 13, failed: 5, unknown: 12 })).toBe('共 30 项：未达标 5，说不准 12，达标 13')
  })

  test.each([
    { items: [], line: '计入等级的条款都达标了，没有要补的' },
    { items: [unknown], line: '1 项还没有人查过' },
    { items: [fail], line: '要补 1 项，先补“菜市场”，影响 25%（250 / 1,000 人）' },
    { items: [fail, unknown], line: '要补 1 项，先补“菜市场”，影响 25%（250 / 1,000 人）；1 项还没有人查过' },
  ])('what is missing: $line', ({ items, line }) => {
    expect(missingLine({ items })).toBe(line)
  })

  test('how it compares: more is better of what has a least, worse of what has a most', () => {
    const figure = { state: 'pass', threshold: 1, numerator: null, denominator: null } as const
    const row = (value: number | null, median: number | null, comparison: 'at-least' | 'at-most') => ({
      clauseId: '',
      title: '',
      ruleKind: '',
      unit: '',
      comparison,
      own: { ...figure, value },
      other: null,
      median,
      medianCount: 3,
    })
    const items = [
      row(5, 3, 'at-least'),
      row(5, 3, 'at-most'),
      row(2, 3, 'at-most'),
      row(3, 3, 'at-least'),
      row(null, 3, 'at-least'),
      row(3, null, 'at-least'),
    ]
    expect(compareLine({ items, medianOf: { circles: 3, label: '主城区生活圈' } })).toBe(
      '和主城区生活圈的中位数比：2 项更好，1 项更差',
    )
  })

  test('who lives there', () => {
    const people = { residents: 200, under15: 50, from15to59: 110, over60: 40 }
    const rest = { circleId: 'c', buildings: 2, residentsOffNetwork: 0, bases: [], county: people }
    expect(peopleLine({ ...people, ...rest })).toBe(
      '200 人；60 岁及以上 20%（40 / 200 人），15 岁以下 25%（50 / 200 人）',
    )
  })

  test('how often it was evaluated, and what is new', () => {
    const mark = (evaluatedAt: string) => ({
      evaluationId: evaluatedAt,
      evaluatedAt,
      standardVersion: '1',
      networkVersion: 'n',
      tierId: null,
      residents: 1,
      passed: 1,
      failed: 0,
      unknown: 0,
    })
    const marks = [mark('2026-06-30T10:00:00Z'), mark('2026-09-30T10:00:00Z')]
    const point = (state: 'pass' | 'fail') => ({ state, value: 1, threshold: 1 })
    const clause = { clauseId: 'a', title: 'a', unit: '' }
    expect(historyLine({ marks: [], clauses: [] })).toBe('还没有评价过')
    expect(historyLine({ marks: marks.slice(1), clauses: [] })).toBe('评价过 1 次，最近 2026年9月30日')
    expect(historyLine({ marks, clauses: [{ ...clause, points: [point('pass'), point('pass')] }] })).toMatch(
      /没有条款变了结论$/,
    )
    expect(historyLine({ marks, clauses: [{ ...clause, points: [point('pass'), point('fail')] }] })).toMatch(
      /1 条变了结论$/,
    )
  })
})
