import type { CommunitySite } from './community-sites.ts'
import type { Drawing } from './drawing.ts'
import type { PlanLine } from './lines.ts'
import { between, distance, nearestOn, onGrid, type Point, turned } from './plane.ts'
import { at, randomFrom } from './random.ts'
import { isWater, type Terrain } from './terrain.ts'

/** A village: three or four bending lanes across the road it stands on, courtyard houses on both sides of each. */
export function drawVillage(drawing: Drawing, site: CommunitySite, roads: readonly PlanLine[], ground: Terrain): void {
  const random = randomFrom(`village ${site.town} ${site.name}`)
  const core = at(site.anchors, 0)
  const angle = random.between(-0.2, 0.2)
  const place = (x: number, y: number): Point => {
    const [dx, dy] = turned([x, y], angle)
    return onGrid([core[0] + dx, core[1] + dy])
  }
  const lanes = random.integer(3, 4)
  const half = random.between(95, 140)
  const bend = random.between(-9, 9)
  const lineY = (row: number, x: number) =>
    (row - (lanes - 1) / 2) * 41 + bend * (x / half) * (x / half) + Math.sin(x / 37 + row) * 2.5
  const obstacles = segmentsNear(roads, core)
  const spine: Point[] = []
  for (let row = 0; row < lanes; row++) {
    const west = -half * random.between(0.7, 1)
    const east = half * random.between(0.7, 1)
    const points: Point[] = []
    for (let x = west; x < east; x += 27) points.push(place(x, lineY(row, x)))
    drawing.lines.push({ kind: 'village-lane', points })
    spine.push(at(points, Math.floor(points.length / 2)))
    for (const side of [-1, 1])
      for (let x = west + 4; x < east - 14; x += random.between(17, 25)) {
        const y = lineY(row, x + 7) + side * 4 + (side < 0 ? -12 : 0)
        const ring = [place(x, y), place(x + 14, y), place(x + 14, y + 12), place(x, y + 12)]
        const middle = between(at(ring, 0), at(ring, 2), 0.5)
        if (random.chance(0.14) || isWater(ground, middle) || isNear(middle, obstacles, 16) || Math.abs(x + 7) < 15)
          continue
        drawing.buildings.push({
          ring,
          tags: { building: 'house', 'building:levels': `${random.integer(1, 2)}` },
          site,
          homes: random.integer(2, 4),
        })
      }
  }
  drawing.lines.push({ kind: 'village-lane', points: spine })
  const joint = at(spine, Math.floor(spine.length / 2))
  if (distance(joint, core) > 0.5) drawing.lines.push({ kind: 'village-lane', points: [joint, core] })
  for (const [i, p] of spine.entries())
    for (const dx of [-13, 13, 26, -26, 39])
      drawing.spots.push({
        kind: 'front',
        point: onGrid([p[0] + dx, p[1] + 4]),
        site,
        street: undefined,
        rank: i === 1 ? 1 : 0,
      })
  drawing.spots.push({ kind: 'park', point: onGrid([core[0] + 18, core[1] - 14]), site, street: undefined, rank: 0 })
  drawing.areas.push({
    ring: [
      place(-half - 18, lineY(0, 0) - 34),
      place(half + 18, lineY(0, 0) - 34),
      place(half + 18, lineY(lanes - 1, 0) + 36),
      place(-half - 18, lineY(lanes - 1, 0) + 36),
    ],
    tags: { landuse: 'residential', residential: 'rural' },
  })
}

type Segment = readonly [Point, Point]

/** Pieces of road that could touch a village. */
function segmentsNear(roads: readonly PlanLine[], core: Point): Segment[] {
  return roads.flatMap(({ points }) =>
    points.flatMap((a, i): Segment[] => {
      const b = points[i + 1]
      return b && nearestOn(a, b, core).metres < 260 ? [[a, b]] : []
    }),
  )
}

function isNear(p: Point, segments: readonly Segment[], metres: number): boolean {
  return segments.some(([a, b]) => nearestOn(a, b, p).metres < metres)
}
