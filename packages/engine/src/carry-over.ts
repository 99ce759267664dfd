import type { Wgs84 } from '@xiayi/geo/coordinates'
import { SegmentIndex } from '@xiayi/geo/segment-index'
import { sharedF64, sharedU8, sharedU32 } from './columns.ts'
import { edgeLine, type Network, NONE } from './network.ts'
import { FAR_M, type SnapOptions, type Snapper } from './snap.ts'
import { type SnappedPlaces, snapPlaces } from './snapped-places.ts'

/** Two networks of one place side by side: what is the same in both, and where they differ. */
export interface NetworkDifference {
  /** u32[edges before] the same edge after; NONE where it is gone or altered */
  readonly edgeAfter: Uint32Array
  /** edges without a partner, in either */
  readonly changed: number
  /** Whether ways on to the network from this point may be others than before. */
  isNearChange(lon: number, lat: number): boolean
}

/**
 * Finds the edges that two networks share by their ends, lengths, flags and shapes; it does not matter how one came from the
 * other. Ways on depend on the edges and walls within 150 m and on nothing else (`Snapper.snap`), so that whatever stands further
 * from every difference may keep its own. 26,000 edges take some 10 ms.
 */
export function compareNetworks(before: Network, after: Network): NetworkDifference {
  const edgeAfter = new Uint32Array(before.edgeCount).fill(NONE)
  const isNew = new Uint8Array(after.edgeCount).fill(1)
  const waiting = new Map<number, number[]>()
  for (let e = after.edgeCount - 1; e >= 0; e--) {
    const key = keyOf(after, e)
    const list = waiting.get(key)
    if (list === undefined) waiting.set(key, [e])
    else list.push(e)
  }
  for (let e = 0; e < before.edgeCount; e++) {
    const list = waiting.get(keyOf(before, e))
    // The first of equal ones: they stand last in the list.
    const at = list?.findLastIndex((other) => isSame(before, e, after, other)) ?? -1
    const [other] = at < 0 || list === undefined ? [] : list.splice(at, 1)
    if (other === undefined) continue
    edgeAfter[e] = other
    isNew[other] = 0
  }
  const lines = [
    ...[...edgeAfter.keys()].filter((e) => edgeAfter[e] === NONE).map((e) => edgeLine(before, e)),
    ...[...isNew.keys()].filter((e) => isNew[e] === 1).map((e) => edgeLine(after, e)),
  ]
  const isEverywhere = !areSameBarriers(before, after)
  const index = segmentIndexOf(lines)
  return {
    edgeAfter,
    changed: lines.length,
    isNearChange: (lon, lat) => isEverywhere || index.nearest(lon, lat, FAR_M) !== undefined,
  }
}

export interface Carried {
  readonly table: SnappedPlaces
  /** i32[places] the row of each place in the table; -1 for one that was not there or has moved */
  readonly rows: Int32Array
  /** left out: the table is of the very same network */
  readonly difference?: NetworkDifference | undefined
}

/** What `snapPlaces` finds, on shared memory; places that stand far from every difference keep the ways on they had. */
export function carrySnapped(
  snapper: Snapper,
  places: readonly (readonly Wgs84[])[],
  carried: Carried,
  options: SnapOptions = {},
): SnappedPlaces {
  const rows = places.map((points, i) => carriedRow(carried, i, points) ?? snapPlaces(snapper, [points], options))
  const offset = sharedU32(places.length + 1)
  rows.forEach((row, i) => {
    offset[i + 1] = (offset[i] ?? 0) + row.edge.length
  })
  const total = offset[places.length] ?? 0
  const joined = {
    offset,
    edge: sharedU32(total),
    share: sharedF64(total),
    legM: sharedF64(total),
    grade: sharedU8(places.length),
  }
  rows.forEach((row, i) => {
    const to = offset[i] ?? 0
    joined.edge.set(row.edge, to)
    joined.share.set(row.share, to)
    joined.legM.set(row.legM, to)
    joined.grade[i] = row.grade[0] ?? 2
  })
  return joined
}

type Row = Pick<SnappedPlaces, 'edge' | 'share' | 'legM' | 'grade'>

function carriedRow({ table, rows, difference }: Carried, i: number, points: readonly Wgs84[]): Row | undefined {
  const row = rows[i] ?? -1
  if (row < 0) return undefined
  const from = table.offset[row] ?? 0
  const to = table.offset[row + 1] ?? 0
  const kept = {
    edge: table.edge.subarray(from, to),
    share: table.share.subarray(from, to),
    legM: table.legM.subarray(from, to),
    grade: table.grade.subarray(row, row + 1),
  }
  if (difference === undefined) return kept
  if (points.some((point) => difference.isNearChange(point[0], point[1]))) return undefined
  return { ...kept, edge: kept.edge.map((edge) => difference.edgeAfter[edge] ?? NONE) }
}

const words = new Uint32Array(2)
const float = new Float64Array(words.buffer)

function mix(hash: number, value: number): number {
  float[0] = value
  const mixed = Math.imul(hash ^ (words[0] ?? 0), 0x85ebca6b)
  return Math.imul(((mixed << 13) | (mixed >>> 19)) ^ (words[1] ?? 0), 0xc2b2ae35)
}

function keyOf(network: Network, e: number): number {
  const u = network.edgeFrom[e] ?? 0
  const v = network.edgeTo[e] ?? 0
  let hash = mix(0x9e3779b9, network.nodeLon[u] ?? 0)
  hash = mix(hash, network.nodeLat[u] ?? 0)
  hash = mix(hash, network.nodeLon[v] ?? 0)
  hash = mix(hash, network.nodeLat[v] ?? 0)
  return mix(hash, (network.edgeLengthMm[e] ?? 0) + (network.edgeFlags[e] ?? 0) * 2 ** 32)
}

function isSame(a: Network, e: number, b: Network, f: number): boolean {
  const [u, v, x, y] = [a.edgeFrom[e] ?? 0, a.edgeTo[e] ?? 0, b.edgeFrom[f] ?? 0, b.edgeTo[f] ?? 0]
  if (a.nodeLon[u] !== b.nodeLon[x] || a.nodeLat[u] !== b.nodeLat[x]) return false
  if (a.nodeLon[v] !== b.nodeLon[y] || a.nodeLat[v] !== b.nodeLat[y]) return false
  if (a.edgeLengthMm[e] !== b.edgeLengthMm[f] || a.edgeFlags[e] !== b.edgeFlags[f]) return false
  const from = a.shapeOffset[e] ?? 0
  const count = (a.shapeOffset[e + 1] ?? 0) - from
  const other = b.shapeOffset[f] ?? 0
  if ((b.shapeOffset[f + 1] ?? 0) - other !== count) return false
  for (let s = 0; s < count; s++) {
    if (a.shapeLon[from + s] !== b.shapeLon[other + s] || a.shapeLat[from + s] !== b.shapeLat[other + s]) return false
  }
  return true
}

function areSameBarriers(a: Network, b: Network): boolean {
  if (a.barriers === b.barriers) return true
  const columns = [
    [a.barriers.offset, b.barriers.offset],
    [a.barriers.lon, b.barriers.lon],
    [a.barriers.lat, b.barriers.lat],
  ] as const
  return columns.every(([x, y]) => x.length === y.length && x.every((value, i) => value === y[i]))
}

function segmentIndexOf(lines: readonly (readonly (readonly [number, number])[])[]): SegmentIndex {
  const ends = lines.flatMap((line) =>
    line.slice(1).map((to, i) => {
      const [aLon, aLat] = line[i] ?? to
      return [aLon, aLat, to[0], to[1]] as const
    }),
  )
  return new SegmentIndex({
    aLon: Float64Array.from(ends, (each) => each[0]),
    aLat: Float64Array.from(ends, (each) => each[1]),
    bLon: Float64Array.from(ends, (each) => each[2]),
    bLat: Float64Array.from(ends, (each) => each[3]),
  })
}
