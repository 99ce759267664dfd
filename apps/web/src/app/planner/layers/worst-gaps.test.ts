import type { CircleMap, Gap } from '@xiayi/contract/circles'
import { missingFills, notEvaluatedFill } from '@xiayi/ui/tokens'
import { describe, expect, test } from 'vitest'
import { fillOf, worstClasses, worstFeatures, worstGaps } from './worst-gaps.ts'

const gap = (circleId: string, peopleAffected: number, title = ''): Gap => ({
  circleId,
  circleName: circleId,
  clauseId: title,
  title,
  peopleAffected,
  residents: 5000,
  finding: '',
  toPass: null,
})
const area = (circleId: string, isEvaluated = true): CircleMap['features'][number] => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [] },
  properties: {
    circleId,
    communityId: circleId,
    name: `${circleId}社区居委会`,
    tierId: null,
    isEvaluated,
    isPilot: false,
    isUrban: true,
    residents: 5000,
  },
})

describe('the worst gap of every circle', () => {
  const worst = worstGaps([gap('东', 4000, '菜市场'), gap('西', 900, '药店'), gap('东', 300, '理发')])

  test('is the one that most people are affected by, and the others are counted', () => {
    expect([...worst.values()].map(({ circleId, title, gaps }) => [circleId, title, gaps])).toEqual([
      ['东', '菜市场', 2],
      ['西', '药店', 1],
    ])
  })

  test('is a colour and a word; without a gap or an evaluation it says so', () => {
    const map: CircleMap = { type: 'FeatureCollection', features: [area('东'), area('南'), area('北', false)] }
    const [east, south, north] = worstFeatures(map, worst).features.map(({ properties }) => properties)
    expect(east).toMatchObject({ name: '东', word: ' 4,000 人' })
    expect(missingFills).toContain(east?.fill)
    expect(south).toMatchObject({ word: ' 没有短板', fill: notEvaluatedFill })
    expect(north).toMatchObject({ word: ' 未评价' })
  })

  test('more people are never paler', () => {
    const classes = worstClasses(worst)
    const order = [1, 100, 900, 1500, 4000, 90_000].map((people) => classes.fills.indexOf(fillOf(classes, people)))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order.at(-1)).toBe(3)
  })
})
