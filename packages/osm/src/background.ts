import type { AreaShape } from './area-shapes.ts'
import { isWaterArea } from './barrier-lines.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import { isWallLike } from './node-rules.ts'
import type { MapFeature, Tags } from './street-map.ts'
import { isSet } from './way-rules.ts'
import { words } from './words.ts'

type Kind = MapFeature['kind']

const GREEN_LEISURE = words('park garden pitch playground golf_course nature_reserve common dog_park')
const GREEN_LANDUSE = words(
  'grass forest meadow recreation_ground village_green flowerbed cemetery orchard vineyard farmland allotments plant_nursery',
)
const GREEN_NATURAL = words('wood scrub grassland heath tree_row wetland beach sand bare_rock')
const PATHS = words('footway path steps cycleway bridleway track corridor platform')
const ROADS = words(
  'motorway trunk primary secondary tertiary motorway_link trunk_link primary_link secondary_link tertiary_link unclassified residential living_street service road busway',
)
const RAILWAYS = words('rail light_rail subway tram narrow_gauge monorail funicular')
const GROUNDS = words('school kindergarten university college hospital clinic parking marketplace')
const WATERWAYS = words('river canal stream drain ditch dam weir')

/**
 * What the base map draws, in the order it is drawn: areas first, then lines. Buildings are kept elsewhere. Made while somebody
 * goes through it and not kept: with its lines it would be larger than the extract.
 */
export function* backgroundOf(areas: readonly AreaShape[], osm: IndexedOsm): Generator<MapFeature> {
  const isDrawn = new Uint8Array(osm.wayCount)
  for (const area of areas) {
    const { id, tags, way } = area
    const found = areaKind(tags)
    if (!found) continue
    if (way >= 0) isDrawn[way] = 1
    const { kind, detail } = found
    for (const [part, polygon] of area.polygons.entries())
      yield { id, kind, detail, name: tags.name, part, isArea: true, lines: polygon.map((ring) => osm.line(ring)) }
  }
  for (const [way, tags] of osm.wayTags.entries()) {
    const found = isDrawn[way] === 1 ? undefined : lineKind(tags)
    if (!found) continue
    const id = `way/${osm.wayIds[way] ?? 0}` as const
    const { kind, detail } = found
    for (const [part, run] of osm.runsOf(way).entries())
      yield { id, kind, detail, name: tags.name, part, isArea: false, lines: [osm.line(run)] }
  }
}

function areaKind(tags: Tags): { kind: Kind; detail: string } | undefined {
  if (isSet(tags.building) || tags.boundary !== undefined) return undefined
  if (isWaterArea(tags)) return { kind: 'water', detail: tags.water ?? tags.natural ?? tags.landuse ?? 'water' }
  if (tags.leisure !== undefined && GREEN_LEISURE.has(tags.leisure)) return { kind: 'green', detail: tags.leisure }
  if (tags.natural !== undefined && GREEN_NATURAL.has(tags.natural)) return { kind: 'green', detail: tags.natural }
  if (tags.landuse !== undefined && GREEN_LANDUSE.has(tags.landuse)) return { kind: 'green', detail: tags.landuse }
  if (isPedestrianArea(tags)) return { kind: 'pedestrian', detail: tags.highway ?? tags.place ?? 'square' }
  if (tags.landuse !== undefined) return { kind: 'landuse', detail: tags.landuse }
  const grounds = groundsOf(tags)
  return grounds === undefined ? undefined : { kind: 'landuse', detail: grounds }
}

/** Schools, hospitals and car parks are drawn as ground even where no landuse is given. */
function groundsOf(tags: Tags): string | undefined {
  const { amenity } = tags
  return amenity !== undefined && GROUNDS.has(amenity) ? amenity : undefined
}

function isPedestrianArea(tags: Tags): boolean {
  if (tags.place === 'square') return true
  const isWalkedArea = tags.area === 'yes' || tags.type === 'multipolygon'
  return isWalkedArea && (tags.highway === 'pedestrian' || tags.highway === 'footway' || tags.highway === 'platform')
}

function lineKind(tags: Tags): { kind: Kind; detail: string } | undefined {
  const { highway, railway, waterway, barrier } = tags
  if (highway !== undefined && ROADS.has(highway)) return { kind: 'road', detail: highway }
  if (highway === 'pedestrian') return { kind: 'pedestrian', detail: highway }
  if (highway !== undefined && PATHS.has(highway)) return { kind: 'path', detail: highway }
  if (railway !== undefined && RAILWAYS.has(railway)) return { kind: 'rail', detail: railway }
  if (waterway !== undefined && WATERWAYS.has(waterway)) return { kind: 'water', detail: waterway }
  if (tags.natural === 'coastline') return { kind: 'water', detail: 'coastline' }
  if (barrier !== undefined && isWallLike(barrier)) return { kind: 'wall', detail: barrier }
  return undefined
}
