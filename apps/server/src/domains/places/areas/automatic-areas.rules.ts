import { localPlane } from '@xiayi/geo/distance'
import { round7 } from '../imports/import-content.ts'
import type { Point } from '../imports/import-records.ts'

export interface AutomaticCell {
  /** stable for one place on the ground: the same cell in a later drawing */
  readonly key: string
  readonly name: string
  /** closed ring, counter-clockwise */
  readonly ring: readonly Point[]
  readonly buildings: number
}

/** Centre to centre, in metres: about a fifteen-minute circle's core. */
const CELL_M = 1000
/** Cells with fewer buildings go to no cell of their own: a farm is no community. */
const FEWEST = 5

/**
 * Hexagons of about 1 km where buildings stand, for a county that has no communities on its map, so that there is something
 * to evaluate. Named from north-west to south-east; only a drawing aid, and told so by its form 自动划分.
 */
export function automaticCells(buildings: readonly Point[]): readonly AutomaticCell[] {
  const first = buildings[0]
  if (first === undefined) return []
  // Anchored to whole tenths of a degree, so that one more building does not move every cell.
  const origin: Point = [Math.floor(first[0] * 10) / 10, Math.floor(first[1] * 10) / 10]
  const plane = localPlane(origin)
  const counted = new Map<string, { q: number; r: number; buildings: number }>()
  for (const [lon, lat] of buildings) {
    const { q, r } = hexagonAt(plane.x(lon), plane.y(lat))
    const key = `${q},${r}`
    const cell = counted.get(key)
    if (cell === undefined) counted.set(key, { q, r, buildings: 1 })
    else cell.buildings++
  }
  const kept = [...counted.values()].filter((cell) => cell.buildings >= FEWEST)
  const ordered = kept.toSorted((a, b) => b.r - a.r || a.q - b.q)
  const digits = String(ordered.length).length
  return ordered.map(({ q, r, buildings: count }, i) => {
    const x = SIZE * Math.sqrt(3) * (q + r / 2)
    const y = SIZE * 1.5 * r
    const corners = [...CORNERS, CORNERS[0] ?? ([0, 0] as const)]
    const ring = corners.map(
      ([dx, dy]) => [round7(plane.lon(x + dx * SIZE)), round7(plane.lat(y + dy * SIZE))] as const,
    )
    return {
      key: `${origin[0]},${origin[1]}/${q},${r}`,
      name: `片区 ${String(i + 1).padStart(Math.max(2, digits), '0')}`,
      ring,
      buildings: count,
    }
  })
}

const SIZE = CELL_M / Math.sqrt(3)
/** Pointy-topped, counter-clockwise from the east-north-east corner. */
const CORNERS: readonly (readonly [number, number])[] = [30, 90, 150, 210, 270, 330].map((degrees) => {
  const angle = (degrees * Math.PI) / 180
  return [Math.cos(angle), Math.sin(angle)]
})

/** Axial coordinates of the hexagon a point lies in, by rounding in cube coordinates. */
function hexagonAt(x: number, y: number): { q: number; r: number } {
  const q = ((Math.sqrt(3) / 3) * x - y / 3) / SIZE
  const r = ((2 / 3) * y) / SIZE
  const s = -q - r
  const [roundQ, roundR, roundS] = [Math.round(q), Math.round(r), Math.round(s)]
  const [errorQ, errorR, errorS] = [Math.abs(roundQ - q), Math.abs(roundR - r), Math.abs(roundS - s)]
  if (errorQ > errorR && errorQ > errorS) return { q: -roundR - roundS + 0, r: roundR + 0 }
  if (errorR > errorS) return { q: roundQ + 0, r: -roundQ - roundS + 0 }
  return { q: roundQ + 0, r: roundR + 0 }
}
