import { describe, expect, test } from 'vitest'
import { patched, pointOf, pointText } from './use-planner.ts'

describe('the planner’s address', () => {
  test('a patch changes what it names, takes out what it says is null, and leaves the rest', () => {
    expect(patched({ layer: 'tiers', circle: 'a', z: '12' }, { circle: null, layer: 'walkshed' })).toEqual({
      layer: 'walkshed',
      z: '12',
    })
  })

  test.each([
    ['116.1,34.2', { lon: 116.1, lat: 34.2 }],
    ['116.1', null],
    ['200,34', null],
    ['a,b', null],
    ['1,2,3', null],
    [undefined, null],
  ])('%s is read as a point or as none', (text, point) => {
    expect(pointOf(text)).toEqual(point)
  })

  test('a point is read back as it was written', () => {
    expect(pointOf(pointText({ lon: 116.123456, lat: 34.2 }))).toEqual({ lon: 116.123456, lat: 34.2 })
  })
})
