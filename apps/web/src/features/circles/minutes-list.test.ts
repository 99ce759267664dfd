import { describe, expect, test } from 'vitest'
import { splitByReach } from './MinutesList.tsx'

function item(categoryId: string, seconds: number | null) {
  return { categoryId, seconds, placeId: null, placeName: null }
}

describe('what is within a quarter of an hour', () => {
  test('the nearest comes first, and what cannot be reached comes last and is not lost', () => {
    const { near, far } = splitByReach([item('a', 900), item('b', null), item('c', 60), item('d', 901)], 15)
    expect(near.map(({ categoryId }) => categoryId)).toEqual(['c', 'a'])
    expect(far.map(({ categoryId }) => categoryId)).toEqual(['d', 'b'])
  })
})

describe('within the same minute', () => {
  test('daily needs stay before the rest', () => {
    const { near } = splitByReach([item('market', 58), item('gym', 31)], 15)
    expect(near.map(({ categoryId }) => categoryId)).toEqual(['market', 'gym'])
  })
})
