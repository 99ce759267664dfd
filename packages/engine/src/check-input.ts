import type { NetworkInput } from './network-input.ts'

/** The input columns contradict each other or hold impossible values. The message names the column and the place. */
export class NetworkInputError extends Error {
  override name = 'NetworkInputError'
}

function fail(message: string): never {
  throw new NetworkInputError(message)
}

/** Refuses what would make a network that answers wrongly or crashes: lengths, indexes, coordinates. */
export function checkNetworkInput(input: NetworkInput): void {
  const n = input.nodeLon.length
  const m = input.edgeFrom.length
  if (n === 0) fail('the network has no nodes')
  if (n >= 0x7fffffff || m >= 0x7fffffff) fail(`the network is too large: ${n} nodes, ${m} edges`)
  sameLength('nodeLat', input.nodeLat.length, n)
  sameLength('nodeFlags', input.nodeFlags.length, n)
  sameLength('edgeTo', input.edgeTo.length, m)
  sameLength('edgeLengthMm', input.edgeLengthMm.length, m)
  sameLength('edgeFlags', input.edgeFlags.length, m)
  sameLength('edgeWay', input.edgeWay.length, m)
  sameLength('edgeShapeOffset', input.edgeShapeOffset.length, m + 1)
  sameLength('shapeLat', input.shapeLat.length, input.shapeLon.length)
  sameLength('barriers.lat', input.barriers.lat.length, input.barriers.lon.length)
  checkCoordinates('node', input.nodeLon, input.nodeLat)
  checkCoordinates('shape vertex', input.shapeLon, input.shapeLat)
  checkCoordinates('barrier vertex', input.barriers.lon, input.barriers.lat)
  for (let e = 0; e < m; e++) {
    const from = input.edgeFrom[e] ?? 0
    const to = input.edgeTo[e] ?? 0
    if (from >= n || to >= n) fail(`edge ${e} joins nodes ${from} and ${to}, but there are only ${n} nodes`)
  }
  checkOffsets('edgeShapeOffset', input.edgeShapeOffset, input.shapeLon.length)
  const { offset } = input.barriers
  if (offset.length > 0) checkOffsets('barriers.offset', offset, input.barriers.lon.length)
  else sameLength('barriers.lon', input.barriers.lon.length, 0)
}

function sameLength(column: string, length: number, wanted: number): void {
  if (length !== wanted) fail(`column ${column} has ${length} entries instead of ${wanted}`)
}

function checkCoordinates(what: string, lon: Float64Array, lat: Float64Array): void {
  for (let i = 0; i < lon.length; i++) {
    const x = lon[i] ?? Number.NaN
    const y = lat[i] ?? Number.NaN
    if (!(x >= -180 && x <= 180 && y >= -90 && y <= 90))
      fail(`${what} ${i} lies at ${x}, ${y}, which is no place in degrees`)
  }
}

/** Ascending from 0 to `total`. */
export function checkOffsets(column: string, offset: Uint32Array, total: number): void {
  if (offset[0] !== 0) fail(`column ${column} starts at ${offset[0]} instead of 0`)
  for (let i = 1; i < offset.length; i++) {
    const here = offset[i] ?? 0
    if (here < (offset[i - 1] ?? 0)) fail(`column ${column} falls at entry ${i}`)
  }
  const last = offset[offset.length - 1] ?? 0
  if (last !== total) fail(`column ${column} ends at ${last} instead of ${total}`)
}
