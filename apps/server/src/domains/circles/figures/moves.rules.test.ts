import { describe, expect, test } from 'vitest'
import { sampleClause, sampleRuleSet } from '../../standards/circle.samples.ts'
import type { BriefOutcome } from './brief-outcomes.ts'
import { dayToCompare, movesBetween } from './moves.rules.ts'

const rule = { kind: 'countInCircle', anyOf: ['pharmacy'], min: 1 } as const
const sample = sampleRuleSet([sampleClause('a', rule), sampleClause('b', rule)])
const [lowest] = sample.tiers
if (lowest === undefined) throw new Error('the sample rule set has no tier')
const ruleSet = {
  ...sample,
  tiers: [
    { ...lowest, id: 'high', order: 2 },
    { ...lowest, id: 'low', order: 1 },
  ],
}

type States = readonly [BriefOutcome['state'], BriefOutcome['state']?]

function standing(circleId: string, tierId: string | null, states: States, residents = 100) {
  return {
    id: `${circleId}-evaluation`,
    circleId,
    standardId: 's',
    standardVersion: '1',
    networkVersion: 'n',
    categoryVersion: 'k',
    originKind: 'buildings',
    profile: 'adult',
    speedMetresPerSecond: 1.2,
    tierId,
    residents,
    residentsOffNetwork: 0,
    passed: 1,
    failed: 0,
    unknown: 0,
    inputSha256: '',
    resultSha256: '',
    evaluatedAt: new Date('2026-09-30T10:00:00Z'),
    outcomes: states.flatMap((state, at) =>
      state === undefined ? [] : [{ clauseId: ['a', 'b'][at] ?? '', state, figure: null }],
    ),
  } as const
}

type Row = ReturnType<typeof standing>

function between(before: readonly Row[], after: readonly Row[]) {
  const ids = [...new Set([...before, ...after].map(({ circleId }) => circleId))]
  const circles = ids.map((id) => ({ id, name: `${id}生活圈`, isUrban: true, isPilot: false }))
  const byCircle = (rows: readonly Row[]) => new Map(rows.map((row) => [row.circleId, row]))
  return movesBetween(circles, { before: byCircle(before), after: byCircle(after) }, ruleSet)
}

describe('circles between two days', () => {
  test.each([
    { before: 'low', after: 'high', direction: 'rose' },
    { before: null, after: 'low', direction: 'rose' },
    { before: 'high', after: 'low', direction: 'fell' },
    { before: 'low', after: null, direction: 'fell' },
  ])('from tier $before to tier $after one $direction', ({ before, after, direction }) => {
    const { items, unmoved } = between([standing('x', before, ['pass'])], [standing('x', after, ['pass'])])
    expect(items.map((item) => item.direction)).toEqual([direction])
    expect(unmoved).toEqual({ all: 0, urban: 0 })
  })

  test('clauses answered differently are named in the order of the standard, those of one version alone with null', () => {
    const { items } = between([standing('x', 'low', ['pass'])], [standing('x', 'low', ['fail', 'unknown'])])
    expect(items).toMatchObject([
      {
        direction: 'level',
        flips: [
          { clauseId: 'a', before: 'pass', after: 'fail' },
          { clauseId: 'b', before: null, after: 'unknown' },
        ],
      },
    ])
  })

  test('who stands as before is counted and not listed, and one not evaluated is neither', () => {
    const same = standing('same', 'low', ['pass'])
    expect(between([same, standing('gone', 'low', ['pass'])], [same])).toEqual({
      items: [],
      unmoved: { all: 1, urban: 1 },
    })
  })

  test('a circle of which nothing was known comes as the first of its kind', () => {
    const { items } = between([], [standing('young', 'low', ['pass'])])
    expect(items).toMatchObject([{ direction: 'first', before: null, flips: [] }])
  })

  test('those that fell come first, and the larger before the smaller', () => {
    const before = ['small', 'large', 'up', 'level'].map((id) => standing(id, 'low', ['pass']))
    const { items } = between(before, [
      standing('up', 'high', ['pass'], 900),
      standing('small', null, ['pass'], 10),
      standing('level', 'low', ['fail'], 999),
      standing('large', null, ['pass'], 20),
    ])
    expect(items.map(({ circleId }) => circleId)).toEqual(['large', 'small', 'up', 'level'])
  })
})

describe('the day to compare with', () => {
  test.each([
    { to: '2026-11-25', days: ['2026-06-30', '2026-09-30', '2026-11-24', '2026-11-25'], from: '2026-09-30' },
    { to: '2026-01-05', days: ['2025-12-30', '2025-12-31', '2026-01-05'], from: '2025-12-31' },
    { to: '2026-11-25', days: ['2026-10-01', '2026-11-24', '2026-11-25'], from: '2026-11-24' },
    { to: '2026-11-25', days: ['2026-11-25'], from: undefined },
    { to: '2026-11-25', days: [], from: undefined },
  ])('of $days before $to is $from', ({ to, days, from }) => {
    expect(dayToCompare(days, to)).toBe(from)
  })
})
