import { type Compound, drawCompound } from './compounds.ts'
import { drawGrounds } from './grounds.ts'
import { drawLowHouses } from './low-houses.ts'
import type { estateNames } from './names.ts'
import { drawOpenGround, drawShopBlock } from './open-grounds.ts'
import type { Plot } from './plot.ts'
import { at } from './random.ts'
import { contains } from './ring.ts'
import { GREAT_COMPOUND } from './story.ts'

type Names = ReturnType<typeof estateNames>

/** Shares of housing by quarter; what is left over are shops and open ground. */
const HOUSING = {
  'old-town': { compound: 0, low: 0.93, shops: 0.05, manner: 'old-flats', strip: 0.5 },
  mixed: { compound: 0.47, low: 0.24, shops: 0.13, manner: 'old-flats', strip: 0.75 },
  estates: { compound: 0.74, low: 0.06, shops: 0.1, manner: 'flats', strip: 0.6 },
  towers: { compound: 0.62, low: 0, shops: 0.05, manner: 'towers', strip: 0.3 },
  'town-village': { compound: 0.06, low: 0.78, shops: 0.05, manner: 'old-flats', strip: 0.4 },
  'rail-side': { compound: 0.36, low: 0.34, shops: 0.08, manner: 'old-flats', strip: 0.5 },
  works: { compound: 0, low: 0.16, shops: 0.05, manner: 'old-flats', strip: 0.3 },
  rural: { compound: 0, low: 0, shops: 0, manner: 'flats', strip: 0 },
} as const

/** Builds a lot up in the manner of its quarter: flats behind walls, low houses, shops, or nothing yet. */
export function drawHousing(plot: Plot, names: Names): void {
  const { block, random } = plot
  const share = HOUSING[block.site.fabric]
  if (contains(block.ring, GREAT_COMPOUND)) {
    const great: Compound = { name: '锦绣大院', manner: 'flats', gates: { count: 1, onlyTowards: [1, 0] }, shops: 0 }
    if (drawCompound(plot, great)) return
  }
  const draw = random.next()
  if (draw < share.compound && block.area > 7000 && drawEstate(plot, share, names)) return
  const isLow = draw < share.compound + share.low
  const manner = block.site.fabric === 'old-town' ? 'courtyards' : 'terraces'
  if (isLow && drawLowHouses(plot, manner, share.strip)) return
  if (draw < share.compound + share.low + share.shops && drawShopBlock(plot)) return
  if (block.site.fabric === 'works') return drawWorks(plot)
  const isSite = block.site.fabric === 'towers' || random.chance(0.25)
  drawOpenGround(plot, { landuse: isSite ? 'construction' : 'grass' })
}

function drawEstate(
  plot: Plot,
  share: { readonly manner: Compound['manner']; readonly strip: number },
  names: Names,
): boolean {
  const { block, random } = plot
  const isOld = share.manner === 'old-flats' && random.chance(0.35) && block.area < 22_000
  const manner: Compound['manner'] = share.manner === 'flats' && random.chance(0.2) ? 'towers' : share.manner
  return drawCompound(plot, {
    name: isOld ? names.yard() : names.estate(),
    manner,
    gates: { count: block.area > 38_000 ? 3 : block.area > 16_000 ? 2 : 1 },
    shops: share.strip,
  })
}

function drawWorks(plot: Plot): void {
  const { random } = plot
  const names = ['食品', '纺织', '农机', '包装', '面业', '建材']
  const name = `${at(names, random.integer(0, names.length - 1))}加工厂`
  const isBuilt = drawGrounds(plot, {
    tags: { landuse: 'industrial', name },
    building: 'industrial',
    levels: [1, 2],
    gates: 1,
    hasPitch: false,
    isPrivate: true,
    shops: 0,
  })
  if (!isBuilt) drawOpenGround(plot, { landuse: 'brownfield' })
}
