import { describe, expect, test } from 'vitest'
import { countyAt } from './county-at.ts'
import { generateCounty } from './generate-county.ts'
import { factsAt, MOMENTS, TURNS } from './history.ts'
import { PLACE_KINDS } from './place-kinds.ts'
import { fromDegrees } from './plane.ts'
import { at } from './random.ts'
import { contains } from './ring.ts'
import { STORIES } from './stories.ts'

const county = generateCounty()

function countIn(communityName: string, category: string, on: string): number {
  const { osm, placeExtras } = countyAt(county, on)
  const ring = (county.communities.find(({ name }) => name === `${communityName}居委会`)?.boundary ?? [])
    .slice(0, -1)
    .map(([lon, lat]) => fromDegrees(lon, lat))
  return [...placeExtras].filter(([id, extra]) => {
    if (extra.categoryId !== category || !id.startsWith('node/')) return false
    const index = Number(id.slice(5)) - 1
    return contains(ring, fromDegrees(osm.nodeLon[index] ?? 0, osm.nodeLat[index] ?? 0))
  }).length
}

describe('the county over time', () => {
  test('is the county itself on the last day', () => {
    const last = countyAt(county, at(MOMENTS, -1))
    expect(last.osm.nodeTags).toEqual(county.osm.nodeTags)
    expect(last.placeExtras).toEqual(county.placeExtras)
  })

  test('has some places more and some fewer on every day before', () => {
    const present = new Set(county.placeExtras.keys())
    for (const on of MOMENTS.slice(0, -1)) {
      const then = countyAt(county, on).placeExtras
      expect([...present].filter((id) => !then.has(id)).length, `not yet there on ${on}`).toBeGreaterThan(10)
      expect([...then.keys()].filter((id) => !present.has(id)).length, `still there on ${on}`).toBeGreaterThan(10)
    }
  })

  test.each(TURNS)('$community on $on: $reason', (turn) => {
    const story = STORIES.find(({ name }) => name === turn.community)
    if (!story) throw new Error(`no community ${turn.community}`)
    const before = MOMENTS.findLast((day) => day < turn.on) ?? ''
    const after = MOMENTS.find((day) => day >= turn.on) ?? ''
    expect([before, after]).not.toContain('')
    for (const category of turn.opened ?? []) {
      expect(PLACE_KINDS.map((kind) => kind.category)).toContain(category)
      expect(countIn(turn.community, category, after), category).toBeGreaterThan(
        countIn(turn.community, category, before),
      )
    }
    for (const { category } of turn.closed ?? [])
      expect(countIn(turn.community, category, after), category).toBeLessThan(countIn(turn.community, category, before))
    for (const [key, value] of Object.entries(turn.factsBefore ?? {})) {
      expect(Object.entries(factsAt(story, before)), key).toContainEqual([key, value])
      expect(Object.entries(factsAt(story, at(MOMENTS, -1))), key).not.toContainEqual([key, value])
    }
  })
})
