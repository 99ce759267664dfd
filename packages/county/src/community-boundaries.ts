import { arrange, facesOf } from './arrangement.ts'
import { type Block, BUILT_UP_OUTLINE, blockFinder, nearestSite } from './blocks.ts'
import { COMMUNITY_SITES, type CommunitySite } from './community-sites.ts'
import type { PlanLine } from './lines.ts'
import { distance, type Point } from './plane.ts'
import { at } from './random.ts'
import { areaOf, boundsOf, contains, pointInside, type Ring } from './ring.ts'
import type { Terrain } from './terrain.ts'

/** Half of the line that separates two villages, as an area: a village holds what lies nearer to it than to any other. */
function villageCells(ground: Terrain): Point[][] {
  const seeds = COMMUNITY_SITES.filter((site) => site.fabric === 'rural').map((site) => at(site.anchors, 0))
  const box = boundsOf(ground.frame)
  return seeds.map((seed) => {
    let cell: Point[] = [
      [box.west - 50, box.south - 50],
      [box.east + 50, box.south - 50],
      [box.east + 50, box.north + 50],
      [box.west - 50, box.north + 50],
    ]
    for (const other of seeds) if (other !== seed) cell = nearerHalf(cell, seed, other)
    return cell
  })
}

function nearerHalf(cell: readonly Point[], seed: Point, other: Point): Point[] {
  const kept: Point[] = []
  const lead = (p: Point) => distance(p, other) ** 2 - distance(p, seed) ** 2
  cell.forEach((p, i) => {
    const q = at(cell, (i + 1) % cell.length)
    const a = lead(p)
    const b = lead(q)
    if (a >= 0) kept.push(p)
    if (a >= 0 !== b >= 0) kept.push([p[0] + ((q[0] - p[0]) * a) / (a - b), p[1] + ((q[1] - p[1]) * a) / (a - b)])
  })
  return kept
}

export interface CommunityGround {
  readonly rings: ReadonlyMap<CommunitySite, Ring>
  readonly towns: ReadonlyMap<CommunitySite['town'], Ring>
  readonly county: Ring
}

/**
 * Boundaries follow the main roads in town and run half way between villages outside, so neighbours share every line and
 * nothing lies between them.
 */
export function communityGround(
  lines: readonly PlanLine[],
  parents: readonly Block[],
  ground: Terrain,
): CommunityGround {
  const cells = villageCells(ground).map((cell): PlanLine => ({ kind: 'border', points: [...cell, at(cell, 0)] }))
  const faces = facesOf(arrange([...lines, ...cells])).filter((face) => contains(ground.frame, pointInside(face.ring)))
  const parentAt = blockFinder(parents)
  const owners = faces.map((face) => {
    const p = pointInside(face.ring)
    if (!contains(BUILT_UP_OUTLINE, p)) return nearestSite(p)
    return parentAt(p)?.site ?? nearestSite(p)
  })
  joinStrays(faces, owners)
  const outlineOf = (isMember: (site: CommunitySite) => boolean) =>
    outline(faces.filter((_, i) => isMember(at(owners, i))))
  return {
    rings: new Map(COMMUNITY_SITES.map((site) => [site, outlineOf((owner) => owner === site)])),
    towns: new Map((['城关镇', '曹集乡'] as const).map((town) => [town, outlineOf((owner) => owner.town === town)])),
    county: outlineOf(() => true),
  }
}

type FaceNodes = { readonly ring: Ring; readonly nodes: readonly number[] }

function edgeKey(a: number, b: number): number {
  return a * 1_000_000 + b
}

/** A piece cut off from the rest of its community goes to the neighbour it shares the longest line with. */
function joinStrays(faces: readonly FaceNodes[], owners: CommunitySite[]): void {
  const faceOf = new Map<number, number>()
  faces.forEach((face, f) => {
    face.nodes.forEach((a, i) => faceOf.set(edgeKey(a, at(face.nodes, (i + 1) % face.nodes.length)), f))
  })
  const neighbours = faces.map((face) =>
    face.nodes.flatMap((a, i) => {
      const other = faceOf.get(edgeKey(at(face.nodes, (i + 1) % face.nodes.length), a))
      const metres = distance(at(face.ring, i), at(face.ring, (i + 1) % face.ring.length))
      return other === undefined ? [] : [{ other, metres }]
    }),
  )
  for (let round = 0; round < 4; round++)
    for (const site of COMMUNITY_SITES) {
      const main = mainPart(faces, owners, neighbours, site)
      faces.forEach((_, f) => {
        if (at(owners, f) !== site || main.has(f)) return
        const shared = new Map<CommunitySite, number>()
        for (const { other, metres } of at(neighbours, f)) {
          const owner = at(owners, other)
          if (owner !== site) shared.set(owner, (shared.get(owner) ?? 0) + metres)
        }
        const best = [...shared].sort((a, b) => b[1] - a[1])[0]
        if (best) owners[f] = best[0]
      })
    }
}

function mainPart(
  faces: readonly FaceNodes[],
  owners: readonly CommunitySite[],
  neighbours: readonly (readonly { other: number }[])[],
  site: CommunitySite,
): Set<number> {
  let main = new Set<number>()
  let largest = 0
  const seen = new Set<number>()
  faces.forEach((_, start) => {
    if (at(owners, start) !== site || seen.has(start)) return
    const part = new Set([start])
    for (const f of part) for (const { other } of at(neighbours, f)) if (at(owners, other) === site) part.add(other)
    for (const f of part) seen.add(f)
    const area = [...part].reduce((sum, f) => sum + areaOf(at(faces, f).ring), 0)
    if (area <= largest) return
    largest = area
    main = part
  })
  return main
}

/** The outer line of a group of faces: the edges that no other face of the group runs along. */
function outline(faces: readonly FaceNodes[]): Ring {
  const next = new Map<number, number[]>()
  const place = new Map<number, Point>()
  const own = new Set<number>()
  for (const face of faces)
    face.nodes.forEach((a, i) => {
      own.add(edgeKey(a, at(face.nodes, (i + 1) % face.nodes.length)))
      place.set(a, at(face.ring, i))
    })
  for (const key of own) {
    const a = Math.floor(key / 1_000_000)
    const b = key % 1_000_000
    if (!own.has(edgeKey(b, a))) next.set(a, [...(next.get(a) ?? []), b])
  }
  let best: Point[] = []
  let largest = 0
  for (const start of next.keys()) {
    const ring: Point[] = []
    let node: number | undefined = start
    while (node !== undefined) {
      const p = place.get(node)
      if (p) ring.push(p)
      node = next.get(node)?.pop()
      if (node === start) break
    }
    const area = ring.length > 2 ? areaOf(ring) : 0
    if (area <= largest) continue
    largest = area
    best = ring
  }
  return best
}
