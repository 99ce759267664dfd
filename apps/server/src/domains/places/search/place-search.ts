import { haversineM } from '@xiayi/geo/distance'
import type { PlaceIndex } from '../model/place-index.ts'
import { breathe } from '../model/revision-cache.ts'
import { type Match, type Matched, matchOf, searchQuery } from './search.rules.ts'

export interface SearchAsked {
  readonly text: string
  /** index in the category set; undefined: any */
  readonly category: number | undefined
  /** where distances are counted from, degrees WGS84 */
  readonly from: readonly [lon: number, lat: number]
  readonly limit: number
  /** seconds on foot to a place by its index; undefined beyond reach, or when there is no network */
  readonly secondsTo: (place: number) => number | undefined
}

export interface SearchHit {
  readonly place: number
  readonly matched: Matched
  readonly seconds: number | undefined
}

interface Found {
  readonly place: number
  readonly match: Match
}

/** Typos are forgiven only when what was typed as it stands finds less than this. */
const FEW = 5
/** Places looked at between two breaths: about 4 ms of work. */
const STRIDE = 10_000

/**
 * The best hits: by how well the words match, then by the walk, then (beyond reach) by the straight line. Of 8,000 places a
 * search takes 2-5 ms whatever was typed.
 */
export async function searchPlaces(index: PlaceIndex, asked: SearchAsked): Promise<readonly SearchHit[]> {
  const exact = await findAll(index, asked, false)
  const found = exact.length >= FEW ? exact : await findAll(index, asked, true)
  const { lon, lat } = index.places
  const ranked = found.map(({ place, match }) => ({
    place,
    matched: match.matched,
    rank: match.rank,
    seconds: asked.secondsTo(place),
    metres: haversineM(asked.from[0], asked.from[1], lon[place] ?? 0, lat[place] ?? 0),
  }))
  ranked.sort(
    (a, b) =>
      a.rank - b.rank || (a.seconds ?? Infinity) - (b.seconds ?? Infinity) || a.metres - b.metres || a.place - b.place,
  )
  return ranked.slice(0, asked.limit).map(({ place, matched, seconds }) => ({ place, matched, seconds }))
}

async function findAll(index: PlaceIndex, asked: SearchAsked, forgivesTypos: boolean): Promise<Found[]> {
  const query = searchQuery(asked.text, index.words)
  const { places, entries } = index
  const found: Found[] = []
  if (!query.isEmpty && query.words.length === 0) return found
  for (let i = 0; i < places.count; i++) {
    if (i > 0 && i % STRIDE === 0) await breathe()
    const categories = places.category.subarray(places.categoryOffset[i], places.categoryOffset[i + 1])
    if (asked.category !== undefined && !categories.includes(asked.category)) continue
    const entry = entries[i]
    const match = entry === undefined ? undefined : matchOf(query, entry, categories, forgivesTypos)
    if (match !== undefined) found.push({ place: i, match })
  }
  return found
}
