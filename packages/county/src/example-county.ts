import type { Wgs84 } from '@xiayi/geo/coordinates'
import type { OsmElements } from '@xiayi/osm/elements'
import type { BuildingResidents } from './residents.ts'

/**
 * The generated example county. Real: names and codes of the communities, the census shares, the place of the lake.
 * Everything else is invented and must be marked 示例数据 wherever it is shown or exported.
 */
export interface ExampleCounty {
  readonly osm: OsmElements
  readonly county: ExampleArea
  readonly towns: readonly ExampleArea[]
  readonly communities: readonly ExampleCommunity[]
  /** by OSM id ("way/123") of the building */
  readonly residents: ReadonlyMap<string, BuildingResidents>
  /** by OSM id of the place */
  readonly placeExtras: ReadonlyMap<string, PlaceExtra>
  /** the days on which the county took stock, oldest first (YYYY-MM-DD); all of the above is as on the last of them */
  readonly moments: readonly string[]
  /** by OSM id: places that were not there on the first of these days, with the day they opened */
  readonly openedOn: ReadonlyMap<string, string>
  /** by OSM id: places that have closed since; in `osm` their nodes carry no tags */
  readonly closedPlaces: ReadonlyMap<string, ClosedPlace>
}

export interface ClosedPlace {
  /** YYYY-MM-DD */
  readonly closedOn: string
  readonly tags: Readonly<Record<string, string>>
  readonly extra: PlaceExtra
}

export interface ExampleArea {
  /** empty where the statistical code is not published here */
  readonly code: string
  readonly name: string
  /** closed ring, counter-clockwise */
  readonly boundary: readonly Wgs84[]
}

export interface ExampleCommunity extends ExampleArea {
  readonly town: string
  readonly townCode: string
  readonly kind: '居委会' | '村委会'
  readonly isPilot: boolean
  /** one of the 14 residents' committees of the main urban area */
  readonly isUrban: boolean
  /** on the last of the county's moments */
  readonly facts: CommunityFacts | undefined
  /** on each of the county's moments, oldest first; empty where nothing was recorded */
  readonly factsOverTime: readonly CommunityFacts[]
  /** what the example means to show here, and the outcome it was designed for */
  readonly story: { readonly intended: string; readonly reason: string } | undefined
}

/** What a clerk would have recorded about a circle; all of it invented. Keys are those of the rule sets in `standards/`. */
export interface CommunityFacts {
  /** YYYY-MM-DD */
  readonly recordedOn: string
  readonly values: Readonly<Record<string, number | boolean | string | readonly string[]>>
  readonly surveys: Readonly<
    Record<string, { readonly satisfied: number; readonly answered: number; readonly method: string }>
  >
  readonly evidence: Readonly<Record<string, 'submitted' | 'approved' | 'rejected'>>
}

export interface PlaceExtra {
  readonly categoryId: string
  /** OSM opening_hours syntax */
  readonly hours: string | undefined
  readonly floorAreaM2: number | undefined
  readonly attributes: Readonly<Record<string, string | number | boolean>>
}
