import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BarrierIndex } from './barrier-index.ts'
import type { DrawnRoads, GridFrame } from './drawn-roads.ts'
import { RoadFootprints } from './road-footprints.ts'

type Point = readonly [x: number, y: number]

const frame: GridFrame = { west: 116.1, south: 34.2, cellLon: 0.00022, cellLat: 0.00018, cellM: 20 }
const options = { growth: 2, msPerCell: 16_667 }
const NOWHERE = 0x3fffffff
/** The window that footprints are stamped into: its corner and side in cells. */
const CORNER = -6
const SIDE = 42

interface Road {
  readonly line: readonly Point[]
  /** ms from A at every vertex */
  readonly at: readonly number[]
  readonly ms: number
}

const cell = fc.integer({ min: 0, max: 30_000 }).map((k) => k / 1001)
const point: fc.Arbitrary<Point> = fc.tuple(cell, cell)
const road = fc
  .tuple(
    fc.array(point, { minLength: 2, maxLength: 6 }),
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ min: 0, max: 5000 }),
  )
  .map(([line, waitA, waitB]): Road => {
    const at = [waitA]
    for (let v = 1; v < line.length; v++) at.push((at[v - 1] ?? 0) + length(line[v - 1], line[v]) * options.msPerCell)
    return { line, at, ms: Math.round((at.at(-1) ?? 0) + waitB) }
  })
const barriers = fc.array(fc.array(point, { minLength: 2, maxLength: 4 }), { maxLength: 3 })

function length([ax, ay]: Point = [0, 0], [bx, by]: Point = [0, 0]): number {
  return Math.hypot(bx - ax, by - ay)
}

function drawn(roads: readonly Road[]): DrawnRoads {
  const none = new Int32Array(0)
  const vertexOffset = new Int32Array(roads.length + 1)
  roads.forEach(({ line }, r) => {
    vertexOffset[r + 1] = (vertexOffset[r] ?? 0) + line.length
  })
  return {
    count: roads.length,
    a: none,
    b: none,
    ms: Int32Array.from(roads, ({ ms }) => ms),
    ways: new Uint8Array(roads.length).fill(3),
    vertexOffset,
    x: Float64Array.from(roads.flatMap(({ line }) => line.map(([x]) => x))),
    y: Float64Array.from(roads.flatMap(({ line }) => line.map(([, y]) => y))),
    at: Float64Array.from(roads.flatMap(({ at }) => [...at])),
    roadThrough: none,
    msThrough: none,
    endOffset: none,
    endsAt: none,
  }
}

function barrierIndex(lines: readonly (readonly Point[])[]): BarrierIndex {
  const offset = new Uint32Array(lines.length + 1)
  lines.forEach((line, i) => {
    offset[i + 1] = (offset[i] ?? 0) + line.length
  })
  return new BarrierIndex({
    offset,
    lon: Float64Array.from(lines.flat(), ([x]) => frame.west + x * frame.cellLon),
    lat: Float64Array.from(lines.flat(), ([, y]) => frame.south + y * frame.cellLat),
  })
}

/** Where two lines meet, as shares of both; undefined when they run in parallel. */
function meeting([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): readonly number[] | undefined {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const det = rx * sy - ry * sx
  if (Math.abs(det) < 1e-9) return undefined
  const [qx, qy] = [c[0] - a[0], c[1] - a[1]]
  return [(qx * sy - qy * sx) / det, (qx * ry - qy * rx) / det]
}

const CLOSE = 1e-6

/** Whether the way from the road to the cell is free, cut, or so close to both that rounding decides. */
function wayTo(foot: Point, ground: Point, lines: readonly (readonly Point[])[]): 'free' | 'cut' | 'unclear' {
  const start: Point = [foot[0] + (ground[0] - foot[0]) * 0.01, foot[1] + (ground[1] - foot[1]) * 0.01]
  let isUnclear = false
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const shares = meeting([start, ground], [line[i - 1] ?? [0, 0], line[i] ?? [0, 0]])
      if (!shares) isUnclear = true
      else if (shares.every((s) => s > CLOSE && s < 1 - CLOSE)) return 'cut'
      else if (shares.every((s) => s > -CLOSE && s < 1 + CLOSE)) isUnclear = true
    }
  }
  return isUnclear ? 'unclear' : 'free'
}

/** The definition, cell by cell: undefined where rounding decides. */
function naive({ line, at, ms }: Road, lines: readonly (readonly Point[])[], ground: Point, times: readonly number[]) {
  let best = NOWHERE
  for (let v = 1; v < line.length; v++) {
    const [a = [0, 0], b = [0, 0]] = [line[v - 1], line[v]]
    const squared = length(a, b) ** 2
    const along = (ground[0] - a[0]) * (b[0] - a[0]) + (ground[1] - a[1]) * (b[1] - a[1])
    const share = squared > 0 ? Math.min(1, Math.max(0, along / squared)) : 0
    const foot: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    const away = length(foot, ground)
    if (Math.abs(away - options.growth) < CLOSE) return undefined
    if (away > options.growth) continue
    const way = wayTo(foot, ground, lines)
    if (way === 'unclear') return undefined
    if (way === 'cut') continue
    const from = (at[v - 1] ?? 0) + ((at[v] ?? 0) - (at[v - 1] ?? 0)) * share
    const side = away * options.msPerCell
    best = Math.min(best, (times[0] ?? 0) + from + side, (times[1] ?? 0) + ms - from + side)
  }
  return best
}

function stamped(footprints: RoadFootprints, r: number, times: readonly number[]): Int32Array {
  const values = new Int32Array(SIDE * SIDE).fill(NOWHERE)
  footprints.stamp(r, times[0] ?? 0, times[1] ?? 0, { values, width: SIDE, x0: CORNER, y0: CORNER })
  return values
}

describe('footprints of roads', () => {
  test('a stamped road gives every cell the time a plain computation gives it, and no other cell any', () => {
    let judged = 0
    let cut = 0
    fc.assert(
      fc.property(
        fc.array(road, { minLength: 1, maxLength: 3 }),
        barriers,
        fc.tuple(fc.nat({ max: 900_000 }), fc.nat({ max: 900_000 })),
        (roads, lines, times) => {
          const footprints = new RoadFootprints(drawn(roads), frame, barrierIndex(lines), options)
          roads.forEach((each, r) => {
            expect(footprints.has(r)).toBe(true)
            const box = Int32Array.of(1000, 1000, -1000, -1000)
            footprints.widen(box, r)
            const [west = 0, south = 0, east = 0, north = 0] = box
            stamped(footprints, r, times).forEach((value, i) => {
              const ground: Point = [CORNER + (i % SIDE), CORNER + Math.floor(i / SIDE)]
              const wanted = naive(each, lines, ground, times)
              if (wanted === undefined) return
              judged += wanted === NOWHERE ? 0 : 1
              if (wanted === NOWHERE && naive(each, [], ground, times) !== NOWHERE) cut++
              expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1)
              if (value === NOWHERE) return
              expect(ground[0] >= west && ground[0] <= east && ground[1] >= south && ground[1] <= north).toBe(true)
            })
          })
        },
      ),
      { numRuns: 40, seed: 20261125 },
    )
    expect(judged).toBeGreaterThan(10_000)
    expect(cut).toBeGreaterThan(300)
  })

  test('a road with a box too large for its places has no footprint, its neighbours have', () => {
    const straight = (east: number): Road => ({
      line: [
        [0, 0],
        [east, 0],
      ],
      at: [0, 1000],
      ms: 1000,
    })
    const footprints = new RoadFootprints(drawn([straight(0x8000), straight(20)]), frame, barrierIndex([]), options)
    expect(footprints.has(0)).toBe(false)
    expect(footprints.has(1)).toBe(true)
  })
})
