import { tidy } from './inset.ts'
import { onGrid } from './plane.ts'
import { attempt, type Plot } from './plot.ts'
import { areaOf } from './ring.ts'
import { drawLaneRows } from './slabs.ts'
import { drawShopStrips, lotOf, shopSides } from './street-fronts.ts'

const STYLE = {
  /** old courtyards between 胡同 */
  courtyards: {
    pitch: 42,
    depth: 16.5,
    length: [20, 38],
    gap: 1.8,
    skip: 0.13,
    homes: [2, 4],
    laneTags: { highway: 'footway' },
  },
  /** terraces that families built for themselves */
  terraces: {
    pitch: 39,
    depth: 13,
    length: [40, 82],
    gap: 2.2,
    skip: 0.06,
    homes: [5, 10],
    laneTags: { highway: 'living_street' },
  },
} as const

/** Low houses wall to wall along lanes. Returns false where the block is a sliver. */
export function drawLowHouses(plot: Plot, manner: keyof typeof STYLE, shops: number): boolean {
  const sides = shopSides(plot, shops)
  const lot = lotOf(plot.block, sides)
  if (!lot || areaOf(lot.ring) < 500) return false
  return attempt(plot, () => {
    const count = drawLaneRows(plot, tidy(plot.block, 0).ring, lot.ring, STYLE[manner])
    plot.drawing.areas.push({ ring: lot.ring.map(onGrid), tags: { landuse: 'residential' } })
    drawShopStrips(plot, sides, [])
    return count > 0
  })
}
