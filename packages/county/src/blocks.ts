import { arrange, type Face, facesOf } from './arrangement.ts'
import { COMMUNITY_SITES, type CommunitySite, type Fabric } from './community-sites.ts'
import type { LineKind, PlanLine } from './lines.ts'
import { distance, type Point, pointsFrom } from './plane.ts'
import { at, type Random, randomFrom } from './random.ts'
import { areaOf, boundsOf, contains, edgeDirections, pointInside, type Ring } from './ring.ts'
import { subdivide } from './subdivide.ts'
import { isWater, type Terrain } from './terrain.ts'

/** Ground between lines; the label of an edge is the line that runs along it. */
export interface Block {
  readonly ring: Ring
  readonly labels: readonly PlanLine[]
  readonly site: CommunitySite
  readonly ground: 'built' | 'water' | 'shore' | 'lakeside' | 'fields'
  readonly inside: Point
  readonly area: number
  /** main direction, radians within ±45° of east */
  readonly axis: number
}

/** m² of a part, turn in radians, bend as a share of length, and the street class by depth of the cut. */
const STYLE: Record<Fabric, { target: number; turn: number; bend: number; kinds: readonly LineKind[] }> = {
  'old-town': { target: 8200, turn: 0.2, bend: 0.09, kinds: ['lane'] },
  mixed: { target: 30_000, turn: 0.09, bend: 0.05, kinds: ['residential', 'residential', 'residential', 'lane'] },
  estates: { target: 36_000, turn: 0.06, bend: 0.05, kinds: ['residential', 'residential', 'residential'] },
  towers: { target: 52_000, turn: 0.05, bend: 0.07, kinds: ['residential'] },
  'town-village': { target: 15_000, turn: 0.16, bend: 0.08, kinds: ['residential', 'residential', 'lane'] },
  'rail-side': { target: 20_000, turn: 0.1, bend: 0.05, kinds: ['residential', 'residential', 'lane'] },
  works: { target: 30_000, turn: 0.08, bend: 0.04, kinds: ['residential'] },
  rural: { target: 1e9, turn: 0, bend: 0, kinds: ['rural'] },
}

/** One superblock kept whole: an estate whose walls are as long as the block. */
export interface WholeBlock {
  readonly at: Point
}

export function superblocks(lines: readonly PlanLine[], ground: Terrain): Block[] {
  return blocksOf(lines, ground, (p) => nearestSite(p))
}

/** Streets that cut every built superblock down to lots. */
export function localStreets(
  blocks: readonly Block[],
  whole: readonly WholeBlock[],
  nameOf: (kind: LineKind) => string,
): PlanLine[] {
  return blocks.flatMap((block) => {
    if (block.ground !== 'built' || whole.some((w) => contains(block.ring, w.at))) return []
    const style = STYLE[block.site.fabric]
    const random: Random = randomFrom(`streets ${block.inside.map(Math.round).join(' ')}`)
    const { splits } = subdivide(block.ring, { ...style, axis: block.axis }, random)
    return splits.map((split): PlanLine => {
      const kind = at(style.kinds, Math.min(split.depth, style.kinds.length - 1))
      return { kind, points: split.points, name: nameOf(kind) }
    })
  })
}

export function lots(lines: readonly PlanLine[], parents: readonly Block[], ground: Terrain): Block[] {
  const parentAt = blockFinder(parents)
  return blocksOf(lines, ground, (p) => parentAt(p)?.site ?? nearestSite(p))
}

/** Finds the block that holds a point; boxes first, because most blocks are far away. */
export function blockFinder(blocks: readonly Block[]): (p: Point) => Block | undefined {
  const boxed = blocks.map((block) => ({ block, box: boundsOf(block.ring) }))
  return ([x, y]) =>
    boxed.find(
      ({ block, box }) =>
        x >= box.west && x <= box.east && y >= box.south && y <= box.north && contains(block.ring, [x, y]),
    )?.block
}

function blocksOf(lines: readonly PlanLine[], ground: Terrain, siteOf: (p: Point) => CommunitySite): Block[] {
  return facesOf(arrange(lines)).map((face: Face) => {
    const labels = face.lines.map((line) => at(lines, line))
    const inside = pointInside(face.ring)
    const nearest = siteOf(inside)
    const kind = groundOf(inside, labels, nearest, ground)
    const isLake = kind === 'water' || kind === 'shore' || kind === 'lakeside'
    return {
      ring: face.ring,
      labels,
      site: isLake ? lakeSite(inside, nearest, ground) : nearest,
      inside,
      area: areaOf(face.ring),
      axis: axisOf(face.ring),
      ground: kind,
    }
  })
}

/** The three parts of the lake between its bridges, with their shores, belong to the quarters that face them. */
function lakeSite(p: Point, nearest: CommunitySite, ground: Terrain): CommunitySite {
  const isOutside = Math.abs(p[0]) > 1000 || Math.abs(p[1]) > 900
  if (isOutside || contains(ground.lakeInner, [p[0] * 0.97, p[1] * 0.97])) return nearest
  const name = p[0] > 5 ? '天龙湖' : p[1] > -30 ? '福利' : '南郊'
  return COMMUNITY_SITES.find((site) => site.name === `${name}居委会`) ?? nearest
}

function groundOf(p: Point, labels: readonly PlanLine[], site: CommunitySite, ground: Terrain): Block['ground'] {
  if (isWater(ground, p)) return 'water'
  if (labels.some((label) => label.kind === 'rail')) return 'fields'
  const along = (kind: LineKind) => labels.some((label) => label.kind === kind)
  if (along('shore-path') && along('water-edge')) return 'shore'
  if (along('shore-path') && !contains(ground.lakeInner, p)) return 'lakeside'
  return site.fabric === 'rural' ? 'fields' : 'built'
}

/** Inside it a block belongs to the nearest superblock, outside it to the nearest village. */
export const BUILT_UP_OUTLINE: Ring = pointsFrom(
  '-2545 -2150, 1500 -2160, 2200 -2200, 3345 -2170, 3250 2060, 2180 2130, 2185 3170, -1120 3190, -1165 2150, -2500 2110',
)

export function nearestSite(p: Point): CommunitySite {
  const isBuiltUp = contains(BUILT_UP_OUTLINE, p)
  let best = at(COMMUNITY_SITES, 0)
  let metres = Number.POSITIVE_INFINITY
  for (const site of COMMUNITY_SITES) {
    if ((site.fabric === 'rural') === isBuiltUp) continue
    for (const anchor of site.anchors) {
      const away = distance(anchor, p)
      if (away >= metres) continue
      metres = away
      best = site
    }
  }
  return best
}

/** The direction most of the rim runs in, folded to a right angle. */
function axisOf(ring: Ring): number {
  let x = 0
  let y = 0
  for (let i = 0; i < ring.length; i++) {
    const { along, length } = edgeDirections(ring, i)
    const angle = 4 * Math.atan2(along[1], along[0])
    x += Math.cos(angle) * length
    y += Math.sin(angle) * length
  }
  return Math.atan2(y, x) / 4
}
