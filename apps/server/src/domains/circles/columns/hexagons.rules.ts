import type { Box } from '@xiayi/geo/boxes'
import { haversineM } from '@xiayi/geo/distance'
import { cellToBoundary, latLngToCell } from 'h3-js'

/** Hexagons of the H3 grid (h3geo.org) with a building in them, and which of them each building lies in. */
export interface Hexagons {
  /** i32[buildings] index into `rings` */
  readonly hex: Int32Array
  /** closed, counter-clockwise, degrees WGS84 */
  readonly rings: readonly (readonly [number, number])[][]
}

/**
 * Finer for a town, coarser for a large county, so that a screen holds some hundred to some thousand of them: 10 is 130 m
 * across, 9 is 350 m, 8 is 920 m.
 */
export function hexagonResolution([west, south, east, north]: Box): number {
  const middle = (south + north) / 2
  const km2 = (haversineM(west, middle, east, middle) * haversineM(west, south, west, north)) / 1e6
  if (!(km2 > 60)) return 10
  return km2 > 2500 ? 8 : 9
}

export function hexagonsOf(lon: ArrayLike<number>, lat: ArrayLike<number>, resolution: number): Hexagons {
  const hex = new Int32Array(lon.length)
  const rings: (readonly [number, number])[][] = []
  const known = new Map<string, number>()
  for (let b = 0; b < lon.length; b++) {
    const cell = latLngToCell(lat[b] ?? 0, lon[b] ?? 0, resolution)
    const at = known.get(cell) ?? rings.length
    if (at === rings.length) {
      known.set(cell, at)
      rings.push(ringOf(cell))
    }
    hex[b] = at
  }
  return { hex, rings }
}

function ringOf(cell: string): (readonly [number, number])[] {
  return cellToBoundary(cell, true).map(([lon, lat]) => [rounded(lon), rounded(lat)] as const)
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
