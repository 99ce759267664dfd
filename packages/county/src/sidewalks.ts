import { BUILT_UP_OUTLINE } from './blocks.ts'
import { extended, offset } from './curves.ts'
import { type PlanLine, SIDEWALK_DISTANCE } from './lines.ts'
import { distance, onGrid, type Point } from './plane.ts'
import { at } from './random.ts'
import { contains } from './ring.ts'

/** Metres between two crossings away from the junctions. */
const ZEBRA_METRES = 270

/**
 * Sidewalks of the main roads as lines of their own, inside the built-up area, with zebra crossings between the junctions.
 * At a junction the sidewalks run on across the other carriageway: those stretches are its crossings.
 */
export function sidewalksOf(roads: readonly PlanLine[]): PlanLine[] {
  return roads.flatMap((road) => {
    if (road.kind !== 'primary' && road.kind !== 'secondary') return []
    const side = SIDEWALK_DISTANCE[road.kind]
    const isLoop = distance(at(road.points, 0), at(road.points, -1)) < 0.01
    const points = isLoop ? road.points.slice(0, -1) : road.points
    const left = offset(points, side, isLoop).map(onGrid)
    const right = offset(points, -side, isLoop).map(onGrid)
    const zebra = (i: number): PlanLine => ({ kind: 'zebra', points: [at(left, i), at(points, i), at(right, i)] })
    if (isLoop) {
      const close = (line: readonly Point[]) => [...line, at(line, 0)]
      return [
        { kind: 'sidewalk', points: close(left) },
        { kind: 'sidewalk', points: close(right) },
        ...spaced(points, 0, points.length - 1).map(zebra),
      ]
    }
    return builtRuns(points).flatMap(({ from, to }) => {
      const startsHere = from === 0
      const endsHere = to === points.length - 1
      const ends = road.ends ?? [0, 0]
      const run = (line: readonly Point[]): PlanLine => ({
        kind: 'sidewalk',
        points: extended(line.slice(from, to + 1), startsHere ? ends[0] : 0, endsHere ? ends[1] : 0).map(onGrid),
      })
      const crossings = spaced(points, from, to)
      if (!startsHere) crossings.push(from)
      if (!endsHere) crossings.push(to)
      return [run(left), run(right), ...[...new Set(crossings)].map(zebra)]
    })
  })
}

function spaced(points: readonly Point[], from: number, to: number): number[] {
  const found: number[] = []
  let run = 130
  for (let i = from + 1; i < to; i++) {
    run += distance(at(points, i - 1), at(points, i))
    if (run < ZEBRA_METRES) continue
    found.push(i)
    run = 0
  }
  return found
}

/** Stretches of a road that lie in the built-up area. */
function builtRuns(points: readonly Point[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  let from = -1
  points.forEach((p, i) => {
    const isBuilt = contains(BUILT_UP_OUTLINE, p)
    if (isBuilt && from < 0) from = i
    const isLast = i === points.length - 1
    if (from >= 0 && (!isBuilt || isLast)) {
      const to = isBuilt ? i : i - 1
      if (to - from >= 2) runs.push({ from, to })
      from = -1
    }
  })
  return runs
}
