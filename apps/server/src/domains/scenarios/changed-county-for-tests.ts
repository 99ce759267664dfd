import type { PlaceChange } from '@xiayi/contract/scenario-changes'
import { placeSeeds, type SnappedPlaces, snapPlaces } from '@xiayi/engine/snapped-places'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { CountyDb } from '../../platform/db/db.ts'
import { type EvaluatedCircle, evaluateAll, factsByCircle, standingCircles, today } from '../circles/public.ts'
import { chainMembership, communityFinder, type PlaceColumns, type StreetModel } from '../places/public.ts'
import { DEFAULT_STANDARD, getStandard } from '../standards/public.ts'

/** A random number generator that gives the same numbers each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Row {
  readonly id: string
  readonly name: string
  readonly lon: number
  readonly lat: number
  readonly communityId: string | null
  readonly categories: readonly number[]
  readonly doors: readonly (readonly [number, number])[]
}

export function rowsOf({ places }: StreetModel): Row[] {
  const { categoryOffset, category, entranceOffset, entranceLon, entranceLat } = places
  return places.ids.map((id, i) => ({
    id,
    name: places.names[i] ?? '',
    lon: places.lon[i] ?? 0,
    lat: places.lat[i] ?? 0,
    communityId: places.communityIds[i] ?? null,
    categories: [...category.subarray(categoryOffset[i], categoryOffset[i + 1])],
    doors: [...entranceLon.subarray(entranceOffset[i], entranceOffset[i + 1])].map(
      (lon, d) => [lon, entranceLat[(entranceOffset[i] ?? 0) + d] ?? 0] as const,
    ),
  }))
}

function offsets(lists: readonly { readonly length: number }[]): Uint32Array {
  const offset = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => {
    offset[i + 1] = (offset[i] ?? 0) + list.length
  })
  return offset
}

/** The county with the changes made in its data, everything about its places computed anew. */
export async function changedCounty(
  county: CountyDb,
  model: StreetModel,
  changes: readonly PlaceChange[],
): Promise<StreetModel> {
  const communityAt = await communityFinder(county.db)
  let rows = rowsOf(model)
  changes.forEach((change, index) => {
    if (change.kind === 'add-place') {
      const category = model.categories.categories.findIndex(({ id }) => id === change.categoryId)
      const { lon, lat } = change
      const communityId = communityAt(lon, lat)
      rows.push({ id: `change-${index}`, name: 'x', lon, lat, communityId, categories: [category], doors: [] })
    } else if (change.kind === 'remove-place') rows = rows.filter((row) => row.id !== change.placeId)
    else {
      const { lon, lat } = change
      const moved = { lon, lat, communityId: communityAt(lon, lat), doors: [] }
      rows = rows.map((row) => (row.id === change.placeId ? { ...row, ...moved } : row))
    }
  })
  const places: PlaceColumns = {
    count: rows.length,
    ids: rows.map((row) => row.id),
    names: rows.map((row) => row.name),
    addresses: rows.map(() => null),
    hours: rows.map(() => null),
    communityIds: rows.map((row) => row.communityId),
    lon: Float64Array.from(rows, (row) => row.lon),
    lat: Float64Array.from(rows, (row) => row.lat),
    categoryOffset: offsets(rows.map((row) => row.categories)),
    category: Uint16Array.from(rows.flatMap((row) => row.categories)),
    entranceOffset: offsets(rows.map((row) => row.doors)),
    entranceLon: Float64Array.from(rows.flatMap((row) => row.doors.map(([lon]) => lon))),
    entranceLat: Float64Array.from(rows.flatMap((row) => row.doors.map(([, lat]) => lat))),
  }
  const snapped = new Map<number, SnappedPlaces>()
  return {
    ...model,
    places,
    placeIndex: new Map(places.ids.map((id, i) => [id, i])),
    async walking(as) {
      const walking = await model.walking(as)
      const { excludedEdges } = walking.graph.profile
      const points = rows.map(({ lon, lat, doors }) => (doors.length > 0 ? doors : [[lon, lat] as const]))
      const table =
        snapped.get(excludedEdges) ??
        snapPlaces(
          model.snapper,
          points.map((each) => each.map(([lon, lat]) => wgs84(lon, lat))),
          { excludedEdges },
        )
      snapped.set(excludedEdges, table)
      return { ...walking, places: table, placeSeeds: placeSeeds(walking.graph, table, 'towards') }
    },
  }
}

/** Evaluated from the beginning, as a job does it. */
export async function evaluated(county: CountyDb, of: StreetModel): Promise<EvaluatedCircle[]> {
  return evaluateAll({
    model: of,
    ruleSet: (await getStandard(county.db, DEFAULT_STANDARD)).ruleSet,
    circles: await standingCircles(county.db),
    facts: await factsByCircle(county.db),
    chains: await chainMembership(county.db),
    asOf: today(),
    signal: new AbortController().signal,
    report: () => undefined,
  })
}
