/** Small networks for tests, by hand and at random. */
import { haversineM, localPlane } from '@xiayi/geo/distance'
import fc from 'fast-check'
import { EDGE_FLAG, type NetworkInput, NODE_FLAG } from './network-input.ts'

export const plane = localPlane([116.13, 34.24])

export interface FixtureEdge {
  readonly from: number
  readonly to: number
  /** metres; the straight distance when left out */
  readonly metres?: number
  readonly flags?: number
  /** metres east and north */
  readonly shape?: readonly (readonly [number, number])[]
}

export interface Fixture {
  /** metres east and north of the fixtures' origin */
  readonly nodes: readonly (readonly [number, number])[]
  readonly edges: readonly FixtureEdge[]
  readonly nodeFlags?: Readonly<Record<number, number>>
  readonly barriers?: readonly (readonly (readonly [number, number])[])[]
}

export function networkInput({ nodes, edges, nodeFlags = {}, barriers = [] }: Fixture): NetworkInput {
  const lon = Float64Array.from(nodes, ([x]) => plane.lon(x))
  const lat = Float64Array.from(nodes, ([, y]) => plane.lat(y))
  const shape = edges.flatMap((edge) => edge.shape ?? [])
  const lines = barriers.flat()
  const length = (edge: FixtureEdge) => {
    const at = (i: number): readonly [number, number] => [lon[i] ?? 0, lat[i] ?? 0]
    const line = [
      at(edge.from),
      ...(edge.shape ?? []).map(([x, y]) => [plane.lon(x), plane.lat(y)] as const),
      at(edge.to),
    ]
    return line.reduce((sum, [x, y], i) => {
      const [bx, by] = line[i - 1] ?? [x, y]
      return sum + haversineM(bx, by, x, y)
    }, 0)
  }
  return {
    nodeLon: lon,
    nodeLat: lat,
    nodeFlags: Uint16Array.from(nodes, (_, i) => nodeFlags[i] ?? 0),
    edgeFrom: Uint32Array.from(edges, (edge) => edge.from),
    edgeTo: Uint32Array.from(edges, (edge) => edge.to),
    edgeLengthMm: Uint32Array.from(edges, (edge) => Math.round((edge.metres ?? length(edge)) * 1000)),
    edgeFlags: Uint32Array.from(edges, (edge) => edge.flags ?? 0),
    edgeWay: Float64Array.from(edges, (_, i) => 1000 + i),
    edgeShapeOffset: offsets(edges.map((edge) => edge.shape?.length ?? 0)),
    shapeLon: Float64Array.from(shape, ([x]) => plane.lon(x)),
    shapeLat: Float64Array.from(shape, ([, y]) => plane.lat(y)),
    barriers: {
      offset: offsets(barriers.map((line) => line.length)),
      lon: Float64Array.from(lines, ([x]) => plane.lon(x)),
      lat: Float64Array.from(lines, ([, y]) => plane.lat(y)),
    },
  }
}

function offsets(sizes: readonly number[]): Uint32Array {
  const offset = new Uint32Array(sizes.length + 1)
  sizes.forEach((size, i) => {
    offset[i + 1] = (offset[i] ?? 0) + size
  })
  return offset
}

const edgeFlag = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constant(EDGE_FLAG.private) },
  fc.constantFrom(
    EDGE_FLAG.steps,
    EDGE_FLAG.unpaved,
    EDGE_FLAG.forwardOnly,
    EDGE_FLAG.backwardOnly,
    EDGE_FLAG.wheelchairNo,
  ),
)
const nodeFlag = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  fc.constantFrom(
    NODE_FLAG.crossingSignals,
    NODE_FLAG.gate,
    NODE_FLAG.narrow,
    NODE_FLAG.crossing | NODE_FLAG.crossingSignals,
  ),
)

/** Sparse graphs with chains, trees, loops, parallel edges, one-way edges and compounds. `flagged: false` gives plain ones. */
export function randomNetwork({ flagged = true, oneWay = true } = {}): fc.Arbitrary<NetworkInput> {
  return fc.integer({ min: 1, max: 30 }).chain((n) => {
    const node = fc.integer({ min: 0, max: n - 1 })
    const flags = oneWay ? edgeFlag : edgeFlag.map((f) => f & ~(EDGE_FLAG.forwardOnly | EDGE_FLAG.backwardOnly))
    const edge = fc.record({
      from: node,
      to: node,
      metres: fc.integer({ min: 0, max: 400 }),
      flags: flagged ? flags : fc.constant(0),
    })
    // A path through most nodes makes long chains; extra edges make junctions, loops and parallels.
    const path = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 400 }), flagged ? flags : fc.constant(0)), {
      minLength: n - 1,
      maxLength: n - 1,
    })
    return fc
      .record({
        nodes: fc.array(fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })), {
          minLength: n,
          maxLength: n,
        }),
        path,
        extra: fc.array(edge, { maxLength: n }),
        nodeFlags: fc.array(flagged ? nodeFlag : fc.constant(0), { minLength: n, maxLength: n }),
      })
      .map(({ nodes, path: links, extra, nodeFlags }) => {
        const edges = links.flatMap(([isThere, metres, f], i) =>
          isThere ? [{ from: i, to: i + 1, metres, flags: f }] : [],
        )
        return networkInput({ nodes, edges: [...edges, ...extra], nodeFlags: Object.fromEntries(nodeFlags.entries()) })
      })
  })
}
