import type { Wgs84 } from '@xiayi/geo/coordinates'
import { METRES_PER_DEGREE } from '@xiayi/geo/distance'
import { type NearSegment, SegmentIndex } from '@xiayi/geo/segment-index'
import { BarrierIndex } from './barrier-index.ts'
import { edgeLine, type Network } from './network.ts'

export const NEAR_M = 50
export const FAR_M = 150

/** `near` ≤ 50 m, `far` ≤ 150 m; `beyond` is reported and never counted as served. */
export type SnapGrade = 'near' | 'far' | 'beyond'

/** One way from a point on to the network: straight to a place on an edge. */
export interface SnapCandidate {
  readonly edge: number
  /** 0 at `edgeFrom`, 1 at `edgeTo`, by length */
  readonly share: number
  readonly legM: number
  readonly lon: number
  readonly lat: number
  readonly grade: SnapGrade
  /** only when every way on within reach crosses a wall, water or rail */
  readonly crossesBarrier: boolean
}

export interface SnapOptions {
  /** bits of EDGE_FLAG: edges with one of them are passed over */
  readonly excludedEdges?: number
  /** at most this many ways on, in different directions (default 4) */
  readonly most?: number
  /** metres; how far to look for the nearest edge when none is within 150 m (default 2,000) */
  readonly searchM?: number
}

/** Two ways on count as different from this angle between their legs. */
const DIFFERENT_RADIANS = Math.PI / 3

/** Finds the ways from points on to a network. Owns an index of all its segments. */
export class Snapper {
  readonly network: Network
  readonly #index: SegmentIndex
  readonly #barriers: BarrierIndex
  readonly #segmentEdge: Uint32Array
  /** metres along the edge at the start of a segment, its length, and the whole edge's, as drawn */
  readonly #startM: Float64Array
  readonly #lengthM: Float64Array
  readonly #edgeM: Float64Array

  constructor(network: Network) {
    const count = network.edgeCount + network.shapeLon.length
    const columns = {
      aLon: new Float64Array(count),
      aLat: new Float64Array(count),
      bLon: new Float64Array(count),
      bLat: new Float64Array(count),
    }
    this.network = network
    this.#segmentEdge = new Uint32Array(count)
    this.#startM = new Float64Array(count)
    this.#lengthM = new Float64Array(count)
    this.#edgeM = new Float64Array(network.edgeCount)
    let at = 0
    for (let e = 0; e < network.edgeCount; e++) {
      const line = edgeLine(network, e)
      let along = 0
      for (let i = 1; i < line.length; i++) {
        const [aLon, aLat] = line[i - 1] ?? [0, 0]
        const [bLon, bLat] = line[i] ?? [0, 0]
        const east = (bLon - aLon) * Math.cos((aLat * Math.PI) / 180)
        const length = Math.hypot(east, bLat - aLat) * METRES_PER_DEGREE
        columns.aLon[at] = aLon
        columns.aLat[at] = aLat
        columns.bLon[at] = bLon
        columns.bLat[at] = bLat
        this.#segmentEdge[at] = e
        this.#startM[at] = along
        this.#lengthM[at] = length
        along += length
        at++
      }
      this.#edgeM[e] = along
    }
    this.#index = new SegmentIndex(columns)
    this.#barriers = new BarrierIndex(network.barriers)
  }

  /** Nearest first. Empty when no edge is within `searchM`. */
  snap(point: Wgs84, options: SnapOptions = {}): SnapCandidate[] {
    const excluded = options.excludedEdges ?? 0
    const byEdge = this.#nearestByEdge(point, FAR_M, excluded)
    if (byEdge.length === 0) return this.#beyond(point, options.searchM ?? 2000, excluded)
    const free = byEdge.filter((near) => !this.#barriers.isCrossed(point[0], point[1], near.lon, near.lat))
    if (free.length === 0) return byEdge.slice(0, 1).map((near) => this.#candidate(near, true))
    const chosen: NearSegment[] = []
    const reachM = Math.max(NEAR_M, (free[0]?.distanceM ?? 0) + NEAR_M)
    for (const near of free) {
      if (chosen.length >= (options.most ?? 4) || near.distanceM > reachM) break
      if (chosen.every((other) => angleBetween(point, near, other) >= DIFFERENT_RADIANS)) chosen.push(near)
    }
    return chosen.map((near) => this.#candidate(near, false))
  }

  #nearestByEdge(point: Wgs84, radiusM: number, excluded: number): NearSegment[] {
    const best = new Map<number, NearSegment>()
    this.#index.forEachWithin(point[0], point[1], radiusM, (near) => {
      const edge = this.#segmentEdge[near.segment] ?? 0
      if ((this.network.edgeFlags[edge] ?? 0) & excluded) return radiusM
      const before = best.get(edge)
      if (!before || isNearer(near, before)) best.set(edge, near)
      return radiusM
    })
    return [...best.values()].sort((a, b) => a.distanceM - b.distanceM || this.#compareEdges(a, b))
  }

  /** Of equally near edges (a junction is the end of several) the same one first however the network is numbered. */
  #compareEdges(a: NearSegment, b: NearSegment): number {
    const { edgeFrom, edgeTo, edgeLengthMm, edgeFlags, nodeLon, nodeLat } = this.network
    const e = this.#segmentEdge[a.segment] ?? 0
    const f = this.#segmentEdge[b.segment] ?? 0
    const by = (column: Float64Array | Uint32Array, i = 0, k = 0) => (column[i] ?? 0) - (column[k] ?? 0)
    return (
      by(edgeLengthMm, e, f) ||
      by(edgeFlags, e, f) ||
      by(nodeLon, edgeFrom[e], edgeFrom[f]) ||
      by(nodeLat, edgeFrom[e], edgeFrom[f]) ||
      by(nodeLon, edgeTo[e], edgeTo[f]) ||
      by(nodeLat, edgeTo[e], edgeTo[f]) ||
      a.segment - b.segment
    )
  }

  #beyond(point: Wgs84, radiusM: number, excluded: number): SnapCandidate[] {
    for (let radius = FAR_M * 2; ; radius *= 2) {
      const [near] = this.#nearestByEdge(point, Math.min(radius, radiusM), excluded)
      if (near) return [this.#candidate(near, this.#barriers.isCrossed(point[0], point[1], near.lon, near.lat))]
      if (radius >= radiusM) return []
    }
  }

  #candidate(near: NearSegment, crossesBarrier: boolean): SnapCandidate {
    const edge = this.#segmentEdge[near.segment] ?? 0
    const whole = this.#edgeM[edge] ?? 0
    const along = (this.#startM[near.segment] ?? 0) + near.share * (this.#lengthM[near.segment] ?? 0)
    const legM = near.distanceM
    return {
      edge,
      share: whole > 0 ? Math.min(1, along / whole) : 0,
      legM,
      lon: near.lon,
      lat: near.lat,
      grade: legM <= NEAR_M && !crossesBarrier ? 'near' : legM <= FAR_M ? 'far' : 'beyond',
      crossesBarrier,
    }
  }
}

function isNearer(a: NearSegment, b: NearSegment): boolean {
  return a.distanceM < b.distanceM || (a.distanceM === b.distanceM && a.segment < b.segment)
}

function angleBetween(point: Wgs84, a: NearSegment, b: NearSegment): number {
  const perLon = Math.cos((point[1] * Math.PI) / 180)
  const bearing = (near: NearSegment) => Math.atan2((near.lon - point[0]) * perLon, near.lat - point[1])
  const turn = Math.abs(bearing(a) - bearing(b))
  return Math.min(turn, 2 * Math.PI - turn)
}
