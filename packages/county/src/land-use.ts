import type { Block } from './blocks.ts'
import type { Drawing } from './drawing.ts'
import { drawHousing } from './housing.ts'
import type { estateNames } from './names.ts'
import { drawFields, drawOpenGround } from './open-grounds.ts'
import type { Plot } from './plot.ts'
import { drawPublicSites } from './public-sites.ts'
import { randomFrom } from './random.ts'
import { STORIES } from './stories.ts'

type Names = ReturnType<typeof estateNames>

/** Gives every lot its use: first what each community's story asks for, then housing and shops by the kind of quarter. */
export function drawLots(drawing: Drawing, lots: readonly Block[], names: Names): void {
  const taken = new Set<Block>()
  for (const story of STORIES) drawPublicSites(drawing, lots, story, taken)
  for (const block of lots) {
    // Drawn from its own place, so that a change in one quarter does not rebuild the others.
    const random = randomFrom(`lot ${block.inside.map(Math.round).join(' ')}`)
    if (!taken.has(block)) drawLot({ drawing, block, random }, names)
  }
}

function drawLot(plot: Plot, names: Names): void {
  const { block } = plot
  switch (block.ground) {
    case 'water':
      return
    case 'shore':
      return drawOpenGround(plot, { landuse: 'grass' })
    case 'lakeside':
      return drawLakePark(plot)
    case 'fields':
      return isRailBank(block) ? drawOpenGround(plot, { landuse: 'grass' }) : drawFields(plot)
    case 'built':
      return drawHousing(plot, names)
  }
}

/** The green between the lakeside road and the shore path, one park a shore. */
function drawLakePark(plot: Plot): void {
  const shores = { 天龙湖居委会: '东园', 福利居委会: '北园', 南郊居委会: '南园' }
  const shore = Object.entries(shores).find(([name]) => name === plot.block.site.name)?.[1] ?? ''
  drawOpenGround(plot, { leisure: 'park', name: `天龙湖公园${shore}` }, 'park_green')
}

function isRailBank(block: Block): boolean {
  return block.area < 250_000 && block.labels.some((label) => label.kind === 'rail')
}
