import { SegmentIndex, type Segments } from '@xiayi/geo/segment-index'
import type { BarrierInput } from './network-input.ts'

/** Water rims, railways and walls as segments: does a straight line cross one, and which lie near. */
export class BarrierIndex {
  readonly segments: Segments
  readonly count: number
  readonly #index: SegmentIndex

  constructor(barriers: BarrierInput) {
    const lines = Math.max(0, barriers.offset.length - 1)
    let count = 0
    for (let i = 0; i < lines; i++) count += Math.max(0, (barriers.offset[i + 1] ?? 0) - (barriers.offset[i] ?? 0) - 1)
    this.count = count
    this.segments = {
      aLon: new Float64Array(count),
      aLat: new Float64Array(count),
      bLon: new Float64Array(count),
      bLat: new Float64Array(count),
    }
    let at = 0
    for (let i = 0; i < lines; i++) {
      for (let s = barriers.offset[i] ?? 0; s + 1 < (barriers.offset[i + 1] ?? 0); s++) {
        this.segments.aLon[at] = barriers.lon[s] ?? 0
        this.segments.aLat[at] = barriers.lat[s] ?? 0
        this.segments.bLon[at] = barriers.lon[s + 1] ?? 0
        this.segments.bLat[at] = barriers.lat[s + 1] ?? 0
        at++
      }
    }
    this.#index = new SegmentIndex(this.segments)
  }

  /**
   * Whether a barrier lies between the two points. The last hundredth of the way is free, so that a path along a wall or a
   * bank can be reached from its own side.
   */
  isCrossed(fromLon: number, fromLat: number, toLon: number, toLat: number): boolean {
    if (this.count === 0) return false
    const endLon = fromLon + (toLon - fromLon) * 0.99
    const endLat = fromLat + (toLat - fromLat) * 0.99
    return this.isLineCut([fromLon, fromLat, endLon, endLat])
  }

  /**
   * Whether a barrier lies between a place on a road and ground beside it; longitude and latitude. The first hundredth is free: a
   * path along a wall still fills its own side.
   */
  isGroundCut([lon, lat]: readonly [number, number], [toLon, toLat]: readonly [number, number]): boolean {
    return this.isLineCut([lon + (toLon - lon) * 0.01, lat + (toLat - lat) * 0.01, toLon, toLat])
  }

  /** Whether any barrier meets the line from (x0, y0) to (x1, y1). */
  isLineCut(line: readonly [number, number, number, number]): boolean {
    let isCut = false
    this.forEachInBox(line, (segment) => {
      isCut ||= doCross(this.segments, segment, line)
    })
    return isCut
  }

  /** Every segment near the box of two corners, in any order of the corners. */
  forEachInBox(
    [aLon, aLat, bLon, bLat]: readonly [number, number, number, number],
    visit: (segment: number) => void,
  ): void {
    if (this.count === 0) return
    this.#index.forEachInBox(
      [Math.min(aLon, bLon), Math.min(aLat, bLat), Math.max(aLon, bLon), Math.max(aLat, bLat)],
      visit,
    )
  }
}

/** Whether segment `i` meets the line from (x0, y0) to (x1, y1); a touch counts. */
function doCross(segments: Segments, i: number, [x0, y0, x1, y1]: readonly [number, number, number, number]): boolean {
  const ax = segments.aLon[i] ?? 0
  const ay = segments.aLat[i] ?? 0
  const bx = segments.bLon[i] ?? 0
  const by = segments.bLat[i] ?? 0
  const side0 = (bx - ax) * (y0 - ay) - (by - ay) * (x0 - ax)
  const side1 = (bx - ax) * (y1 - ay) - (by - ay) * (x1 - ax)
  if (side0 * side1 > 0 || (side0 === 0 && side1 === 0)) return false
  const sideA = (x1 - x0) * (ay - y0) - (y1 - y0) * (ax - x0)
  const sideB = (x1 - x0) * (by - y0) - (y1 - y0) * (bx - x0)
  return sideA * sideB <= 0
}
