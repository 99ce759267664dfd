import { wgs84 } from '@xiayi/geo/coordinates'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildNetwork } from './build-network.ts'
import { carrySnapped, compareNetworks } from './carry-over.ts'
import { compileProfile } from './compile-profile.ts'
import { coverage } from './coverage.ts'
import { editNetwork, layEdit, wayOfEdit } from './edit-network.ts'
import { editedInput } from './edited-input-for-tests.ts'
import { stretchAt } from './lay-closure.ts'
import type { Network } from './network.ts'
import type { NetworkEdit } from './network-edit.ts'
import { networkInput, plane, randomNetwork } from './network-fixtures.ts'
import { EDGE_FLAG, type NetworkInput, NODE_FLAG } from './network-input.ts'
import { patchNetwork } from './patch-network.ts'
import { PROFILES } from './profiles.ts'
import { saveNetwork } from './save-network.ts'
import { Snapper } from './snap.ts'
import { type SnappedPlaces, snapPlaces } from './snapped-places.ts'

type Point = readonly [number, number]
const LIMIT_MS = 3_600_000
const at = ([x, y]: Point): [number, number] => [plane.lon(x), plane.lat(y)]
const line = (...points: Point[]) => points.map(at)

const PEOPLE = ['adult', 'wheelchair'] as const

/** Seconds from every home to the nearest shop, for adults and in a wheelchair. */
function times(
  network: Network,
  homes: readonly Point[],
  shops: readonly Point[],
  carried?: (excluded: number) => SnappedPlaces,
) {
  const snapper = new Snapper(network)
  return PEOPLE.map((name) => {
    const profile = PROFILES[name]
    const options = { excludedEdges: profile.excludedEdges }
    const doors = (points: readonly Point[]) => points.map((point) => [wgs84(...at(point))])
    const own = carried?.(profile.excludedEdges) ?? snapPlaces(snapper, doors(homes), options)
    const [found] = coverage(compileProfile(network, profile), own, [snapPlaces(snapper, doors(shops), options)], {
      limitMs: LIMIT_MS,
    })
    return [...(found?.ms ?? [])]
  })
}

const spot = fc.tuple(fc.integer({ min: -950, max: 950 }), fc.integer({ min: -950, max: 950 }))
const aside = fc.tuple(fc.integer({ min: -14, max: 14 }), fc.integer({ min: -14, max: 14 }))
const wish = fc.oneof(
  fc.record({
    kind: fc.constant('add-path' as const),
    from: fc.nat(),
    to: fc.nat(),
    off: fc.tuple(aside, aside),
    via: fc.array(spot, { maxLength: 2 }),
    use: fc.constantFrom('path' as const, 'footbridge' as const),
    hasSteps: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('add-crossing' as const), from: fc.nat(), to: fc.nat(), hasSignals: fc.boolean() }),
  fc.record({ kind: fc.constant('add-gate' as const), near: fc.nat(), off: aside }),
  fc.record({ kind: fc.constant('close-path' as const), edge: fc.nat() }),
)
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never

function editOf(network: Network, wished: Wish): NetworkEdit | undefined {
  const node = (i: number, [x, y]: Point = [0, 0]): [number, number] => {
    const v = i % network.nodeCount
    return [plane.lon(plane.x(network.nodeLon[v] ?? 0) + x), plane.lat(plane.y(network.nodeLat[v] ?? 0) + y)]
  }
  switch (wished.kind) {
    case 'add-path': {
      const [first, last] = wished.off
      const drawn = [node(wished.from, first), ...wished.via.map(at), node(wished.to, last)]
      return { kind: 'add-path', line: drawn, use: wished.use, hasSteps: wished.hasSteps }
    }
    case 'add-crossing':
      return { ...wished, line: [node(wished.from), node(wished.to)] }
    case 'add-gate':
      return { kind: 'add-gate', at: node(wished.near, wished.off) }
    case 'close-path': {
      const e = wished.edge % Math.max(1, network.edgeCount)
      const v = network.edgeFrom[e] ?? 0
      const found = stretchAt(network, [network.nodeLon[v] ?? 0, network.nodeLat[v] ?? 0], 5)
      return found && { kind: 'close-path', line: found.line }
    }
  }
}

/** Walls beside the streets, so that gates have something to open. */
function withWalls(input: NetworkInput, walls: readonly (readonly [Point, Point])[]): NetworkInput {
  const vertices = walls.flat().map(at)
  return {
    ...input,
    barriers: {
      offset: Uint32Array.from({ length: walls.length + 1 }, (_, i) => 2 * i),
      lon: Float64Array.from(vertices, ([lon]) => lon),
      lat: Float64Array.from(vertices, ([, lat]) => lat),
    },
  }
}

/** Nodes of two ways on one spot that are not joined leave it to chance which of them a door finds. */
function hasOwnSpots({ nodeLon, nodeLat }: NetworkInput): boolean {
  return new Set(Array.from(nodeLon, (lon, v) => `${lon} ${nodeLat[v]}`)).size === nodeLon.length
}

const scene = fc.record({
  input: randomNetwork().filter(hasOwnSpots),
  walls: fc.array(fc.tuple(spot, spot), { maxLength: 3 }),
  wishes: fc.array(wish, { minLength: 1, maxLength: 5 }),
  homes: fc.array(spot, { minLength: 5, maxLength: 25 }),
  shops: fc.array(spot, { minLength: 1, maxLength: 4 }),
})

describe('an edited network', () => {
  test('takes everybody as long, to the millisecond, as one that is built from the edited map', () => {
    let laid = 0
    fc.assert(
      fc.property(scene, ({ input, walls, wishes, homes, shops }) => {
        let network = buildNetwork(withWalls(input, walls))
        for (const [i, wished] of wishes.entries()) {
          const edit = editOf(network, wished)
          const patch = edit && layEdit(network, edit)
          if (patch === undefined || 'code' in patch) continue
          laid++
          const built = buildNetwork(editedInput(network, patch))
          network = patchNetwork(network, patch, wayOfEdit(i + 1))
          expect(times(network, homes, shops)).toEqual(times(built, homes, shops))
        }
      }),
      { numRuns: 800 },
    )
    // Most wishes can be laid on; a test of refusals alone would prove nothing.
    expect(laid).toBeGreaterThan(800)
  })

  test('keeps the ways on of whoever stands far from the change', () => {
    fc.assert(
      fc.property(scene, ({ input, walls, wishes, homes, shops }) => {
        const before = buildNetwork(withWalls(input, walls))
        const edits = wishes.flatMap((wished, i) => {
          const edit = editOf(before, wished)
          return edit === undefined ? [] : [{ number: i + 1, edit }]
        })
        const { network } = editNetwork(before, edits)
        const difference = compareNetworks(before, network)
        const points = homes.map((home) => [wgs84(...at(home))])
        const rows = Int32Array.from(homes.keys())
        const carried = (excludedEdges: number) => {
          const table = snapPlaces(new Snapper(before), points, { excludedEdges })
          return carrySnapped(new Snapper(network), points, { table, rows, difference }, { excludedEdges })
        }
        expect(times(network, homes, shops, carried)).toEqual(times(network, homes, shops))
      }),
      { numRuns: 400 },
    )
  })

  test('is the same bytes each time, and without its last edit the one before', () => {
    fc.assert(
      fc.property(scene, ({ input, walls, wishes }) => {
        const base = buildNetwork(withWalls(input, walls))
        const edits = wishes.flatMap((wished, i) => {
          const edit = editOf(base, wished)
          return edit === undefined ? [] : [{ number: i + 1, edit }]
        })
        const bytes = (list: typeof edits) => Buffer.from(saveNetwork(editNetwork(base, list).network))
        expect(bytes(edits).equals(bytes(edits))).toBe(true)
        const [last] = edits.slice(-1)
        const shorter = editNetwork(base, edits.slice(0, -1)).network
        const whole = last === undefined ? shorter : editNetwork(shorter, [last]).network
        expect(Buffer.from(saveNetwork(whole)).equals(bytes(edits))).toBe(true)
        expect(bytes([]).equals(Buffer.from(saveNetwork(base)))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

/** Two streets 200 m apart that meet far in the west, and a compound between them with one gate in the north. */
const TOWN = networkInput({
  nodes: [
    [-800, 0],
    [0, 0],
    [400, 0],
    [-800, 200],
    [0, 200],
    [200, 200],
    [400, 200],
    [200, 180],
    [200, 20],
  ],
  edges: [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 0, to: 3 },
    { from: 3, to: 4 },
    { from: 4, to: 5 },
    { from: 5, to: 6 },
    { from: 5, to: 7 },
    { from: 7, to: 8, flags: EDGE_FLAG.private },
  ],
  nodeFlags: { 7: NODE_FLAG.gate },
  barriers: [
    [
      [150, 10],
      [250, 10],
      [250, 190],
      [150, 190],
      [150, 10],
    ],
  ],
})
const town = buildNetwork(TOWN)
const home: Point = [210, 30]
const minutes = (network: Network, from: Point, to: Point) => (times(network, [from], [to])[0]?.[0] ?? 0) / 60_000
const edited = (...edits: NetworkEdit[]) =>
  editNetwork(
    town,
    edits.map((edit, i) => ({ number: i + 1, edit })),
  )

describe('a gate', () => {
  const shop: Point = [200, -5]
  test('in the southern wall spares the walk around', () => {
    const { network } = edited({ kind: 'add-gate', at: at([200, 12]) })
    expect(minutes(town, home, shop)).toBeGreaterThan(20)
    expect(minutes(network, home, shop)).toBeLessThan(1)
  })

  test('lets nobody walk through who does not live there', () => {
    const { network } = edited({ kind: 'add-gate', at: at([200, 12]) })
    const [north, south]: Point[] = [
      [190, 205],
      [200, -5],
    ]
    expect(minutes(network, north ?? home, south ?? home)).toBe(minutes(town, north ?? home, south ?? home))
  })

  test('with nothing to walk on inside, or outside, says so', () => {
    expect(edited({ kind: 'add-gate', at: at([1000, 1000]) }).misfits.get(0)?.code).toBe('no-way-inside')
    const far = buildNetwork(
      networkInput({
        nodes: [
          [0, 0],
          [90, 0],
        ],
        edges: [{ from: 0, to: 1, flags: EDGE_FLAG.private }],
      }),
    )
    expect(editNetwork(far, [{ number: 1, edit: { kind: 'add-gate', at: at([40, 5]) } }]).misfits.get(0)?.code).toBe(
      'no-way-outside',
    )
  })
})

describe('a path', () => {
  test('joins the streets at its ends, within 15 m', () => {
    const { network, misfits } = edited({ kind: 'add-path', line: line([300, 12], [300, 190]), use: 'path' })
    expect(misfits.size).toBe(0)
    expect(minutes(network, [310, -5], [310, 205])).toBeLessThan(5)
    expect([...network.edgeWay].filter((way) => way === -1)).toHaveLength(1)
  })

  test('that ends 16 m from everything on both sides is refused with the distance', () => {
    expect(edited({ kind: 'add-path', line: line([300, 17], [320, 60]), use: 'path' }).misfits.get(0)).toEqual({
      code: 'ends-loose',
      metres: 60,
    })
  })

  test('joins what it crosses at grade; a footbridge does not', () => {
    const across = line([100, 5], [100, -100], [150, -100], [150, 5], [150, 8])
    const cross = [{ kind: 'add-path', line: line([100, -150], [100, 195]), use: 'path' } as const]
    expect([...edited(...cross).network.edgeWay].filter((way) => way === -1)).toHaveLength(2)
    const bridge = edited({ kind: 'add-path', line: across, use: 'footbridge' })
    expect([...bridge.network.edgeWay].filter((way) => way === -1)).toHaveLength(1)
  })

  test('with steps is none for a wheelchair', () => {
    const { network } = edited({
      kind: 'add-path',
      line: line([300, 2], [300, 198]),
      use: 'footbridge',
      hasSteps: true,
    })
    const [adult, wheelchair] = times(network, [[310, -5]], [[310, 205]])
    expect(adult?.[0]).toBeLessThan(400_000)
    expect(wheelchair?.[0]).toBeGreaterThan(1_200_000)
  })

  test('too short, or longer than anybody draws, is refused', () => {
    const code = (drawn: Point[]) =>
      edited({ kind: 'add-path', line: line(...drawn), use: 'path' }).misfits.get(0)?.code
    expect(
      code([
        [0, 0],
        [0.3, 0],
      ]),
    ).toBe('too-short')
    expect(
      code([
        [0, 0],
        [0, 0],
      ]),
    ).toBe('too-short')
    expect(
      code([
        [0, 0],
        [6000, 0],
      ]),
    ).toBe('too-long')
  })

  test('that comes back to where it set out is walked around', () => {
    const { network, misfits } = edited({
      kind: 'add-path',
      line: line([300, 2], [300, 60], [340, 60], [301, 2]),
      use: 'footbridge',
    })
    expect(misfits.size).toBe(0)
    expect(minutes(network, [320, 65], [310, -5])).toBeLessThan(2)
  })
})

test('a crossing costs its wait once', () => {
  const pavements = buildNetwork(
    networkInput({
      nodes: [
        [0, 0],
        [100, 0],
        [0, 20],
        [100, 20],
      ],
      edges: [
        { from: 0, to: 1 },
        { from: 2, to: 3 },
      ],
    }),
  )
  const cross = (hasSignals: boolean) =>
    editNetwork(pavements, [{ number: 1, edit: { kind: 'add-crossing', line: line([50, 1], [50, 19]), hasSignals } }])
      .network
  const [signals, plain] = [true, false].map((has) => times(cross(has), [[50, -1]], [[50, 21]])[0]?.[0] ?? 0)
  expect((signals ?? 0) - (plain ?? 0)).toBe(15_000)
})

describe('a closed way', () => {
  const closure: NetworkEdit = { kind: 'close-path', line: line([0, 200], [200, 200]) }
  test('is walked no more, and whatever was drawn across it still stands', () => {
    const { network } = edited(closure)
    expect(network.edgeCount).toBe(town.edgeCount - 1)
    expect(minutes(network, home, [-20, 205])).toBeGreaterThan(60 - 1e-9)
  })

  test('closes the stretch and not the whole street, whatever cuts the street', () => {
    const half: NetworkEdit = { kind: 'close-path', line: line([50, 0], [150, 0]) }
    const cut: NetworkEdit = { kind: 'add-path', line: line([100, 0], [100, 100]), use: 'path' }
    for (const edits of [[half], [cut, half]]) {
      const { network, misfits } = edited(...edits)
      expect(misfits.size).toBe(0)
      const metres = [...network.edgeLengthMm].reduce((sum, mm) => sum + mm, 0) / 1000
      const before = [...town.edgeLengthMm].reduce((sum, mm) => sum + mm, 0) / 1000
      expect(metres - before + 100 - (edits.length === 2 ? 100 : 0)).toBeCloseTo(0, 0)
    }
  })

  test('that lies on nothing says so', () => {
    expect(edited({ kind: 'close-path', line: line([0, 100], [100, 100]) }).misfits.get(0)?.code).toBe('stretch-gone')
  })

  test('undone is open again, for an edit that joined the closed way does not fit meanwhile', () => {
    const joining: NetworkEdit = { kind: 'add-path', line: line([100, 203], [100, 300]), use: 'path' }
    expect(edited(closure, joining).misfits.get(1)?.code).toBe('ends-loose')
    expect(edited(joining).misfits.size).toBe(0)
  })
})
