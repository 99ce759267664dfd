import { between, crossingOf, distance, onGrid, type Point, turned } from './plane.ts'
import { at, type Random } from './random.ts'
import { areaOf, boundsOf, centroidOf, contains, pointInside, type Ring, turnedRing } from './ring.ts'

export interface Split {
  readonly depth: number
  readonly points: readonly Point[]
}

export interface SubdivisionStyle {
  /** m² of the parts to aim at */
  readonly target: number
  /** main direction of the streets, radians */
  readonly axis: number
  /** how far a street may turn from it, radians */
  readonly turn: number
  /** sideways bend of a street as a share of its length */
  readonly bend: number
}

/** Streets that cut a block into parts of about the target size, each from rim to rim of the part it cuts; and the parts. */
export function subdivide(ring: Ring, style: SubdivisionStyle, random: Random): { splits: Split[]; parts: Ring[] } {
  const splits: Split[] = []
  const parts: Ring[] = []
  const cut = (part: Ring, depth: number) => {
    const area = areaOf(part)
    if (depth > 9 || area < style.target * random.between(1.25, 1.9)) {
      parts.push(part)
      return
    }
    for (let attempt = 0; attempt < 8; attempt++) {
      const halves = cutOnce(part, style, attempt > 3, random)
      if (!halves) continue
      splits.push({ depth, points: halves.chord })
      cut(halves.left, depth + 1)
      cut(halves.right, depth + 1)
      return
    }
    parts.push(part)
  }
  cut(ring, 0)
  return { splits, parts }
}

/** Cuts through the middle, or, where a winding part has its middle outside itself, through a point inside. */
function cutOnce(ring: Ring, style: SubdivisionStyle, isWinding: boolean, random: Random) {
  const box = boundsOf(turnedRing(ring, -style.axis))
  const isWide = (box.east - box.west) * random.between(0.85, 1.15) > box.north - box.south
  const share = random.between(0.4, 0.6)
  const middle = isWinding ? pointInside(ring) : centroidOf(ring)
  const shift = isWinding ? 0 : (share - 0.5) * (isWide ? box.east - box.west : box.north - box.south)
  const angle =
    style.axis +
    (isWide !== (isWinding && random.chance(0.5)) ? Math.PI / 2 : 0) +
    random.between(-style.turn, style.turn)
  const across = turned([shift, 0], style.axis + (isWide ? 0 : Math.PI / 2))
  const halves = splitRing(
    ring,
    { through: [middle[0] + across[0], middle[1] + across[1]], direction: turned([1, 0], angle) },
    style.bend,
    random,
  )
  if (!halves) return undefined
  const smaller = Math.min(areaOf(halves.left), areaOf(halves.right))
  return smaller < areaOf(ring) * (isWinding ? 0.08 : 0.27) || smaller < style.target * 0.4 ? undefined : halves
}

interface Cut {
  readonly through: Point
  readonly direction: Point
}

/** Cuts a simple ring in two along the chord through a point; undefined where the chord would leave the ring. */
function splitRing(ring: Ring, { through, direction }: Cut, bend: number, random: Random) {
  const far = 3000
  const a: Point = [through[0] - direction[0] * far, through[1] - direction[1] * far]
  const b: Point = [through[0] + direction[0] * far, through[1] + direction[1] * far]
  const hits: { share: number; edge: number; point: Point }[] = []
  for (let i = 0; i < ring.length; i++) {
    const c = at(ring, i)
    const d = at(ring, (i + 1) % ring.length)
    const hit = crossingOf(a, b, c, d)
    if (!hit || hit.second < 0 || hit.second >= 1) continue
    hits.push({ share: hit.first, edge: i, point: onGrid(roundedEnd(between(a, b, hit.first), c, d)) })
  }
  hits.sort((p, q) => p.share - q.share)
  const first = hits.findLast((hit) => hit.share <= 0.5)
  const second = hits.find((hit) => hit.share > 0.5)
  if (!first || !second || first.edge === second.edge || !contains(ring, through)) return undefined
  const chord = [first.point, ...bentMiddle([first.point, second.point], ring, bend, random), second.point]
  return {
    chord,
    left: withoutRepeats([...walk(ring, second.edge, first.edge), ...chord]),
    right: withoutRepeats([...walk(ring, first.edge, second.edge), ...chord.toReversed()]),
  }
}

function withoutRepeats(ring: Ring): Point[] {
  return ring.filter((p, i) => distance(p, at(ring, (i + ring.length - 1) % ring.length)) > 0.02)
}

/** A street that would end a few metres beside a corner ends on the corner. */
function roundedEnd(p: Point, c: Point, d: Point): Point {
  if (distance(p, c) < 7) return c
  return distance(p, d) < 7 ? d : p
}

function bentMiddle([a, b]: readonly [Point, Point], ring: Ring, bend: number, random: Random): Point[] {
  const length = distance(a, b)
  const pieces = Math.floor(length / 90)
  const side = random.between(-bend, bend) * length
  const points: Point[] = []
  for (let i = 1; i < pieces; i++) {
    const t = i / pieces
    const bow = side * 4 * t * (1 - t) + random.between(-0.2, 0.2) * bend * length * 0.4
    const p = between(a, b, t)
    points.push(onGrid([p[0] - ((b[1] - a[1]) / length) * bow, p[1] + ((b[0] - a[0]) / length) * bow]))
  }
  return points.every((p) => contains(ring, p)) ? points : []
}

/** Ring points after the start of one edge up to the start of another, in ring order. */
function walk(ring: Ring, fromEdge: number, toEdge: number): Point[] {
  const points: Point[] = []
  for (let i = (fromEdge + 1) % ring.length; ; i = (i + 1) % ring.length) {
    points.push(at(ring, i))
    if (i === toEdge) return points
  }
}
