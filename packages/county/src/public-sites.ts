import type { Block } from './blocks.ts'
import type { Drawing } from './drawing.ts'
import { drawGrounds, type Grounds } from './grounds.ts'
import { drawHall, drawPark } from './open-grounds.ts'
import { distance, type Point } from './plane.ts'
import type { Plot } from './plot.ts'
import { randomFrom } from './random.ts'
import { contains } from './ring.ts'
import { STORIES } from './stories.ts'
import { GREAT_COMPOUND, type SiteUse, type Story } from './story.ts'

/** m² a lot must have for each public use. */
const LOT_M2: Record<SiteUse, readonly [number, number]> = {
  primary_school: [17_000, 45_000],
  junior_high: [22_000, 60_000],
  kindergarten: [7_000, 17_000],
  park: [9_000, 40_000],
  wet_market: [6_000, 15_000],
  shopping_complex: [18_000, 40_000],
  hospital: [20_000, 60_000],
  health_center: [7_000, 22_000],
  government: [14_000, 45_000],
  cultural_center: [9_000, 30_000],
  nursing_home: [9_000, 26_000],
}

function storyOf(block: Block): Story | undefined {
  return STORIES.find((story) => block.site.kind === '居委会' && block.site.name === `${story.name}居委会`)
}

/** Sets up what a community's story asks for, each on the free lot that suits it best. */
export function drawPublicSites(drawing: Drawing, lots: readonly Block[], story: Story, taken: Set<Block>): void {
  const own = lots.filter((block) => block.ground === 'built' && storyOf(block) === story)
  const counts = new Map<SiteUse, number>()
  const chosen: Point[] = []
  const wishes = [...story.sites].sort((a, b) => Number(b.near !== undefined) - Number(a.near !== undefined))
  for (const wish of wishes) {
    const [least, most] = LOT_M2[wish.use]
    const random = randomFrom(`${story.name} ${wish.use} ${chosen.length}`)
    const free = own.filter(
      (block) =>
        !taken.has(block) &&
        block.area > (block.site.fabric === 'old-town' ? 3500 : least * 0.6) &&
        !contains(block.ring, GREAT_COMPOUND),
    )
    const score = (block: Block) => {
      const misfit = block.area < least ? least / block.area : block.area > most ? block.area / most : 1
      const near = wish.near
      if (near) return distance(block.inside, near) * misfit
      const spread = Math.min(600, ...chosen.map((point) => distance(point, block.inside)))
      return misfit * 400 - spread + random.next() * 60
    }
    const ranked = free.map((block) => ({ block, score: score(block) })).sort((a, b) => a.score - b.score)
    const number = (counts.get(wish.use) ?? 0) + 1
    const name = siteName(story, wish.use, number)
    const found = ranked.find(({ block }) => drawSite({ drawing, block, random }, wish.use, name))
    if (!found) throw new Error(`${story.name}: no lot for ${wish.use}`)
    counts.set(wish.use, number)
    taken.add(found.block)
    chosen.push(found.block.inside)
  }
}

function siteName(story: Story, use: SiteUse, number: number): string {
  const base = story.name.replace('社区', '')
  const nth = number === 1 ? '' : '第二'
  const words: Record<SiteUse, string> = {
    primary_school: `${base}${nth}小学`,
    junior_high: `${base}${nth}初级中学`,
    kindergarten: `${base}${nth}幼儿园`,
    park: number === 1 ? `${base}公园` : `${base}游园`,
    wet_market: `${base}农贸市场`,
    shopping_complex: `${base}购物中心`,
    hospital: `${base}综合医院`,
    health_center: `${base}社区卫生服务中心`,
    government: `${base}政务服务中心`,
    cultural_center: `${base}文化活动中心`,
    nursing_home: `${base}养老院`,
  }
  return words[use]
}

const ORDINARY = { building: 'public', levels: [2, 5], gates: 2, hasPitch: false, isPrivate: false, shops: 0 } as const

function drawSite(plot: Plot, use: SiteUse, name: string): boolean {
  const grounds = (tags: Grounds['tags'], category: string | undefined, rest: Partial<Grounds> = {}) =>
    drawGrounds(plot, { ...ORDINARY, tags: { ...tags, name }, category, ...rest })
  const school = { building: 'school', hasPitch: true, isPrivate: true } as const
  switch (use) {
    case 'primary_school':
      return grounds({ amenity: 'school', 'isced:level': '1' }, 'primary_school', school)
    case 'junior_high':
      return grounds({ amenity: 'school', 'isced:level': '2' }, 'junior_high', school)
    case 'kindergarten':
      return grounds({ amenity: 'kindergarten' }, 'kindergarten', {
        ...school,
        building: 'kindergarten',
        levels: [2, 3],
        hasPitch: false,
        gates: 1,
      })
    case 'hospital':
      return grounds({ amenity: 'hospital' }, undefined, { building: 'hospital', levels: [4, 12], shops: 0.4 })
    case 'health_center':
      return grounds({ amenity: 'clinic', healthcare: 'centre' }, 'community_health_center', {
        building: 'hospital',
        levels: [2, 4],
      })
    case 'government':
      return grounds({ amenity: 'townhall' }, 'town_service_center', { levels: [4, 8] })
    case 'cultural_center':
      return grounds({ amenity: 'arts_centre' }, 'cultural_center')
    case 'nursing_home':
      return grounds(
        { amenity: 'social_facility', social_facility: 'nursing_home', 'social_facility:for': 'senior' },
        'nursing_home',
        { gates: 1 },
      )
    case 'park':
      return drawPark(plot, name)
    case 'wet_market':
      return drawHall(plot, { tags: { amenity: 'marketplace', name }, category: use, building: 'retail', levels: 1 })
    case 'shopping_complex':
      return drawHall(plot, { tags: { shop: 'mall', name }, category: use, building: 'retail', levels: 5 })
  }
}
