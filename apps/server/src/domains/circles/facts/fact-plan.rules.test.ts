import { describe, expect, test } from 'vitest'
import { planFacts, type WantedFact } from './fact-plan.rules.ts'
import type { FactRow } from './facts.sql.ts'

const row: FactRow = {
  circleId: 'c1',
  key: 'centre.staff',
  value: 2,
  evidence: '台账',
  observedOn: '2026-11-01',
  by: '王某',
  channel: 'screen',
  version: 3,
  recordedAt: new Date('2026-11-01T08:00:00Z'),
}
const same: WantedFact = { circleId: 'c1', key: 'centre.staff', value: 2, evidence: '台账', observedOn: '2026-11-01' }
const how = { by: '李某', channel: 'screen' } as const

describe('a fact against what is recorded', () => {
  test.each<[string, readonly FactRow[], WantedFact, { writes: number; unchanged: number; conflicts: number }]>([
    ['a first record', [], { ...same, basedOn: 0 }, { writes: 1, unchanged: 0, conflicts: 0 }],
    [
      'another value on the version seen',
      [row],
      { ...same, value: 5, basedOn: 3 },
      { writes: 1, unchanged: 0, conflicts: 0 },
    ],
    [
      'another value on an old version',
      [row],
      { ...same, value: 5, basedOn: 2 },
      { writes: 0, unchanged: 0, conflicts: 1 },
    ],
    [
      'a first record where one has come meanwhile',
      [row],
      { ...same, value: 5, basedOn: 0 },
      { writes: 0, unchanged: 0, conflicts: 1 },
    ],
    [
      'the same sent again on an old version',
      [row],
      { ...same, basedOn: 2 },
      { writes: 0, unchanged: 1, conflicts: 0 },
    ],
    [
      'the same value seen on a later day',
      [row],
      { ...same, observedOn: '2026-11-20', basedOn: 3 },
      { writes: 1, unchanged: 0, conflicts: 0 },
    ],
    ['a record taken back', [row], { ...same, value: null, basedOn: 3 }, { writes: 1, unchanged: 0, conflicts: 0 }],
    ['nothing taken back', [], { ...same, value: null, basedOn: 0 }, { writes: 0, unchanged: 1, conflicts: 0 }],
    ['a program that says what holds', [row], { ...same, value: 9 }, { writes: 1, unchanged: 0, conflicts: 0 }],
  ])('%s', (_, current, wanted, expected) => {
    const { writes, unchanged, conflicts } = planFacts(current, [wanted], how)
    expect({ writes: writes.length, unchanged, conflicts: conflicts.length }).toEqual(expected)
  })

  test('every write is the next version', () => {
    expect(planFacts([row], [{ ...same, value: 4, basedOn: 3 }], how).writes).toMatchObject([
      { version: 4, by: '李某' },
    ])
    expect(planFacts([], [{ ...same, basedOn: 0 }], how).writes).toMatchObject([{ version: 1 }])
  })
})
