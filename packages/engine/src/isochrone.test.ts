import { ringFaults } from '@xiayi/geo/ring-faults'
import { isInMultiPolygon, type Ring, ringAreaM2 } from '@xiayi/geo/rings'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildNetwork } from './build-network.ts'
import { compileProfile } from './compile-profile.ts'
import { contourRings, OUTSIDE } from './contour.ts'
import { type Isochrone, IsochroneMaker } from './isochrone.ts'
import { nodesOfInput } from './network.ts'
import { type Fixture, networkInput, plane } from './network-fixtures.ts'
import { PROFILES } from './profiles.ts'
import { reach } from './reach.ts'
import { nodeSeeds } from './seeds.ts'

function polygonsOf(isochrone: Isochrone | undefined): Ring[][] {
  return (isochrone?.coordinates ?? []).map((rings) =>
    rings.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon, lat] as const)),
  )
}

function draw(fixture: Fixture, from: number, seconds: readonly number[]) {
  const input = networkInput(fixture)
  const network = buildNetwork(input)
  const graph = compileProfile(network, PROFILES.adult)
  const place = nodesOfInput(network, input.nodeLon.length)
  const drawn = new IsochroneMaker(graph).draw(
    [[place[from] ?? 0, 0]],
    seconds.map((s) => s * 1000),
  )
  const isInside = (i: number, x: number, y: number) =>
    isInMultiPolygon(polygonsOf(drawn[i]), plane.lon(x), plane.lat(y))
  return { drawn, isInside, graph, place }
}

/** A street 3 km long, west to east, with the origin in the middle. */
const street: Fixture = {
  nodes: [
    [-1500, 0],
    [0, 0],
    [1500, 0],
  ],
  edges: [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
  ],
}

describe('isochrones', () => {
  test('along a street they end where the time ends, growth included, and not before', () => {
    const { isInside } = draw(street, 1, [300, 600])
    for (const side of [-1, 1]) {
      expect(isInside(0, side * 345, 0)).toBe(true)
      expect(isInside(0, side * 385, 0)).toBe(false)
      expect(isInside(1, side * 705, 0)).toBe(true)
      expect(isInside(1, side * 745, 0)).toBe(false)
    }
    expect(isInside(1, 300, 30)).toBe(true)
    expect(isInside(1, 300, 60)).toBe(false)
  })

  test('no ground is reached across a wall, and past its end it is', () => {
    const { isInside } = draw(
      {
        ...street,
        barriers: [
          [
            [100, 15],
            [400, 15],
          ],
        ],
      },
      1,
      [600],
    )
    expect(isInside(0, 250, 35)).toBe(false)
    expect(isInside(0, 250, -30)).toBe(true)
    expect(isInside(0, 520, 30)).toBe(true)
  })

  test('a block that is too deep to reach stays a hole', () => {
    const block: Fixture = {
      nodes: [
        [0, 0],
        [400, 0],
        [400, 400],
        [0, 400],
      ],
      edges: [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
        { from: 2, to: 3 },
        { from: 3, to: 0 },
      ],
    }
    const { drawn, isInside } = draw(block, 0, [900])
    const [polygon = []] = polygonsOf(drawn[0])
    expect(polygon).toHaveLength(2)
    expect(ringAreaM2(polygon[0] ?? [])).toBeGreaterThan(0)
    expect(ringAreaM2(polygon[1] ?? [])).toBeLessThan(0)
    expect(isInside(0, 200, 200)).toBe(false)
    expect(isInside(0, 200, 20)).toBe(true)
  })

  test('nothing in reach is an empty multipolygon, and an isolated origin a spot around it', () => {
    const { graph } = draw(street, 1, [300])
    expect(new IsochroneMaker(graph).draw([], [300_000])).toEqual([{ limitMs: 300_000, coordinates: [] }])
  })

  test('every reached node lies inside, rings are closed and sound, and a longer limit holds the shorter one’s nodes', () => {
    const metre = fc.integer({ min: -600, max: 600 })
    const town = fc.record({
      nodes: fc.array(fc.tuple(metre, metre), { minLength: 2, maxLength: 25 }),
      links: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 40 }),
    })
    fc.assert(
      fc.property(town, ({ nodes, links }) => {
        const edges = links
          .map(([a, b]) => ({ from: a % nodes.length, to: b % nodes.length }))
          .filter(({ from, to }) => from !== to)
        const { drawn, graph, place } = draw({ nodes, edges }, 0, [300, 700])
        drawn.forEach((isochrone) => {
          const polygons = polygonsOf(isochrone)
          for (const ring of polygons.flat())
            expect(ringFaults(ring).filter(({ kind }) => kind === 'not-closed' || kind === 'too-short')).toEqual([])
          const found = reach(graph, nodeSeeds([place[0] ?? 0]), isochrone.limitMs - 20_000)
          if (edges.every(({ from, to }) => from !== 0 && to !== 0)) return
          for (const v of found.node) {
            // A spot thinner than a cell may fall between the middles of the raster's cells; 20 s more are 24 m.
            expect(isInMultiPolygon(polygons, graph.network.nodeLon[v] ?? 0, graph.network.nodeLat[v] ?? 0)).toBe(true)
          }
        })
      }),
      { numRuns: 100 },
    )
  })
})

describe('marching squares', () => {
  test('rings hold exactly the cells that are within the limit', () => {
    const size = 8
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(1, 5, 9, OUTSIDE), { minLength: size * size, maxLength: size * size }),
        (cells) => {
          const width = size + 2
          const values = new Int32Array(width * width).fill(OUTSIDE)
          cells.forEach((value, i) => {
            values[(Math.floor(i / size) + 1) * width + (i % size) + 1] = value
          })
          const rings = contourRings({ values, width, height: width }, 6).map((ring): Ring => {
            return Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0] as const)
          })
          for (let y = 0; y < width; y++) {
            for (let x = 0; x < width; x++) {
              // Winding: every outer ring around a cell counts once, every hole takes one away.
              const winding = rings
                .filter((ring) => isInMultiPolygon([[ring]], x + 1e-7, y + 1e-7))
                .reduce((sum, ring) => sum + Math.sign(ringAreaM2(ring)), 0)
              expect(winding).toBe((values[y * width + x] ?? 0) <= 6 ? 1 : 0)
            }
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
