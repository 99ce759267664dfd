import type { PlanLine } from './lines.ts'
import { between, crossingOf, distance, nearestOn, onGrid, type Point } from './plane.ts'
import { at } from './random.ts'

const REACH_METRES = 45

/** Drawn roads end near the road they join; this moves each end exactly on to it, or cuts off what overshoots. */
export function joinEnds(lines: readonly PlanLine[]): PlanLine[] {
  return lines.map((line, index) => {
    const isLoop = distance(at(line.points, 0), at(line.points, -1)) < 0.01
    if (isLoop) return line
    const others = lines.filter((_, other) => other !== index)
    const tail = joinedEnd(line.points, others)
    const head = joinedEnd(tail.toReversed(), others)
    return { ...line, points: head.toReversed() }
  })
}

function joinedEnd(points: readonly Point[], others: readonly PlanLine[]): Point[] {
  const end = at(points, -1)
  let best: { point: Point; metres: number } = { point: end, metres: REACH_METRES }
  for (const other of others)
    for (let i = 0; i + 1 < other.points.length; i++) {
      const a = at(other.points, i)
      const b = at(other.points, i + 1)
      const near = nearestOn(a, b, end)
      if (near.metres < best.metres) best = { point: between(a, b, near.share), metres: near.metres }
      const overshoot = crossingOf(at(points, -2), end, a, b)
      if (!overshoot || overshoot.first <= 0.02 || overshoot.first > 1 || overshoot.second < 0 || overshoot.second > 1)
        continue
      const point = between(at(points, -2), end, overshoot.first)
      if (distance(point, end) < REACH_METRES) best = { point, metres: 0 }
    }
  if (best.metres >= REACH_METRES) return [...points]
  return [...points.slice(0, -1), onGrid(best.point)]
}
