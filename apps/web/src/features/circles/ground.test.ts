import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AGES,
  type Column,
  type Ground,
  groundOf,
  hexMeans,
  hexPeople,
  hexPeopleBeyond,
  reachByCommunity,
  reachOfAll,
} from './ground.ts'

/** Four buildings: two in 甲, one in 乙, one in none; two hexagons. */
const small = groundOf({
  revision: 3,
  networkVersion: 'n',
  count: 4,
  lonE6: [116_000_000, 116_001_000, 116_002_000, 116_003_000],
  latE6: [34_000_000, 34_000_000, 34_000_000, 34_000_000],
  sizeM: [10, 20, 30, 40],
  under15: [1, 2, 3, 4],
  from15to59: [10, 20, 30, 0],
  over60: [5, 0, 7, 0],
  community: [0, 0, 1, -1],
  communities: [
    { id: 'a', name: '甲' },
    { id: 'b', name: '乙' },
    { id: 'c', name: '空' },
  ],
  hex: [0, 0, 1, 1],
  hexes: [{ ring: [] }, { ring: [] }],
  speeds: { adult: 1.2, elder: 0.9, child: 0.9, wheelchair: 0.8 },
})
const column: Column = { seconds: [300, 301, 900, -1], limitSeconds: 3600 }

describe('the figures of the planner’s map', () => {
  test('a minute’s bound is within it, a second more is not', () => {
    const [first, second, last] = reachByCommunity(small, column)
    expect(first).toMatchObject({ name: '甲', residents: 38, within5: 16, within10: 38, within15: 38, beyond15: 0 })
    expect(second).toMatchObject({ name: '乙', residents: 40, within10: 0, within15: 40, beyond15: 0 })
    expect(last).toMatchObject({ name: '不在任何社区里', residents: 4, within15: 0, beyond15: 4 })
    expect(first?.byAge.over60).toMatchObject({ residents: 5, within5: 5 })
  })

  test('a hexagon’s mean is weighted by its people, and who is beyond counts at the limit', () => {
    const [one, other] = hexMeans(small, column, 'all')
    expect(one).toBeCloseTo((300 * 16 + 301 * 22) / 38, 9)
    expect(other).toBeCloseTo((900 * 40 + 3600 * 4) / 44, 9)
  })

  test('a hexagon where nobody of that age lives has no mean', () => {
    expect(hexMeans({ ...small, people: { ...small.people, over60: new Uint32Array(4) } }, column, 'over60')).toEqual(
      new Float64Array([Number.NaN, Number.NaN]),
    )
  })

  test('people are counted once: hexagons, communities and the county agree', () => {
    fc.assert(
      fc.property(grounds, ({ ground, seconds }) => {
        for (const age of AGES) {
          const all = sum(ground.people[age])
          const reach = reachOfAll(ground, { seconds, limitSeconds: 3600 }, age)
          expect(reach.residents).toBe(all)
          expect(sum(hexPeople(ground, age))).toBe(all)
          expect(sum(hexPeopleBeyond(ground, { seconds, limitSeconds: 3600 }, age, 15))).toBe(reach.beyond15)
          const rows = reachByCommunity(ground, { seconds, limitSeconds: 3600 })
          expect(sum(rows.map((row) => row.byAge[age].residents))).toBe(all)
          expect(sum(rows.map((row) => row.byAge[age].within15))).toBe(reach.within15)
          expect(reach.within5).toBeLessThanOrEqual(reach.within10)
          expect(reach.within10).toBeLessThanOrEqual(reach.within15)
        }
      }),
    )
  })
})

const rows = fc.array(
  fc.record({
    people: fc.tuple(fc.nat(90), fc.nat(90), fc.nat(90)),
    community: fc.integer({ min: -1, max: 2 }),
    hex: fc.integer({ min: 0, max: 1 }),
    seconds: fc.integer({ min: -1, max: 3600 }),
  }),
  { minLength: 1, maxLength: 60 },
)
const grounds = rows.map((list): { ground: Ground; seconds: number[] } => ({
  seconds: list.map(({ seconds }) => seconds),
  ground: {
    ...small,
    count: list.length,
    people: {
      all: Uint32Array.from(list, ({ people }) => people[0] + people[1] + people[2]),
      under15: Uint32Array.from(list, ({ people }) => people[0]),
      from15to59: Uint32Array.from(list, ({ people }) => people[1]),
      over60: Uint32Array.from(list, ({ people }) => people[2]),
    },
    community: Int32Array.from(list, ({ community }) => community),
    hex: Int32Array.from(list, ({ hex }) => hex),
  },
}))

function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0
  return total
}
