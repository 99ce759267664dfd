import type { Wgs84 } from '@xiayi/geo/coordinates'
import type { AreaShape } from './area-shapes.ts'
import { insideOf, largestPolygon } from './buildings.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import { defineFootprint } from './lazy-shape.ts'
import { isWayIn } from './node-rules.ts'
import type { MapPlace, Tags } from './street-map.ts'
import { isSet } from './way-rules.ts'
import { words } from './words.ts'

/** Any value of these keys makes a place. */
const PLACE_KEYS = [
  ...words('shop amenity leisure office healthcare craft tourism social_facility club emergency'),
  'public_transport',
  'government',
]
/** These keys only with certain values; the rest of their values are roads and tracks. */
const PLACE_VALUES: readonly (readonly [key: string, values: ReadonlySet<string>])[] = [
  ['highway', words('bus_stop')],
  ['railway', words('station halt tram_stop subway_entrance')],
  ['aeroway', words('terminal')],
  ['landuse', words('recreation_ground village_green')],
  ['place', words('square')],
  ['man_made', words('water_tap wastewater_plant drinking_fountain')],
  ['historic', words('monument memorial castle ruins archaeological_site')],
]
/** Street furniture: nobody walks a quarter of an hour to one, and there are thousands. */
const FURNITURE: ReadonlySet<string> = words(
  'bench parking_space waste_basket lounger parking_entrance hunting_stand grit_bin clock',
)
const FURNITURE_ONLY = words('fire_hydrant stop_position stop_area picnic_table phone')

function isPlace(tags: Tags): boolean {
  for (const key of PLACE_KEYS) {
    const value = tags[key]
    if (isSet(value) && !FURNITURE.has(value ?? '') && !FURNITURE_ONLY.has(value ?? '')) return true
  }
  return PLACE_VALUES.some(([key, values]) => values.has(tags[key] ?? ''))
}

/** Places from nodes, from areas, and from open lines such as a platform, which lie at their middle node. */
export function collectPlaces(areas: readonly AreaShape[], osm: IndexedOsm, isWalked: Uint8Array): MapPlace[] {
  const places: MapPlace[] = []
  const nodes = Uint32Array.from(osm.nodeTags.keys()).sort()
  for (const node of nodes) {
    const tags = osm.tagsOf(node)
    if (!tags || !isPlace(tags)) continue
    const id = osm.nodeIds[node] ?? 0
    places.push({ id: `node/${id}`, name: tags.name, tags, at: osm.at(node), entrances: [], footprint: undefined })
  }
  const isDone = new Uint8Array(osm.wayCount)
  for (const area of areas) {
    if (!isPlace(area.tags)) continue
    const { polygons } = area
    const best = largestPolygon(area, osm)
    const polygon = polygons[best]
    if (!polygon) continue
    if (area.way >= 0) isDone[area.way] = 1
    const place = {
      id: area.id,
      name: area.tags.name,
      tags: area.tags,
      at: insideOf(polygon, osm),
      entrances: polygons.flatMap(([outer]) => waysIn(outer ?? [], osm, isWalked)),
    }
    defineFootprint(place, { osm, area, part: best })
    places.push(place)
  }
  osm.wayTags.forEach((tags, i) => {
    if (isDone[i] === 1 || !isPlace(tags)) return
    const line = osm.nodesOf(i)
    const middle = line[line.length >> 1]
    if (middle === undefined) return
    const id = `way/${osm.wayIds[i] ?? 0}` as const
    places.push({ id, name: tags.name, tags, at: osm.at(middle), entrances: [], footprint: undefined })
  })
  return places
}

/**
 * Nodes of an outline that the walking network knows and through which one comes in: tagged as a gate or entrance, or,
 * where none is tagged, the nodes in which a way crosses the outline instead of running along it.
 */
function waysIn(ring: readonly number[], osm: IndexedOsm, isWalked: Uint8Array): Wgs84[] {
  const nodes = ring.slice(0, -1).filter((node) => isWalked[node] === 1)
  const tagged = nodes.filter((node) => {
    const tags = osm.tagsOf(node)
    return tags !== undefined && isWayIn(tags)
  })
  if (tagged.length > 0) return osm.line(tagged)
  const count = ring.length - 1
  const isAlong = (at: number) => isWalked[ring[(at + count) % count] ?? 0] === 1
  const crossed: number[] = []
  for (let i = 0; i < count; i++) {
    const node = ring[i] ?? 0
    // A neighbour on the outline that is walked too means a path beside the fence, or the rim of a square.
    if (isWalked[node] === 1 && !isAlong(i - 1) && !isAlong(i + 1)) crossed.push(node)
  }
  return osm.line(crossed)
}
