import { type Wgs84, wgs84 } from '@xiayi/geo/coordinates'
import { isInPolygon, pointInside, polygonAreaM2, ringCentroid } from '@xiayi/geo/rings'
import type { AreaShape } from './area-shapes.ts'
import type { NodePolygon } from './assemble-rings.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import { defineFootprint } from './lazy-shape.ts'
import { isWayIn } from './node-rules.ts'
import type { MapBuilding, OsmId, Tags } from './street-map.ts'
import { isSet } from './way-rules.ts'

/** Names which compound a point stands in. */
type CompoundFinder = (lon: number, lat: number) => OsmId | undefined

const MAX_LEVELS = 200

/** Every building of the extract. One that consists of several parts is described by its largest. */
export function collectBuildings(
  areas: readonly AreaShape[],
  osm: IndexedOsm,
  compoundAt: CompoundFinder,
): MapBuilding[] {
  const buildings: MapBuilding[] = []
  for (const area of areas) {
    if (!isBuilding(area.tags)) continue
    const best = largestPolygon(area, osm)
    const polygon = area.polygons[best]
    if (!polygon) continue
    const footprintM2 = polygonAreaM2(polygon.map((ring) => osm.line(ring)))
    if (!(footprintM2 > 0)) continue
    const at = insideOf(polygon, osm)
    const building = {
      id: area.id,
      name: area.tags.name,
      tags: area.tags,
      at,
      footprintM2,
      levels: levelsOf(area.tags),
      entrances: entrancesOn(polygon[0] ?? [], osm),
      compound: compoundAt(at[0], at[1]),
    }
    defineFootprint(building, { osm, area, part: best })
    buildings.push(building)
  }
  return buildings
}

export function isBuilding(tags: Tags): boolean {
  return isSet(tags.building)
}

/** `building:levels`, else the height at three metres a storey; undefined where neither is a number. */
export function levelsOf(tags: Tags): number | undefined {
  const levels = Number.parseFloat(tags['building:levels'] ?? '')
  if (levels > 0 && levels <= MAX_LEVELS) return levels
  const height = Number.parseFloat(tags.height ?? '')
  if (height > 0 && height <= MAX_LEVELS * 3) return Math.max(1, Math.round(height / 3))
  return undefined
}

/** The centre of mass when it lies inside, else a point that does. */
export function insideOf(polygon: NodePolygon, osm: IndexedOsm): Wgs84 {
  const rings = polygon.map((ring) => osm.line(ring))
  const [lon, lat] = ringCentroid(rings[0] ?? [])
  if (isInPolygon(rings, lon, lat)) return wgs84(lon, lat)
  const inside = pointInside(rings)
  return inside ? wgs84(inside[0], inside[1]) : wgs84(lon, lat)
}

/** Index of the polygon with the largest outline; the others are parts that lie apart. */
export function largestPolygon({ polygons }: AreaShape, osm: IndexedOsm): number {
  if (polygons.length <= 1) return 0
  let best = 0
  let bestM2 = -1
  polygons.forEach((polygon, part) => {
    const m2 = polygonAreaM2([osm.line(polygon[0] ?? [])])
    if (m2 <= bestM2) return
    best = part
    bestM2 = m2
  })
  return best
}

/** Doors of a building need not be on the walking network: the last metres to them are straight. */
function entrancesOn(ring: readonly number[], osm: IndexedOsm): Wgs84[] {
  const entrances: Wgs84[] = []
  for (let i = 0; i + 1 < ring.length; i++) {
    const node = ring[i] ?? 0
    const tags = osm.tagsOf(node)
    if (tags && isWayIn(tags)) entrances.push(osm.at(node))
  }
  return entrances
}
