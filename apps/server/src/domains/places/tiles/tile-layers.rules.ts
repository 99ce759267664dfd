/**
 * What of the map is drawn from which zoom on, and in which layer. The web map's style (apps/web/src/map/base-style.ts) names
 * these layers and properties.
 */
export const MIN_TILE_ZOOM = 8
/** Closer in, the map stretches the last tile. */
export const MAX_TILE_ZOOM = 16

export type TileLayer = 'water' | 'green' | 'landuse' | 'building' | 'road' | 'rail' | 'wall' | 'area' | 'place'

/** In the order of drawing. */
export const TILE_LAYERS = [
  'landuse',
  'green',
  'water',
  'building',
  'wall',
  'road',
  'rail',
  'area',
  'place',
] as const satisfies readonly TileLayer[]

export interface Drawn {
  readonly layer: TileLayer
  readonly minZoom: number
  readonly tags: Readonly<Record<string, string | number>>
}

const ROAD_ZOOMS: Readonly<Record<string, number>> = {
  motorway: 8,
  motorway_link: 10,
  trunk: 8,
  trunk_link: 10,
  primary: 8,
  primary_link: 10,
  secondary: 9,
  secondary_link: 11,
  tertiary: 11,
  tertiary_link: 12,
}
const OTHER_ROAD_ZOOM = 12
const SMALL_ROADS = new Set(['service', 'track', 'corridor', 'platform'])
const FINE_ZOOM = 14

const WATER_LINE_ZOOMS: Readonly<Record<string, number>> = { river: 8, canal: 8, coastline: 8, stream: 12 }
const QUIET_RAILS = new Set(['subway', 'tram', 'monorail', 'funicular'])

export interface BackgroundFeature {
  readonly kind: string
  readonly detail: string
  readonly name: string | null
  readonly isArea: boolean
}

/** Undefined for kinds that are not drawn. */
export function backgroundLayer(feature: BackgroundFeature): Drawn | undefined {
  const { kind, detail, isArea } = feature
  const named = { class: detail, ...(feature.name === null || feature.name === '' ? {} : { name: feature.name }) }
  switch (kind) {
    case 'water':
      return { layer: 'water', minZoom: isArea ? MIN_TILE_ZOOM : (WATER_LINE_ZOOMS[detail] ?? FINE_ZOOM), tags: named }
    case 'green':
      return isArea ? { layer: 'green', minZoom: 10, tags: named } : undefined
    case 'landuse':
      return isArea ? { layer: 'landuse', minZoom: 10, tags: named } : undefined
    case 'pedestrian':
      if (isArea) return { layer: 'landuse', minZoom: 13, tags: { ...named, class: 'pedestrian' } }
      return { layer: 'road', minZoom: OTHER_ROAD_ZOOM, tags: { ...named, class: 'pedestrian' } }
    case 'road':
      if (isArea) return undefined
      return { layer: 'road', minZoom: roadZoom(detail), tags: named }
    case 'path':
      return isArea ? undefined : { layer: 'road', minZoom: FINE_ZOOM, tags: named }
    case 'rail':
      return { layer: 'rail', minZoom: QUIET_RAILS.has(detail) ? 12 : 9, tags: named }
    case 'wall':
      return { layer: 'wall', minZoom: 15, tags: named }
    default:
      return undefined
  }
}

function roadZoom(highway: string): number {
  return ROAD_ZOOMS[highway] ?? (SMALL_ROADS.has(highway) ? FINE_ZOOM : OTHER_ROAD_ZOOM)
}

export const BUILDING_ZOOM = 14

/**
 * A place is a dot of its category from 11 on, can be clicked from 13 and is named from 14: at 11 a whole town lies in one
 * tile, and its names and ids would weigh more than the rest of the map.
 */
export const PLACE_ZOOMS = { dot: 11, id: 13, name: 14 } as const

export function isTile(z: number, x: number, y: number): boolean {
  const side = 2 ** z
  return z >= 0 && z <= MAX_TILE_ZOOM && x >= 0 && x < side && y >= 0 && y < side
}

export interface TileAddress {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** One stray place draws a box across the earth, and at a close zoom it has more tiles than a thread has room for. */
const MOST_TILES = 100_000

/** Every tile of a zoom that a box of degrees touches, from its middle outwards; none where they are more than 100,000. */
export function tilesOfBox(box: readonly [number, number, number, number], z: number): TileAddress[] {
  const [west, south, east, north] = box
  const side = 2 ** z
  const column = (lon: number) => clamp(Math.floor(((lon + 180) / 360) * side), side)
  const row = (lat: number) => clamp(Math.floor(mercator(lat) * side), side)
  const x0 = column(west)
  const x1 = column(east)
  const y0 = row(north)
  const y1 = row(south)
  if ((x1 - x0 + 1) * (y1 - y0 + 1) > MOST_TILES) return []
  const tiles: TileAddress[] = []
  for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) tiles.push({ z, x, y })
  const fromMiddle = (tile: TileAddress) => Math.abs(tile.x - (x0 + x1) / 2) + Math.abs(tile.y - (y0 + y1) / 2)
  return tiles.sort((a, b) => fromMiddle(a) - fromMiddle(b))
}

/** Web Mercator from the north, 0 to 1; what lies beyond the square map is at its rim. */
export function mercator(lat: number): number {
  const sin = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180)
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
}

function clamp(index: number, side: number): number {
  return Math.max(0, Math.min(side - 1, index))
}
