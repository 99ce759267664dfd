import { describe, expect, test } from 'vitest'
import { sampleClause, sampleRuleSet } from '../../standards/circle.samples.ts'
import type { BriefOutcome } from './brief-outcomes.ts'
import { trendOf } from './trend.rules.ts'

const rule = { kind: 'countInCircle', anyOf: ['pharmacy'], min: 2 } as const
const ruleSet = sampleRuleSet([sampleClause('old', rule), sampleClause('young', rule), sampleClause('never', rule)])

function evaluation(id: string, standardVersion: string, outcomes: BriefOutcome[]) {
  return {
    id,
    circleId: 'c1',
    standardId: 'sample',
    standardVersion,
    networkVersion: 'n',
    categoryVersion: 'k',
    profile: 'adult',
    speedMetresPerSecond: 1.2,
    originKind: 'buildings',
    inputSha256: '',
    resultSha256: '',
    tierId: null,
    residents: 10,
    residentsOffNetwork: 0,
    passed: 0,
    failed: 1,
    unknown: 0,
    evaluatedAt: new Date('2026-01-01T00:00:00Z'),
    outcomes,
  }
}

function outcome(clauseId: string, value: number): BriefOutcome {
  const figure = {
    numerator: value,
    denominator: null,
    value,
    threshold: 2,
    comparison: 'at-least' as const,
    unit: '处',
  }
  return { clauseId, state: value >= 2 ? 'pass' : 'fail', figure }
}

describe('a circle’s course', () => {
  const { marks, clauses } = trendOf(
    [evaluation('e1', '1', [outcome('old', 1)]), evaluation('e2', '2', [outcome('old', 3), outcome('young', 0)])],
    ruleSet,
  )

  test('has a mark for each evaluation, with the version it was made with', () => {
    expect(marks.map(({ evaluationId, standardVersion }) => [evaluationId, standardVersion])).toEqual([
      ['e1', '1'],
      ['e2', '2'],
    ])
  })

  test('has a point for each mark, none where the clause did not exist yet, and no line for what never was', () => {
    expect(clauses).toEqual([
      {
        clauseId: 'old',
        title: 'old',
        unit: '处',
        points: [
          { state: 'fail', value: 1, threshold: 2 },
          { state: 'pass', value: 3, threshold: 2 },
        ],
      },
      { clauseId: 'young', title: 'young', unit: '处', points: [null, { state: 'fail', value: 0, threshold: 2 }] },
    ])
  })
})
