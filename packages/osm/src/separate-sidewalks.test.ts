import type { NetworkInput } from '@xiayi/engine/network-input'
import { array, assert, boolean, integer, property, record, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edgesOf, mapOf } from './network-for-tests.ts'
import { UnionFind } from './union-find.ts'

const ROAD = { highway: 'primary', sidewalk: 'separate' }
const PAVEMENT = { highway: 'footway', footway: 'sidewalk' }
const NODES = {
  a: [0, 0],
  b: [100, 0],
  c: [200, 0],
  p: [0, 10],
  q: [100, 10],
  r: [200, 10],
  n: [100, 80],
} as const

describe('sidewalk=separate', () => {
  test('the road goes where the pavement beside it is joined to the same network', () => {
    const { network, counts } = mapOf({
      nodes: NODES,
      ways: [
        ['a b c', ROAD],
        ['p q r', PAVEMENT],
        ['q n', { highway: 'residential' }],
        ['b q', { highway: 'residential' }],
      ],
    })
    expect(edgesOf(network).some((edge) => edge.startsWith('0,0'))).toBe(false)
    expect(counts.segmentsReplacedBySidewalks).toBe(2)
  })

  test('the road stays where the pavement is an island', () => {
    const { network, counts } = mapOf({
      nodes: { ...NODES, m: [100, -80] },
      ways: [
        ['a b c', ROAD],
        ['p q r', PAVEMENT],
        ['b m', { highway: 'residential' }],
      ],
    })
    expect(edgesOf(network)).toContain('0,0 100,0 100m sidewalk')
    expect(counts.segmentsReplacedBySidewalks).toBe(0)
  })

  test('the road stays where the pavement is more than 25 m away, until the rule says 40', () => {
    const far = { ...NODES, p: [0, 35], q: [100, 35], r: [200, 35] } as const
    const ways = [
      ['a b c', ROAD],
      ['p q r', PAVEMENT],
      ['b q', { highway: 'residential' }],
    ] as const
    expect(mapOf({ nodes: far, ways }).counts.segmentsReplacedBySidewalks).toBe(0)
    expect(mapOf({ nodes: far, ways }, { separateSidewalkWithinM: 40 }).counts.segmentsReplacedBySidewalks).toBe(2)
  })

  test('a path that only crosses the road is no pavement', () => {
    const { counts } = mapOf({
      nodes: { a: [0, 0], b: [20, 0], p: [10, 30], x: [10, 0], q: [10, -30] },
      ways: [
        ['a x b', ROAD],
        ['p x q', { highway: 'footway' }],
      ],
    })
    expect(counts.segmentsReplacedBySidewalks).toBe(0)
  })

  test('a stretch stays when without it a side street would fall off', () => {
    // The side street joins the road alone; the pavement passes it without a shared node.
    const { network } = mapOf({
      nodes: { ...NODES, side: [200, -90] },
      ways: [
        ['a b c', ROAD],
        ['p q r', PAVEMENT],
        ['b q', { highway: 'footway', footway: 'crossing' }],
        ['c side', { highway: 'residential' }],
      ],
    })
    const edges = edgesOf(network)
    expect(edges).toContain('100,0 200,0 100m sidewalk')
    expect(edges.some((edge) => edge.startsWith('0,0 '))).toBe(false)
  })

  test('with the switch off the road is walked beside its pavement', () => {
    const { counts } = mapOf(
      {
        nodes: NODES,
        ways: [
          ['a b c', ROAD],
          ['p q r', PAVEMENT],
          ['b q', { highway: 'footway' }],
        ],
      },
      { separateSidewalkReplacesRoad: false },
    )
    expect(counts.segmentsReplacedBySidewalks).toBe(0)
  })

  test('whatever is left out, nobody who was joined falls apart', () => {
    // Roads and footways on a small grid, some of the roads with their pavements drawn apart.
    const line = record({
      nodes: uniqueArray(integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 6 }),
      isRoad: boolean(),
      isSeparate: boolean(),
    })
    const nodes = Object.fromEntries(
      Array.from({ length: 25 }, (_, i) => [`n${i}`, [(i % 5) * 12, Math.floor(i / 5) * 12] as const]),
    )
    assert(
      property(array(line, { minLength: 2, maxLength: 12 }), (lines) => {
        const ways = lines.map(({ nodes: ids, isRoad, isSeparate }) => {
          const road = isSeparate ? ROAD : { highway: 'residential' }
          return [ids.map((id) => `n${id}`).join(' '), isRoad ? road : PAVEMENT] as const
        })
        const before = mapOf({ nodes, ways }, { separateSidewalkReplacesRoad: false }).network
        const after = mapOf({ nodes, ways }).network
        const partBefore = partsOf(before)
        const seen = new Map<number, number>()
        for (const [place, part] of partsOf(after)) {
          const old = partBefore.get(place)
          if (old === undefined) continue
          expect(seen.get(old) ?? part).toBe(part)
          seen.set(old, part)
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** Part of the network by place, for all places that shapes and nodes pass. */
function partsOf(network: NetworkInput): Map<string, number> {
  const sets = new UnionFind(network.nodeLon.length)
  network.edgeFrom.forEach((from, e) => sets.unite(from, network.edgeTo[e] ?? from))
  const parts = new Map<string, number>()
  network.nodeLon.forEach((lon, node) => parts.set(`${lon} ${network.nodeLat[node]}`, sets.find(node)))
  network.edgeFrom.forEach((from, e) => {
    for (let k = network.edgeShapeOffset[e] ?? 0; k < (network.edgeShapeOffset[e + 1] ?? 0); k++)
      parts.set(`${network.shapeLon[k]} ${network.shapeLat[k]}`, sets.find(from))
  })
  return parts
}
