import { describe, expect, test } from 'vitest'
import type { HandMade } from './hand-made-for-tests.ts'
import { edgesOf, mapOf } from './network-for-tests.ts'

const OUTLINE = { a: [0, 0], g: [50, 0, { barrier: 'gate' }], b: [100, 0], c: [100, 100], d: [0, 100] } as const
const WAYS = { s: [50, -20], i: [50, 50], h: [50, 80] } as const
const HOUSE = { p: [20, 20], q: [40, 20], r: [40, 30], t: [20, 30] } as const
const building = ['p q r t p', { building: 'apartments', 'building:levels': '6', name: '1号楼' }] as const

function compound(
  tags: Readonly<Record<string, string>>,
  gate: Readonly<Record<string, string>> = { barrier: 'gate' },
): HandMade {
  return {
    nodes: { ...OUTLINE, ...WAYS, ...HOUSE, g: [50, 0, gate] },
    ways: [
      ['a g b c d a', { landuse: 'residential', name: '栗园小区', ...tags }],
      ['s g i h', { highway: 'service' }],
      building,
    ],
  }
}

describe('compounds', () => {
  test('a residential area with a gate is one, and its buildings know it', () => {
    const { areas, buildings } = mapOf(compound({}))
    expect(areas.map(({ id, kind, name }) => ({ id, kind, name }))).toEqual([
      { id: 'way/100', kind: 'compound', name: '栗园小区' },
    ])
    expect(areas[0]?.entrances.length).toBe(1)
    expect(buildings[0]).toMatchObject({ id: 'way/102', name: '1号楼', levels: 6, compound: 'way/100' })
    expect(buildings[0]?.footprintM2).toBeCloseTo(200, 0)
  })

  test('without gates, walls or a closed access a residential area is none, unless the rule takes names', () => {
    const open = compound({}, {})
    expect(mapOf(open).areas).toEqual([])
    expect(mapOf(open).buildings[0]?.compound).toBeUndefined()
    expect(mapOf(open, { namedResidentialIsCompound: true }).areas.length).toBe(1)
  })

  test('a wall of its own makes one', () => {
    expect(mapOf(compound({ barrier: 'wall' }, {})).areas.length).toBe(1)
  })

  test('a wall around two houses makes one, around a field none', () => {
    const wall = (houses: HandMade['ways']): HandMade => ({
      nodes: { ...OUTLINE, ...HOUSE, u: [60, 60], v: [80, 60], w: [80, 80] },
      ways: [['a g b c d a', { barrier: 'wall' }], ...(houses ?? [])],
    })
    expect(mapOf(wall([building, ['u v w u', { building: 'house' }]])).areas.length).toBe(1)
    expect(mapOf(wall([building])).areas.length).toBe(0)
  })

  test('a fenced school is a school, whoever lives there', () => {
    const { areas } = mapOf({
      nodes: { ...OUTLINE, ...HOUSE, u: [60, 60], v: [80, 60], w: [80, 80] },
      ways: [['a g b c d a', { barrier: 'fence', amenity: 'school' }], building, ['u v w u', { building: 'house' }]],
    })
    expect(areas).toEqual([])
  })

  test('when all its gates are private the ways inside are, and the way to the gate is not', () => {
    const { network } = mapOf(compound({}, { barrier: 'gate', access: 'private' }))
    expect(edgesOf(network)).toEqual(['50,-20 50,0 20m', '50,0 50,80 80m private'])
    const open = mapOf(compound({}, { barrier: 'gate', access: 'private' }), { gatedCompoundsArePrivate: false })
    expect(edgesOf(open.network)).toEqual(['50,-20 50,0 20m', '50,0 50,80 80m'])
  })

  test('with a public gate the ways inside stay public', () => {
    expect(edgesOf(mapOf(compound({})).network)).toEqual(['50,-20 50,0 20m', '50,0 50,80 80m'])
  })

  test('a gate on a wall drawn beside the outline belongs to it', () => {
    const { areas } = mapOf({
      nodes: { ...OUTLINE, ...WAYS, g: [50, 0], k: [50, 5, { barrier: 'gate' }] },
      ways: [
        ['a b c d a', { landuse: 'residential' }],
        ['s k i', { highway: 'service' }],
      ],
    })
    expect(areas[0]?.entrances.length).toBe(1)
  })

  test('the smallest of two compounds around a building is its compound', () => {
    const { buildings } = mapOf({
      nodes: { ...OUTLINE, ...HOUSE, e: [10, 10], f: [60, 10], k: [60, 60], l: [10, 60] },
      ways: [
        ['a g b c d a', { landuse: 'residential', access: 'private' }],
        ['e f k l e', { landuse: 'residential', access: 'private' }],
        building,
      ],
    })
    expect(buildings[0]?.compound).toBe('way/101')
  })
})
