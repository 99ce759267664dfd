import { wgs84 } from '@xiayi/geo/coordinates'
import { describe, expect, test } from 'vitest'
import { buildNetwork } from './build-network.ts'
import { networkInput, plane } from './network-fixtures.ts'
import { EDGE_FLAG } from './network-input.ts'
import { Snapper } from './snap.ts'
import { SNAP_GRADES, snapPlaces } from './snapped-places.ts'

const at = (x: number, y: number) => wgs84(plane.lon(x), plane.lat(y))

/** Two parallel streets 80 m apart, a cross street at x = 0, a wall 10 m north of the southern street from x = 100 on. */
const network = buildNetwork(
  networkInput({
    nodes: [
      [0, 0],
      [400, 0],
      [0, 80],
      [400, 80],
    ],
    edges: [
      { from: 0, to: 1 },
      { from: 2, to: 3 },
      { from: 0, to: 2, flags: EDGE_FLAG.private },
    ],
    barriers: [
      [
        [100, 10],
        [400, 10],
      ],
    ],
  }),
)
const snapper = new Snapper(network)
const edgeOf = (input: number) => network.edgeInput.indexOf(input)

describe('ways on to the network', () => {
  test('the nearest edge comes first, with its place on the edge and the length of the leg', () => {
    const [first] = snapper.snap(at(50, 20))
    expect(first?.edge).toBe(edgeOf(0))
    expect(first?.share).toBeCloseTo(0.125, 3)
    expect(first?.legM).toBeCloseTo(20, 1)
    expect(first?.grade).toBe('near')
  })

  test('a building between two streets gets a way on to either', () => {
    const ways = snapper.snap(at(60, 38))
    expect(ways.map((way) => way.edge).slice(0, 2)).toEqual([edgeOf(0), edgeOf(1)])
  })

  test('no leg goes through a wall while there is another way', () => {
    const ways = snapper.snap(at(250, 20))
    expect(ways.map((way) => way.edge)).toEqual([edgeOf(1)])
    expect(ways[0]?.crossesBarrier).toBe(false)
    expect(ways[0]?.grade).toBe('far')
  })

  test('where every way is walled off the nearest is kept, marked, and never called near', () => {
    const walled = buildNetwork(
      networkInput({
        nodes: [
          [0, 0],
          [100, 0],
        ],
        edges: [{ from: 0, to: 1 }],
        barriers: [
          [
            [-50, 10],
            [150, 10],
          ],
        ],
      }),
    )
    const [way] = new Snapper(walled).snap(at(50, 20))
    expect(way).toMatchObject({ crossesBarrier: true, grade: 'far' })
  })

  test.each([
    ['near', 49],
    ['far', 60],
    ['far', 149],
    ['beyond', 151],
    ['beyond', 900],
  ])('%s at %i m', (grade, metres) => {
    expect(snapper.snap(at(200, 80 + metres))[0]?.grade).toBe(grade)
  })

  test('beyond the search there is nothing', () => {
    expect(snapper.snap(at(200, 5000))).toEqual([])
  })

  test('edges that are not wanted are passed over', () => {
    const [way] = snapper.snap(at(5, 40), { excludedEdges: EDGE_FLAG.private })
    expect(way?.edge).not.toBe(edgeOf(2))
  })

  test('places beyond reach keep their row, their grade and no way on', () => {
    const places = snapPlaces(snapper, [[at(50, 5)], [at(200, 2000)], []])
    expect([...places.grade].map((grade) => SNAP_GRADES[grade])).toEqual(['near', 'beyond', 'beyond'])
    expect(places.offset[1]).toBeGreaterThan(0)
    expect(places.offset[3]).toBe(places.offset[1])
  })
})
