import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type GeoJSONVTFeature, geoJSONToTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import Flatbush from 'flatbush'
import type { Feature, Geometry } from 'geojson'
import { type Drawn, MAX_TILE_ZOOM, mercator, TILE_LAYERS, type TileLayer } from './tile-layers.rules.ts'
import type { EncodedTile } from './tile-rows.ts'

export type Shape = 'point' | 'line' | 'polygon'
type Line = readonly (readonly number[])[]

const EXTENT = 4096
const BUFFER = 64
const OPTIONS = {
  maxZoom: MAX_TILE_ZOOM,
  tolerance: 3,
  extent: EXTENT,
  buffer: BUFFER,
  coordinates: 'unitSquare',
  clip: true,
} as const
const NOTHING: EncodedTile = { bytes: new Uint8Array(0), etag: '"empty"' }

export interface TileFeature extends Drawn {
  readonly shape: Shape
  /** rings of one polygon, lines, or one line of points. Degrees WGS84 */
  readonly lines: readonly Line[]
  /** last zoom it is drawn at */
  readonly maxZoom?: number
}

/**
 * The features of a county, and tiles cut from them on request. Each tile is cut from the features its box touches, straight
 * from columns in Web Mercator: no pyramid of intermediate tiles is kept, so a city of 80,000 features takes some 20 MB and its
 * first tile needs no descent from the world.
 */
export class TileSet {
  readonly #groups = new Map<string, FeatureGroup>()

  add(feature: TileFeature): void {
    const maxZoom = feature.maxZoom ?? MAX_TILE_ZOOM
    const key = `${feature.layer}/${feature.minZoom}/${maxZoom}`
    const known = this.#groups.get(key)
    const group = known ?? new FeatureGroup(feature.layer, feature.minZoom, maxZoom)
    if (known === undefined) this.#groups.set(key, group)
    group.add(feature)
  }

  /** To be called once, after the last feature. */
  close(): void {
    for (const group of this.#groups.values()) group.close()
  }

  tile(z: number, x: number, y: number): EncodedTile {
    const layers: Record<string, { features: GeoJSONVTFeature[] }> = {}
    for (const layer of TILE_LAYERS) {
      const features = this.#featuresOf(layer, z, x, y)
      if (features.length > 0) layers[layer] = { features }
    }
    if (Object.keys(layers).length === 0) return NOTHING
    const bytes = gzipSync(fromGeojsonVt(layers, { version: 2, extent: EXTENT }))
    return { bytes, etag: `"${createHash('sha1').update(bytes).digest('base64url').slice(0, 20)}"` }
  }

  /** Box of a layer's features in degrees. */
  box(layers: readonly TileLayer[]): [number, number, number, number] | undefined {
    let [west, south, east, north] = [Infinity, -Infinity, -Infinity, Infinity]
    for (const group of this.#groups.values()) {
      if (!layers.includes(group.layer) || group.index === undefined) continue
      west = Math.min(west, group.index.minX)
      east = Math.max(east, group.index.maxX)
      north = Math.min(north, group.index.minY)
      south = Math.max(south, group.index.maxY)
    }
    if (west > east) return undefined
    return [west * 360 - 180, latitude(south), east * 360 - 180, latitude(north)]
  }

  #featuresOf(layer: TileLayer, z: number, x: number, y: number): GeoJSONVTFeature[] {
    const features: GeoJSONVTFeature[] = []
    for (const group of this.#groups.values()) {
      if (group.layer !== layer || z < group.minZoom || z > group.maxZoom) continue
      const found = group.within(z, x, y)
      if (found.length === 0) continue
      const tile = geoJSONToTile({ type: 'FeatureCollection', features: found }, z, x, y, OPTIONS)
      for (const feature of tile.features) features.push(feature)
    }
    return features
  }
}

/** Features of one layer and one range of zooms, in columns. */
class FeatureGroup {
  readonly layer: TileLayer
  readonly minZoom: number
  readonly maxZoom: number
  index: Flatbush | undefined
  readonly #tags: Drawn['tags'][] = []
  readonly #shapes: Shape[] = []
  /** first line of each feature, first point of each line */
  #lineOf: number[] = [0]
  #pointOf: number[] = [0]
  #points: number[] = []
  #xy = new Float64Array(0)

  constructor(layer: TileLayer, minZoom: number, maxZoom: number) {
    this.layer = layer
    this.minZoom = minZoom
    this.maxZoom = maxZoom
  }

  add(feature: TileFeature): void {
    for (const line of feature.lines) {
      for (const [lon = 0, lat = 0] of line) this.#points.push((lon + 180) / 360, mercator(lat))
      this.#pointOf.push(this.#points.length / 2)
    }
    this.#lineOf.push(this.#pointOf.length - 1)
    this.#tags.push(feature.tags)
    this.#shapes.push(feature.shape)
  }

  close(): void {
    this.#xy = Float64Array.from(this.#points)
    this.#points = []
    const index = new Flatbush(this.#tags.length)
    for (let i = 0; i < this.#tags.length; i++) {
      let [minX, minY, maxX, maxY] = [1, 1, 0, 0]
      const end = this.#pointOf[this.#lineOf[i + 1] ?? 0] ?? 0
      for (let p = this.#pointOf[this.#lineOf[i] ?? 0] ?? 0; p < end; p++) {
        const x = this.#xy[2 * p] ?? 0
        const y = this.#xy[2 * p + 1] ?? 0
        if (x < minX) minX = x
        if (x > maxX) maxX = x
        if (y < minY) minY = y
        if (y > maxY) maxY = y
      }
      index.add(minX, minY, maxX, maxY)
    }
    index.finish()
    this.index = index
  }

  within(z: number, x: number, y: number): Feature[] {
    const side = 2 ** z
    const rim = BUFFER / EXTENT
    const found =
      this.index?.search((x - rim) / side, (y - rim) / side, (x + 1 + rim) / side, (y + 1 + rim) / side) ?? []
    // The order of import is the order of drawing, whatever order the index answers in.
    return found.sort((a, b) => a - b).map((i) => this.#feature(i))
  }

  #feature(i: number): Feature {
    return { type: 'Feature', properties: this.#tags[i] ?? {}, geometry: this.#geometry(i) }
  }

  #geometry(i: number): Geometry {
    const lines: [number, number][][] = []
    for (let l = this.#lineOf[i] ?? 0; l < (this.#lineOf[i + 1] ?? 0); l++) {
      const line: [number, number][] = []
      const end = this.#pointOf[l + 1] ?? 0
      for (let p = this.#pointOf[l] ?? 0; p < end; p++) line.push([this.#xy[2 * p] ?? 0, this.#xy[2 * p + 1] ?? 0])
      lines.push(line)
    }
    const shape = this.#shapes[i]
    if (shape === 'polygon') return { type: 'Polygon', coordinates: lines }
    if (shape === 'line') return { type: 'MultiLineString', coordinates: lines }
    return { type: 'MultiPoint', coordinates: lines[0] ?? [] }
  }
}

function latitude(y: number): number {
  return (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90
}
