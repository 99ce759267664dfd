import type { NetworkInput } from '@xiayi/engine/network-input'
import type { Wgs84 } from '@xiayi/geo/coordinates'

/**
 * What the project takes from OpenStreetMap data: one city, ready to be stored. All coordinates are WGS84. `footprint`
 * may be computed at each access from the extract, which stays in memory as long: keep the value when it is used twice.
 */
export interface StreetMap {
  readonly network: NetworkInput
  readonly places: readonly MapPlace[]
  readonly buildings: readonly MapBuilding[]
  readonly areas: readonly MapArea[]
  /** made anew each time somebody goes through it, from the extract, which stays in memory as long */
  readonly background: Iterable<MapFeature>
  /** [west, south, east, north] of the walking network */
  readonly bounds: readonly [number, number, number, number]
  readonly counts: Readonly<Record<string, number>>
}

/** "node/123", "way/45", "relation/6": stable between two extracts of one city. */
export type OsmId = `${'node' | 'way' | 'relation'}/${number}`
export type Tags = Readonly<Record<string, string>>

/** Something a resident may want to reach: any element with a shop, amenity, leisure, office, healthcare, … tag. */
export interface MapPlace {
  readonly id: OsmId
  readonly name: string | undefined
  readonly tags: Tags
  /** the point itself, or a point inside the footprint */
  readonly at: Wgs84
  /** gates and entrances on the footprint's outline that the walking network knows */
  readonly entrances: readonly Wgs84[]
  /** outer ring, closed, when the place is an area */
  readonly footprint: readonly Wgs84[] | undefined
}

export interface MapBuilding {
  readonly id: OsmId
  readonly name: string | undefined
  readonly tags: Tags
  readonly at: Wgs84
  /** outer ring, closed */
  readonly footprint: readonly Wgs84[]
  readonly footprintM2: number
  readonly levels: number | undefined
  readonly entrances: readonly Wgs84[]
  /** id of the walled or private compound it stands in, one of `areas` */
  readonly compound: OsmId | undefined
}

export interface MapArea {
  readonly id: OsmId
  readonly kind: 'administrative' | 'compound'
  readonly name: string | undefined
  /** 2 (country) .. 10 (community) for administrative areas */
  readonly adminLevel: number | undefined
  readonly tags: Tags
  /** polygons of rings, first ring outer; rings closed */
  readonly polygons: readonly (readonly (readonly Wgs84[])[])[]
  /** gates of a compound */
  readonly entrances: readonly Wgs84[]
}

/** For the base map only; nothing is computed from it. */
export interface MapFeature {
  readonly id: OsmId
  readonly kind: 'water' | 'green' | 'rail' | 'road' | 'path' | 'wall' | 'landuse' | 'pedestrian'
  /** e.g. highway class, landuse value */
  readonly detail: string
  readonly name: string | undefined
  /** number of this feature among those of its element, from 0: a lake may have several basins */
  readonly part: number
  /** one line, or the rings of one polygon */
  readonly lines: readonly (readonly Wgs84[])[]
  readonly isArea: boolean
}
