import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { STANDARDS_FOLDER, sampleClause, sampleRuleSet, shippedCategoryIds } from './circle.samples.ts'
import type { CircleInput } from './circle-input.ts'
import { evaluateChanged, evaluateCircle } from './evaluate.rules.ts'
import type { EvaluationResult } from './outcome.ts'
import type { RuleSet } from './rule-set.ts'
import { parseRuleSet } from './rule-set-file.ts'

/**
 * A town on a line: buildings and facilities have a position in walking seconds, the circle is everything within
 * fifteen minutes of 0. So a facility can be added or taken away and the input follows from it.
 */
const CATEGORIES = ['pharmacy', 'wet_market', 'laundry', 'elderly_day_care'] as const

interface Building {
  readonly at: number
  readonly total: number
  readonly over60: number
  readonly isOff: boolean
}
interface Facility {
  readonly at: number
  readonly categoryId: string
}
interface Town {
  readonly buildings: readonly Building[]
  readonly facilities: readonly Facility[]
  readonly categories: readonly string[]
}

function inputOf(town: Town, reorder: <T>(rows: readonly T[]) => readonly T[] = (rows) => rows): CircleInput {
  const rows = reorder(town.buildings.map((building, at) => ({ ...building, id: `b${at}` })))
  const places = reorder(town.facilities.map((facility, at) => ({ ...facility, id: `p${at}` })))
  const secondsTo = (building: Building, categoryId: string) => {
    const walks = town.facilities
      .filter((facility) => facility.categoryId === categoryId)
      .map((facility) => Math.abs(facility.at - building.at))
    return walks.length === 0 ? null : Math.min(...walks)
  }
  const walk = (slower: number) => ({
    speedMetresPerSecond: 1.2 / slower,
    seconds: Object.fromEntries(
      town.categories.map((id) => [
        id,
        rows.map((building) => {
          const seconds = secondsTo(building, id)
          return seconds === null ? null : seconds * slower
        }),
      ]),
    ),
  })
  return {
    circleId: 'line',
    asOf: '2026-11-23',
    profile: 'adult',
    residents: {
      buildingIds: rows.map((row) => row.id),
      groups: { total: rows.map((row) => row.total), over60: rows.map((row) => row.over60) },
      isOffNetwork: rows.map((row) => row.isOff),
    },
    walks: { adult: walk(1), elder: walk(1.5) },
    places: places
      .filter((place) => Math.abs(place.at) <= 900)
      .map((place) => ({
        id: place.id,
        name: place.id,
        categoryIds: [place.categoryId],
        inBoundary: Math.abs(place.at) <= 500,
        inWalkshed: true,
      })),
    recordedCategories: town.categories,
    nearestBeyond: {},
    facts: {},
    surveys: {},
    evidence: {},
  }
}

const ruleSet = sampleRuleSet(
  [
    sampleClause('near', { kind: 'coverage', anyOf: ['pharmacy', 'laundry'], minutes: 15, min: 0.5 }),
    sampleClause('elders', {
      kind: 'coverage',
      anyOf: ['elderly_day_care'],
      minutes: 10,
      min: 0.3,
      group: 'over60',
      profile: 'elder',
    }),
    sampleClause('some', { kind: 'countInCircle', anyOf: ['wet_market'], min: 1 }),
    sampleClause('types', { kind: 'distinctTypes', of: CATEGORIES, min: 3 }, { tiers: ['high'] }),
    sampleClause('either', {
      kind: 'anyOf',
      rules: [
        { kind: 'coverage', anyOf: ['wet_market'], minutes: 5, min: 0.9 },
        { kind: 'countInCircle', anyOf: ['wet_market'], min: 2, within: 'boundary' },
      ],
    }),
  ],
  [
    { id: 'low', name: '基础', order: 1, requires: { atLeast: 3, including: ['some'] } },
    { id: 'high', name: '提升', order: 2, buildsOn: 'low', requires: 'every' },
  ],
)

const building = fc.record({
  at: fc.integer({ min: -900, max: 900 }),
  total: fc.double({ min: 0, max: 300, noNaN: true }),
  over60: fc.double({ min: 0, max: 60, noNaN: true }),
  isOff: fc.boolean(),
})
const facility = (categories: readonly string[]) =>
  fc.record({ at: fc.integer({ min: -2000, max: 2000 }), categoryId: fc.constantFrom(...categories) })
const townOf = (categories: readonly string[]): fc.Arbitrary<Town> =>
  fc.record({
    buildings: fc.array(building, { maxLength: 12 }),
    facilities: fc.array(facility(categories), { maxLength: 12 }),
    categories: fc.constant(categories),
  })

const RANK = { fail: 0, unknown: 1, pass: 2, 'not-applicable': 3 } as const

function tierRank(result: EvaluationResult): number {
  return result.tiers.find((tier) => tier.tierId === result.tierId)?.order ?? 0
}

/** Nothing about `after` is worse than about `before`. */
function expectNoWorse(before: EvaluationResult, after: EvaluationResult) {
  expect(tierRank(after)).toBeGreaterThanOrEqual(tierRank(before))
  after.clauses.forEach((clause, at) => {
    const earlier = before.clauses[at]
    if (earlier === undefined) throw new Error('clauses differ')
    expect(RANK[clause.state]).toBeGreaterThanOrEqual(RANK[earlier.state])
    if (clause.ruleKind === 'coverage' || clause.ruleKind === 'distinctTypes') {
      expect(clause.figure?.numerator ?? 0).toBeGreaterThanOrEqual(earlier.figure?.numerator ?? 0)
    }
  })
}

describe('whatever the circle', () => {
  test('adding a facility never lowers a coverage, a clause or the tier, and removing one never raises them', () => {
    fc.assert(
      fc.property(townOf(CATEGORIES), facility(CATEGORIES), (town, added) => {
        const more = { ...town, facilities: [...town.facilities, added] }
        const without = evaluateCircle(ruleSet, inputOf(town))
        expectNoWorse(without, evaluateCircle(ruleSet, inputOf(more)))
      }),
      { numRuns: 300 },
    )
  })

  test('looking only at the clauses that a facility concerns finds what looking at all of them does', () => {
    fc.assert(
      fc.property(townOf(CATEGORIES), facility(CATEGORIES), (town, added) => {
        const input = inputOf({ ...town, facilities: [...town.facilities, added] })
        const known = evaluateCircle(ruleSet, inputOf(town))
        const changed = evaluateChanged(ruleSet, known, { input, categoryIds: new Set([added.categoryId]) })
        expect(changed).toEqual(evaluateCircle(ruleSet, input))
      }),
      { numRuns: 200 },
    )
  })

  test('the order of buildings and places changes no byte', () => {
    fc.assert(
      fc.property(townOf(CATEGORIES), fc.infiniteStream(fc.nat()), (town, keys) => {
        const shuffle = <T>(rows: readonly T[]) =>
          rows
            .map((row) => ({ row, key: keys.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ row }) => row)
        const given = canonicalJson(evaluateCircle(ruleSet, inputOf(town)))
        expect(canonicalJson(evaluateCircle(ruleSet, inputOf(town, shuffle)))).toBe(given)
      }),
      { numRuns: 200 },
    )
  })

  test('every figure lies between nothing and its denominator, and a pass has no remedy', () => {
    fc.assert(
      fc.property(townOf(CATEGORIES), (town) => {
        for (const clause of evaluateCircle(ruleSet, inputOf(town)).clauses) {
          expect(clause.toPass === null).toBe(clause.state === 'pass' || clause.state === 'not-applicable')
          const { figure } = clause
          if (figure === null || figure.numerator === null) continue
          expect(figure.numerator).toBeGreaterThanOrEqual(0)
          if (figure.denominator !== null) expect(figure.numerator).toBeLessThanOrEqual(figure.denominator)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('longer walks never reach fewer people', () => {
    fc.assert(
      fc.property(townOf(CATEGORIES), fc.integer({ min: 1, max: 20 }), fc.nat(20), (town, minutes, more) => {
        const reached = (limit: number) => {
          const rule = { kind: 'coverage', anyOf: ['pharmacy'], minutes: limit, min: 0.5 } as const
          return (
            evaluateCircle(sampleRuleSet([sampleClause('x', rule)]), inputOf(town)).clauses[0]?.figure?.numerator ?? 0
          )
        }
        expect(reached(minutes + more)).toBeGreaterThanOrEqual(reached(minutes))
      }),
      { numRuns: 100 },
    )
  })
})

describe('the shipped county set', () => {
  const shipped: RuleSet = parseRuleSet(
    readFileSync(join(STANDARDS_FOLDER, 'xiayi-plan.yaml'), 'utf8'),
    'xiayi-plan.yaml',
    shippedCategoryIds(),
  )
  const categories = [...shippedCategoryIds()]

  test('a new facility of any category never lowers the tier', () => {
    const facts = {
      'centre.floorAreaM2': 120,
      'centre.hasSign': true,
      'centre.hasGuideMap': true,
      'centre.staff': 2,
      'centre.hasRules': true,
      'centre.services': [
        '购物',
        '家政',
        '办证',
        '医疗',
        '就学',
        '文体',
        '日间照料',
        '妇幼服务',
        '志愿服务',
        '物流配送',
      ],
      'centre.has24hFunctions': true,
      'centre.hasOnlinePlatform': true,
      'town.elderCareCentres': 1,
      'community.isNew': false,
    }
    const known = {
      facts: Object.fromEntries(
        Object.entries(facts).map(([key, value]) => [key, { value, ref: 'r', asOf: '2026-11-01' }]),
      ),
      surveys: {
        'residents.satisfaction': { satisfied: 95, answered: 100, method: '入户', ref: 's', asOf: '2026-11-01' },
      },
    }
    /** one of nearly everything at the middle, so that circles close to a tier are common */
    const full = fc.subarray(categories, { minLength: categories.length - 6 })
    const town = fc.record({
      buildings: fc.array(building, { minLength: 1, maxLength: 6 }),
      facilities: full.map((ids) => ids.map((categoryId) => ({ at: 0, categoryId }))),
      categories: fc.constant(categories),
    })
    const reached = new Set<number>()
    fc.assert(
      fc.property(town, facility(categories), (given, added) => {
        const before = evaluateCircle(shipped, { ...inputOf(given), ...known })
        const more = { ...given, facilities: [...given.facilities, added] }
        const after = evaluateCircle(shipped, { ...inputOf(more), ...known })
        reached.add(tierRank(before))
        expect(tierRank(after)).toBeGreaterThanOrEqual(tierRank(before))
      }),
      { numRuns: 150, seed: 20261123 },
    )
    expect([...reached].toSorted((a, b) => a - b)).toEqual([0, 1, 2])
  })
})
