import { METRES_PER_DEGREE } from '@xiayi/geo/distance'
import type { BarrierIndex } from './barrier-index.ts'
import { type Field, OUTSIDE } from './contour.ts'
import type { DrawnRoads, GridFrame } from './drawn-roads.ts'
import type { Network } from './network.ts'
import { RoadFootprints } from './road-footprints.ts'

export interface RasterOptions {
  readonly cellM: number
  readonly growthM: number
  readonly msPerMetre: number
}

/** Cells around what is drawn that stay outside. */
const RIM = 2
const NOWHERE = [0x7ffffff, 0x7ffffff, -0x7ffffff, -0x7ffffff]

export function gridFrame(network: Network, cellM: number): GridFrame {
  const [west, south, , north] = network.box
  const metresPerLon = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  return { west, south, cellLon: cellM / metresPerLon, cellLat: cellM / METRES_PER_DEGREE, cellM }
}

/**
 * A field of walking times around reached stretches of road: every cell whose middle lies within `growthM` of a stretch takes the
 * time there plus the straight way, unless a barrier lies between. Cells lie on one grid for the whole network, so the same
 * stretch fills the same cells from any origin. Stretches and whole roads are collected first, then drawn into a window that just
 * holds them.
 */
export class GrowthRaster {
  readonly #frame: GridFrame
  readonly #barriers: BarrierIndex
  readonly #growth: number
  readonly #msPerCell: number
  readonly #footprints: RoadFootprints
  #values = new Int32Array(0)
  /** per cell: 1 where a barrier is so near that ways to the cell must be checked */
  #isNearBarrier = new Uint8Array(0)
  #hasBarriers = false
  /** x, y, ms at either end of a stretch; x and y in cells of the grid */
  #stretches = new Float64Array(6 * 1024)
  #used = 0
  /** road, ms at its end A, ms at its end B */
  #wholeRoads = new Int32Array(3 * 256)
  #wholeUsed = 0
  /** west, south, east, north of the whole roads' cells */
  readonly #wholeBox = new Int32Array(4)
  #x0 = 0
  #y0 = 0
  #width = 0
  #height = 0

  constructor(frame: GridFrame, roads: DrawnRoads, barriers: BarrierIndex, options: RasterOptions) {
    this.#frame = frame
    this.#barriers = barriers
    this.#growth = options.growthM / options.cellM
    this.#msPerCell = options.msPerMetre * options.cellM
    this.#footprints = new RoadFootprints(roads, frame, barriers, {
      growth: this.#growth,
      msPerCell: this.#msPerCell,
    })
  }

  begin(): void {
    this.#used = 0
    this.#wholeUsed = 0
    this.#wholeBox.set(NOWHERE)
    this.#footprints.begin()
  }

  /** Whether `addWhole` takes this road; otherwise its stretches must be added. */
  canAddWhole(road: number): boolean {
    return this.#footprints.has(road)
  }

  /** Adds a road that is walked from both its ends to where the walks meet. */
  addWhole(road: number, aMs: number, bMs: number): void {
    if (this.#wholeUsed + 3 > this.#wholeRoads.length) {
      const larger = new Int32Array(this.#wholeRoads.length * 2)
      larger.set(this.#wholeRoads)
      this.#wholeRoads = larger
    }
    const at = this.#wholeUsed
    this.#wholeRoads[at] = road
    this.#wholeRoads[at + 1] = aMs
    this.#wholeRoads[at + 2] = bMs
    this.#wholeUsed = at + 3
    this.#footprints.widen(this.#wholeBox, road)
  }

  add(ax: number, ay: number, aMs: number, bx: number, by: number, bMs: number): void {
    if (this.#used + 6 > this.#stretches.length) {
      const larger = new Float64Array(this.#stretches.length * 2)
      larger.set(this.#stretches)
      this.#stretches = larger
    }
    const all = this.#stretches
    const at = this.#used
    all[at] = ax
    all[at + 1] = ay
    all[at + 2] = aMs
    all[at + 3] = bx
    all[at + 4] = by
    all[at + 5] = bMs
    this.#used = at + 6
  }

  addDegrees(aLon: number, aLat: number, aMs: number, bLon: number, bLat: number, bMs: number): void {
    const { west, south, cellLon, cellLat } = this.#frame
    this.add(
      (aLon - west) / cellLon,
      (aLat - south) / cellLat,
      aMs,
      (bLon - west) / cellLon,
      (bLat - south) / cellLat,
      bMs,
    )
  }

  /** Draws all stretches. The field is valid until the next call. */
  draw(): Field {
    this.#openWindow()
    for (let at = 0; at < this.#used; at += 6) this.#stamp(at)
    const whole = this.#wholeRoads
    const window = { values: this.#values, width: this.#width, x0: this.#x0, y0: this.#y0 }
    for (let at = 0; at < this.#wholeUsed; at += 3) {
      this.#footprints.stamp(whole[at] ?? 0, whole[at + 1] ?? 0, whole[at + 2] ?? 0, window)
    }
    return { values: this.#values, width: this.#width, height: this.#height }
  }

  lon(x: number): number {
    return this.#frame.west + (this.#x0 + x) * this.#frame.cellLon
  }

  lat(y: number): number {
    return this.#frame.south + (this.#y0 + y) * this.#frame.cellLat
  }

  #openWindow(): void {
    const all = this.#stretches
    let west = Infinity
    let south = Infinity
    let east = -Infinity
    let north = -Infinity
    for (let at = 0; at < this.#used; at += 3) {
      const x = all[at] ?? 0
      const y = all[at + 1] ?? 0
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
    const isEmpty = this.#used + this.#wholeUsed === 0
    const growth = Math.ceil(this.#growth)
    const [wholeWest = 0, wholeSouth = 0, wholeEast = 0, wholeNorth = 0] = this.#wholeBox
    this.#x0 = isEmpty ? 0 : Math.min(Math.floor(west) - growth, wholeWest) - RIM
    this.#y0 = isEmpty ? 0 : Math.min(Math.floor(south) - growth, wholeSouth) - RIM
    this.#width = isEmpty ? 2 : Math.max(Math.ceil(east) + growth, wholeEast) + RIM + 1 - this.#x0
    this.#height = isEmpty ? 2 : Math.max(Math.ceil(north) + growth, wholeNorth) + RIM + 1 - this.#y0
    const size = this.#width * this.#height
    if (this.#values.length < size) this.#values = new Int32Array(size * 2)
    this.#values.fill(OUTSIDE, 0, size)
    if (this.#barriers.count > 0) this.#markBarriers(size)
  }

  #stamp(from: number): void {
    const all = this.#stretches
    const values = this.#values
    const width = this.#width
    const ax = (all[from] ?? 0) - this.#x0
    const ay = (all[from + 1] ?? 0) - this.#y0
    const aMs = all[from + 2] ?? 0
    const dx = (all[from + 3] ?? 0) - this.#x0 - ax
    const dy = (all[from + 4] ?? 0) - this.#y0 - ay
    const slope = (all[from + 5] ?? 0) - aMs
    const squared = dx * dx + dy * dy
    const inverse = squared > 0 ? 1 / squared : 0
    const growth = this.#growth
    const growthSquared = growth * growth
    const msPerCell = this.#msPerCell
    const hasBarriers = this.#hasBarriers
    const xFrom = Math.ceil((dx < 0 ? ax + dx : ax) - growth) | 0
    const xTo = Math.floor((dx < 0 ? ax : ax + dx) + growth) | 0
    const yFrom = Math.ceil((dy < 0 ? ay + dy : ay) - growth) | 0
    const yTo = Math.floor((dy < 0 ? ay : ay + dy) + growth) | 0
    for (let y = yFrom; y <= yTo; y++) {
      const py = y - ay
      const row = y * width
      for (let x = xFrom; x <= xTo; x++) {
        const px = x - ax
        let share = (px * dx + py * dy) * inverse
        share = share < 0 ? 0 : share > 1 ? 1 : share
        const ex = px - dx * share
        const ey = py - dy * share
        const away = ex * ex + ey * ey
        if (away > growthSquared) continue
        const time = aMs + slope * share + Math.sqrt(away) * msPerCell
        if (time >= (values[row + x] ?? 0)) continue
        if (hasBarriers && this.#isNearBarrier[row + x] === 1 && this.#isCut(x, y, ax + dx * share, ay + dy * share))
          continue
        values[row + x] = time
      }
    }
  }

  /** Whether a barrier lies between a place on a stretch and the middle of a cell; both in cells of the window. */
  #isCut(cellX: number, cellY: number, footX: number, footY: number): boolean {
    return this.#barriers.isGroundCut([this.lon(footX), this.lat(footY)], [this.lon(cellX), this.lat(cellY)])
  }

  #markBarriers(size: number): void {
    if (this.#isNearBarrier.length < size) this.#isNearBarrier = new Uint8Array(size * 2)
    this.#isNearBarrier.fill(0, 0, size)
    this.#hasBarriers = false
    const box = [this.lon(0), this.lat(0), this.lon(this.#width), this.lat(this.#height)] as const
    this.#barriers.forEachInBox(box, (segment) => this.#markSegment(segment))
  }

  #markSegment(segment: number): void {
    const { west, south, cellLon, cellLat } = this.#frame
    const { aLon, aLat, bLon, bLat } = this.#barriers.segments
    const x0 = ((aLon[segment] ?? 0) - west) / cellLon - this.#x0
    const y0 = ((aLat[segment] ?? 0) - south) / cellLat - this.#y0
    const x1 = ((bLon[segment] ?? 0) - west) / cellLon - this.#x0
    const y1 = ((bLat[segment] ?? 0) - south) / cellLat - this.#y0
    const reach = Math.ceil(this.#growth) + 1
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))))
    for (let i = 0; i <= steps; i++) {
      const cx = Math.round(x0 + ((x1 - x0) * i) / steps)
      const cy = Math.round(y0 + ((y1 - y0) * i) / steps)
      const from = Math.max(0, cx - reach)
      const to = Math.min(this.#width, cx + reach + 1)
      const yTo = Math.min(this.#height - 1, cy + reach)
      if (from >= to) continue
      for (let y = Math.max(0, cy - reach); y <= yTo; y++) {
        this.#isNearBarrier.fill(1, y * this.#width + from, y * this.#width + to)
        this.#hasBarriers = true
      }
    }
  }
}
