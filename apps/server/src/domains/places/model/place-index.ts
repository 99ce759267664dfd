import type { Db } from '../../../platform/db/db.ts'
import { categorySet } from '../categories/categories.service.ts'
import { type IndexedPlaceRow, placesToIndex } from '../places.sql.ts'
import { type CategoryWords, categoryWords, type SearchEntry, searchEntry } from '../search/search.rules.ts'
import { breathe } from './revision-cache.ts'

/** Every standing place of a county in columns, in the order of ids. Degrees WGS84. */
export interface PlaceColumns {
  readonly count: number
  readonly ids: readonly string[]
  readonly names: readonly string[]
  readonly addresses: readonly (string | null)[]
  readonly hours: readonly (string | null)[]
  readonly communityIds: readonly (string | null)[]
  readonly lon: Float64Array
  readonly lat: Float64Array
  /** u32[n + 1], u16[c]: categories of place i, as indexes into the category set; ids the set does not know are left out */
  readonly categoryOffset: Uint32Array
  readonly category: Uint16Array
  /** u32[n + 1], f64[e]: doors of place i; a place without any is entered at its point */
  readonly entranceOffset: Uint32Array
  readonly entranceLon: Float64Array
  readonly entranceLat: Float64Array
}

export interface PlaceIndex {
  readonly places: PlaceColumns
  /** index of a place by its id */
  readonly indexOf: ReadonlyMap<string, number>
  readonly entries: readonly SearchEntry[]
  readonly words: CategoryWords
  /** of the places, which lie where people are; [0, 0] without any */
  readonly middle: readonly [lon: number, lat: number]
}

const PAGE = 1000

let words: CategoryWords | undefined

/** Reads a county's places and prepares them for search. */
export async function readPlaceIndex(db: Db): Promise<PlaceIndex> {
  const set = categorySet()
  // One set a process: some hundred words to spell, once.
  words ??= categoryWords(set.categories)
  const rows: IndexedPlaceRow[] = []
  const entries: SearchEntry[] = []
  for (;;) {
    const page = await placesToIndex(db, { after: rows.at(-1)?.id, limit: PAGE })
    for (const row of page) {
      rows.push(row)
      entries.push(searchEntry(row))
    }
    if (page.length < PAGE) break
    await breathe()
  }
  const places = placeColumns(rows, new Map(set.categories.map((category, i) => [category.id, i])))
  const indexOf = new Map(places.ids.map((id, i) => [id, i]))
  return { places, entries, indexOf, words, middle: [median(places.lon), median(places.lat)] }
}

function placeColumns(rows: readonly IndexedPlaceRow[], categoryIndex: ReadonlyMap<string, number>): PlaceColumns {
  const categories = rows.map((row) =>
    row.categoryIds.flatMap((id) => {
      const index = categoryIndex.get(id)
      return index === undefined ? [] : [index]
    }),
  )
  const entrances = rows.map((row) => row.entrances)
  return {
    count: rows.length,
    ids: rows.map((row) => row.id),
    names: rows.map((row) => row.name),
    addresses: rows.map((row) => row.address),
    hours: rows.map((row) => row.hours),
    communityIds: rows.map((row) => row.communityId),
    lon: Float64Array.from(rows, (row) => row.lon),
    lat: Float64Array.from(rows, (row) => row.lat),
    categoryOffset: offsetsOf(categories),
    category: Uint16Array.from(categories.flat()),
    entranceOffset: offsetsOf(entrances),
    entranceLon: Float64Array.from(entrances.flat(), ([lon]) => lon),
    entranceLat: Float64Array.from(entrances.flat(), ([, lat]) => lat),
  }
}

function median(values: Float64Array): number {
  return values.toSorted()[values.length >> 1] ?? 0
}

/** u32[n + 1] */
function offsetsOf(lists: readonly { readonly length: number }[]): Uint32Array {
  const offset = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => {
    offset[i + 1] = (offset[i] ?? 0) + list.length
  })
  return offset
}
