import type { DatumName } from '@xiayi/geo/coordinates'
import type { CategorySet } from '../categories/category-set.ts'

/**
 * What the reading process makes of a file, one JSON line each, in the order of the file. Coordinates are WGS84 degrees.
 * `row` is what a person finds the line by: the spreadsheet's row (header = 1), or the number of the feature from 1.
 */
export type ImportRecord = AreaRecord | BuildingRecord | PlaceRecord | PeopleRecord | NobodyRecord | FaultRecord

export type Point = readonly [lon: number, lat: number]
export type Attributes = Readonly<Record<string, string | number | boolean | null>>

export interface PlaceRecord {
  readonly type: 'place'
  readonly row: number
  readonly sourceId: string
  readonly name: string
  readonly pinyin: string
  readonly initials: string
  readonly categoryIds: readonly string[]
  readonly lon: number
  readonly lat: number
  readonly address: string | null
  readonly phone: string | null
  readonly hours: string | null
  readonly attributes: Attributes
  readonly entrances: readonly Point[]
  readonly datum: DatumName
  readonly sha256: string
  /** accepted, but something to know */
  readonly note: string | null
}

export interface BuildingRecord {
  readonly type: 'building'
  readonly row: number
  readonly sourceId: string
  readonly name: string | null
  readonly lon: number
  readonly lat: number
  /** outer ring, closed */
  readonly footprint: readonly Point[]
  readonly footprintM2: number
  readonly levels: number | null
  readonly entrances: readonly Point[]
  /** source id of the compound it stands in */
  readonly compound: string | null
  readonly households: number | null
  readonly under15: number
  readonly from15to59: number
  readonly over60: number
  readonly basis: 'declared' | 'floor-area' | 'none'
  readonly sha256: string
}

export type AreaKind = 'county' | 'town' | 'community' | 'compound'

export interface AreaRecord {
  readonly type: 'area'
  readonly row: number
  readonly sourceId: string
  readonly kind: AreaKind
  readonly code: string | null
  readonly name: string
  readonly form: string | null
  readonly isUrban: boolean
  readonly parentCode: string | null
  /** GeoJSON MultiPolygon coordinates, oriented as RFC 7946 asks */
  readonly polygons: readonly (readonly (readonly Point[])[])[]
  readonly entrances: readonly Point[]
  readonly residentsDeclared: number | null
  readonly sha256: string
  readonly note: string | null
}

/** People who live in a raster's cell, in a community, or in one building. */
export interface PeopleRecord {
  readonly type: 'people'
  readonly row: number
  readonly where:
    | { readonly by: 'box'; readonly box: readonly [west: number, south: number, east: number, north: number] }
    | { readonly by: 'community'; readonly code: string }
    | { readonly by: 'building'; readonly id: string }
  /** may be a fraction in a raster */
  readonly people: number
  /** absent: split by the shares in `residents.rules.ts` */
  readonly byAge: { readonly under15: number; readonly from15to59: number; readonly over60: number } | null
  readonly households: number | null
}

/** Cells of a raster along a row that say nobody lives there; no row of the file for people to look at. */
export interface NobodyRecord {
  readonly type: 'nobody'
  readonly row: number
  readonly box: readonly [west: number, south: number, east: number, north: number]
}

export interface FaultRecord {
  readonly type: 'fault'
  readonly row: number
  readonly name: string | null
  readonly column: string | null
  readonly message: string
  readonly remedy: string | null
}

export interface BackgroundRecord {
  readonly sourceId: string
  readonly kind: string
  readonly detail: string
  readonly name: string | null
  readonly part: number
  readonly isArea: boolean
  readonly lines: readonly (readonly Point[])[]
}

export interface NetworkRecord {
  readonly nodes: number
  readonly edges: number
  readonly kilometres: number
  readonly bounds: readonly [number, number, number, number]
}

/** What the reading process tells beside the records. */
export interface ReadingSummary {
  readonly understood: Readonly<Record<string, unknown>>
  /** present for a street map */
  readonly network: NetworkRecord | null
  /** present for a raster: people in cells that lie around the county; null when it is too large to count them */
  readonly around?: { readonly cells: number; readonly people: number } | null
}

export type ImportKind = 'osm' | 'places' | 'areas' | 'population'

/** Everything the reading process is given: it has no database and no environment. */
export interface ReadingTask {
  /** `table`: rows of text for another domain */
  readonly kind: ImportKind | 'table'
  readonly file: string
  readonly fileName: string
  readonly work: string
  readonly datum: DatumName | null
  readonly memoryMb: number
  readonly seconds: number
  readonly categories: CategorySet
  /** the county's present network: positions are judged against it */
  readonly network: { readonly file: string; readonly bounds: readonly [number, number, number, number] } | null
  /** box around the county's homes, for a file of people */
  readonly homes: readonly [number, number, number, number] | null
}
