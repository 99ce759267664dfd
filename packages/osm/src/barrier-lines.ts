import type { BarrierInput } from '@xiayi/engine/network-input'
import { boxOfPoints } from '@xiayi/geo/boxes'
import { SegmentIndex, type Segments } from '@xiayi/geo/segment-index'
import type { IndexedOsm } from './indexed-osm.ts'
import { isWallLike } from './node-rules.ts'
import type { Tags } from './street-map.ts'
import type { WalkingRules } from './walking-rules.ts'
import { isSet } from './way-rules.ts'
import { words } from './words.ts'
import type { WorkBudget } from './work-budget.ts'

const WATERWAYS = words('river canal riverbank dock tidal_channel')
const STREAMS = words('stream drain ditch')
const RAILS = words('rail light_rail narrow_gauge subway monorail funicular preserved')
const FENCED_ROADS = words('motorway motorway_link')

/** Lines that nobody crosses off the network: water, railways, walls. Where a mapped way crosses one, the network goes on. */
export function collectBarriers(osm: IndexedOsm, rules: WalkingRules): number[][] {
  const lines: number[][] = []
  const taken = new Uint8Array(osm.wayCount)
  osm.wayTags.forEach((tags, i) => {
    if (!isBarrier(tags, rules)) return
    taken[i] = 1
    lines.push(...osm.runsOf(i))
  })
  for (const relation of osm.relations) {
    if (relation.tags.type !== 'multipolygon' || !isWaterArea(relation.tags)) continue
    for (const way of osm.waysOf(relation)) {
      if (taken[way]) continue
      taken[way] = 1
      lines.push(...osm.runsOf(way))
    }
  }
  return lines
}

function isBarrier(tags: Tags, rules: WalkingRules): boolean {
  // Underground or overhead, it stops nobody at street level.
  if (isSet(tags.tunnel) || isSet(tags.bridge) || isSet(tags.covered)) return false
  const layer = Number(tags.layer ?? 0)
  if (layer !== 0 && tags.barrier === undefined) return false
  if (isWallLike(tags.barrier)) {
    if (tags.barrier === 'hedge' && !rules.hedgesAreBarriers) return false
    return tags.foot === undefined || tags.foot === 'no'
  }
  if (tags.waterway !== undefined && WATERWAYS.has(tags.waterway)) return true
  if (tags.waterway !== undefined && STREAMS.has(tags.waterway)) return rules.streamsAreBarriers
  if (tags.natural === 'coastline' || isWaterArea(tags)) return true
  if (tags.railway !== undefined && RAILS.has(tags.railway)) return true
  if (tags.railway === 'tram') return rules.tramsAreBarriers
  return tags.highway !== undefined && FENCED_ROADS.has(tags.highway) && rules.motorwaysAreBarriers
}

export function isWaterArea(tags: Tags): boolean {
  return (
    tags.natural === 'water' ||
    tags.waterway === 'riverbank' ||
    tags.landuse === 'reservoir' ||
    tags.landuse === 'basin'
  )
}

export function barrierColumns(lines: readonly (readonly number[])[], osm: IndexedOsm): BarrierInput {
  const total = lines.reduce((sum, line) => sum + line.length, 0)
  const offset = new Uint32Array(lines.length + 1)
  const lon = new Float64Array(total)
  const lat = new Float64Array(total)
  let at = 0
  lines.forEach((line, i) => {
    for (const node of line) {
      lon[at] = osm.lon(node)
      lat[at] = osm.lat(node)
      at++
    }
    offset[i + 1] = at
  })
  return { offset, lon, lat }
}

/** Asks whether a straight line crosses a barrier. Touching one with an end, as a path does at a gate, is no crossing. */
export class BarrierIndex {
  readonly #index: SegmentIndex | undefined
  readonly #budget: WorkBudget

  constructor(lines: readonly (readonly number[])[], osm: IndexedOsm, budget: WorkBudget) {
    this.#budget = budget
    const count = lines.reduce((sum, line) => sum + line.length - 1, 0)
    if (count <= 0) return
    const segments: Segments = {
      aLon: new Float64Array(count),
      aLat: new Float64Array(count),
      bLon: new Float64Array(count),
      bLat: new Float64Array(count),
    }
    let at = 0
    for (const line of lines) {
      for (let i = 0; i + 1 < line.length; i++) {
        segments.aLon[at] = osm.lon(line[i] ?? 0)
        segments.aLat[at] = osm.lat(line[i] ?? 0)
        segments.bLon[at] = osm.lon(line[i + 1] ?? 0)
        segments.bLat[at] = osm.lat(line[i + 1] ?? 0)
        at++
      }
    }
    this.#index = new SegmentIndex(segments)
  }

  isCrossed(from: readonly [number, number], to: readonly [number, number]): boolean {
    const index = this.#index
    if (!index) return false
    const { aLon, aLat, bLon, bLat } = index.segments
    const budget = this.#budget
    let isCrossed = false
    index.forEachInBox(boxOfPoints([from, to]), (i) => {
      budget.spend(2)
      isCrossed ||= doCross(from, to, [aLon[i] ?? 0, aLat[i] ?? 0], [bLon[i] ?? 0, bLat[i] ?? 0])
    })
    return isCrossed
  }
}

type Point = readonly [number, number]

/** Strict crossing of two segments in degrees; signs do not depend on the stretch of a degree of longitude. */
function doCross(p: Point, q: Point, a: Point, b: Point): boolean {
  const sideA = turn(p, q, a)
  const sideB = turn(p, q, b)
  if (!((sideA > EPSILON && sideB < -EPSILON) || (sideA < -EPSILON && sideB > EPSILON))) return false
  const sideP = turn(a, b, p)
  const sideQ = turn(a, b, q)
  return (sideP > EPSILON && sideQ < -EPSILON) || (sideP < -EPSILON && sideQ > EPSILON)
}

/** Square degrees; about a square centimetre. */
const EPSILON = 1e-14

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}
