/**
 * Marching squares over a field of values: the lines where the field passes a limit, as closed rings with the inside on their
 * left, so outer rings come out counter-clockwise and holes clockwise. Where two corners of a square are inside across from each
 * other, their mean decides whether they join.
 */
export interface Field {
  /** i32[width * height] ms, row by row from the south; more than any limit where nothing is known */
  readonly values: Int32Array
  readonly width: number
  readonly height: number
}

/** What a corner without a value counts as. */
export const OUTSIDE = 1e9

/** x and y in cells, alternating; the last point repeats the first. */
export type ContourRing = Float64Array

/** Sides of a square. */
const BOTTOM = 0
const RIGHT = 1
const TOP = 2
const LEFT = 3
const STOP = 255

/**
 * exit[code * 4 + entry]; the corners' bits are bottom left 1, bottom right 2, top right 4, top left 8. Codes 16 and 17 are the
 * saddles 5 and 10 when their middle is inside.
 */
const EXIT = (() => {
  const exit = new Uint8Array(18 * 4).fill(STOP)
  const set = (code: number, ...moves: readonly (readonly [number, number])[]) => {
    for (const [entry, out] of moves) exit[code * 4 + entry] = out
  }
  set(1, [BOTTOM, LEFT])
  set(2, [RIGHT, BOTTOM])
  set(3, [RIGHT, LEFT])
  set(4, [TOP, RIGHT])
  set(5, [BOTTOM, LEFT], [TOP, RIGHT])
  set(6, [TOP, BOTTOM])
  set(7, [TOP, LEFT])
  set(8, [LEFT, TOP])
  set(9, [BOTTOM, TOP])
  set(10, [RIGHT, BOTTOM], [LEFT, TOP])
  set(11, [RIGHT, TOP])
  set(12, [LEFT, RIGHT])
  set(13, [BOTTOM, RIGHT])
  set(14, [LEFT, BOTTOM])
  set(16, [TOP, LEFT], [BOTTOM, RIGHT])
  set(17, [LEFT, BOTTOM], [RIGHT, TOP])
  return exit
})()

/** The field's rim must be outside. Rings in the order their southernmost squares are met. */
export function contourRings(field: Field, limit: number): ContourRing[] {
  const { values, width, height } = field
  const seen = new Uint8Array(width * height)
  const rings: ContourRing[] = []
  for (let y = 0; y + 1 < height; y++) {
    const row = y * width
    let left = ((values[row] ?? 0) <= limit ? 1 : 0) | ((values[row + width] ?? 0) <= limit ? 8 : 0)
    for (let x = 0; x + 1 < width; x++) {
      const right =
        ((values[row + x + 1] ?? 0) <= limit ? 2 : 0) | ((values[row + width + x + 1] ?? 0) <= limit ? 4 : 0)
      const code = left | right
      left = (right >> 1) | ((right & 4) << 1)
      if (code === 0 || code === 15) continue
      for (let entry = 0; entry < 4; entry++) {
        if (EXIT[code * 4 + entry] === STOP && code !== 5 && code !== 10) continue
        if (((seen[row + x] ?? 0) >> entry) & 1) continue
        const ring = traceRing(field, limit, seen, [x, y, entry])
        if (ring) rings.push(ring)
      }
    }
  }
  return rings
}

function codeAt({ values, width }: Field, limit: number, at: number): number {
  const a = values[at] ?? 0
  const b = values[at + 1] ?? 0
  const c = values[at + width + 1] ?? 0
  const d = values[at + width] ?? 0
  const code = (a <= limit ? 1 : 0) | (b <= limit ? 2 : 0) | (c <= limit ? 4 : 0) | (d <= limit ? 8 : 0)
  if (code !== 5 && code !== 10) return code
  // A corner without a value would outweigh the three others: it counts as just outside.
  const near = (value: number) => (value >= OUTSIDE ? 2 * limit : value)
  const middle = (near(a) + near(b) + near(c) + near(d)) / 4
  return middle <= limit ? (code === 5 ? 16 : 17) : code
}

function traceRing(
  field: Field,
  limit: number,
  seen: Uint8Array,
  start: readonly [number, number, number],
): ContourRing | undefined {
  const { width } = field
  let [x, y, entry] = start
  let used = 0
  for (;;) {
    const at = y * width + x
    const exit = EXIT[codeAt(field, limit, at) * 4 + entry] ?? STOP
    if (exit === STOP) return undefined
    const before = seen[at] ?? 0
    if ((before >> entry) & 1) break
    seen[at] = before | (1 << entry)
    if (used + 4 > scratch.length) scratch = withRoom(scratch)
    const isAlongX = exit === BOTTOM || exit === TOP
    const x0 = exit === RIGHT ? x + 1 : x
    const y0 = exit === TOP ? y + 1 : y
    const share = crossing(field, limit, y0 * width + x0, isAlongX ? 1 : width)
    scratch[used] = isAlongX ? x0 + share : x0
    scratch[used + 1] = isAlongX ? y0 : y0 + share
    used += 2
    if (exit === BOTTOM) y--
    else if (exit === RIGHT) x++
    else if (exit === TOP) y++
    else x--
    entry = (exit + 2) & 3
  }
  scratch[used] = scratch[0] ?? 0
  scratch[used + 1] = scratch[1] ?? 0
  return scratch.slice(0, used + 2)
}

/** The points of the ring being traced, on one buffer for all rings. */
let scratch = new Float64Array(1 << 12)

function withRoom(points: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(points.length * 2)
  larger.set(points)
  return larger
}

/** Where the limit lies between a corner and the next: between two known values in proportion, else half way. */
function crossing({ values }: Field, limit: number, at: number, step: number): number {
  const a = values[at] ?? 0
  const b = values[at + step] ?? 0
  return a >= OUTSIDE || b >= OUTSIDE ? 0.5 : (limit - a) / (b - a)
}
