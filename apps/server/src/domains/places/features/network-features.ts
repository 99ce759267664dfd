import { edgeLine, type Network } from '@xiayi/engine/network'
import { EDGE_FLAG } from '@xiayi/engine/network-input'
import { Problem } from '../../../platform/problem/problem.ts'
import { countyModelOf } from '../model/street-model-cache.ts'
import type { Box } from '../places.sql.ts'
import type { GisCollection, GisFeature } from './features.service.ts'

/** The walking network as lines, one an edge, numbered as in the network's present version. */
export const networkCollection: GisCollection = {
  id: 'walking-network',
  title: '步行路网',
  description: '步行路网的边，线；编号随路网版本变化',
  async page({ county, files }, { box, cursor, limit }) {
    const { street } = await countyModelOf(county, files)
    if (street === undefined) return { features: [], matched: 0, next: undefined }
    const edges = edgesInBox(street.network, box)
    const after = cursor === undefined ? -1 : edgeOfCursor(cursor)
    const from = edges.findIndex((edge) => edge > after)
    const shown = from < 0 ? [] : edges.slice(from, from + limit)
    const last = shown.at(-1)
    const isLast = last === undefined || last === edges.at(-1)
    return {
      features: shown.map((edge) => edgeFeature(street.network, edge)),
      matched: edges.length,
      next: isLast ? undefined : String(last),
    }
  },
  async find({ county, files }, id) {
    const { street } = await countyModelOf(county, files)
    const isEdge = street !== undefined && /^\d{1,9}$/.test(id) && Number(id) < street.network.edgeCount
    return isEdge ? edgeFeature(street.network, Number(id)) : undefined
  },
}

/** Edges whose own box touches the box: some 3 ms for 30,000. */
function edgesInBox(network: Network, box: Box | undefined): number[] {
  const edges: number[] = []
  for (let edge = 0; edge < network.edgeCount; edge++)
    if (box === undefined || touches(network, edge, box)) edges.push(edge)
  return edges
}

function touches(network: Network, edge: number, [west, south, east, north]: Box): boolean {
  const { nodeLon, nodeLat, edgeFrom, edgeTo, shapeOffset, shapeLon, shapeLat } = network
  const a = edgeFrom[edge] ?? 0
  const b = edgeTo[edge] ?? 0
  let minLon = Math.min(nodeLon[a] ?? 0, nodeLon[b] ?? 0)
  let maxLon = Math.max(nodeLon[a] ?? 0, nodeLon[b] ?? 0)
  let minLat = Math.min(nodeLat[a] ?? 0, nodeLat[b] ?? 0)
  let maxLat = Math.max(nodeLat[a] ?? 0, nodeLat[b] ?? 0)
  for (let s = shapeOffset[edge] ?? 0; s < (shapeOffset[edge + 1] ?? 0); s++) {
    const lon = shapeLon[s] ?? 0
    const lat = shapeLat[s] ?? 0
    if (lon < minLon) minLon = lon
    if (lon > maxLon) maxLon = lon
    if (lat < minLat) minLat = lat
    if (lat > maxLat) maxLat = lat
  }
  return minLon <= east && maxLon >= west && minLat <= north && maxLat >= south
}

function edgeFeature(network: Network, edge: number): GisFeature {
  const flags = network.edgeFlags[edge] ?? 0
  const has = (flag: number) => (flags & flag) !== 0
  return {
    type: 'Feature',
    id: String(edge),
    geometry: { type: 'LineString', coordinates: edgeLine(network, edge) },
    properties: {
      osm_way: network.edgeWay[edge] ?? null,
      length_m: (network.edgeLengthMm[edge] ?? 0) / 1000,
      steps: has(EDGE_FLAG.steps),
      crossing: has(EDGE_FLAG.crossing),
      bridge: has(EDGE_FLAG.bridge),
      tunnel: has(EDGE_FLAG.tunnel),
      private: has(EDGE_FLAG.private),
      sidewalk: has(EDGE_FLAG.sidewalk),
      one_way: has(EDGE_FLAG.forwardOnly) || has(EDGE_FLAG.backwardOnly),
    },
  }
}

function edgeOfCursor(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new Problem('invalid-input', '翻页标记 cursor 不对。请从第一页重新开始。')
}
