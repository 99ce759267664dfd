import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weightedGini } from './gini.rules.ts'

describe('the Gini of coverage', () => {
  test.each([
    [[[100, 0.5]], 0],
    [
      [
        [100, 0.4],
        [900, 0.4],
      ],
      0,
    ],
    [
      [
        [500, 0],
        [500, 1],
      ],
      0.5,
    ],
    [
      [
        [900, 0],
        [100, 1],
      ],
      0.9,
    ],
    [[[100, 0]], 0],
    [[], 0],
  ])('of %j is %d', (groups, gini) => {
    expect(weightedGini(groups.map(([people = 0, share = 0]) => ({ people, share })))).toBeCloseTo(gini, 12)
  })
  test('stays between 0 and 1, knows no order, and a split group changes nothing', () => {
    const group = fc.record({
      people: fc.integer({ min: 1, max: 5000 }),
      share: fc.integer({ min: 0, max: 1000 }).map((share) => share / 1000),
    })
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 30 }), (groups) => {
        const gini = weightedGini(groups)
        expect(gini).toBeGreaterThanOrEqual(0)
        expect(gini).toBeLessThan(1)
        expect(weightedGini(groups.toReversed())).toBeCloseTo(gini, 9)
        const halves = groups.flatMap(({ people, share }) => [
          { people: people / 2, share },
          { people: people / 2, share },
        ])
        expect(weightedGini(halves)).toBeCloseTo(gini, 9)
      }),
    )
  })
})
