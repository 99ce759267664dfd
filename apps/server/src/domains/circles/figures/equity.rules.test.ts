import { describe, expect, test } from 'vitest'
import { bandOf, bandsByCommunity, bandsOf, coverageOf, peopleAt, worstFirst } from './equity.rules.ts'

const columns = {
  count: 4,
  under15: [1, 2, 3, 4],
  from15to59: [10, 20, 30, 40],
  over60: [100, 200, 300, 400],
  community: [0, 0, 1, -1],
}
const seconds = [300, 301, 901, -1]

describe('a band of walking time', () => {
  test.each([
    [0, 0],
    [300, 0],
    [300.1, 1],
    [600, 1],
    [900, 2],
    [900.1, 3],
    [-1, 3],
  ])('%d s lie in band %d', (time, band) => {
    expect(bandOf(time)).toBe(band)
  })
})

describe('people by band', () => {
  test.each([
    ['everyone', [111, 222, 0, 333 + 444]],
    ['under15', [1, 2, 0, 7]],
    ['from15to59', [10, 20, 0, 70]],
    ['over60', [100, 200, 0, 700]],
  ] as const)('%s: every building once, none lost', (group, bands) => {
    expect(bandsOf(columns, seconds, group)).toEqual(bands)
    const all = [0, 1, 2, 3].reduce((sum, row) => sum + peopleAt(columns, row, group), 0)
    expect(bands.reduce((sum, count) => sum + count, 0)).toBe(all)
  })

  test('by community; buildings of none are nobody’s', () => {
    expect(bandsByCommunity(columns, seconds, { group: 'under15', communities: 2 })).toEqual([
      [1, 2, 0, 0],
      [0, 0, 0, 3],
    ])
  })
})

describe('coverage', () => {
  test.each([
    [[0, 0, 0, 0], null],
    [[10, 0, 0, 10], 0.5],
    [[1, 1, 1, 0], 1],
    [[0, 0, 0, 5], 0],
  ])('of %j is %j', (bands, share) => {
    expect(coverageOf(bands)).toBe(share)
  })

  test('the worst off come first, the larger before the smaller, empty ones last', () => {
    const row = (name: string, coverage: number | null, people: number) => ({
      communityId: name,
      name,
      circleId: null,
      isUrban: true,
      people,
      bands: [0, 0, 0, 0],
      coverage,
    })
    const sorted = worstFirst([row('full', 1, 10), row('empty', null, 0), row('small', 0, 5), row('large', 0, 50)])
    expect(sorted.map(({ name }) => name)).toEqual(['large', 'small', 'full', 'empty'])
  })
})
