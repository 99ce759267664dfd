import { describe, expect, test } from 'vitest'
import { placesByCategory } from './circle-places.ts'

const place = (placeId: string, ...categoryIds: string[]) => ({
  placeId,
  name: placeId,
  categoryIds,
  seconds: 60,
  inBoundary: true,
  inWalkshed: true,
})

describe('a circle’s places by category', () => {
  test('keep the order of the categories and of the minutes; a place of two is in both; an empty one stays', () => {
    const groups = placesByCategory([place('a', 'shop'), place('b', 'bank', 'shop')], ['bank', 'park', 'shop'])
    expect(groups.map(({ categoryId, places }) => [categoryId, places.map(({ placeId }) => placeId)])).toEqual([
      ['bank', ['b']],
      ['park', []],
      ['shop', ['a', 'b']],
    ])
  })

  test('a category that the list does not know is not lost', () => {
    expect(placesByCategory([place('a', 'new')], []).map(({ categoryId }) => categoryId)).toEqual(['new'])
  })
})
