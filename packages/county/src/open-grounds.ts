import type { Tags } from './drawing.ts'
import { inset } from './inset.ts'
import { isStreet, LOT_DISTANCE, type PlanLine } from './lines.ts'
import { between, distance, onGrid, type Point, turned } from './plane.ts'
import type { Plot } from './plot.ts'
import { at } from './random.ts'
import { boundsOf, centroidOf, contains, edgeDirections, type Ring, rayHit, stripChords, turnedRing } from './ring.ts'
import { drawShopStrips, lotOf, shopSides } from './street-fronts.ts'
import { subdivide } from './subdivide.ts'

/** A park: ways in from every side, a loop, sometimes a pond. */
export function drawPark({ drawing, block, random }: Plot, name: string): boolean {
  const lawn = inset(block, (label) => LOT_DISTANCE[label.kind])
  const loop = lawn && inset(lawn, () => Math.sqrt(block.area) * 0.2)
  if (!lawn || !loop) return false
  const middle = centroidOf(loop.ring)
  if (!contains(loop.ring, middle)) return false
  const path = [...loop.ring, at(loop.ring, 0)].map(onGrid)
  drawing.lines.push({ kind: 'park-path', points: path })
  const entries: { edge: number; point: Point }[] = []
  for (const label of new Set(lawn.labels)) {
    if (!isStreet(label.kind) && label.kind !== 'shore-path') continue
    const edge = longestEdge(lawn.ring, lawn.labels, label)
    const start = at(lawn.ring, edge)
    const entry = onGrid(between(start, at(lawn.ring, (edge + 1) % lawn.ring.length), random.between(0.3, 0.7)))
    const { outward } = edgeDirections(lawn.ring, edge)
    const street = rayHit(block.ring, entry, outward)
    const inside = rayHit(loop.ring, entry, [middle[0] - entry[0], middle[1] - entry[1]])
    if (!street || !inside || distance(street.point, entry) > 60) continue
    drawing.pins.push({ point: entry, tags: { entrance: 'yes' } })
    drawing.lines.push({ kind: 'park-path', points: [onGrid(inside.point), entry, onGrid(street.point)] })
    entries.push({ edge, point: entry })
  }
  drawing.areas.push({
    ring: withEntries(lawn.ring.map(onGrid), entries),
    tags: { leisure: 'park', name },
    category: 'park_green',
    site: block.site,
  })
  const pond = block.area > 14_000 ? inset(loop, () => Math.sqrt(block.area) * 0.12) : undefined
  if (pond) drawing.areas.push({ ring: pond.ring.map(onGrid), tags: { natural: 'water', water: 'pond' } })
  const box = boundsOf(loop.ring)
  for (const corner of [[box.west, box.north] as const, [box.east, box.south] as const, [box.east, box.north] as const])
    drawing.spots.push({
      kind: 'park',
      point: onGrid(between(corner, middle, 0.12)),
      site: block.site,
      street: name,
      rank: 1,
    })
  return true
}

/** A hall that fills its lot, entered from its streets: market or shopping centre. */
export function drawHall(
  { drawing, block, random }: Plot,
  hall: { tags: Tags; category: string; building: string; levels: number },
): boolean {
  const yard = inset(block, (label) => LOT_DISTANCE[label.kind] + 12)
  if (!yard) return false
  const entries: { edge: number; point: Point }[] = []
  for (const label of new Set(yard.labels)) {
    if (!isStreet(label.kind)) continue
    const edge = longestEdge(yard.ring, yard.labels, label)
    const start = at(yard.ring, edge)
    const entry = onGrid(between(start, at(yard.ring, (edge + 1) % yard.ring.length), random.between(0.4, 0.6)))
    const street = rayHit(block.ring, entry, edgeDirections(yard.ring, edge).outward)
    if (!street || distance(street.point, entry) > 60) continue
    drawing.pins.push({ point: entry, tags: { entrance: entries.length === 0 ? 'main' : 'yes' } })
    drawing.lines.push({ kind: 'driveway', points: [entry, onGrid(street.point)], tags: { highway: 'footway' } })
    entries.push({ edge, point: entry })
  }
  if (entries.length === 0) return false
  drawing.areas.push({
    ring: withEntries(yard.ring.map(onGrid), entries),
    tags: { ...hall.tags, building: hall.building, 'building:levels': `${hall.levels}` },
    category: hall.category,
    site: block.site,
  })
  return true
}

/** Shops on every side and a car park or a small square behind them. */
export function drawShopBlock(plot: Plot): boolean {
  const { drawing, block, random } = plot
  const sides = shopSides(plot, 2.5)
  const yard = lotOf(block, sides, 3)
  drawShopStrips(plot, sides, [])
  if (!yard) return false
  drawing.areas.push({ ring: yard.ring.map(onGrid), tags: { landuse: 'commercial' } })
  const ground = inset(yard, () => 6)
  const flat = ground ? turnedRing(ground.ring, -block.axis) : []
  const box = boundsOf(flat)
  const depth = random.between(16, 24)
  for (let y = box.south + 2; y + depth < box.north; y += depth + random.between(14, 34))
    for (const [west, east] of stripChords(flat, y, y + depth))
      for (let x = west; x + 30 < east; ) {
        const length = Math.min(east - x, random.between(28, 70))
        const corners: Point[] = [
          [x, y],
          [x + length, y],
          [x + length, y + depth],
          [x, y + depth],
        ]
        const ring = corners.map((p) => onGrid(turned(p, block.axis)))
        const levels = `${random.integer(2, 7)}`
        if (!random.chance(0.2))
          drawing.buildings.push({
            ring,
            tags: { building: 'commercial', 'building:levels': levels },
            site: block.site,
            homes: 0,
          })
        x += length + random.between(10, 24)
      }
  return true
}

/** Farmland in parcels: wheat and maize, chestnut orchards, greenhouses, a little wood. */
export function drawFields({ drawing, block, random }: Plot): void {
  const ground = inset(block, (label: PlanLine) => LOT_DISTANCE[label.kind])
  const { parts } = subdivide(
    ground?.ring ?? block.ring,
    { target: 75_000, axis: block.axis, turn: 0.06, bend: 0.01 },
    random,
  )
  for (const part of parts) {
    const parcel = inset({ ring: part, labels: part.map(() => 0) }, () => 1.6)
    const draw = random.next()
    const landuse =
      draw < 0.8 ? 'farmland' : draw < 0.92 ? 'orchard' : draw < 0.96 ? 'greenhouse_horticulture' : 'forest'
    const crop = landuse === 'farmland' ? { crop: 'wheat' } : landuse === 'orchard' ? { trees: 'chestnut_trees' } : {}
    drawing.areas.push({ ring: (parcel?.ring ?? part).map(onGrid), tags: { landuse, ...crop } })
  }
}

/** Open ground: fields, lawns, building sites. */
export function drawOpenGround({ drawing, block }: Plot, tags: Tags, category?: string): void {
  const ground = inset(block, (label: PlanLine) => LOT_DISTANCE[label.kind])
  if (ground) drawing.areas.push({ ring: ground.ring.map(onGrid), tags, category, site: block.site })
}

function longestEdge(ring: Ring, labels: readonly PlanLine[], label: PlanLine): number {
  let best = labels.indexOf(label)
  labels.forEach((other, edge) => {
    if (other === label && edgeDirections(ring, edge).length > edgeDirections(ring, best).length) best = edge
  })
  return best
}

function withEntries(ring: Ring, entries: readonly { edge: number; point: Point }[]): Point[] {
  return ring.flatMap((p, edge) => [p, ...entries.filter((entry) => entry.edge === edge).map((entry) => entry.point)])
}
