import { describe, expect, test } from 'vitest'
import { equitableWeights, sharesByCommunity, thinToGrid } from './siting.rules.ts'

describe('communities', () => {
  const people = [10, 20, 30, 40]
  const community = [0, 0, 1, -1]
  const shares = sharesByCommunity(people, community, (b) => b === 1 || b === 2)

  test('are as served as their people; buildings of none are nobody’s', () => {
    expect([...shares]).toEqual([
      [0, { people: 30, covered: 20, share: 2 / 3 }],
      [1, { people: 30, covered: 30, share: 1 }],
    ])
  })
  test('that are worse off weigh more, and nobody weighs nothing', () => {
    expect([...equitableWeights(people, community, shares)]).toEqual([
      10 * (1 - 2 / 3),
      20 * (1 - 2 / 3),
      30 * 0.05,
      40,
    ])
  })
})

describe('thinning', () => {
  test('leaves few alone', () => {
    expect(thinToGrid({ lon: [1, 2], lat: [3, 4], people: [0, 0] }, 2)).toEqual({ kept: [0, 1], gridMetres: null })
  })
  test('keeps of each cell the building with the most people', () => {
    const lon = [116, 116.000001, 116.01]
    expect(thinToGrid({ lon, lat: [34, 34, 34], people: [5, 9, 1] }, 2)).toEqual({ kept: [1, 2], gridMetres: 50 })
  })
  test('keeps to the limit however close they stand', () => {
    const lon = Array.from({ length: 400 }, (_, i) => 116 + (i % 20) * 0.001)
    const lat = Array.from({ length: 400 }, (_, i) => 34 + Math.floor(i / 20) * 0.001)
    const { kept } = thinToGrid({ lon, lat, people: lon.map(() => 1) }, 30)
    expect(kept.length).toBeLessThanOrEqual(30)
    expect(kept.length).toBeGreaterThan(3)
  })
})
