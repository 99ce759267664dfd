import { describe, expect, test } from 'vitest'
import { patched } from '../use-planner.ts'
import { endOfSwipe, layerView, sidePatch, startOfSwipe, swipeOf } from './layer-view.ts'

describe('what the map shows', () => {
  test('an empty address means minutes to the market, in bands, by building, at an adult’s pace', () => {
    expect(layerView({})).toEqual({
      layer: 'minutes',
      category: 'wet_market',
      profile: 'adult',
      minutes: 'bands',
      by: 'building',
      age: 'all',
      within: 15,
      circle: null,
      plan: null,
    })
  })

  test('strange words mean the default', () => {
    expect(layerView({ layer: 'x', profile: 'horse', within: '7', by: '', age: 'old' })).toEqual(layerView({}))
  })

  test('each side reads its own names', () => {
    const search = { layer: 'people', age: 'over60', rlayer: 'gaps', rcategory: 'pharmacy', rby: 'hex' }
    expect(layerView(search)).toMatchObject({ layer: 'people', age: 'over60', by: 'building' })
    expect(layerView(search, 'right')).toMatchObject({ layer: 'gaps', category: 'pharmacy', by: 'hex' })
  })

  test('a second map starts as the first at another pace, and leaves nothing behind', () => {
    const before = { layer: 'gaps', category: 'nursery', by: 'hex', z: '13' }
    const during = patched(before, startOfSwipe(before, 50))
    expect(layerView(during, 'right')).toEqual({ ...layerView(before), profile: 'elder' })
    expect(swipeOf(during)).toBe(50)
    expect(patched(during, endOfSwipe())).toEqual(before)
  })

  test('a plan is shown beside today, and only what is known of a plan', () => {
    const before = { layer: 'tiers', plan: 's', profile: 'child' }
    const during = patched(before, startOfSwipe(before, 50))
    expect(layerView(during, 'right')).toEqual({ ...layerView(before), plan: null })
    expect(layerView({ layer: 'worst', plan: 's' }).layer).toBe('minutes')
    expect(layerView({ layer: 'worst' }).layer).toBe('worst')
    expect(patched({ ...during, rplan: 't' }, endOfSwipe())).toEqual(before)
  })

  test('a change on the right leaves the left', () => {
    expect(sidePatch('right', { category: 'pharmacy', circle: null })).toEqual({ rcategory: 'pharmacy', rcircle: null })
  })

  test.each([
    ['40', 40],
    ['-3', 50],
    ['x', 50],
    [undefined, null],
  ])('the line of %s stands at %s', (swipe, at) => {
    expect(swipeOf(swipe === undefined ? {} : { swipe })).toBe(at)
  })
})
