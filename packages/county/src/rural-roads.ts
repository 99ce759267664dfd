import type { CommunitySite } from './community-sites.ts'
import type { PlanLine } from './lines.ts'
import { between, crossingOf, distance, nearestOn, onGrid, type Point } from './plane.ts'
import { at, type Random } from './random.ts'
import type { Terrain } from './terrain.ts'

/**
 * Village roads: every village is joined to the nearest main road it can reach without crossing water or rails, and to
 * near neighbours. No village road crosses the railway: the county has exactly two crossings.
 */
export function ruralRoads(
  villages: readonly CommunitySite[],
  roads: readonly PlanLine[],
  ground: Terrain,
  random: Random,
): PlanLine[] {
  const links: PlanLine[] = []
  const cores = villages.map((village) => at(village.anchors, 0))
  const isFree = (a: Point, b: Point) =>
    !crosses(a, b, ground.railway) &&
    !crosses(a, b, [...ground.river, ...ground.river.slice(0, 1)]) &&
    roads.every((road) => !crosses(a, b, road.points)) &&
    links.every((link) => !crosses(a, b, link.points))
  villages.forEach((village, index) => {
    const core = at(cores, index)
    const joints = roads
      .map((road) => nearestOnLine(road.points, core))
      .sort((p, q) => p.metres - q.metres)
      .filter((joint) => isFree(core, between(core, joint.point, 0.995)))
    const [first, ...others] = joints
    const second = others.find((joint) => first && distance(joint.point, first.point) > 400)
    for (const joint of [first, second]) {
      if (!joint || joint.metres > 1300) continue
      links.push({ kind: 'rural', name: `${bareName(village)}路`, points: bent(core, onGrid(joint.point), random) })
    }
  })
  const pairs = cores
    .flatMap((a, i) => cores.flatMap((b, j) => (i < j ? [{ i, j, metres: distance(a, b) }] : [])))
    .filter((pair) => pair.metres < 1150)
    .sort((p, q) => p.metres - q.metres)
  const joined = cores.map(() => 0)
  for (const { i, j } of pairs) {
    const a = at(cores, i)
    const b = at(cores, j)
    if (at(joined, i) >= 3 || at(joined, j) >= 3 || !isFree(between(a, b, 0.004), between(a, b, 0.996))) continue
    joined[i] = at(joined, i) + 1
    joined[j] = at(joined, j) + 1
    links.push({ kind: 'rural', points: bent(a, b, random) })
  }
  return links
}

function bareName(village: CommunitySite): string {
  return village.name.replace('村委会', '')
}

function bent(a: Point, b: Point, random: Random): Point[] {
  const metres = distance(a, b)
  const pieces = Math.max(2, Math.round(metres / 130))
  const bow = random.between(-0.035, 0.035) * metres
  const points: Point[] = [a]
  for (let i = 1; i < pieces; i++) {
    const t = i / pieces
    const side = bow * 4 * t * (1 - t) + random.between(-6, 6)
    const p = between(a, b, t)
    points.push(onGrid([p[0] - ((b[1] - a[1]) / metres) * side, p[1] + ((b[0] - a[0]) / metres) * side]))
  }
  return [...points, b]
}

function crosses(a: Point, b: Point, line: readonly Point[]): boolean {
  for (let i = 0; i + 1 < line.length; i++) {
    const hit = crossingOf(a, b, at(line, i), at(line, i + 1))
    if (hit && hit.first >= 0 && hit.first <= 1 && hit.second >= 0 && hit.second <= 1) return true
  }
  return false
}

function nearestOnLine(line: readonly Point[], p: Point): { point: Point; metres: number } {
  let best = { point: at(line, 0), metres: Number.POSITIVE_INFINITY }
  for (let i = 0; i + 1 < line.length; i++) {
    const near = nearestOn(at(line, i), at(line, i + 1), p)
    if (near.metres < best.metres)
      best = { point: between(at(line, i), at(line, i + 1), near.share), metres: near.metres }
  }
  return best
}
