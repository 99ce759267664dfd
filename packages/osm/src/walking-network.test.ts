import { haversineM } from '@xiayi/geo/distance'
import { array, assert, integer, property, record, tuple, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extractStreetMap } from './extract-street-map.ts'
import { handMade } from './hand-made-for-tests.ts'
import { allPairsMm, edgesOf, flaggedNodes, mapOf } from './network-for-tests.ts'
import { inColumns } from './way-columns.ts'

const FOOTWAY = { highway: 'footway' }
const STREET = { highway: 'residential' }

describe('contraction', () => {
  test('nodes that only give a shape become the shape of one edge, whose length follows the bends', () => {
    const { network, counts } = mapOf({ nodes: { a: [0, 0], b: [100, 0], c: [100, 100] }, ways: [['a b c', FOOTWAY]] })
    expect(edgesOf(network)).toEqual(['0,0 100,100 200m'])
    expect([network.shapeLon.length, counts.walkingNodes, counts.networkNodes]).toEqual([1, 3, 2])
  })

  test('junctions stay, and so do the places where one way ends and the next begins', () => {
    const { network } = mapOf({
      nodes: { a: [0, 0], b: [100, 0], c: [200, 0], d: [100, 50], e: [300, 0] },
      ways: [
        ['a b c', STREET],
        ['b d', FOOTWAY],
        ['c e', { highway: 'steps' }],
      ],
    })
    expect(edgesOf(network)).toEqual([
      '0,0 100,0 100m',
      '100,0 100,50 50m',
      '100,0 200,0 100m',
      '200,0 300,0 100m steps',
    ])
    expect([...network.edgeWay].toSorted((a, b) => a - b)).toEqual([100, 100, 101, 102])
  })

  test('a loop is cut in two, so that no edge begins and ends in one node', () => {
    const { network } = mapOf({
      nodes: { a: [0, 0], b: [10, 0], c: [10, 10], d: [0, 10] },
      ways: [['a b c d a', FOOTWAY]],
    })
    expect(edgesOf(network)).toEqual(['0,0 10,10 20m', '10,10 0,0 20m'])
  })

  test('a node the extract lacks cuts its way, and is counted', () => {
    const data = handMade({ nodes: { a: [0, 0], b: [10, 0], c: [20, 0], d: [30, 0] }, ways: [['a b c d', FOOTWAY]] })
    const way = { id: 100, nodes: [1, 2, 77, 3, 4], tags: FOOTWAY }
    const { network, counts } = extractStreetMap(inColumns({ ...data, ways: [way] }))
    expect(edgesOf(network)).toEqual(['0,0 10,0 10m', '20,0 30,0 10m'])
    expect([counts.missingNodes, counts.components]).toEqual([1, 2])
  })

  test('small components are kept and counted', () => {
    const { counts } = mapOf({
      nodes: { a: [0, 0], b: [10, 0], c: [20, 0], x: [500, 0], y: [510, 0] },
      ways: [
        ['a b', FOOTWAY],
        ['b c', STREET],
        ['x y', FOOTWAY],
      ],
    })
    expect([counts.components, counts.largestComponentNodes, counts.largestComponentShare]).toEqual([2, 3, 0.6])
  })

  test('levels join only where ways share a node', () => {
    const { counts } = mapOf({
      nodes: { a: [0, 0], b: [100, 0], c: [50, -50], d: [50, 50] },
      ways: [
        ['a b', STREET],
        ['c d', { highway: 'footway', bridge: 'yes', layer: '1' }],
      ],
    })
    expect(counts.components).toBe(2)
  })

  test('an empty map has no network and no bounds', () => {
    const { network, bounds, counts } = mapOf({ nodes: { a: [0, 0] } })
    expect([network.nodeLon.length, network.edgeShapeOffset.length, counts.largestComponentShare]).toEqual([0, 1, 0])
    expect(bounds).toEqual([0, 0, 0, 0])
  })

  test('keeps every distance between the nodes it keeps', () => {
    const point = record({ x: integer({ min: 0, max: 500 }), y: integer({ min: 0, max: 500 }) })
    const line = uniqueArray(integer({ min: 0, max: 13 }), { minLength: 2, maxLength: 6 })
    assert(
      property(
        tuple(array(point, { minLength: 14, maxLength: 14 }), array(line, { minLength: 1, maxLength: 7 })),
        ([points, lines]) => {
          const data = handMade({
            nodes: Object.fromEntries(points.map(({ x, y }, i) => [`n${i}`, [x, y] as const])),
            ways: lines.map((nodes) => [nodes.map((i) => `n${i}`).join(' '), FOOTWAY] as const),
          })
          const { network } = extractStreetMap(inColumns(data))
          const straight = lines.flatMap((nodes) =>
            nodes.slice(1).map((to, i): [number, number, number] => {
              const from = nodes[i] ?? 0
              const lon = (node: number) => data.nodeLon[node] ?? 0
              const lat = (node: number) => data.nodeLat[node] ?? 0
              return [from, to, haversineM(lon(from), lat(from), lon(to), lat(to)) * 1000]
            }),
          )
          const before = allPairsMm(points.length, straight)
          const edges = [...network.edgeFrom].map((from, e): [number, number, number] => [
            from,
            network.edgeTo[e] ?? 0,
            network.edgeLengthMm[e] ?? 0,
          ])
          const after = allPairsMm(network.nodeLon.length, edges)
          const originals = [...network.nodeLon].map((lon, node) =>
            points.flatMap((_, i) => (data.nodeLon[i] === lon && data.nodeLat[i] === network.nodeLat[node] ? [i] : [])),
          )
          // Two nodes at one place, never joined, are two nodes; the nearest pair stands for them.
          originals.forEach((from, a) => {
            originals.forEach((to, b) => {
              const expected = Math.min(...from.flatMap((i) => to.map((k) => before[i]?.[k] ?? Infinity)))
              const found = after[a]?.[b] ?? Infinity
              if (from.length > 1 || to.length > 1) return
              if (expected === Infinity) expect(found).toBe(Infinity)
              else expect(Math.abs(found - expected)).toBeLessThan(30)
            })
          })
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('barriers on the way', () => {
  const street = (tags: Readonly<Record<string, string>>) =>
    mapOf({ nodes: { a: [0, 0], b: [50, 0, tags], c: [100, 0] }, ways: [['a b c', FOOTWAY]] })

  test('a gate is a node to wait at', () => {
    const { network } = street({ barrier: 'gate' })
    expect(edgesOf(network)).toEqual(['0,0 50,0 50m', '50,0 100,0 50m'])
    expect(flaggedNodes(network)).toEqual(['50,0 gate'])
  })

  test('a wall across cuts the way in two', () => {
    const { network, counts } = street({ barrier: 'wall' })
    expect(edgesOf(network)).toEqual(['0,0 50,0 50m', '50,0 100,0 50m'])
    expect([counts.components, counts.blockedNodes]).toEqual([2, 1])
  })

  test('a locked gate cuts all ways that meet in it', () => {
    const { counts } = mapOf({
      nodes: { a: [0, 0], b: [50, 0, { barrier: 'gate', locked: 'yes' }], c: [100, 0], d: [50, 50] },
      ways: [
        ['a b c', FOOTWAY],
        ['b d', FOOTWAY],
      ],
    })
    expect(counts.components).toBe(3)
  })

  test('walls, water and railways become barrier lines; a culvert and a viaduct do not', () => {
    const { network } = mapOf({
      nodes: { a: [0, 0], b: [50, 0], c: [50, 50], d: [0, 50] },
      ways: [
        ['a b', { barrier: 'wall' }],
        ['a c', { waterway: 'stream' }],
        ['a b c d a', { natural: 'water' }],
        ['b d', { railway: 'rail' }],
        ['a d', { waterway: 'stream', tunnel: 'culvert' }],
        ['a d', { railway: 'rail', bridge: 'viaduct', layer: '1' }],
        ['a d', { railway: 'tram' }],
        ['a d', { barrier: 'fence', foot: 'yes' }],
      ],
    })
    expect([...network.barriers.offset]).toEqual([0, 2, 4, 9, 11])
    expect(network.barriers.lon.length).toBe(11)
  })

  test('the rim of a lake made of several ways is taken from its members', () => {
    const { network } = mapOf({
      nodes: { a: [0, 0], b: [50, 0], c: [50, 50], d: [0, 50] },
      ways: [
        ['a b c', {}],
        ['c d a', {}],
      ],
      relations: [
        {
          members: [
            { type: 'way', ref: 100, role: 'outer' },
            { type: 'way', ref: 101, role: 'outer' },
          ],
          tags: { type: 'multipolygon', natural: 'water' },
        },
      ],
    })
    expect([...network.barriers.offset]).toEqual([0, 3, 6])
  })
})

describe('crossings', () => {
  test('a zebra that a path crosses costs its wait; walking along the road past one does not', () => {
    const zebra = { highway: 'crossing', crossing: 'traffic_signals' }
    const { network, counts } = mapOf({
      nodes: { a: [0, 0], z: [50, 0, zebra], y: [80, 0, zebra], b: [100, 0], n: [50, 10], s: [50, -10] },
      ways: [
        ['a z y b', { highway: 'secondary' }],
        ['n z s', { highway: 'footway', footway: 'crossing' }],
      ],
    })
    expect(flaggedNodes(network)).toEqual(['50,0 crossing crossingSignals'])
    expect(counts.crossingsAlongRoads).toBe(1)
  })

  test('the same with the switch turned keeps both', () => {
    const { network } = mapOf(
      { nodes: { a: [0, 0], z: [50, 0, { highway: 'crossing' }], b: [100, 0] }, ways: [['a z b', STREET]] },
      { crossingsOnlyWherePathsCross: false },
    )
    expect(flaggedNodes(network)).toEqual(['50,0 crossing'])
  })

  test('a crossing way that passes no crossing node waits half-way, once', () => {
    const { network } = mapOf({
      nodes: { a: [0, 0], n: [50, 10], s: [50, -10], m: [50, 30], t: [50, -30] },
      ways: [
        ['m n', FOOTWAY],
        ['n s', { highway: 'footway', footway: 'crossing', crossing: 'traffic_signals' }],
        ['s t', FOOTWAY],
      ],
    })
    expect(flaggedNodes(network)).toEqual(['50,0 crossing crossingSignals'])
    expect(edgesOf(network).filter((edge) => edge.includes('crossing'))).toEqual([
      '50,0 50,-10 10m crossing',
      '50,10 50,0 10m crossing',
    ])
  })
})

describe('trunk roads', () => {
  const nodes = { a: [0, 0], b: [300, 0] } as const
  const house = (x: number) => ({ [`p${x}`]: [x, 10], [`q${x}`]: [x + 10, 10], [`r${x}`]: [x, 20] }) as const
  const houses = [0, 60, 120, 180, 240]

  test('without a sidewalk one is walked between houses and nowhere else', () => {
    const alone = mapOf({ nodes, ways: [['a b', { highway: 'trunk' }]] })
    expect(edgesOf(alone.network)).toEqual([])
    const inTown = mapOf({
      nodes: { ...nodes, ...Object.assign({}, ...houses.map(house)) },
      ways: [
        ['a b', { highway: 'trunk' }],
        ...houses.map((x) => [`p${x} q${x} r${x} p${x}`, { building: 'yes' }] as const),
      ],
    })
    expect(edgesOf(inTown.network)).toEqual(['0,0 300,0 300m mainRoad'])
  })
})
