import { boxOfPoints } from '@xiayi/geo/boxes'
import { orientPolygon, polygonAreaM2 } from '@xiayi/geo/rings'
import type { MapArea, MapBuilding, MapPlace, StreetMap, Tags } from '@xiayi/osm/street-map'
import { type ChosenLevels, chooseLevels, kindOfLevel } from '../areas/osm-areas.rules.ts'
import { categoriesOf } from '../categories/category-mapping.rules.ts'
import type { CategorySet } from '../categories/category-set.ts'
import { areaRecord, buildingRecord, placeRecord, round7 } from './import-content.ts'
import type { AreaKind, AreaRecord, Attributes, BackgroundRecord, ImportRecord, Point } from './import-records.ts'
import { type Ages, estimateResidents, floorAreaM2, isHome } from './residents.rules.ts'

/** What a county declares beside its map; the example county does. Maps are keyed by OsmId, such as way/12. */
export interface StreetMapExtras {
  /** by building; they take the place of the estimate */
  readonly residents?: ReadonlyMap<string, Ages & { readonly households: number | null }>
  readonly areas?: readonly DeclaredArea[]
  readonly places?: ReadonlyMap<string, PlaceExtra>
}

export interface DeclaredArea {
  readonly kind: Exclude<AreaKind, 'compound'>
  /** statistical code; null or empty where none is known */
  readonly code: string | null
  readonly name: string
  /** 居委会, 村委会, … */
  readonly form: string | null
  readonly isUrban: boolean
  readonly parentCode: string | null
  /** polygons of rings, first ring outer; rings closed */
  readonly polygons: readonly (readonly (readonly Point[])[])[]
  readonly residents?: number | undefined
}

export interface PlaceExtra {
  readonly categoryIds?: readonly string[]
  /** OpenStreetMap opening_hours */
  readonly hours?: string | undefined
  readonly phone?: string | undefined
  readonly address?: string | undefined
  readonly attributes?: Attributes
}

/** Tags worth keeping with a place; the rest of a map's tags serve the map. */
const KEPT_TAGS = [
  'brand',
  'operator',
  'wheelchair',
  'level',
  'capacity',
  'beds',
  'cuisine',
  'fee',
  'access',
  'website',
  'indoor',
  'social_facility:for',
] as const

/** Areas first, then buildings, then places: each finds what it refers to. Elements nobody looks for (a bench) are left out. */
export function* recordsOfStreetMap(
  map: StreetMap,
  categories: CategorySet,
  extras: StreetMapExtras = {},
): Generator<ImportRecord> {
  let row = 0
  for (const area of extras.areas ?? []) yield declaredArea(area, ++row)
  const levels = levelsOf(map, extras)
  const middle = middleOf(map)
  for (const area of map.areas) {
    const kind = kindOfLevel(area, levels, middle)
    if (kind !== undefined) yield mapArea(area, kind, ++row)
  }
  for (const building of map.buildings) yield mapBuilding(building, extras, ++row)
  for (const place of map.places) {
    const record = mapPlace(place, categories, extras.places?.get(place.id), row + 1)
    if (record === undefined) continue
    row++
    yield record
  }
}

export function* backgroundOfStreetMap(map: StreetMap): Generator<BackgroundRecord> {
  for (const { id, kind, detail, name, part, isArea, lines } of map.background)
    yield { sourceId: id, kind, detail, name: name ?? null, part, isArea, lines: lines.map(rounded) }
}

/** What the clerk is told about a map before anything is stored. */
export function understoodOfStreetMap(map: StreetMap, extras: StreetMapExtras = {}): Record<string, unknown> {
  const levels = levelsOf(map, extras)
  return {
    format: 'OpenStreetMap',
    box: map.bounds.map(round7),
    communityLevel: levels.community ?? null,
    townLevel: levels.town ?? null,
    residents: extras.residents === undefined ? '按建筑面积估算，未核验' : '随数据给出',
    ...map.counts,
  }
}

function levelsOf(map: StreetMap, extras: StreetMapExtras): ChosenLevels {
  if ((extras.areas ?? []).length > 0) return { county: undefined, town: undefined, community: undefined }
  return chooseLevels(
    map.areas,
    map.buildings.map((building) => building.at),
  )
}

function middleOf(map: StreetMap): Point {
  const [west, south, east, north] = map.bounds
  return [(west + east) / 2, (south + north) / 2]
}

function rounded(line: readonly Point[]): Point[] {
  return line.map(([lon, lat]) => [round7(lon), round7(lat)] as const)
}

function polygonsOf(polygons: readonly (readonly (readonly Point[])[])[]): Point[][][] {
  return polygons.map((polygon) => orientPolygon(polygon.map(rounded)))
}

function declaredArea(area: DeclaredArea, row: number): AreaRecord {
  return areaRecord({
    row,
    sourceId: `${area.kind}/${area.code || `${area.parentCode ?? ''}/${area.name}`}`,
    kind: area.kind,
    code: area.code || null,
    name: area.name,
    form: area.form,
    isUrban: area.isUrban,
    parentCode: area.parentCode,
    polygons: polygonsOf(area.polygons),
    entrances: [],
    residentsDeclared: area.residents ?? null,
    note: null,
  })
}

function mapArea(area: MapArea, kind: AreaKind, row: number): AreaRecord {
  const code = area.tags['ref:CN'] ?? area.tags['gb/t:2260'] ?? area.tags['stats:code'] ?? null
  return areaRecord({
    row,
    sourceId: area.id,
    kind,
    code: kind === 'compound' ? null : code,
    name: nameOf(area.name, area.tags) ?? (kind === 'compound' ? '无名小区' : '无名区域'),
    form: null,
    isUrban: false,
    parentCode: null,
    polygons: polygonsOf(area.polygons),
    entrances: rounded(area.entrances),
    residentsDeclared: null,
    note: null,
  })
}

function mapBuilding(building: MapBuilding, extras: StreetMapExtras, row: number) {
  const declared = extras.residents?.get(building.id)
  const levels = building.levels === undefined ? null : Math.min(200, Math.max(1, Math.round(building.levels)))
  const counts = extras.residents === undefined && isHome(building.tags, building.footprintM2)
  const estimated = counts
    ? estimateResidents(floorAreaM2(building.footprintM2, levels, building.tags.building), building.id)
    : { under15: 0, from15to59: 0, over60: 0 }
  const people = declared ?? estimated
  return buildingRecord({
    row,
    sourceId: building.id,
    name: building.name ?? null,
    lon: building.at[0],
    lat: building.at[1],
    footprint: rounded(building.footprint),
    footprintM2: Math.round(building.footprintM2 * 10) / 10,
    levels,
    entrances: rounded(building.entrances),
    compound: building.compound ?? null,
    households: declared?.households ?? null,
    under15: people.under15,
    from15to59: people.from15to59,
    over60: people.over60,
    basis: declared === undefined ? (counts ? 'floor-area' : 'none') : 'declared',
  })
}

function mapPlace(place: MapPlace, categories: CategorySet, extra: PlaceExtra | undefined, row: number) {
  const { tags } = place
  const name = nameOf(place.name, tags)
  const categoryIds = extra?.categoryIds ?? categoriesOf({ name, tags }, categories).map((match) => match.categoryId)
  const first = categories.categories.find((category) => category.id === categoryIds[0])
  const shown = name ?? first?.name.zh
  if (shown === undefined) return undefined
  return placeRecord({
    row,
    sourceId: place.id,
    name: cut(shown, 200),
    categoryIds,
    lon: place.at[0],
    lat: place.at[1],
    address: extra?.address ?? addressOf(tags),
    phone: extra?.phone ?? cutOrNull(tags.phone ?? tags['contact:phone'], 60),
    hours: extra?.hours ?? cutOrNull(tags.opening_hours, 300),
    attributes: { ...keptTags(tags), ...footprintOf(place), ...extra?.attributes },
    entrances: rounded(place.entrances),
    datum: 'wgs84',
    note: null,
  })
}

function nameOf(name: string | undefined, tags: Tags): string | undefined {
  const text = (tags['name:zh-Hans'] ?? tags['name:zh'] ?? name ?? '').trim()
  return text === '' ? undefined : text
}

function addressOf(tags: Tags): string | null {
  const parts = [tags['addr:city'], tags['addr:district'], tags['addr:street'], tags['addr:housenumber']]
  const joined = parts.filter((part) => part !== undefined).join(' ')
  return cutOrNull(tags['addr:full'] ?? (tags['addr:street'] === undefined ? undefined : joined), 300)
}

function keptTags(tags: Tags): Attributes {
  return Object.fromEntries(
    KEPT_TAGS.flatMap((key) => (tags[key] === undefined ? [] : [[key, cut(tags[key], 200)] as const])),
  )
}

function footprintOf(place: MapPlace): Attributes {
  if (place.footprint === undefined || boxOfPoints(place.footprint)[0] === Infinity) return {}
  return { footprintM2: Math.round(polygonAreaM2([place.footprint])) }
}

function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('')
}

function cutOrNull(text: string | undefined, length: number): string | null {
  return text === undefined || text.trim() === '' ? null : cut(text.trim(), length)
}
