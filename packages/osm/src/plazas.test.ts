import { describe, expect, test } from 'vitest'
import { edgesOf, mapOf } from './network-for-tests.ts'

const SQUARE = { highway: 'pedestrian', area: 'yes' }
const PATH = { highway: 'footway' }
const CORNERS = { a: [0, 0], b: [100, 0], c: [100, 100], d: [0, 100] } as const
const ENDS = { e: [-50, 0], f: [150, 100] } as const
const PATHS = [
  ['e a', PATH],
  ['c f', PATH],
] as const

function across(edges: readonly string[]): string[] {
  return edges.filter((edge) => edge.endsWith('plaza'))
}

describe('open squares', () => {
  test('are walked straight across between the ways that meet them', () => {
    const { network } = mapOf({ nodes: { ...CORNERS, ...ENDS }, ways: [['a b c d a', SQUARE], ...PATHS] })
    expect(across(edgesOf(network))).toEqual(['0,0 100,100 141m plaza'])
  })

  test('a flight of steps mapped as an area is steps all over', () => {
    const { network } = mapOf({
      nodes: { ...CORNERS, ...ENDS },
      ways: [['a b c d a', { highway: 'steps', area: 'yes' }], ...PATHS],
    })
    expect(across(edgesOf(network))).toEqual(['0,0 100,100 141m steps plaza'])
  })

  test('one that no way meets stays an island, and is counted', () => {
    const { counts } = mapOf({
      nodes: { ...CORNERS, ...ENDS },
      ways: [
        ['a b c d a', SQUARE],
        ['e f', PATH],
      ],
    })
    expect([counts.plazasUnconnected, counts.components]).toEqual([1, 2])
  })

  test('with the switch off they are walked around', () => {
    const parts = { nodes: { ...CORNERS, ...ENDS }, ways: [['a b c d a', SQUARE], ...PATHS] } as const
    expect(across(edgesOf(mapOf(parts, { plazasAreCrossed: false }).network))).toEqual([])
  })

  test('a sight line does not leave the square', () => {
    // A horseshoe open to the east: from one tip to the other one would cross the street.
    const { network } = mapOf({
      nodes: {
        a: [0, 0],
        b: [100, 0],
        c: [100, 20],
        d: [20, 20],
        e: [20, 80],
        f: [100, 80],
        g: [100, 100],
        h: [0, 100],
        i: [140, 10],
        j: [140, 90],
      },
      ways: [
        ['a b c d e f g h a', SQUARE],
        ['c i', PATH],
        ['f j', PATH],
      ],
    })
    expect(across(edgesOf(network))).toEqual([])
  })

  test('a wall on the square is walked around', () => {
    const { network } = mapOf({
      nodes: { ...CORNERS, ...ENDS, w: [30, 70], x: [70, 30] },
      ways: [['a b c d a', SQUARE], ['w x', { barrier: 'wall' }], ...PATHS],
    })
    expect(across(edgesOf(network))).toEqual([])
  })

  test('a hole in the square is walked around', () => {
    const { network } = mapOf({
      nodes: { ...CORNERS, ...ENDS, p: [40, 40], q: [60, 40], r: [60, 60], s: [40, 60] },
      ways: [['a b c d a', {}], ['p q r s p', {}], ...PATHS],
      relations: [
        {
          members: [
            { type: 'way', ref: 100, role: 'outer' },
            { type: 'way', ref: 101, role: 'inner' },
          ],
          tags: { type: 'multipolygon', highway: 'pedestrian' },
        },
      ],
    })
    const edges = edgesOf(network)
    expect(across(edges)).toEqual([])
    expect(edges).toContain('0,0 100,100 200m')
  })

  test('with many entries only evenly spaced ones are joined, and it is counted', () => {
    const count = 60
    const ring = Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * i) / count
      return [Math.cos(angle) * 100, Math.sin(angle) * 100] as const
    })
    const nodes = Object.fromEntries([
      ...ring.map((at, i) => [`r${i}`, at] as const),
      ...ring.map(([x, y], i) => [`o${i}`, [x * 1.5, y * 1.5]] as const),
    ])
    const rim = [...ring.keys(), 0].map((i) => `r${i}`).join(' ')
    const { counts } = mapOf(
      { nodes, ways: [[rim, SQUARE], ...ring.map((_, i) => [`r${i} o${i}`, PATH] as const)] },
      { plazaMaxEntries: 10 },
    )
    expect([counts.plazasCapped, counts.plazaSightLines]).toEqual([1, 45])
  })
})
