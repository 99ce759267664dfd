import type { CommunityGround } from './community-boundaries.ts'
import { COMMUNITY_SITES } from './community-sites.ts'
import type { Drawing } from './drawing.ts'
import type { ClosedPlace, PlaceExtra } from './example-county.ts'
import { writeNetwork } from './network.ts'
import type { OsmDraft } from './osm-draft.ts'
import type { DrawnPlace } from './places.ts'
import { nearestOn, type Point } from './plane.ts'
import { at } from './random.ts'
import type { BuildingResidents } from './residents.ts'
import type { Ring } from './ring.ts'
import type { Terrain } from './terrain.ts'

export interface WrittenMap {
  readonly residents: Map<string, BuildingResidents>
  readonly placeExtras: Map<string, PlaceExtra>
  readonly openedOn: Map<string, string>
  readonly closedPlaces: Map<string, ClosedPlace>
}

export interface FinishedPlan {
  readonly drawing: Drawing
  readonly places: readonly DrawnPlace[]
  /** parallel to the drawing's buildings */
  readonly people: readonly (BuildingResidents | undefined)[]
  readonly areas: CommunityGround
  readonly ground: Terrain
}

/** Turns the finished drawing into OpenStreetMap elements, in a fixed order. */
export function writeMap(draft: OsmDraft, plan: FinishedPlan): WrittenMap {
  const { drawing, places, people, areas, ground } = plan
  const residents = new Map<string, BuildingResidents>()
  const placeExtras = new Map<string, PlaceExtra>()
  const openedOn = new Map<string, string>()
  const closedPlaces = new Map<string, ClosedPlace>()
  writeNetwork(draft, drawing.lines, drawing.pins, ground)
  drawing.buildings.forEach((building, i) => {
    const id = draft.ring(building.ring, building.tags, true)
    const living = people[i]
    if (living) residents.set(`way/${id}`, living)
  })
  for (const area of drawing.areas) {
    const id = draft.ring(area.ring, withHours(area.tags, area.category), true)
    if (area.category)
      placeExtras.set(
        `way/${id}`,
        extraOf(area.category, withHours(area.tags, area.category).opening_hours, undefined, {}),
      )
  }
  for (const { point, tags, category, floorAreaM2, attributes, opened, closed } of places) {
    const extra = extraOf(category, tags.opening_hours, floorAreaM2, attributes)
    if (closed !== undefined) {
      closedPlaces.set(`node/${draft.own(point)}`, { closedOn: closed, tags, extra })
      continue
    }
    const id = draft.placeNode(point, opened === undefined ? tags : { ...tags, start_date: opened })
    placeExtras.set(`node/${id}`, extra)
    if (opened !== undefined) openedOn.set(`node/${id}`, opened)
  }
  for (const site of COMMUNITY_SITES)
    if (site.fabric === 'rural')
      draft.placeNode(at(site.anchors, 0), { place: 'village', name: site.name.replace(/委会$/u, '') })
  writeRailway(draft, drawing, ground)
  writeWater(draft, ground)
  writeBoundaries(draft, areas)
  return { residents, placeExtras, openedOn, closedPlaces }
}

const AREA_HOURS: Readonly<Record<string, string>> = {
  wet_market: '05:00-19:00',
  shopping_complex: '09:30-22:00',
  park_green: '24/7',
  primary_school: 'Mo-Fr 07:30-17:30; PH off',
  junior_high: 'Mo-Fr 07:00-18:30; PH off',
  kindergarten: 'Mo-Fr 07:30-17:30; PH off',
  community_health_center: '24/7',
  town_service_center: 'Mo-Fr 08:30-12:00,14:30-18:00; PH off',
  cultural_center: 'Tu-Su 09:00-20:30',
  nursing_home: '24/7',
}

function withHours(
  tags: Readonly<Record<string, string>>,
  category: string | undefined,
): Readonly<Record<string, string>> {
  const hours = category ? AREA_HOURS[category] : undefined
  return hours ? { ...tags, opening_hours: hours } : tags
}

function extraOf(
  categoryId: string,
  hours: string | undefined,
  floorAreaM2: number | undefined,
  attributes: PlaceExtra['attributes'],
): PlaceExtra {
  return { categoryId, hours, floorAreaM2, attributes }
}

/** The railway crosses streets at two places: over the underpass without a shared node, and at one level crossing. */
function writeRailway(draft: OsmDraft, drawing: Drawing, ground: Terrain): void {
  const ids: number[] = []
  for (let i = 0; i + 1 < ground.railway.length; i++) {
    const a = at(ground.railway, i)
    const b = at(ground.railway, i + 1)
    ids.push(draft.own(a))
    const level = levelCrossing(drawing, a, b)
    if (!level) continue
    const id = draft.shared(level)
    draft.tagNode(id, { railway: 'level_crossing' })
    ids.push(id)
  }
  ids.push(draft.own(at(ground.railway, -1)))
  draft.way(ids, { railway: 'rail', name: '陇海铁路', usage: 'main', tracks: '2', gauge: '1435' })
}

/** The point a street shares with this stretch of the railway. */
function levelCrossing(drawing: Drawing, a: Point, b: Point): Point | undefined {
  for (const line of drawing.lines) {
    if (line.kind !== 'tertiary' || line.isUnderpass) continue
    const shared = line.points.find((p) => nearestOn(a, b, p).metres < 0.03)
    if (shared) return shared
  }
  return undefined
}

function writeWater(draft: OsmDraft, ground: Terrain): void {
  const outer = draft.ring(ground.lakeOuter, {}, false)
  const inner = draft.ring(ground.lakeInner, {}, false)
  draft.relation(
    [
      { type: 'way', ref: outer, role: 'outer' },
      { type: 'way', ref: inner, role: 'inner' },
    ],
    { type: 'multipolygon', natural: 'water', water: 'lake', name: '天龙湖' },
  )
  draft.ring(ground.river, { natural: 'water', water: 'river', name: '栗河' }, false)
  draft.way(ground.riverLine.map(draft.own), { waterway: 'river', name: '栗河' })
}

function writeBoundaries(draft: OsmDraft, areas: CommunityGround): void {
  const write = (ring: Ring, level: string, name: string, code: string) => {
    const way = draft.ring(ring, { boundary: 'administrative' }, false)
    draft.relation([{ type: 'way', ref: way, role: 'outer' }], {
      type: 'boundary',
      boundary: 'administrative',
      admin_level: level,
      name,
      ...(code === '' ? {} : { ref: code }),
    })
  }
  write(areas.county, '6', '夏邑县', '411426')
  for (const [town, ring] of areas.towns) write(ring, '8', town, town === '城关镇' ? '411426100' : '411426200')
  for (const site of COMMUNITY_SITES) write(areas.rings.get(site) ?? [], '10', site.name, site.code)
}
