import { describe, expect, test } from 'vitest'
import { sampleCircle, samplePlace } from './circle.samples.ts'
import { evaluateCoverage } from './coverage.rules.ts'
import type { CoverageRule } from './rule-set.ts'

const pharmacy15: CoverageRule = { kind: 'coverage', anyOf: ['pharmacy'], minutes: 15, min: 0.75 }

describe('coverage', () => {
  test.each<[string, Partial<CoverageRule>, string, number | null, number | null]>([
    ['a building exactly at the limit counts', {}, 'pass', 150, 200],
    ['one second less does not reach it', { minutes: 14.9 }, 'fail', 100, 200],
    ['any of several categories is enough', { anyOf: ['pharmacy', 'bank_outlet'], min: 1 }, 'pass', 200, 200],
    ['only the group asked for is counted', { group: 'over60', minutes: 10 }, 'fail', 20, 50],
    ['a group nobody counted is unknown', { group: 'under15' }, 'unknown', null, null],
    ['a profile nobody walked is unknown', { profile: 'elder' }, 'unknown', null, null],
    ['a category without a column is unknown', { anyOf: ['laundry'] }, 'unknown', 0, 200],
    ['a missing column does not hide a pass', { anyOf: ['pharmacy', 'laundry'] }, 'pass', 150, 200],
    ['a missing column turns a fail into unknown', { anyOf: ['pharmacy', 'laundry'], min: 0.9 }, 'unknown', 150, 200],
  ])('%s', (_, changes, state, numerator, denominator) => {
    const outcome = evaluateCoverage({ ...pharmacy15, ...changes }, sampleCircle())
    expect(outcome.state).toBe(state)
    expect(outcome.figure?.numerator ?? null).toBe(numerator)
    expect(outcome.figure?.denominator ?? null).toBe(denominator)
  })

  test('residents without a walking line are counted as not reached, and said so', () => {
    const circle = sampleCircle()
    const residents = { ...circle.residents, isOffNetwork: [false, true, false] }
    const outcome = evaluateCoverage(pharmacy15, { ...circle, residents })
    expect(outcome.state).toBe('fail')
    expect(outcome.figure).toMatchObject({ numerator: 100, denominator: 200 })
    expect(outcome.reach).toMatchObject({ residentsOffNetwork: 50, buildings: 3, buildingsReached: 1 })
    expect(outcome.reach?.leftOut).toEqual([
      { buildingId: 'b2', residents: 50, seconds: null },
      { buildingId: 'b3', residents: 50, seconds: 960 },
    ])
  })

  test('a circle without residents is unknown, one without the age group does not apply', () => {
    const none = sampleCircle({ residents: { buildingIds: [], groups: { total: [] }, isOffNetwork: [] } })
    expect(evaluateCoverage(pharmacy15, none).state).toBe('unknown')
    const circle = sampleCircle()
    const young = { ...circle.residents, groups: { total: [1, 1, 1], over60: [0, 0, 0] } }
    expect(evaluateCoverage({ ...pharmacy15, group: 'over60' }, { ...circle, residents: young }).state).toBe(
      'not-applicable',
    )
  })

  test('a failed clause says how many residents are missing and which place beyond is nearest', () => {
    const nearest = { placeId: 'p9', name: '远药店', seconds: 1200 }
    const circle = sampleCircle({ nearestBeyond: { pharmacy: nearest }, places: [samplePlace('p1', 'pharmacy')] })
    const outcome = evaluateCoverage({ ...pharmacy15, min: 0.9 }, circle)
    expect(outcome.toPass).toEqual({
      kind: 'reach',
      anyOf: ['pharmacy'],
      minutes: 15,
      group: 'total',
      residentsMissing: 30,
      buildingsLeftOut: 1,
      nearest,
    })
    expect(outcome.evidence).toEqual([{ kind: 'place', ref: 'p1', label: 'p1店' }])
  })

  test.each([0.755, 0.76, 0.8, 0.851, 0.9, 0.99, 1])(
    'the missing residents for %d are the fewest that suffice',
    (min) => {
      const { toPass } = evaluateCoverage({ ...pharmacy15, min }, sampleCircle())
      const missing = toPass?.kind === 'reach' ? toPass.residentsMissing : Number.NaN
      expect((150 + missing) / 200).toBeGreaterThanOrEqual(min)
      expect((150 + missing - 1) / 200).toBeLessThan(min)
    },
  )

  test('fractions of residents add up to the same sum in any order', () => {
    const rows = [0.1, 0.2, 0.7, 1.003, 12.5]
    const figureOf = (column: readonly number[]) =>
      evaluateCoverage(pharmacy15, {
        ...sampleCircle(),
        residents: {
          buildingIds: column.map((_, at) => `b${at}`),
          groups: { total: column },
          isOffNetwork: column.map(() => false),
        },
        walks: { adult: { speedMetresPerSecond: 1.2, seconds: { pharmacy: column.map(() => 60) } } },
      }).figure
    expect(figureOf(rows)).toEqual(figureOf(rows.toReversed()))
    expect(figureOf(rows)?.denominator).toBe(14.503)
  })
})
