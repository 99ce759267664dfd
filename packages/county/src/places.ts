import { type Block, blockFinder } from './blocks.ts'
import { COMMUNITY_SITES, type CommunitySite } from './community-sites.ts'
import type { Drawing, Spot, SpotKind, Tags } from './drawing.ts'
import type { PlanLine } from './lines.ts'
import { shopHeads } from './names.ts'
import { PLACE_KINDS, type PlaceKind, VILLAGE_CLINIC } from './place-kinds.ts'
import { distance, onGrid, type Point } from './plane.ts'
import { at, type Random, randomFrom } from './random.ts'
import { STORIES } from './stories.ts'
import { type ExtraWish, type Story, WITHOUT_GREENGROCERS } from './story.ts'

export interface DrawnPlace {
  readonly point: Point
  readonly tags: Tags
  readonly category: string
  readonly site: CommunitySite
  readonly floorAreaM2: number
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** YYYY-MM-DD; left out: it was there before the county first took stock */
  readonly opened?: string
  /** YYYY-MM-DD; set: it is there no more */
  readonly closed?: string
}

/** The spots of a community that nothing stands on yet, by kind, the busiest first. */
export type FreeSpots = Map<SpotKind, Spot[]>

/** Shops and services of every community, at the spots the drawing left for them; and the spots that stay free. */
export function drawPlaces(drawing: Drawing): {
  readonly places: DrawnPlace[]
  readonly stock: ReadonlyMap<CommunitySite, FreeSpots>
} {
  const places: DrawnPlace[] = []
  const stock = new Map<CommunitySite, FreeSpots>()
  for (const site of COMMUNITY_SITES) stock.set(site, sortedSpots(drawing, site))
  for (const site of COMMUNITY_SITES) {
    const random = randomFrom(`places ${site.town} ${site.name}`)
    const spots = stock.get(site) ?? new Map()
    const story = STORIES.find((s) => site.kind === '居委会' && site.name === `${s.name}居委会`)
    const heads = shopHeads(random)
    for (const kind of site.fabric === 'rural' ? [...PLACE_KINDS, VILLAGE_CLINIC] : PLACE_KINDS) {
      const taken: Point[] = []
      const wishes: (ExtraWish | undefined)[] = Array.from(
        { length: countOf(kind, site, story, random) },
        () => undefined,
      )
      for (const extra of story?.extras ?? [])
        if (extra.category === kind.category) wishes.push(...Array.from({ length: extra.count ?? 1 }, () => extra))
      for (const [i, wish] of wishes.entries()) {
        const spot = takeSpot(spots, kind, taken, wish?.near)
        if (!spot) break
        taken.push(spot.point)
        places.push(placeAt({ spot, kind, index: i }, story, heads, random))
      }
    }
  }
  return { places, stock }
}

function countOf(kind: PlaceKind, site: CommunitySite, story: Story | undefined, random: Random): number {
  if (story) {
    if (story.without.includes(kind.category)) return 0
    const wished = kind.count * story.supply * 1.12
    const isFull = story.intended === '提升示范类'
    return isFull
      ? Math.max(1, Math.round(wished))
      : Math.floor(wished + (kind.count >= 1 ? 0.5 : random.between(0.2, 0.8)))
  }
  if (site.fabric === 'rural')
    return kind === VILLAGE_CLINIC
      ? Number(random.chance(0.6))
      : kind.inVillages
        ? Number(random.chance(kind.count > 5 ? 1 : 0.55))
        : 0
  return kind.category === 'community_health_station' ? 1 : Math.floor(kind.count * 0.27 + random.next() * 0.6)
}

/** Spots of a community by kind: busy streets first, and spread out rather than side by side. */
function sortedSpots(drawing: Drawing, site: CommunitySite): FreeSpots {
  const random = randomFrom(`spots ${site.town} ${site.name}`)
  const byKind = new Map<SpotKind, Spot[]>()
  const own = drawing.spots.filter((spot) => spot.site === site)
  const ranked = own
    .map((spot) => ({ spot, score: random.next() + spot.rank * 0.14 }))
    .sort((a, b) => b.score - a.score)
  for (const { spot } of ranked) byKind.set(spot.kind, [...(byKind.get(spot.kind) ?? []), spot])
  return byKind
}

/** How many of the best spots a newcomer looks at. */
const CHOICE = 50
/** Beyond this distance to the next of its kind, further away is no better. */
const APART_METRES = 420

/** Shops keep away from others of their kind: among the best free spots, the one farthest from those, or nearest to a wish. */
export function takeSpot(spots: FreeSpots, kind: PlaceKind, taken: readonly Point[], near?: Point): Spot | undefined {
  const lists = SECOND_CHOICES[kind.spot].map((candidate) => spots.get(candidate) ?? [])
  if (near) {
    const nearest = lists.flat().sort((a, b) => distance(a.point, near) - distance(b.point, near))[0]
    const list = lists.find((own) => nearest && own.includes(nearest))
    return nearest && list?.splice(list.indexOf(nearest), 1)[0]
  }
  const isBarred = WITHOUT_GREENGROCERS.categories.includes(kind.category)
  for (const list of lists) {
    let best = -1
    let highest = Number.NEGATIVE_INFINITY
    for (let i = 0; i < Math.min(CHOICE, list.length); i++) {
      const { point } = at(list, i)
      if (isBarred && distance(point, WITHOUT_GREENGROCERS.middle) < WITHOUT_GREENGROCERS.metres) continue
      const apart = Math.min(APART_METRES, ...taken.map((other) => distance(other, point))) - i
      if (apart <= highest) continue
      highest = apart
      best = i
    }
    if (best >= 0) return list.splice(best, 1)[0]
  }
  return undefined
}

const SECOND_CHOICES: Record<SpotKind, readonly SpotKind[]> = {
  front: ['front', 'kerb'],
  gate: ['gate', 'kerb', 'front'],
  yard: ['yard', 'gate', 'kerb', 'front'],
  park: ['park', 'kerb', 'front', 'yard'],
  kerb: ['kerb', 'gate', 'front'],
}

interface Newcomer {
  readonly spot: Spot
  readonly kind: PlaceKind
  /** how many of its kind were there before, in the same community */
  readonly index: number
}

export function placeAt(
  { spot, kind, index }: Newcomer,
  story: Story | undefined,
  heads: () => string,
  random: Random,
): DrawnPlace {
  const base = spot.site.name.replace(/居委会|村委会|社区居委会/u, '').replace(/社区$/u, '')
  const ending = at(kind.endings, index % kind.endings.length)
  const isChain = kind.chain !== undefined && random.chance((story?.facts.chainShare ?? 0.05) * 1.9)
  const head = isChain ? (kind.chain ?? '') : heads()
  const name = ending.includes('{社区}')
    ? ending.replace('{社区}', base) + (index < kind.endings.length ? '' : `${index + 1}站`)
    : `${spot.kind === 'front' ? head : base}${ending}`
  const tags: Record<string, string> = {
    ...kind.tags,
    name,
    opening_hours: random.pick(kind.hours),
    ...(isChain && kind.chain ? { brand: kind.chain } : {}),
    ...(spot.street ? { 'addr:street': spot.street } : {}),
  }
  const floorAreaM2 = Math.round(random.between(kind.floor[0], kind.floor[1]))
  const isCentre = kind.category === 'convenience_service_center' && story
  return {
    point: spot.point,
    tags,
    category: kind.category,
    site: spot.site,
    floorAreaM2: isCentre ? story.facts.centreM2 : floorAreaM2,
    attributes: { isChain, hasDelivery: random.chance(0.3), isAccessible: random.chance(0.45) },
  }
}

/** Kerb spots along main roads: bus stops, toilets, car parks. */
export function addKerbSpots(drawing: Drawing, roads: readonly PlanLine[], lots: readonly Block[]): void {
  const lotAt = blockFinder(lots)
  for (const road of roads) {
    if (road.kind !== 'primary' && road.kind !== 'secondary' && road.kind !== 'tertiary') continue
    const away = road.kind === 'primary' ? 16.5 : road.kind === 'secondary' ? 13 : 7
    let run = 120
    for (let i = 0; i + 1 < road.points.length; i++) {
      const a = at(road.points, i)
      const b = at(road.points, i + 1)
      const metres = distance(a, b)
      run += metres
      if (run < 190 || metres < 12) continue
      run = 0
      for (const side of [-1, 1]) {
        const x = a[0] + (b[0] - a[0]) * 0.5 - ((b[1] - a[1]) / metres) * away * side
        const y = a[1] + (b[1] - a[1]) * 0.5 + ((b[0] - a[0]) / metres) * away * side
        const lot = lotAt([x, y])
        if (lot && lot.ground !== 'water')
          drawing.spots.push({ kind: 'kerb', point: onGrid([x, y]), site: lot.site, street: road.name, rank: 2 })
      }
    }
  }
}
