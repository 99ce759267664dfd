import type { Drawing, Tags } from './drawing.ts'
import type { LabelledRing } from './inset.ts'
import { isStreet, type PlanLine } from './lines.ts'
import { between, distance, onGrid, type Point } from './plane.ts'
import type { Plot } from './plot.ts'
import { at } from './random.ts'
import { edgeDirections, type Ring, rayHit } from './ring.ts'
import { rankOf } from './street-fronts.ts'

export interface Gate {
  /** edge of the wall it opens */
  readonly edge: number
  readonly at: Point
  readonly inner: Point
  readonly outer: Point
  readonly label: PlanLine
}

export interface GateWish {
  readonly count: number
  /** only on the side that lies in this direction, as seen from the middle of the lot */
  readonly onlyTowards?: Point
}

/** Chooses walls that face a street, the busiest first, and opens a gate in each with a drive from the inner road to the street. */
export function chooseGates(plot: Plot, wall: LabelledRing<PlanLine>, loop: Ring, wish: GateWish): Gate[] {
  const { block, random } = plot
  const candidates = wall.ring
    .map((start, edge) => {
      const { outward, length } = edgeDirections(wall.ring, edge)
      const label = at(wall.labels, edge)
      return {
        edge,
        start,
        outward,
        length,
        label,
        score: length * (0.6 + random.next()) * (1 + rankOf(label.kind) * 0.25),
      }
    })
    .filter(({ label, length, outward }) => {
      const towards = wish.onlyTowards
      const isWished = !towards || outward[0] * towards[0] + outward[1] * towards[1] > 0.8
      return isStreet(label.kind) && length > 26 && isWished
    })
    .sort((a, b) => b.score - a.score)
  const gates: Gate[] = []
  for (const { edge, start, outward, label } of candidates) {
    if (gates.length >= wish.count) break
    if (gates.some((gate) => gate.label === label)) continue
    const end = at(wall.ring, (edge + 1) % wall.ring.length)
    const point = onGrid(between(start, end, random.between(0.35, 0.65)))
    const outer = rayHit(block.ring, point, outward)
    const inner = rayHit(loop, point, [-outward[0], -outward[1]])
    if (!outer || !inner || distance(outer.point, point) > 60 || distance(inner.point, point) > 30) continue
    gates.push({ edge, at: point, inner: onGrid(inner.point), outer: onGrid(outer.point), label })
  }
  return gates
}

/** The wall's ring with a point at every gate. */
export function ringWithGates(wall: Ring, gates: readonly Gate[]): Point[] {
  return wall.flatMap((p, edge) => [
    p,
    ...gates
      .filter((gate) => gate.edge === edge)
      .map((gate) => gate.at)
      .sort((a, b) => distance(p, a) - distance(p, b)),
  ])
}

const COMPASS = ['东门', '北门', '西门', '南门'] as const

/** `tags` are those of the road inside: private in an estate, open in a hospital. */
export function drawGate(drawing: Drawing, gate: Gate, wall: Ring, tags: Tags): void {
  const { outward } = edgeDirections(wall, gate.edge)
  const quarter = Math.round(Math.atan2(outward[1], outward[0]) / (Math.PI / 2))
  const name = at(COMPASS, (quarter + 4) % 4)
  drawing.pins.push({ point: gate.at, tags: { barrier: 'gate', name } })
  drawing.lines.push({ kind: 'driveway', points: [gate.at, gate.outer] })
  drawing.lines.push({
    kind: 'inner-road',
    points: [gate.inner, gate.at],
    tags,
  })
}
