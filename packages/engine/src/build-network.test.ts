import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildNetwork } from './build-network.ts'
import { checkNetworkInput, NetworkInputError } from './check-input.ts'
import { compileProfile } from './compile-profile.ts'
import { edgeLine, NONE, nodesOfInput } from './network.ts'
import { networkInput, plane, randomNetwork } from './network-fixtures.ts'
import { EDGE_FLAG, type NetworkInput, NODE_FLAG } from './network-input.ts'
import { nodeOrder } from './node-order.ts'
import { PROFILES } from './profiles.ts'
import { loadNetwork, NetworkFileError, saveNetwork } from './save-network.ts'

const square = networkInput({
  nodes: [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ],
  edges: [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 2, to: 3, shape: [[50, 120]] },
    { from: 3, to: 0 },
  ],
})

describe('input that makes no network', () => {
  const broken: [string, Partial<NetworkInput>, RegExp][] = [
    [
      'no nodes',
      { nodeLon: new Float64Array(0), nodeLat: new Float64Array(0), nodeFlags: new Uint16Array(0) },
      /no nodes/,
    ],
    [
      'an edge to a node that is not there',
      { edgeTo: Uint32Array.of(1, 2, 3, 9) },
      /edge 3 joins nodes 3 and 9, but there are only 4 nodes/,
    ],
    ['a coordinate that is no number', { nodeLat: Float64Array.of(34, Number.NaN, 34, 34) }, /node 1 lies at .*NaN/],
    ['a latitude beyond the pole', { nodeLat: Float64Array.of(34, 91, 34, 34) }, /node 1 lies at/],
    ['columns of different lengths', { edgeFlags: new Uint32Array(3) }, /column edgeFlags has 3 entries instead of 4/],
    ['falling offsets', { edgeShapeOffset: Uint32Array.of(0, 1, 0, 1, 1) }, /edgeShapeOffset falls at entry 2/],
    [
      'offsets past the vertices',
      { edgeShapeOffset: Uint32Array.of(0, 0, 0, 7, 7) },
      /edgeShapeOffset ends at 7 instead of 1/,
    ],
    [
      'barriers without an end',
      { barriers: { offset: Uint32Array.of(0, 5), lon: new Float64Array(2), lat: new Float64Array(2) } },
      /barriers.offset ends at 5/,
    ],
  ]
  test.each(broken)('%s: the message names the column and the place', (_, part, message) => {
    expect(() => buildNetwork({ ...square, ...part })).toThrow(NetworkInputError)
    expect(() => checkNetworkInput({ ...square, ...part })).toThrow(message)
  })
})

describe('a built network', () => {
  test('it holds every node and edge of the input, ends, lengths and shapes alike', () => {
    fc.assert(
      fc.property(randomNetwork(), (input) => {
        const network = buildNetwork(input)
        const place = nodesOfInput(network, input.nodeLon.length)
        expect(new Set(place).size).toBe(input.nodeLon.length)
        place.forEach((v, i) => {
          expect([network.nodeLon[v], network.nodeLat[v], network.nodeFlags[v]]).toEqual([
            input.nodeLon[i],
            input.nodeLat[i],
            input.nodeFlags[i],
          ])
        })
        const length = new Float64Array(input.edgeFrom.length)
        for (let e = 0; e < network.edgeCount; e++) {
          const i = network.edgeInput[e] ?? 0
          length[i] = (length[i] ?? 0) + (network.edgeLengthMm[e] ?? 0)
          expect(network.edgeFlags[e]).toBe(input.edgeFlags[i])
          expect(network.edgeFrom[e]).not.toBe(network.edgeTo[e])
          const isPrivate = ((input.edgeFlags[i] ?? 0) & EDGE_FLAG.private) !== 0
          for (const v of [network.edgeFrom[e] ?? 0, network.edgeTo[e] ?? 0])
            expect(network.nodeIsPrivate[v] === 1).toBe(isPrivate)
        }
        expect([...length]).toEqual([...input.edgeLengthMm])
      }),
      { numRuns: 100 },
    )
  })

  test('an edge of 20 km is cut into pieces of at most 6.5 km on its line', () => {
    const road = networkInput({
      nodes: [
        [0, 0],
        [16_000, 0],
      ],
      edges: [{ from: 0, to: 1, metres: 20_000, shape: [[8000, 6000]] }],
    })
    const network = buildNetwork(road)
    expect(network.edgeCount).toBe(4)
    expect([...network.edgeLengthMm]).toEqual([5_000_000, 5_000_000, 5_000_000, 5_000_000])
    expect([...network.nodeInput].filter((input) => input === NONE)).toHaveLength(3)
    const farthest = Math.max(
      ...Array.from({ length: 4 }, (_, e) => Math.max(...edgeLine(network, e).map(([, lat]) => plane.y(lat)))),
    )
    expect(farthest).toBeCloseTo(6000, 0)
  })

  test('nodes that are near on the ground are near in memory', () => {
    const side = 64
    const nodes = Array.from({ length: side * side }, (_, i) => [(i % side) * 50, Math.floor(i / side) * 50] as const)
    const grid = networkInput({ nodes, edges: [] })
    const order = nodeOrder({ lon: grid.nodeLon, lat: grid.nodeLat, edgeFrom: grid.edgeFrom, edgeTo: grid.edgeTo })
    expect(new Set(order).size).toBe(nodes.length)
    let steps = 0
    order.forEach((v, i) => {
      const [ax, ay] = nodes[v] ?? [0, 0]
      const [bx, by] = nodes[order[i - 1] ?? v] ?? [0, 0]
      steps += Math.hypot(ax - bx, ay - by)
    })
    expect(steps / nodes.length).toBeLessThan(75)
  })
})

describe('a saved network', () => {
  const bytes = saveNetwork(buildNetwork(square))

  test('it comes back as it was, and the same network gives the same bytes', () => {
    fc.assert(
      fc.property(randomNetwork(), (input) => {
        const network = buildNetwork(input)
        const saved = saveNetwork(network)
        const loaded = loadNetwork(saved)
        expect(loaded).toEqual(network)
        expect(saveNetwork(loaded)).toEqual(saved)
        const inPlace = new Uint8Array(new SharedArrayBuffer(saved.length))
        inPlace.set(saved)
        const viewed = loadNetwork(inPlace)
        expect(viewed.nodeLat.buffer).toBe(inPlace.buffer)
        expect(saveNetwork(viewed)).toEqual(saved)
        expect(saveNetwork(buildNetwork(input))).toEqual(saved)
      }),
      { numRuns: 50 },
    )
  })

  test('a file cut short anywhere is refused', () => {
    for (let end = 0; end < bytes.length; end += 7)
      expect(() => loadNetwork(bytes.slice(0, end))).toThrow(NetworkFileError)
    expect(() => loadNetwork(bytes.slice(0, -1))).toThrow(NetworkFileError)
  })

  test('a file with one altered byte is refused', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const altered = bytes.slice()
        altered[at] = (altered[at] ?? 0) ^ flip
        expect(() => loadNetwork(altered)).toThrow(NetworkFileError)
      }),
      { numRuns: 300 },
    )
  })

  test('a file of another version says so', () => {
    const other = bytes.slice()
    other.set(new TextEncoder().encode('XYWALK99'))
    expect(() => loadNetwork(other)).toThrow(/version 99, this program reads 01: build it again/)
    expect(() => loadNetwork(new TextEncoder().encode('PK zip file, not a network at all'))).toThrow(
      /not a network file/,
    )
  })
})

describe('profiles', () => {
  const flagged = networkInput({
    nodes: [
      [0, 0],
      [120, 0],
      [240, 0],
    ],
    edges: [
      { from: 0, to: 1, metres: 120, flags: EDGE_FLAG.steps },
      { from: 1, to: 2, metres: 120 },
    ],
    nodeFlags: { 1: NODE_FLAG.crossing | NODE_FLAG.crossingSignals, 2: NODE_FLAG.narrow },
  })
  const network = buildNetwork(flagged)
  const edge = (input: number) => network.edgeInput.indexOf(input)

  test('length, steps and waits are kept apart and compiled per person', () => {
    const adult = compileProfile(network, PROFILES.adult)
    expect(adult.edgeMs[edge(1)]).toBe(100_000)
    expect(adult.edgeMs[edge(0)]).toBe(100_000 + 120 * 800)
    const wheelchair = compileProfile(network, PROFILES.wheelchair)
    expect(wheelchair.edgeMs[edge(0)]).toBe(NONE)
    expect(wheelchair.edgeMs[edge(1)]).toBe(150_000)
    const half = (graph: typeof adult) => [...graph.nodeHalfMs].sort((a, b) => a - b)
    expect(half(adult)).toEqual([0, 1500, 7500])
    expect(half(wheelchair)).toEqual([0, 10_000, NONE])
  })

  test('a speed of the county replaces the profile’s, and an impossible one is refused', () => {
    const slow = compileProfile(network, PROFILES.adult, { speedMps: 0.6 })
    expect(slow.edgeMs[edge(1)]).toBe(200_000)
    expect(slow.profile.speedMps).toBe(0.6)
    expect(() => compileProfile(network, PROFILES.adult, { speedMps: 0 })).toThrow(/between 0.1 and 10/)
    expect(() => compileProfile(network, PROFILES.adult, { speedMps: Number.NaN })).toThrow(RangeError)
  })
})
