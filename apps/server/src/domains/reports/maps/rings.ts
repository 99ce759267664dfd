import { type Metres, metresOf } from '@xiayi/paper/map-scene'
import { z } from 'zod'

const ring = z.array(z.array(z.number()))
const polygon = z.array(ring)
const multi = z.array(polygon)

/** The rings of a GeoJSON polygon or multipolygon, polygon by polygon. */
export function polygonsOf(geometry: { readonly type: string; readonly coordinates?: unknown }): readonly Metres[][] {
  const polygons =
    geometry.type === 'Polygon' ? [polygon.parse(geometry.coordinates)] : multi.parse(geometry.coordinates ?? [])
  return polygons.map((rings) => rings.map((each) => metresOf(each)))
}

/** A point inside for a name: the middle of the widest stretch along a few lines across the outer ring. */
export function middleOf(rings: readonly Metres[]): [number, number] | undefined {
  const [outer] = rings
  if (outer === undefined) return undefined
  let [south, north] = [Infinity, -Infinity]
  for (let i = 1; i < outer.length; i += 2) {
    south = Math.min(south, outer[i] ?? 0)
    north = Math.max(north, outer[i] ?? 0)
  }
  let best: [number, number] | undefined
  let widest = 0
  for (const share of [0.5, 0.42, 0.58, 0.33, 0.67]) {
    const y = south + (north - south) * share
    const crossings = rings.flatMap((each) => crossingsAt(each, y)).sort((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = crossings[i] ?? 0
      const to = crossings[i + 1] ?? 0
      if (to - from <= widest * 1.15) continue
      widest = to - from
      best = [(from + to) / 2, y]
    }
  }
  return best
}

function crossingsAt(line: Metres, y: number): number[] {
  const found: number[] = []
  for (let i = 0; i + 3 < line.length; i += 2) {
    const y0 = line[i + 1] ?? 0
    const y1 = line[i + 3] ?? 0
    if (y0 > y === y1 > y) continue
    const x0 = line[i] ?? 0
    found.push(x0 + ((y - y0) / (y1 - y0)) * ((line[i + 2] ?? 0) - x0))
  }
  return found
}

/** Even-odd over each polygon's rings. */
export function isWithin(polygons: readonly (readonly Metres[])[], [x, y]: readonly [number, number]): boolean {
  return polygons.some(
    (rings) => rings.flatMap((each) => crossingsAt(each, y)).filter((crossing) => crossing < x).length % 2 === 1,
  )
}
