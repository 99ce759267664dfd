import { describe, expect, test } from 'vitest'
import { questionOf } from './siting-search.ts'

const none = { plots: [], draft: [] }
const at: [number, number] = [116, 34]
const plot = { geometry: { type: 'Point' as const, coordinates: at } }

describe('the question of an address', () => {
  test('is none while nothing is to be built, and none while no spot is drawn', () => {
    expect(questionOf({}, none)).toBeNull()
    expect(questionOf({ build: 'wet_market', spots: 'drawn' }, none)).toBeNull()
  })
  test('has sensible values where the address says nothing or nonsense', () => {
    const usual = {
      categoryId: 'wet_market',
      servedBy: ['wet_market'],
      sites: 3,
      candidates: { kind: 'buildings' },
      profile: 'adult',
      withinMinutes: 15,
      group: 'everyone',
      isEquitable: false,
    }
    expect(questionOf({ build: 'wet_market' }, none)).toEqual(usual)
    expect(
      questionOf({ build: 'wet_market', sites: '-2', within: '7', group: 'x', profile: 'bird', equity: 'no' }, none),
    ).toEqual(usual)
  })
  test('says what the address says', () => {
    const search = {
      build: 'wet_market',
      also: 'fresh_supermarket,wet_market',
      sites: '5',
      within: '10',
      group: 'over60',
      profile: 'elder',
      equity: 'yes',
      spots: 'drawn',
    }
    expect(questionOf(search, { plots: [plot], draft: [] })).toEqual({
      categoryId: 'wet_market',
      servedBy: ['wet_market', 'fresh_supermarket'],
      sites: 5,
      candidates: { kind: 'plots', plots: [plot] },
      profile: 'elder',
      withinMinutes: 10,
      group: 'over60',
      isEquitable: true,
    })
  })
})
