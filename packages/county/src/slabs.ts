import type { Tags } from './drawing.ts'
import { onGrid, type Point, turned } from './plane.ts'
import type { Plot } from './plot.ts'
import { boundsOf, levelChords, type Ring, stripChords, turnedRing } from './ring.ts'

export interface SlabStyle {
  readonly levels: readonly [number, number]
  readonly depth: number
  readonly length: readonly [number, number]
  readonly gap: number
  /** metres between the backs of two rows */
  readonly pitch: number
  readonly tags: Tags
  /** dwellings a stairwell holds on one level; 0: no dwellings */
  readonly homesPerLevel: number
  /** metres of building per stairwell */
  readonly stairwell: number
  readonly access: Tags
}

/**
 * Rows of long buildings facing south with a lane behind each row, as Chinese estates are built. The lanes end on
 * `loop`; a short path joins every stairwell to its lane. Returns how many buildings fitted.
 */
export function drawSlabRows(plot: Plot, loop: Ring, ground: Ring, style: SlabStyle): number {
  const { drawing, random } = plot
  const { axis } = plot.block
  const flatLoop = turnedRing(loop, -axis)
  const flatGround = turnedRing(ground, -axis)
  const back = (p: Point) => onGrid(turned(p, axis))
  const box = boundsOf(flatGround)
  let count = 0
  for (let y = box.south + random.between(2, 6); y + style.depth < box.north; y += style.pitch) {
    const levels = random.integer(style.levels[0], style.levels[1])
    const laneY = y + style.depth + 7
    const lanes = levelChords(flatLoop, laneY)
    const doors: number[] = []
    for (const [west, east] of stripChords(flatGround, y, y + style.depth)) {
      let x = west + random.between(0, 4)
      while (x + style.length[0] <= east) {
        const room = east - x
        const length =
          room < style.length[1] + style.length[0] * 0.6
            ? Math.min(room, style.length[1])
            : random.between(...style.length)
        doors.push(...drawSlab(plot, { x, y, length, levels }, style))
        count++
        x += length + style.gap
      }
    }
    for (const [west, east] of lanes) {
      const stops = doors.filter((door) => door > west + 1 && door < east - 1)
      if (stops.length === 0 || east - west < 12) continue
      drawing.lines.push({ kind: 'inner-road', points: [back([west, laneY]), back([east, laneY])], tags: style.access })
      for (const door of stops)
        drawing.lines.push({
          kind: 'inner-path',
          points: [back([door, y + style.depth]), back([door, laneY])],
          tags: style.access,
        })
    }
  }
  return count
}

function drawSlab(
  { drawing, block }: Plot,
  slab: { x: number; y: number; length: number; levels: number },
  style: SlabStyle,
): number[] {
  const back = (p: Point) => onGrid(turned(p, block.axis))
  const { x, y, length, levels } = slab
  const stairwells = Math.max(1, Math.round(length / style.stairwell))
  const doors = Array.from({ length: stairwells }, (_, i) => x + (length * (i + 0.5)) / stairwells)
  const north = y + style.depth
  const doorPoints = doors.map((door) => back([door, north]))
  doorPoints.forEach((point, i) => {
    drawing.pins.push({ point, tags: { entrance: style.homesPerLevel > 0 ? 'staircase' : 'yes', ref: `${i + 1}` } })
  })
  drawing.buildings.push({
    ring: [
      back([x, y]),
      back([x + length, y]),
      back([x + length, north]),
      ...doorPoints.toReversed(),
      back([x, north]),
    ],
    tags: { ...style.tags, 'building:levels': `${levels}` },
    site: block.site,
    homes: stairwells * levels * style.homesPerLevel,
  })
  return doors
}

export interface LaneStyle {
  readonly pitch: number
  readonly depth: number
  readonly length: readonly [number, number]
  readonly gap: number
  /** share of houses that are missing */
  readonly skip: number
  /** dwellings per house */
  readonly homes: readonly [number, number]
  readonly laneTags: Tags
}

/** Low houses wall to wall on both sides of lanes that run through from rim to rim. */
export function drawLaneRows(plot: Plot, rim: Ring, ground: Ring, style: LaneStyle): number {
  const { drawing, block, random } = plot
  const { axis } = block
  const flatRim = turnedRing(rim, -axis)
  const flatGround = turnedRing(ground, -axis)
  const back = (p: Point) => onGrid(turned(p, axis))
  const box = boundsOf(flatGround)
  let count = 0
  const height = box.north - box.south
  const rows = Math.max(1, Math.round(height / style.pitch))
  for (let row = 0; row < rows; row++) {
    const laneY = box.south + (height * (row + 0.5)) / rows
    const depth = Math.min(style.depth, height / rows / 2 - 3.2)
    let isLaneUsed = false
    for (const y of [laneY - 2.5 - depth, laneY + 2.5])
      for (const [west, east] of stripChords(flatGround, y, y + depth)) {
        let x = west
        while (x + style.length[0] <= east) {
          const length = Math.min(random.between(...style.length), east - x)
          if (!random.chance(style.skip)) {
            const low = y + random.between(0, 1.2)
            const ring = [back([x, low]), back([x + length, low]), back([x + length, y + depth]), back([x, y + depth])]
            const levels = random.integer(1, 3)
            drawing.buildings.push({
              ring,
              tags: { building: 'house', 'building:levels': `${levels}` },
              site: block.site,
              homes: random.integer(...style.homes),
            })
            isLaneUsed = true
            count++
          }
          x += length + style.gap * random.between(0.4, 1.6)
        }
      }
    if (!isLaneUsed) continue
    for (const [west, east] of levelChords(flatRim, laneY))
      if (east - west > 20)
        drawing.lines.push({ kind: 'lane', points: [back([west, laneY]), back([east, laneY])], tags: style.laneTags })
  }
  return count
}
