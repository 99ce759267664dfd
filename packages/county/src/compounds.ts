import type { Tags } from './drawing.ts'
import { chooseGates, drawGate, type Gate, type GateWish, ringWithGates } from './gates.ts'
import { inset } from './inset.ts'
import { onGrid, type Point } from './plane.ts'
import { attempt, type Plot } from './plot.ts'
import { at } from './random.ts'
import { boundsOf, centroidOf, levelChords, type Ring } from './ring.ts'
import { drawSlabRows, type SlabStyle } from './slabs.ts'
import { drawShopStrips, lotOf, shopSides } from './street-fronts.ts'

/** A walled compound: 小区 of flats, built in one of three manners. */
export interface Compound {
  readonly name: string
  readonly manner: 'old-flats' | 'flats' | 'towers'
  readonly gates: GateWish
  /** 0..1: how much of its street sides is lined with shops */
  readonly shops: number
}

const PRIVATE: Tags = { access: 'private' }

const MANNER: Record<Compound['manner'], SlabStyle> = {
  'old-flats': {
    levels: [4, 6],
    depth: 11.5,
    length: [36, 60],
    gap: 10,
    pitch: 36,
    tags: { building: 'apartments' },
    homesPerLevel: 2,
    stairwell: 18,
    access: PRIVATE,
  },
  flats: {
    levels: [6, 11],
    depth: 13,
    length: [40, 66],
    gap: 14,
    pitch: 49,
    tags: { building: 'apartments' },
    homesPerLevel: 2,
    stairwell: 22,
    access: PRIVATE,
  },
  towers: {
    levels: [15, 18],
    depth: 15,
    length: [30, 44],
    gap: 28,
    pitch: 70,
    tags: { building: 'apartments' },
    homesPerLevel: 4,
    stairwell: 34,
    access: PRIVATE,
  },
}

/** Walls, gates, a loop road inside, rows of flats. Returns false where the block is too small or too odd for one. */
export function drawCompound(plot: Plot, compound: Compound): boolean {
  const { drawing, block } = plot
  const sides = shopSides(plot, compound.shops)
  const wall = lotOf(block, sides, 1)
  const loop = wall && inset(wall, () => 6)
  const ground = loop && inset(loop, () => 5)
  if (!wall || !loop || !ground) return false
  const gates = chooseGates(plot, wall, loop.ring, compound.gates)
  if (gates.length === 0) return false
  return attempt(plot, () => {
    if (drawSlabRows(plot, loop.ring, ground.ring, MANNER[compound.manner]) < 2) return false
    drawing.lines.push({ kind: 'inner-road', points: [...loop.ring, at(loop.ring, 0)].map(onGrid), tags: PRIVATE })
    for (const gate of gates) drawGate(drawing, gate, wall.ring, PRIVATE)
    const outline = ringWithGates(wall.ring.map(onGrid), gates)
    drawing.areas.push({
      ring: outline,
      tags: { landuse: 'residential', residential: 'apartments', name: compound.name },
      site: block.site,
    })
    drawing.areas.push({ ring: outline, tags: { barrier: 'wall' } })
    drawShopStrips(
      plot,
      sides,
      gates.map((gate) => gate.at),
    )
    addYardSpots(plot, ground.ring, gates)
    return true
  })
}

function addYardSpots({ drawing, block, random }: Plot, ground: Ring, gates: readonly Gate[]): void {
  const spot = (kind: 'gate' | 'yard', point: Point, street: string | undefined) =>
    drawing.spots.push({ kind, point: onGrid(point), site: block.site, street, rank: 1 })
  for (const gate of gates) {
    const aside: Point = [(gate.outer[1] - gate.at[1]) * 0.28, (gate.at[0] - gate.outer[0]) * 0.28]
    const out: Point = [(gate.at[0] + gate.outer[0]) / 2, (gate.at[1] + gate.outer[1]) / 2]
    spot('gate', [out[0] + aside[0], out[1] + aside[1]], gate.label.name)
    spot('gate', [out[0] - aside[0], out[1] - aside[1]], gate.label.name)
  }
  const middle = centroidOf(ground)
  const box = boundsOf(ground)
  for (const [west, east] of levelChords(ground, middle[1])) {
    spot('yard', [west + 3, middle[1]], undefined)
    spot('yard', [east - 3, Math.min(box.north - 2, middle[1] + random.between(-2, 2))], undefined)
  }
}
