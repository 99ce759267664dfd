import { haversineM } from '@xiayi/geo/distance'
import { isInRing, ringAreaM2 } from '@xiayi/geo/rings'
import type { Position } from 'geojson'
import { BarrierIndex } from './barrier-index.ts'
import { UNREACHED } from './bucket-search.ts'
import { type WalkGraph, waysAlong } from './compile-profile.ts'
import { type ContourRing, contourRings, type Field } from './contour.ts'
import { type DrawnRoads, drawnRoads } from './drawn-roads.ts'
import { GrowthRaster, gridFrame } from './growth-raster.ts'
import { edgeLine, NONE } from './network.ts'
import type { Seed } from './seeds.ts'
import { WalkSearch } from './walk-search.ts'

export interface IsochroneOptions {
  /** raster cell in metres (default 20) */
  readonly cellM?: number
  /** how far from a road ground still counts as reached, walking time charged (default 40) */
  readonly growthM?: number
}

/** A straight way from the origin to its place on the network, drawn as reached ground too. */
export interface OriginLeg {
  readonly fromLon: number
  readonly fromLat: number
  readonly toLon: number
  readonly toLat: number
  readonly legMs: number
  /** the edge it meets, and where */
  readonly edge: number
  readonly share: number
}

export interface Isochrone {
  readonly limitMs: number
  /** GeoJSON MultiPolygon coordinates, WGS84, holes kept, RFC 7946 orientation, rounded to 0.1 m */
  readonly coordinates: Position[][][]
}

/**
 * The ground within given walking times. For drawing only: people and places are counted on the network, never in the polygon.
 * Owns its buffers; one object draws any number of origins.
 */
export class IsochroneMaker {
  readonly graph: WalkGraph
  readonly #search: WalkSearch
  readonly #raster: GrowthRaster
  readonly #roads: DrawnRoads
  readonly #nodes: Int32Array
  readonly #times: Int32Array
  readonly #timeOf: Int32Array

  constructor(graph: WalkGraph, options: IsochroneOptions = {}) {
    const n = graph.network.nodeCount
    const cellM = options.cellM ?? 20
    const frame = gridFrame(graph.network, cellM)
    this.graph = graph
    this.#search = new WalkSearch(graph.away)
    this.#nodes = new Int32Array(n + 1)
    this.#times = new Int32Array(n + 1)
    this.#timeOf = new Int32Array(n).fill(UNREACHED)
    this.#roads = drawnRoads(graph, frame)
    this.#raster = new GrowthRaster(frame, this.#roads, new BarrierIndex(graph.network.barriers), {
      cellM,
      growthM: options.growthM ?? 40,
      msPerMetre: 1000 / graph.profile.speedMps,
    })
  }

  /** One MultiPolygon a limit, in the order of the limits; from seeds that leave the origin. */
  draw(seeds: readonly Seed[], limitsMs: readonly number[], legs: readonly OriginLeg[] = []): Isochrone[] {
    const longest = Math.max(0, ...limitsMs)
    const search = this.#search
    search.begin(longest)
    for (const [node, ms] of seeds) search.seed(node, ms)
    search.run()
    const found = search.collect(this.#nodes, this.#times, 0)
    const nodes = this.#nodes
    const timeOf = this.#timeOf
    this.#raster.begin()
    for (let i = 0; i < found; i++) timeOf[nodes[i] ?? 0] = this.#times[i] ?? 0
    for (let i = 0; i < found; i++) this.#addRoadsAt(nodes[i] ?? 0, longest)
    for (let i = 0; i < found; i++) timeOf[nodes[i] ?? 0] = UNREACHED
    for (const [node, ms] of seeds) this.#addRoadThrough(node, ms, longest)
    for (const leg of legs) this.#addLeg(leg, longest)
    const field = this.#raster.draw()
    return limitsMs.map((limitMs) => ({ limitMs, coordinates: this.#polygons(field, limitMs) }))
  }

  /** The stretches of the roads at a reached node that are walked from this end: up to the limit or the meeting with the other end. Roads walked whole are added once, from their end A. */
  #addRoadsAt(u: number, limitMs: number): void {
    const { a, b, ms, ways, endOffset, endsAt } = this.#roads
    const raster = this.#raster
    const time = this.#timeOf[u] ?? 0
    const last = endOffset[u + 1] ?? 0
    for (let i = endOffset[u] ?? 0; i < last; i++) {
      const end = endsAt[i] ?? 0
      const road = end >> 1
      const isFromB = (end & 1) === 1
      const way = ways[road] ?? 0
      if ((way & (isFromB ? 2 : 1)) === 0) continue
      const total = ms[road] ?? 0
      const other = (way & (isFromB ? 1 : 2)) === 0 ? UNREACHED : (this.#timeOf[(isFromB ? a : b)[road] ?? 0] ?? 0)
      const isWhole = way === 3 && other !== UNREACHED && 2 * limitMs - time - other >= total
      if (isWhole && raster.canAddWhole(road)) {
        if (!isFromB) raster.addWhole(road, time, other)
        continue
      }
      const span = Math.min(limitMs - time, (other + total - time) / 2)
      if (span < 0) continue
      if (isFromB) this.#addStretch(road, total, total - span, time)
      else this.#addStretch(road, 0, span, time)
    }
  }

  /** A seed inside a road is nearer to its surroundings than the road's ends are: it is drawn outward from where it lies. */
  #addRoadThrough(node: number, time: number, limitMs: number): void {
    const { roadThrough, msThrough, ms, ways } = this.#roads
    const road = roadThrough[node] ?? -1
    if (road < 0 || time > limitMs) return
    const at = msThrough[node] ?? 0
    const way = ways[road] ?? 0
    if (way & 1) this.#addStretch(road, at, Math.min(ms[road] ?? 0, at + limitMs - time), time)
    if (way & 2) this.#addStretch(road, at, Math.max(0, at - limitMs + time), time)
  }

  /** Adds a road between two places on it, in ms from A, walked from the first (reached after `time`) to the second. */
  #addStretch(road: number, from: number, to: number, time: number): void {
    const { vertexOffset, x, y, at } = this.#roads
    const raster = this.#raster
    const low = from < to ? from : to
    const high = from < to ? to : from
    const last = (vertexOffset[road + 1] ?? 0) - 1
    for (let v = vertexOffset[road] ?? 0; v < last; v++) {
      const start = at[v] ?? 0
      const end = at[v + 1] ?? 0
      if (start > high || end < low) continue
      const length = end - start
      const s = start < low ? (low - start) / length : 0
      const t = end > high ? (high - start) / length : 1
      const dx = (x[v + 1] ?? 0) - (x[v] ?? 0)
      const dy = (y[v + 1] ?? 0) - (y[v] ?? 0)
      const ax = (x[v] ?? 0) + dx * s
      const ay = (y[v] ?? 0) + dy * s
      const bx = (x[v] ?? 0) + dx * t
      const by = (y[v] ?? 0) + dy * t
      raster.add(ax, ay, time + Math.abs(start + length * s - from), bx, by, time + Math.abs(start + length * t - from))
    }
  }

  #addLeg(leg: OriginLeg, limitMs: number): void {
    const { network, edgeMs } = this.graph
    if (leg.legMs > limitMs) return
    this.#raster.addDegrees(leg.fromLon, leg.fromLat, 0, leg.toLon, leg.toLat, leg.legMs)
    const body = edgeMs[leg.edge] ?? NONE
    if (body === NONE) return
    const { forward, backward } = waysAlong(network, leg.edge)
    const span = body > 0 ? (limitMs - leg.legMs) / body : 1
    const line = edgeLine(network, leg.edge)
    if (forward) this.#addAlong(line, leg.share, Math.min(1, leg.share + span), leg.legMs, body)
    if (backward) this.#addAlong(line.reverse(), 1 - leg.share, Math.min(1, 1 - leg.share + span), leg.legMs, body)
  }

  /** Adds a line between two shares of its length, walked onward; `body` ms for the whole line. */
  #addAlong(line: readonly (readonly [number, number])[], from: number, to: number, ms: number, body: number): void {
    const legs = line.map(([lon, lat], i) => {
      const [bx, by] = line[i - 1] ?? [lon, lat]
      return haversineM(bx, by, lon, lat)
    })
    const whole = legs.reduce((sum, leg) => sum + leg, 0)
    if (whole === 0) return
    let done = 0
    for (let i = 1; i < line.length; i++) {
      const [ax, ay] = line[i - 1] ?? [0, 0]
      const [bx, by] = line[i] ?? [0, 0]
      const part = (legs[i] ?? 0) / whole
      const start = Math.max(from, done)
      const end = Math.min(to, done + part)
      if (end > start) {
        const s = (start - done) / part
        const t = (end - done) / part
        const time = (share: number) => ms + (share - from) * body
        this.#raster.addDegrees(
          ax + (bx - ax) * s,
          ay + (by - ay) * s,
          time(start),
          ax + (bx - ax) * t,
          ay + (by - ay) * t,
          time(end),
        )
      }
      done += part
    }
  }

  #polygons(field: Field, limitMs: number): Position[][][] {
    const outers: { ring: Position[]; holes: Position[][] }[] = []
    const holes: Position[][] = []
    for (const contour of contourRings(field, limitMs)) {
      const ring = this.#ringOf(contour)
      if (signedArea(contour) > 0) outers.push({ ring, holes: [] })
      else holes.push(ring)
    }
    for (const hole of holes) {
      const at = hole[0] ?? [0, 0]
      const home = outers.length === 1 ? outers[0] : smallestAround(outers, at)
      home?.holes.push(hole)
    }
    return outers.map(({ ring, holes: inner }) => [ring, ...inner])
  }

  #ringOf(contour: ContourRing): Position[] {
    const ring: Position[] = []
    for (let i = 0; i < contour.length; i += 2) {
      ring.push([rounded(this.#raster.lon(contour[i] ?? 0)), rounded(this.#raster.lat(contour[i + 1] ?? 0))])
    }
    return ring
  }
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

function signedArea(ring: ContourRing): number {
  let doubled = 0
  for (let i = 2; i < ring.length; i += 2) {
    doubled += (ring[i - 2] ?? 0) * (ring[i + 1] ?? 0) - (ring[i] ?? 0) * (ring[i - 1] ?? 0)
  }
  return doubled / 2
}

interface Outer {
  readonly ring: Position[]
  readonly holes: Position[][]
}

function smallestAround(outers: readonly Outer[], at: Position): Outer | undefined {
  let best: Outer | undefined
  let bestArea = Infinity
  for (const outer of outers) {
    const ring = outer.ring.map(([lon = 0, lat = 0]) => [lon, lat] as const)
    const area = ringAreaM2(ring)
    if (area < bestArea && isInRing(ring, at[0] ?? 0, at[1] ?? 0)) {
      best = outer
      bestArea = area
    }
  }
  return best
}
