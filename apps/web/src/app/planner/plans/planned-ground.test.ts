import type { MinutesColumnReply } from '@xiayi/contract/circles'
import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { describe, expect, test } from 'vitest'
import { groundOf, hexPeople, reachByCommunity, reachOfAll } from '../../../features/circles/ground.ts'
import { plannedColumn, plannedGround } from './planned-ground.ts'

const square = (west: number) =>
  [
    [west, 34],
    [west + 0.01, 34],
    [west + 0.01, 34.01],
    [west, 34.01],
    [west, 34],
  ] satisfies [number, number][]
const ground = groundOf({
  revision: 3,
  networkVersion: 'n',
  count: 2,
  lonE6: [116_001_000, 116_015_000],
  latE6: [34_005_000, 34_005_000],
  sizeM: [10, 20],
  under15: [1, 2],
  from15to59: [10, 20],
  over60: [5, 0],
  community: [0, 1],
  communities: [
    { id: 'a', name: '甲' },
    { id: 'b', name: '乙' },
  ],
  hex: [0, 1],
  hexes: [{ ring: square(116) }, { ring: square(116.01) }],
  speeds: { adult: 1.2, elder: 0.9, child: 0.9, wheelchair: 0.8 },
})
const column: MinutesColumnReply = {
  revision: 3,
  categoryId: 'wet_market',
  profile: 'adult',
  speedMetresPerSecond: 1.2,
  limitSeconds: 3600,
  seconds: [1000, 300],
}
const people = { under15: 3, from15to59: 30, over60: 7 }
const changes: ScenarioChange[] = [
  { kind: 'open-gate', lon: 116, lat: 34 },
  { kind: 'add-housing', lon: 116.016, lat: 34.006, ...people },
  { kind: 'add-housing', lon: 117, lat: 35, ...people },
]

describe('a plan on the ground', () => {
  test('without housing leaves the ground as it is', () => {
    expect(plannedGround(ground, changes, [])).toBe(ground)
  })

  test('with housing counts its people where they will live, in no hexagon where there is none', () => {
    const planned = plannedGround(ground, changes, [
      { at: 1, communityId: 'b' },
      { at: 2, communityId: null },
    ])
    expect([...planned.community]).toEqual([0, 1, 1, -1])
    expect([...planned.hex]).toEqual([0, 1, 1, -1])
    expect([...hexPeople(planned, 'all')]).toEqual([16, 62])
    const minutes = plannedColumn(column, {
      categoryId: 'wet_market',
      rows: [0],
      seconds: [800],
      housingSeconds: [200, -1],
    })
    expect(reachOfAll(planned, minutes, 'all')).toMatchObject({ residents: 118, within5: 62, within15: 78 })
    expect(
      reachByCommunity(planned, minutes).map(({ name, residents, beyond15 }) => [name, residents, beyond15]),
    ).toEqual([
      ['甲', 16, 0],
      ['乙', 62, 0],
      ['不在任何社区里', 40, 40],
    ])
    expect(column.seconds).toEqual([1000, 300])
  })
})
