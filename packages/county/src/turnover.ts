import { COMMUNITY_SITES, type CommunitySite } from './community-sites.ts'
import { MOMENTS, TURNS, type Turn } from './history.ts'
import { shopHeads } from './names.ts'
import { PLACE_KINDS } from './place-kinds.ts'
import { type DrawnPlace, type drawPlaces, type FreeSpots, placeAt, takeSpot } from './places.ts'
import type { Point } from './plane.ts'
import { at, type Random, randomFrom } from './random.ts'
import { STORIES } from './stories.ts'

/** Kinds of shops that come and go in any town, and of which there are so many that no clause hangs on one. */
const ORDINARY = ['featured_restaurant', 'hair_beauty', 'breakfast_shop', 'convenience_store', 'education_training']
/** Of the ordinary shops of the last moment, how many are younger than the first. */
const NEW_SHARE = 0.12
/** Ordinary shops of an urban community that closed between the first moment and the last. */
const CLOSED_EACH = 4

/**
 * Gives places their days: those a turn opens, some ordinary shops that are young, and beside them the places that have
 * closed, each on a spot nobody took since.
 */
export function withTurnover({ places, stock }: ReturnType<typeof drawPlaces>): DrawnPlace[] {
  const random = randomFrom('openings')
  return [...places.map((place) => opened(place, random)), ...closed(stock)]
}

function opened(place: DrawnPlace, random: Random): DrawnPlace {
  const isYoung = ORDINARY.includes(place.category) && random.chance(NEW_SHARE)
  const day = turnsOf(place.site).find((turn) => turn.opened?.includes(place.category))?.on
  if (day !== undefined) return { ...place, opened: day }
  return isYoung ? { ...place, opened: dayBetween(random) } : place
}

function closed(stock: ReadonlyMap<CommunitySite, FreeSpots>): DrawnPlace[] {
  return COMMUNITY_SITES.flatMap((site) => {
    if (site.kind !== '居委会') return []
    const random = randomFrom(`closures ${site.name}`)
    const spots = stock.get(site) ?? new Map()
    const story = STORIES.find((s) => site.name === `${s.name}居委会`)
    const heads = shopHeads(random)
    const draw = (category: string, day: string, wish: { near?: Point | undefined; index: number }): DrawnPlace[] => {
      const kind = PLACE_KINDS.find((each) => each.category === category)
      const spot = kind && takeSpot(spots, kind, [], wish.near)
      return kind && spot ? [{ ...placeAt({ spot, kind, index: wish.index }, story, heads, random), closed: day }] : []
    }
    return [
      ...turnsOf(site).flatMap((turn) =>
        (turn.closed ?? []).flatMap(({ category, near }, index) => draw(category, turn.on, { near, index })),
      ),
      ...Array.from({ length: CLOSED_EACH }, () =>
        draw(random.pick(ORDINARY), dayBetween(random), { index: 0 }),
      ).flat(),
    ]
  })
}

function turnsOf(site: CommunitySite): Turn[] {
  return TURNS.filter((turn) => site.kind === '居委会' && site.name === `${turn.community}居委会`)
}

/** A day after the first moment and not after the last. */
function dayBetween(random: Random): string {
  const first = Date.parse(at(MOMENTS, 0))
  const days = (Date.parse(at(MOMENTS, -1)) - first) / 86_400_000
  return new Date(first + random.integer(1, days) * 86_400_000).toISOString().slice(0, 10)
}
