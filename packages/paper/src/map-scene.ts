import type { TierShapeName } from '@xiayi/ui/tier-look'
import type { Stroke, TextLook } from './surface.ts'

/**
 * A map before it is drawn: what lies where, in the order of drawing. Positions are Web Mercator metres (EPSG:3857), widths and
 * sizes are points on paper.
 */
export interface MapScene {
  readonly items: readonly SceneItem[]
  readonly labels: readonly SceneLabel[]
}

/** Flat x, y columns in metres, north upwards. */
export type Metres = ArrayLike<number>

export type SceneItem =
  | {
      readonly kind: 'area'
      readonly rings: readonly Metres[]
      readonly fill?: string
      readonly opacity?: number
      readonly stroke?: Stroke
      /** drawn over the fill, so that a grey copy tells two fills apart */
      readonly hatch?: { readonly colour: string; readonly width: number; readonly gap: number }
    }
  | { readonly kind: 'line'; readonly lines: readonly Metres[]; readonly stroke: Stroke }
  | {
      readonly kind: 'mark'
      readonly at: readonly [x: number, y: number]
      readonly shape: TierShapeName | 'dot'
      readonly size: number
      readonly fill: string
      readonly rim?: string
    }

export type SceneLabel = {
  readonly text: string
  readonly look: TextLook
  /** the higher, the earlier it takes its place; what finds none is left out */
  readonly priority: number
} & (
  | {
      readonly at: readonly [x: number, y: number]
      readonly around: 'centre' | 'point'
      /** points to stay away from the middle of a mark */
      readonly clear?: number
    }
  /** along a line, where it is straight enough; lines that touch are taken together */
  | { readonly along: readonly Metres[] }
)

const EARTH_M = 6_378_137
const RADIANS = Math.PI / 180

/** Degrees WGS84 to Web Mercator metres. */
export function mercator(lon: number, lat: number): [x: number, y: number] {
  const bounded = Math.max(-85.05, Math.min(85.05, lat))
  return [EARTH_M * lon * RADIANS, EARTH_M * Math.log(Math.tan(Math.PI / 4 + (bounded * RADIANS) / 2))]
}

/** Positions of GeoJSON to columns of metres. */
export function metresOf(line: readonly (readonly number[])[]): Float64Array {
  const columns = new Float64Array(line.length * 2)
  line.forEach(([lon = 0, lat = 0], i) => {
    const [x, y] = mercator(lon, lat)
    columns[2 * i] = x
    columns[2 * i + 1] = y
  })
  return columns
}

/** How much longer a metre on the ground is on the Mercator plane, at a mercator y. */
export function mercatorStretch(y: number): number {
  return Math.cosh(y / EARTH_M)
}

export interface Extent {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export function extentOf(lines: readonly Metres[]): Extent | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const line of lines)
    for (let i = 0; i + 1 < line.length; i += 2) {
      const x = line[i] ?? 0
      const y = line[i + 1] ?? 0
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  return west > east ? undefined : { west, south, east, north }
}
