import { type Extent, type Metres, mercatorStretch } from './map-scene.ts'
import type { Box } from './surface.ts'

/** Where a map lies on paper: one scale in both directions, north upwards, the extent in the middle of its box. */
export interface MapFrame {
  readonly box: Box
  /** ground metres for one point of paper, true at the middle of the map */
  readonly metresPerPoint: number
  /** 1 : scale, at the size of the sheet */
  readonly scale: number
  x(metres: number): number
  y(metres: number): number
  /** what of the ground the box shows, in Mercator metres */
  readonly seen: Extent
}

const METRES_PER_POINT = 0.0254 / 72
/** Scales that people know; a map takes the next that shows everything. */
const SCALES = [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 7.5, 8, 9]

/** The largest round scale at which the extent fits with a rim around it. */
export function frameMap(extent: Extent, box: Box, rim = 0.04): MapFrame {
  const middleX = (extent.west + extent.east) / 2
  const middleY = (extent.south + extent.north) / 2
  const stretch = mercatorStretch(middleY)
  const wide = Math.max(1, extent.east - extent.west) / stretch
  const high = Math.max(1, extent.north - extent.south) / stretch
  const least = Math.max(wide / (box.width * (1 - 2 * rim)), high / (box.height * (1 - 2 * rim))) / METRES_PER_POINT
  const scale = roundScale(least)
  const metresPerPoint = scale * METRES_PER_POINT
  const perPoint = metresPerPoint * stretch
  const midX = box.x + box.width / 2
  const midY = box.y + box.height / 2
  return {
    box,
    metresPerPoint,
    scale,
    x: (metres) => midX + (metres - middleX) / perPoint,
    y: (metres) => midY - (metres - middleY) / perPoint,
    seen: {
      west: middleX - (box.width / 2) * perPoint,
      east: middleX + (box.width / 2) * perPoint,
      south: middleY - (box.height / 2) * perPoint,
      north: middleY + (box.height / 2) * perPoint,
    },
  }
}

function roundScale(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const step = SCALES.find((each) => each * power >= least - 1e-9) ?? 10
  return step * power
}

export function isSeen(line: Metres, { west, south, east, north }: Extent): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < line.length; i += 2) {
    const x = line[i] ?? 0
    const y = line[i + 1] ?? 0
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return minX <= east && maxX >= west && minY <= north && maxY >= south
}

/** Below this two points are one on paper. */
const FINE_POINTS = 0.12

/** Metres to points of paper; points closer than a hair are left out, ends stay. */
export function onPaper(line: Metres, frame: MapFrame): number[] {
  const points: number[] = []
  let lastX = Number.NaN
  let lastY = Number.NaN
  for (let i = 0; i + 1 < line.length; i += 2) {
    const x = frame.x(line[i] ?? 0)
    const y = frame.y(line[i + 1] ?? 0)
    const isEnd = i === 0 || i + 3 >= line.length
    if (!isEnd && Math.abs(x - lastX) < FINE_POINTS && Math.abs(y - lastY) < FINE_POINTS) continue
    points.push(x, y)
    lastX = x
    lastY = y
  }
  return points
}

/** The parts of a polyline on paper that lie in a box, with one segment on either side: enough for the clip to cut cleanly. */
export function partsInBox(points: readonly number[], box: Box, rim = 6): number[][] {
  const parts: number[][] = []
  let current: number[] | undefined
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.slice(i, i + 4)
    const isOut =
      Math.max(x0, x1) < box.x - rim ||
      Math.min(x0, x1) > box.x + box.width + rim ||
      Math.max(y0, y1) < box.y - rim ||
      Math.min(y0, y1) > box.y + box.height + rim
    if (isOut) {
      current = undefined
      continue
    }
    if (current === undefined) {
      current = [x0, y0]
      parts.push(current)
    }
    current.push(x1, y1)
  }
  return parts
}
