import type { MinutesColumnReply } from '@xiayi/contract/circles'
import { type Preview, previewReply } from '@xiayi/contract/scenarios'
import { describe, expect, test } from 'vitest'
import { movedCircles, triedColumn } from './tried.ts'

const column: MinutesColumnReply = {
  revision: 3,
  categoryId: 'wet_market',
  profile: 'adult',
  speedMetresPerSecond: 1.2,
  limitSeconds: 3600,
  seconds: [100, 200, 300],
}

function previewOf(patch: Partial<Preview>): Preview {
  return previewReply.parse({
    profile: 'adult',
    speedMetresPerSecond: 1.2,
    withinMinutes: 15,
    engineMilliseconds: 0.5,
    totalMilliseconds: 5,
    misfits: [],
    warnings: [],
    newcomers: 0,
    cutOff: null,
    closures: [],
    placesToday: [],
    housing: [],
    changes: [],
    circles: [],
    county: { standardId: 's', standardVersion: '1', circles: 2, tiers: [], withoutTier: { before: 2, after: 2 } },
    revision: 3,
    columns: [{ categoryId: 'wet_market', rows: [0, 2], seconds: [50, -1], housingSeconds: [] }],
    ...patch,
  })
}

describe('the minutes on the map with changes in hand', () => {
  test('are others where the changes make them so, and the column of today stays as it was', () => {
    expect(triedColumn(column, previewOf({})).seconds).toEqual([50, 200, -1])
    expect(column.seconds).toEqual([100, 200, 300])
  })

  test.each<readonly [string, Partial<Preview>]>([
    ['the figures are of another walker', { profile: 'elder' }],
    ['the county has changed meanwhile', { revision: 4 }],
    ['nothing was asked about the category', { columns: [] }],
    [
      'nobody is nearer or further',
      { columns: [{ categoryId: 'wet_market', rows: [], seconds: [], housingSeconds: [] }] },
    ],
  ])('are those of today, as the same object, when %s', (_, patch) => {
    expect(triedColumn(column, previewOf(patch))).toBe(column)
  })
})

test('circles that rise or fall are coloured anew, and no others', () => {
  const circle = (circleId: string, tierBefore: string | null, tierAfter: string | null) => ({
    circleId,
    name: circleId,
    residentsBefore: 1,
    residentsAfter: 2,
    residents: 3,
    residentsPlanned: 3,
    tierBefore,
    tierAfter,
    clauses: [],
  })
  const circles = [circle('a', null, 'basic'), circle('b', 'basic', 'basic'), circle('c', 'basic', null)]
  expect(movedCircles(previewOf({ circles })).map(({ circleId }) => circleId)).toEqual(['a', 'c'])
  expect(movedCircles(null)).toEqual([])
})
