import type { Tags } from './drawing.ts'
import { chooseGates, drawGate, ringWithGates } from './gates.ts'
import { inset } from './inset.ts'
import { onGrid, type Point, turned } from './plane.ts'
import { attempt, type Plot } from './plot.ts'
import { at } from './random.ts'
import { areaOf, boundsOf, centroidOf, contains, type Ring, turnedRing } from './ring.ts'
import { drawSlabRows, type SlabStyle } from './slabs.ts'
import { drawShopStrips, lotOf, shopSides } from './street-fronts.ts'

/** Fenced grounds with a few large buildings: school, hospital, offices, works. */
export interface Grounds {
  readonly tags: Tags
  readonly category?: string | undefined
  readonly building: string
  readonly levels: readonly [number, number]
  readonly gates: number
  readonly hasPitch: boolean
  readonly isPrivate: boolean
  readonly shops: number
}

export function drawGrounds(plot: Plot, grounds: Grounds): boolean {
  const { drawing, block } = plot
  const sides = shopSides(plot, grounds.shops)
  const wall = lotOf(block, sides, 1)
  const loop = wall && inset(wall, () => 6)
  const inner = loop && inset(loop, () => 5)
  if (!wall || !loop || !inner) return false
  const gates = chooseGates(plot, wall, loop.ring, { count: grounds.gates })
  if (gates.length === 0) return false
  const access: Tags = grounds.isPrivate ? { access: 'private' } : {}
  return attempt(plot, () => {
    const pitch = grounds.hasPitch ? drawPitch(plot, inner.ring) : undefined
    const free = pitch ? northOf(inner.ring, pitch, block.axis) : inner.ring
    const count = free.length < 3 ? 0 : drawSlabRows(plot, loop.ring, free, slabStyle(grounds, access))
    if (count === 0) return false
    drawing.lines.push({ kind: 'inner-road', points: [...loop.ring, at(loop.ring, 0)].map(onGrid), tags: access })
    for (const gate of gates) drawGate(drawing, gate, wall.ring, access)
    const outline = ringWithGates(wall.ring.map(onGrid), gates)
    drawing.areas.push({ ring: outline, tags: grounds.tags, category: grounds.category, site: block.site })
    drawing.areas.push({ ring: outline, tags: { barrier: 'fence' } })
    drawShopStrips(
      plot,
      sides,
      gates.map((gate) => gate.at),
    )
    return true
  })
}

function slabStyle(grounds: Grounds, access: Tags): SlabStyle {
  const isWorks = grounds.building === 'industrial'
  return {
    levels: grounds.levels,
    depth: isWorks ? 34 : 15,
    length: isWorks ? [50, 110] : [28, 60],
    gap: isWorks ? 14 : 16,
    pitch: isWorks ? 52 : 44,
    tags: { building: grounds.building },
    homesPerLevel: 0,
    stairwell: 40,
    access,
  }
}

/** A running track or ball court at the southern end, if it fits. */
function drawPitch({ drawing, block }: Plot, ground: Ring): Ring | undefined {
  const flat = turnedRing(ground, -block.axis)
  const box = boundsOf(flat)
  const middle = turned(centroidOf(ground), -block.axis)
  const isTrack = areaOf(ground) > 14_000
  const wide = isTrack ? 96 : 30
  const deep = isTrack ? 52 : 17
  for (let y = box.south + 3; y < middle[1]; y += 6)
    for (const x of [middle[0] - wide / 2, box.west + 6, box.east - wide - 6]) {
      const corners: Point[] = [
        [x, y],
        [x + wide, y],
        [x + wide, y + deep],
        [x, y + deep],
      ]
      if (!corners.every((p) => contains(flat, p))) continue
      const ring = (isTrack ? rounded(x, y, wide, deep) : corners).map((p) => onGrid(turned(p, block.axis)))
      drawing.areas.push({
        ring,
        tags: isTrack
          ? { leisure: 'track', sport: 'running' }
          : { leisure: 'pitch', sport: 'basketball', access: 'private' },
      })
      return ring
    }
  return undefined
}

function rounded(x: number, y: number, wide: number, deep: number): Point[] {
  const r = deep / 2
  const points: Point[] = []
  for (let i = 0; i <= 8; i++)
    points.push([x + wide - r + r * Math.sin((Math.PI * i) / 8), y + r - r * Math.cos((Math.PI * i) / 8)])
  for (let i = 0; i <= 8; i++)
    points.push([x + r - r * Math.sin((Math.PI * i) / 8), y + r + r * Math.cos((Math.PI * i) / 8)])
  return points
}

/** The part of a ground north of the pitch (a cut along the axis). */
function northOf(ground: Ring, pitch: Ring, axis: number): Point[] {
  const flat = turnedRing(ground, -axis)
  const limit = boundsOf(turnedRing(pitch, -axis)).north + 8
  const kept: Point[] = []
  flat.forEach((p, i) => {
    const q = at(flat, (i + 1) % flat.length)
    if (p[1] >= limit) kept.push(p)
    if (p[1] >= limit === q[1] >= limit) return
    const share = (limit - p[1]) / (q[1] - p[1])
    kept.push([p[0] + (q[0] - p[0]) * share, limit])
  })
  return kept.map((p) => turned(p, axis))
}
