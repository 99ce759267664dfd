import type { Block } from './blocks.ts'
import { inset, type LabelledRing } from './inset.ts'
import { LOT_DISTANCE, type PlanLine } from './lines.ts'
import { distance, onGrid, type Point } from './plane.ts'
import type { Plot } from './plot.ts'
import { at } from './random.ts'
import { edgeDirections } from './ring.ts'

const STRIP_METRES = 9

/** How busy a street is: 3 main road .. 0 back lane; -1 for what is no street. */
export function rankOf(kind: PlanLine['kind']): number {
  if (kind === 'primary' || kind === 'secondary') return 3
  if (kind === 'tertiary') return 2
  if (kind === 'residential') return 1
  return kind === 'lane' ? 0 : -1
}

/** Which sides of a block are lined with shops, decided once per side. */
export function shopSides({ block, random }: Plot, share: number): ReadonlySet<PlanLine> {
  const sides = new Set<PlanLine>()
  const weight = [0.25, 0.55, 1, 0.9]
  for (const label of new Set(block.labels)) {
    const rank = rankOf(label.kind)
    if (rank >= 0 && random.chance(share * at(weight, rank))) sides.add(label)
  }
  return sides
}

/** The lot behind the pavement, and behind the shop strip where there is one. */
export function lotOf(block: Block, sides: ReadonlySet<PlanLine>, margin = 0): LabelledRing<PlanLine> | undefined {
  return inset(block, (label) => LOT_DISTANCE[label.kind] + margin + (sides.has(label) ? STRIP_METRES + 2 : 0))
}

/** Low shop houses along the chosen sides, leaving gaps where a drive passes. */
export function drawShopStrips(plot: Plot, sides: ReadonlySet<PlanLine>, drives: readonly Point[]): void {
  const { drawing, block, random } = plot
  const kerb = inset(block, (label) => LOT_DISTANCE[label.kind])
  if (!kerb) return
  kerb.ring.forEach((start, edge) => {
    const label = at(kerb.labels, edge)
    if (!sides.has(label)) return
    const { along, outward, length } = edgeDirections(kerb.ring, edge)
    const point = (run: number, depth: number): Point =>
      onGrid([start[0] + along[0] * run - outward[0] * depth, start[1] + along[1] * run - outward[1] * depth])
    let run = STRIP_METRES + 3
    while (run + 14 < length - STRIP_METRES - 2) {
      const wide = Math.min(random.between(16, 40), length - STRIP_METRES - 2 - run)
      const middle = point(run + wide / 2, 0)
      if (!drives.some((drive) => distance(drive, middle) < wide / 2 + 9)) {
        const ring = [point(run, 0), point(run + wide, 0), point(run + wide, STRIP_METRES), point(run, STRIP_METRES)]
        const levels = random.integer(1, 3)
        drawing.buildings.push({
          ring,
          tags: { building: 'retail', 'building:levels': `${levels}` },
          site: block.site,
          homes: 0,
        })
        for (let shop = run + 4; shop < run + wide - 2; shop += 7)
          drawing.spots.push({
            kind: 'front',
            point: point(shop, 1.5),
            site: block.site,
            street: label.name,
            rank: rankOf(label.kind),
          })
      }
      run += wide + random.between(0.5, 6)
    }
  })
}
