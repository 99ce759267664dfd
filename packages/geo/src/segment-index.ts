import { type Box, boxOfColumns, isEmptyBox, unionBox } from './boxes.ts'
import { METRES_PER_DEGREE } from './distance.ts'

/** Straight segments in degrees as four parallel columns; a point is a segment of no length. */
export interface Segments {
  readonly aLon: Float64Array
  readonly aLat: Float64Array
  readonly bLon: Float64Array
  readonly bLat: Float64Array
}

export interface NearSegment {
  readonly segment: number
  /** metres from the query point */
  readonly distanceM: number
  /** where the foot lies from a (0) to b (1) */
  readonly share: number
  readonly lon: number
  readonly lat: number
}

/**
 * A uniform grid over segments in typed arrays. Each segment is listed in every cell it passes through, row by row, so a long
 * diagonal costs its length and not its box.
 */
export class SegmentIndex {
  readonly segments: Segments
  readonly #box: Box
  readonly #cellLon: number
  readonly #cellLat: number
  readonly #columns: number
  readonly #rows: number
  readonly #offset: Uint32Array
  readonly #items: Uint32Array
  /** A segment lies in several cells; the stamp of the current query keeps it from being seen twice. */
  readonly #seen: Uint32Array
  #stamp = 0

  constructor(segments: Segments, cellM = 100) {
    const { aLon, aLat, bLon, bLat } = segments
    const count = aLon.length
    const box = unionBox(boxOfColumns(aLon, aLat), boxOfColumns(bLon, bLat))
    this.segments = segments
    this.#box = isEmptyBox(box) ? [0, 0, 0, 0] : box
    const [west, south, east, north] = this.#box
    const perLon = METRES_PER_DEGREE * Math.max(0.01, Math.cos((((south + north) / 2) * Math.PI) / 180))
    const widthM = (east - west) * perLon
    const heightM = (north - south) * METRES_PER_DEGREE
    // Not more than about two cells a segment, however wide and empty the country is.
    const cell = Math.max(
      cellM,
      Math.sqrt((widthM * heightM) / Math.max(1024, 2 * count)),
      Math.max(widthM, heightM) / 30_000,
    )
    this.#cellLon = cell / perLon
    this.#cellLat = cell / METRES_PER_DEGREE
    this.#columns = Math.floor((east - west) / this.#cellLon) + 1
    this.#rows = Math.floor((north - south) / this.#cellLat) + 1
    this.#seen = new Uint32Array(count)
    const offset = new Uint32Array(this.#columns * this.#rows + 1)
    for (let i = 0; i < count; i++) {
      this.#cellsOf(i, (cellAt) => {
        offset[cellAt + 1] = (offset[cellAt + 1] ?? 0) + 1
      })
    }
    for (let c = 1; c < offset.length; c++) offset[c] = (offset[c] ?? 0) + (offset[c - 1] ?? 0)
    const items = new Uint32Array(offset[offset.length - 1] ?? 0)
    const next = offset.slice(0, -1)
    for (let i = 0; i < count; i++) {
      this.#cellsOf(i, (cellAt) => {
        const at = next[cellAt] ?? 0
        items[at] = i
        next[cellAt] = at + 1
      })
    }
    this.#offset = offset
    this.#items = items
  }

  /** Every segment that comes within `radiusM` of the point, in the order of the grid (not sorted). */
  within(lon: number, lat: number, radiusM: number): NearSegment[] {
    const found: NearSegment[] = []
    this.forEachWithin(lon, lat, radiusM, (near) => {
      found.push(near)
      return radiusM
    })
    return found
  }

  nearest(lon: number, lat: number, radiusM: number): NearSegment | undefined {
    let best: NearSegment | undefined
    this.forEachWithin(lon, lat, radiusM, (near) => {
      if (
        !best ||
        near.distanceM < best.distanceM ||
        (near.distanceM === best.distanceM && near.segment < best.segment)
      )
        best = near
      return best.distanceM
    })
    return best
  }

  /** Calls `visit` for segments within the radius; the radius it returns holds from there on. */
  forEachWithin(lon: number, lat: number, radiusM: number, visit: (near: NearSegment) => number): void {
    const { aLon, aLat, bLon, bLat } = this.segments
    const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
    const stamp = this.#nextStamp()
    let radius = radiusM
    const spanLon = radiusM / perLon
    const spanLat = radiusM / METRES_PER_DEGREE
    this.#cellsIn([lon - spanLon, lat - spanLat, lon + spanLon, lat + spanLat], (cellAt) => {
      const end = this.#offset[cellAt + 1] ?? 0
      for (let k = this.#offset[cellAt] ?? 0; k < end; k++) {
        const i = this.#items[k] ?? 0
        if (this.#seen[i] === stamp) continue
        this.#seen[i] = stamp
        const x0 = aLon[i] ?? 0
        const y0 = aLat[i] ?? 0
        const ax = (x0 - lon) * perLon
        const ay = (y0 - lat) * METRES_PER_DEGREE
        const dx = ((bLon[i] ?? 0) - x0) * perLon
        const dy = ((bLat[i] ?? 0) - y0) * METRES_PER_DEGREE
        const squared = dx * dx + dy * dy
        const share = squared > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared)) : 0
        const px = ax + dx * share
        const py = ay + dy * share
        const distanceM = Math.sqrt(px * px + py * py)
        if (distanceM > radius) continue
        radius = visit({ segment: i, distanceM, share, lon: lon + px / perLon, lat: lat + py / METRES_PER_DEGREE })
      }
    })
  }

  /** Calls `visit` once for every segment listed in a cell that the box touches: a superset of those that cross it. */
  forEachInBox(box: Box, visit: (segment: number) => void): void {
    const stamp = this.#nextStamp()
    this.#cellsIn(box, (cellAt) => {
      const end = this.#offset[cellAt + 1] ?? 0
      for (let k = this.#offset[cellAt] ?? 0; k < end; k++) {
        const i = this.#items[k] ?? 0
        if (this.#seen[i] === stamp) continue
        this.#seen[i] = stamp
        visit(i)
      }
    })
  }

  #nextStamp(): number {
    this.#stamp++
    if (this.#stamp > 0xffffffff) {
      this.#seen.fill(0)
      this.#stamp = 1
    }
    return this.#stamp
  }

  #cellsIn(box: Box, visit: (cell: number) => void): void {
    const c0 = Math.max(0, Math.floor((box[0] - this.#box[0]) / this.#cellLon))
    const c1 = Math.min(this.#columns - 1, Math.floor((box[2] - this.#box[0]) / this.#cellLon))
    const r0 = Math.max(0, Math.floor((box[1] - this.#box[1]) / this.#cellLat))
    const r1 = Math.min(this.#rows - 1, Math.floor((box[3] - this.#box[1]) / this.#cellLat))
    for (let row = r0; row <= r1; row++)
      for (let column = c0; column <= c1; column++) visit(row * this.#columns + column)
  }

  #cellsOf(i: number, visit: (cell: number) => void): void {
    const { aLon, aLat, bLon, bLat } = this.segments
    const ax = ((aLon[i] ?? 0) - this.#box[0]) / this.#cellLon
    const ay = ((aLat[i] ?? 0) - this.#box[1]) / this.#cellLat
    const bx = ((bLon[i] ?? 0) - this.#box[0]) / this.#cellLon
    const by = ((bLat[i] ?? 0) - this.#box[1]) / this.#cellLat
    const r0 = Math.max(0, Math.floor(Math.min(ay, by)))
    const r1 = Math.min(this.#rows - 1, Math.floor(Math.max(ay, by)))
    const slope = by === ay ? 0 : (bx - ax) / (by - ay)
    for (let row = r0; row <= r1; row++) {
      const atBottom = r0 === r1 ? ax : ax + (Math.max(row, Math.min(ay, by)) - ay) * slope
      const atTop = r0 === r1 ? bx : ax + (Math.min(row + 1, Math.max(ay, by)) - ay) * slope
      const c0 = Math.max(0, Math.floor(Math.min(atBottom, atTop) - 1e-9))
      const c1 = Math.min(this.#columns - 1, Math.floor(Math.max(atBottom, atTop) + 1e-9))
      for (let column = c0; column <= c1; column++) visit(row * this.#columns + column)
    }
  }
}
