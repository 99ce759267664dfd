import { readFileSync } from 'node:fs'
import { loadNetwork } from '@xiayi/engine/save-network'
import { SegmentIndex } from '@xiayi/geo/segment-index'

const FAR_M = 400

/** Metres to the nearest street of a saved network, at most 400. */
export function distanceToStreets(networkFile: string): (lon: number, lat: number) => number {
  const network = loadNetwork(readFileSync(networkFile))
  const count = network.edgeCount + network.shapeLon.length
  const segments = {
    aLon: new Float64Array(count),
    aLat: new Float64Array(count),
    bLon: new Float64Array(count),
    bLat: new Float64Array(count),
  }
  let at = 0
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const from = network.edgeFrom[edge] ?? 0
    const to = network.edgeTo[edge] ?? 0
    let lon = network.nodeLon[from] ?? 0
    let lat = network.nodeLat[from] ?? 0
    const add = (nextLon: number, nextLat: number) => {
      segments.aLon[at] = lon
      segments.aLat[at] = lat
      segments.bLon[at] = nextLon
      segments.bLat[at] = nextLat
      at++
      lon = nextLon
      lat = nextLat
    }
    const end = network.shapeOffset[edge + 1] ?? 0
    for (let s = network.shapeOffset[edge] ?? 0; s < end; s++) add(network.shapeLon[s] ?? 0, network.shapeLat[s] ?? 0)
    add(network.nodeLon[to] ?? 0, network.nodeLat[to] ?? 0)
  }
  const index = new SegmentIndex(segments)
  return (lon, lat) => index.nearest(lon, lat, FAR_M)?.distanceM ?? FAR_M
}
