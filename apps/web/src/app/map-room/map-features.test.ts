import { describe, expect, test } from 'vitest'
import { communityName, tierFeatures, walkshedFeatures } from './map-features.ts'

const tiers = [
  { id: 'basic', name: '基础保障类', order: 1 },
  { id: 'model', name: '提升示范类', order: 2 },
]
const geometry = { type: 'Polygon', coordinates: [] }
const base = { communityId: 'c', isPilot: false, isUrban: true, residents: 10 }

describe('communities on the map', () => {
  test('the label says in words what the colour says', () => {
    const drawn = tierFeatures(
      {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            geometry,
            properties: { ...base, circleId: '1', name: '滨湖路居委会', tierId: 'model', isEvaluated: true },
          },
          {
            type: 'Feature',
            geometry,
            properties: { ...base, circleId: '2', name: '陈庄村委会', tierId: null, isEvaluated: true },
          },
          {
            type: 'Feature',
            geometry,
            properties: { ...base, circleId: '3', name: '东环社区居委会', tierId: null, isEvaluated: false },
          },
        ],
      },
      tiers,
    )
    expect(drawn?.features.map(({ properties }) => properties.name + properties.shape + properties.word)).toEqual([
      '滨湖路◆ 提升示范类',
      '陈庄▲ 未达标',
      '东环○ 未评价',
    ])
    expect(new Set(drawn?.features.map(({ properties }) => properties.fill)).size).toBe(3)
  })

  test('a name that is nothing but its form stays whole', () => {
    expect(communityName('居委会')).toBe('居委会')
  })

  test('the farthest band is painted first', () => {
    const band = (minutes: number) => ({
      type: 'Feature' as const,
      geometry,
      properties: { minutes, residents: 0, areaKm2: 1 },
    })
    const drawn = walkshedFeatures({
      type: 'FeatureCollection',
      features: [band(5), band(15), band(10)],
      speedMetresPerSecond: 1.2,
      profile: 'adult',
      originKind: 'entrances',
      origins: 3,
    })
    expect(drawn?.features.map(({ properties }) => properties.minutes)).toEqual([15, 10, 5])
  })
})
