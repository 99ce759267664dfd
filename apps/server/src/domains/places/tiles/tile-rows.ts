/** What the tile worker is given: a county's features as the database holds them, geometry still as JSON text. */
export interface BackgroundRow {
  readonly id: number
  readonly kind: string
  readonly detail: string
  readonly name: string | null
  readonly isArea: boolean
  /** lines or rings: [[[lon, lat], …], …] */
  readonly lines: string
}

export interface BuildingRow {
  readonly id: string
  readonly name: string | null
  readonly levels: number | null
  /** outer ring: [[lon, lat], …] */
  readonly footprint: string
}

export interface AreaRowToDraw {
  readonly id: string
  readonly kind: string
  readonly name: string
  /** GeoJSON geometry */
  readonly boundary: string
}

export interface PlaceRowToDraw {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly tier: string
  readonly lon: number
  readonly lat: number
}

export type TilePage =
  | { readonly table: 'background'; readonly rows: readonly BackgroundRow[] }
  | { readonly table: 'building'; readonly rows: readonly BuildingRow[] }
  | { readonly table: 'area'; readonly rows: readonly AreaRowToDraw[] }
  | { readonly table: 'place'; readonly rows: readonly PlaceRowToDraw[] }

export interface EncodedTile {
  /** gzipped vector tile; empty: nothing is there */
  readonly bytes: Uint8Array
  readonly etag: string
}

export type ToTileWorker =
  | { readonly type: 'add'; readonly set: string; readonly page: TilePage }
  | { readonly type: 'ready'; readonly set: string }
  | { readonly type: 'drop'; readonly set: string }
  | {
      readonly type: 'tile'
      readonly request: number
      readonly set: string
      readonly z: number
      readonly x: number
      readonly y: number
    }

export type FromTileWorker =
  | { readonly type: 'ready'; readonly set: string }
  | { readonly type: 'tile'; readonly request: number; readonly tile: EncodedTile }
  /** made ahead of any request */
  | {
      readonly type: 'early'
      readonly set: string
      readonly z: number
      readonly x: number
      readonly y: number
      readonly tile: EncodedTile
    }
  | { readonly type: 'failed'; readonly request: number | null; readonly set: string; readonly message: string }
