import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateResidents, floorAreaM2, isHome, RESIDENTS_ESTIMATE, splitByAge } from './residents.rules.ts'
import { spreadAges, wholePeople } from './spread-people.rules.ts'

const sum = (ages: { under15: number; from15to59: number; over60: number }) =>
  ages.under15 + ages.from15to59 + ages.over60

describe('an estimate of residents', () => {
  test.each<[Record<string, string>, number, boolean]>([
    [{ building: 'apartments' }, 400, true],
    [{ building: 'yes' }, 120, true],
    [{ building: 'yes', shop: 'mall' }, 4000, false],
    [{ building: 'school' }, 900, false],
    [{ building: 'house' }, 12, false],
    [{}, 100, false],
  ])('takes %j of %d m² for a home: %s', (tags, area, is) => {
    expect(isHome(tags, area)).toBe(is)
  })

  test('of many houses comes to floor area over area per person, in the census shares', () => {
    const people = Array.from({ length: 5000 }, (_, i) => estimateResidents(floorAreaM2(110, 3), `way/${i}`))
    const total = people.reduce((all, ages) => all + sum(ages), 0)
    expect(total / ((5000 * 330) / RESIDENTS_ESTIMATE.floorM2PerPerson)).toBeCloseTo(1, 2)
    for (const group of ['under15', 'from15to59', 'over60'] as const)
      expect(people.reduce((all, ages) => all + ages[group], 0) / total).toBeCloseTo(
        RESIDENTS_ESTIMATE.shares[group],
        2,
      )
  })

  test('of one house depends on nothing else', () => {
    expect(estimateResidents(333, 'way/1')).toEqual(estimateResidents(333, 'way/1'))
  })
})

test('people split by age are as many as before, each group at least none', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.string(), (people, key) => {
      const ages = splitByAge(people, key)
      expect(sum(ages)).toBe(people)
      expect(Math.min(...Object.values(ages))).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('fractions of people become whole people, none lost and none made up', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1, maxLength: 60 }), (values) => {
      const whole = wholePeople(new Map(values.map((value, i) => [`b${i}`, value])))
      const total = values.reduce((all, value) => all + value, 0)
      expect(Math.abs([...whole.values()].reduce((all, value) => all + value, 0) - total)).toBeLessThanOrEqual(
        0.5 + 1e-6,
      )
      for (const [i, value] of values.entries()) expect(Math.abs((whole.get(`b${i}`) ?? -9) - value)).toBeLessThan(1)
    }),
  )
})

test('a community is spread over its homes to the last person of every age', () => {
  const people = fc.record({ under15: fc.nat(3000), from15to59: fc.nat(3000), over60: fc.nat(3000) })
  const homes = fc.array(fc.record({ floorM2: fc.double({ min: 0, max: 9000, noNaN: true }) }), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(people, homes, (byAge, floors) => {
      const spread = spreadAges(
        { people: sum(byAge), byAge },
        floors.map(({ floorM2 }, i) => ({ id: `b${i}`, floorM2 })),
      )
      for (const group of ['under15', 'from15to59', 'over60'] as const)
        expect([...spread.values()].reduce((all, ages) => all + ages[group], 0)).toBe(byAge[group])
    }),
  )
})
