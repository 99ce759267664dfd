import { type Box, boxOfPoints, growBox } from '@xiayi/geo/boxes'
import { METRES_PER_DEGREE } from '@xiayi/geo/distance'
import { isInMultiPolygon, polygonAreaM2 } from '@xiayi/geo/rings'
import Flatbush from 'flatbush'
import type { AreaShape } from './area-shapes.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import { isWallLike, isWayIn, judgeNode } from './node-rules.ts'
import type { MapArea, OsmId, Tags } from './street-map.ts'
import type { WalkingRules } from './walking-rules.ts'
import { words } from './words.ts'
import type { WorkBudget } from './work-budget.ts'

/** A wall is often drawn beside the outline of the area it stands around, and the gate is on the wall. */
const GATE_TO_OUTLINE_M = 8
/** Share of an outline's nodes that lie on walls for it to count as walled. */
const WALLED_SHARE = 0.5
/** Whole quarters are mapped as landuse=residential too; nobody walls in so much. */
const MAX_COMPOUND_M2 = 2_000_000
const MIN_WALLED_M2 = 1_500
/** A fenced school or park is what it is, houses inside or not. */
const OTHER_USES = [
  'landuse',
  'amenity',
  'leisure',
  'tourism',
  'military',
  'power',
  'man_made',
  'building',
  'natural',
  'historic',
]
const RESIDENTIAL = words('apartments residential dormitory house terrace semidetached_house detached yes')

export interface Compound {
  readonly area: MapArea
  /** every gate known is for residents only, or the area itself says so */
  readonly isPrivate: boolean
}

interface CompoundContext {
  /** u8 per node of the extract */
  readonly isWalked: Uint8Array
  readonly rules: WalkingRules
  readonly budget: WorkBudget
}

/** A residential area with a wall, with gates, or private; found by its outline and by walls around residential buildings. */
export function collectCompounds(
  areas: readonly AreaShape[],
  osm: IndexedOsm,
  { isWalked, rules, budget }: CompoundContext,
): Compound[] {
  const walls = wallNodes(osm)
  const gates = new GateIndex(osm, { isWalked, rules, budget })
  const homes = new HomeIndex(areas, osm, budget)
  const compounds: Compound[] = []
  for (const area of areas) {
    const isResidential = area.tags.landuse === 'residential' || area.tags.residential === 'gated'
    const isWall = isWallLike(area.tags.barrier) && !OTHER_USES.some((key) => area.tags[key] !== undefined)
    if (!isResidential && !isWall) continue
    const polygons = area.polygons.map((polygon) => polygon.map((ring) => osm.line(ring)))
    const size = polygons.reduce((sum, polygon) => sum + polygonAreaM2(polygon), 0)
    if (!(size > 0 && size <= MAX_COMPOUND_M2)) continue
    if (isWall && (size < MIN_WALLED_M2 || homes.countIn(polygons) < 2)) continue
    const ways = gates.along(polygons)
    const isNamed = rules.namedResidentialIsCompound && area.tags.name !== undefined
    const hasWall = isWall || isWallLike(area.tags.barrier) || isWalled(area, walls)
    if (!hasWall && ways.length === 0 && !isClosed(area.tags) && !isNamed) continue
    compounds.push({
      area: {
        id: area.id,
        kind: 'compound',
        name: area.tags.name,
        adminLevel: undefined,
        tags: area.tags,
        polygons,
        entrances: ways.map(({ node }) => osm.at(node)),
      },
      isPrivate: isClosed(area.tags) || (ways.length > 0 && ways.every(({ isPrivate }) => isPrivate)),
    })
  }
  return compounds
}

function isClosed(tags: Tags): boolean {
  return (
    tags.access === 'private' || tags.access === 'residents' || tags.access === 'no' || tags.residential === 'gated'
  )
}

function wallNodes(osm: IndexedOsm): Uint8Array {
  const isWall = new Uint8Array(osm.nodeCount)
  osm.wayTags.forEach((tags, i) => {
    if (isWallLike(tags.barrier)) for (const node of osm.nodesOf(i)) isWall[node] = 1
  })
  return isWall
}

function isWalled(area: AreaShape, walls: Uint8Array): boolean {
  let nodes = 0
  let onWall = 0
  for (const polygon of area.polygons) {
    for (const node of polygon[0] ?? []) {
      nodes++
      onWall += walls[node] ?? 0
    }
  }
  return onWall >= nodes * WALLED_SHARE
}

function verticesOf(polygons: MapArea['polygons']): number {
  return polygons.reduce((sum, rings) => rings.reduce((all, ring) => all + ring.length, sum), 0)
}

interface Gate {
  readonly node: number
  readonly isPrivate: boolean
}

/** Gates and entrances that the walking network knows, to be found along an outline. */
class GateIndex {
  readonly #osm: IndexedOsm
  readonly #budget: WorkBudget
  readonly #gates: Gate[] = []
  readonly #index: Flatbush | undefined

  constructor(osm: IndexedOsm, { isWalked, rules, budget }: CompoundContext) {
    this.#osm = osm
    this.#budget = budget
    for (const [node, tags] of osm.nodeTags) {
      if (isWalked[node] !== 1 || !isWayIn(tags)) continue
      const verdict = judgeNode(tags, rules)
      if (!verdict.isBlocked) this.#gates.push({ node, isPrivate: verdict.isPrivate })
    }
    if (this.#gates.length === 0) return
    this.#index = new Flatbush(this.#gates.length)
    for (const { node } of this.#gates) this.#index.add(osm.lon(node), osm.lat(node))
    this.#index.finish()
  }

  along(polygons: MapArea['polygons']): Gate[] {
    const outers = polygons.flatMap(([outer]) => (outer ? [outer] : []))
    const box = growBox(boxOfPoints(outers.flat()), GATE_TO_OUTLINE_M)
    const near = this.#index?.search(...box) ?? []
    this.#budget.spend(near.length * outers.reduce((sum, { length }) => sum + 10 * length, 20))
    return near
      .toSorted((a, b) => a - b)
      .flatMap((i) => this.#gates[i] ?? [])
      .filter(({ node }) => outers.some((ring) => distanceToLineM(this.#osm.at(node), ring) <= GATE_TO_OUTLINE_M))
  }
}

function distanceToLineM(at: readonly [number, number], line: readonly (readonly [number, number])[]): number {
  const perLon = METRES_PER_DEGREE * Math.cos((at[1] * Math.PI) / 180)
  let best = Infinity
  let ax = Number.NaN
  let ay = Number.NaN
  for (const [lon, lat] of line) {
    const bx = (lon - at[0]) * perLon
    const by = (lat - at[1]) * METRES_PER_DEGREE
    const dx = bx - ax
    const dy = by - ay
    const squared = dx * dx + dy * dy
    const share = squared > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared)) : 0
    const metres = Math.hypot(ax + dx * share, ay + dy * share)
    // The first vertex begins no segment: its distance is no number and never smaller.
    if (metres < best) best = metres
    ax = bx
    ay = by
  }
  return best
}

/** Residential buildings by one node each, to tell a housing compound's wall from a field's. */
class HomeIndex {
  readonly #points: (readonly [number, number])[] = []
  readonly #budget: WorkBudget
  readonly #index: Flatbush | undefined

  constructor(areas: readonly AreaShape[], osm: IndexedOsm, budget: WorkBudget) {
    this.#budget = budget
    for (const { tags, polygons } of areas) {
      const node = polygons[0]?.[0]?.[0]
      if (node !== undefined && tags.building !== undefined && RESIDENTIAL.has(tags.building))
        this.#points.push(osm.at(node))
    }
    if (this.#points.length === 0) return
    this.#index = new Flatbush(this.#points.length)
    for (const [lon, lat] of this.#points) this.#index.add(lon, lat)
    this.#index.finish()
  }

  countIn(polygons: MapArea['polygons']): number {
    const box = boxOfPoints(polygons.flat(2))
    const near = this.#index?.search(...box) ?? []
    this.#budget.spend(near.length * verticesOf(polygons))
    return near.filter((i) => {
      const point = this.#points[i]
      return point !== undefined && isInMultiPolygon(polygons, point[0], point[1])
    }).length
  }
}

/** Finds the smallest compound around a point. Owns the index. */
export class CompoundIndex {
  readonly #compounds: readonly Compound[]
  readonly #sizes: readonly number[]
  readonly #vertices: readonly number[]
  readonly #budget: WorkBudget
  readonly #index: Flatbush | undefined

  constructor(compounds: readonly Compound[], budget: WorkBudget) {
    this.#compounds = compounds
    this.#budget = budget
    this.#vertices = compounds.map(({ area }) => verticesOf(area.polygons))
    this.#sizes = compounds.map(({ area }) => area.polygons.reduce((sum, polygon) => sum + polygonAreaM2(polygon), 0))
    if (compounds.length === 0) return
    this.#index = new Flatbush(compounds.length)
    for (const { area } of compounds) {
      const box: Box = boxOfPoints(area.polygons.flat(2))
      this.#index.add(...box)
    }
    this.#index.finish()
  }

  find(lon: number, lat: number): OsmId | undefined {
    const found = this.#around(lon, lat)
    let best: number | undefined
    for (const i of found) if (best === undefined || (this.#sizes[i] ?? 0) < (this.#sizes[best] ?? 0)) best = i
    return best === undefined ? undefined : this.#compounds[best]?.area.id
  }

  isInPrivate(lon: number, lat: number): boolean {
    return this.#around(lon, lat).some((i) => this.#compounds[i]?.isPrivate === true)
  }

  #around(lon: number, lat: number): number[] {
    const near = this.#index?.search(lon, lat, lon, lat) ?? []
    for (const i of near) this.#budget.spend(this.#vertices[i] ?? 0)
    return near
      .filter((i) => isInMultiPolygon(this.#compounds[i]?.area.polygons ?? [], lon, lat))
      .toSorted((a, b) => a - b)
  }
}
