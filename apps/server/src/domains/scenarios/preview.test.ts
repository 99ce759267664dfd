import type { PlaceChange } from '@xiayi/contract/scenario-changes'
import type { Preview } from '@xiayi/contract/scenarios'
import { placeSeeds, type SnappedPlaces, snapPlaces } from '@xiayi/engine/snapped-places'
import { wgs84 } from '@xiayi/geo/coordinates'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLE_COUNTY } from '../../app/seed.ts'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import { evaluateAll, factsByCircle, standingCircles, today, waysFrom } from '../circles/public.ts'
import { tellPlacesChanged } from '../places/places-changed.ts'
import {
  chainMembership,
  communityFinder,
  type PlaceColumns,
  type StreetModel,
  streetModelOf,
} from '../places/public.ts'
import { DEFAULT_STANDARD, getStandard } from '../standards/public.ts'
import { boardOf, tried } from './category-boards.ts'
import { standingsKept } from './standing-county.ts'

let app: TestApp
let model: StreetModel
let before: Awaited<ReturnType<typeof evaluated>>

beforeAll(async () => {
  app = await openTestApp({}, EXAMPLE_COUNTY)
  model = await streetModelOf(app.county, app.services.files)
  before = await evaluated(model)
}, 180_000)

afterAll(async () => app.close())

async function preview(changes: readonly PlaceChange[]): Promise<Preview> {
  const reply = await app.app.inject({
    method: 'POST',
    url: `/api/scenarios/preview?county=${EXAMPLE_COUNTY}`,
    payload: { changes },
  })
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()
}

/** A random number generator that gives the same numbers each time (mulberry32). */
function seeded(seed: number): () => number {
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

function rowsOf({ places }: StreetModel): Row[] {
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
async function changedCounty(changes: readonly PlaceChange[]): Promise<StreetModel> {
  const communityAt = await communityFinder(app.county.db)
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

async function evaluated(of: StreetModel) {
  return evaluateAll({
    model: of,
    ruleSet: (await getStandard(app.county.db, DEFAULT_STANDARD)).ruleSet,
    circles: await standingCircles(app.county.db),
    facts: await factsByCircle(app.county.db),
    chains: await chainMembership(app.county.db),
    asOf: today(),
    signal: new AbortController().signal,
    report: () => undefined,
  })
}

/** Some changes of any kind, of categories that clauses read and of others. */
function someChanges(random: () => number): PlaceChange[] {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const used = new Set<string>()
  const near = () => {
    const b = Math.floor(random() * model.buildings.count)
    const off = () => (random() - 0.5) * 4e-4
    return { lon: (model.buildings.lon[b] ?? 0) + off(), lat: (model.buildings.lat[b] ?? 0) + off() }
  }
  return Array.from({ length: 1 + Math.floor(random() * 6) }, (): PlaceChange => {
    const placeId = pick(model.places.ids.filter((id) => !used.has(id))) ?? ''
    const kind = random()
    if (kind < 0.5) {
      const categoryId = pick([
        'wet_market',
        'elderly_day_care',
        'reading_room',
        'laundry',
        'bus_stop',
        'shopping_complex',
      ])
      return { kind: 'add-place', categoryId: categoryId ?? '', ...near() }
    }
    used.add(placeId)
    return kind < 0.75 ? { kind: 'remove-place', placeId } : { kind: 'move-place', placeId, ...near() }
  })
}

async function expectAsEvaluated(changes: readonly PlaceChange[]): Promise<void> {
  const reply = await preview(changes)
  const after = await evaluated(await changedCounty(changes))
  before.forEach(({ circle, result }, at) => {
    const full = after[at]?.result
    const shown = reply.circles.find((each) => each.circleId === circle.id)
    expect(shown?.tierAfter ?? result.tierId, circle.name).toBe(full?.tierId)
    result.clauses.forEach((clause, c) => {
      const wanted = full?.clauses[c]
      const change = shown?.clauses.find((each) => each.clauseId === clause.clauseId)
      expect(change?.after ?? clause.state, `${circle.name} ${clause.clauseId}`).toBe(wanted?.state)
      const figure = change === undefined ? clause.figure : change.figureAfter
      expect(figure?.numerator, `${circle.name} ${clause.clauseId}`).toBe(wanted?.figure?.numerator)
      expect(figure?.denominator).toBe(wanted?.figure?.denominator)
      expect(figure?.value).toBe(wanted?.figure?.value)
    })
  })
  const metBefore = before.filter(({ result }) => result.tierId === 'jichu').length
  const metAfter = after.filter(({ result }) => result.tierId === 'jichu').length
  expect(reply.county.tiers.find((tier) => tier.tierId === 'jichu')).toMatchObject({
    before: metBefore,
    after: metAfter,
  })
}

/** Spots for a new market from which somebody who had none within reach lives a quarter of an hour and a blink away. */
async function spotsABlinkTooFar(): Promise<PlaceChange[]> {
  const walking = await model.walking({ profile: 'adult' })
  const [board, other] = ['wet_market', 'fresh_supermarket'].map((each) =>
    boardOf(model, walking, {
      category: model.categories.categories.findIndex(({ id }) => id === each),
      limitMs: 1_000_000,
    }),
  )
  if (board === undefined || other === undefined) throw new Error('there are two kinds of markets')
  const isTooFar = (home: number) => (board.before[home] ?? 0) >= 900_050 && (other.before[home] ?? 0) >= 900_050
  return [...model.buildings.ids.keys()].flatMap((b): PlaceChange[] => {
    const [lon, lat] = [model.buildings.lon[b] ?? 0, model.buildings.lat[b] ?? 0]
    const to = waysFrom(model, walking, lon, lat)
    if (to.length === 0) return []
    const isFound = tried(board, [{ place: undefined, to }], () =>
      board.board.ms.some((ms, home) => ms > 900_000 && ms < 900_050 && isTooFar(home)),
    )
    return isFound ? [{ kind: 'add-place', categoryId: 'wet_market', lon, lat }] : []
  })
}

describe('a preview', () => {
  test.each([1, 2, 3])(
    'of seeded changes %i flips the clauses that an evaluation of the changed county flips',
    async (seed) => expectAsEvaluated(someChanges(seeded(seed))),
    60_000,
  )

  test('counts who needs a blink more than a quarter of an hour, as an evaluation rounds it', async () => {
    const spots = await spotsABlinkTooFar()
    expect(spots.length).toBeGreaterThan(0)
    for (const spot of spots.slice(0, 3)) await expectAsEvaluated([spot])
  }, 60_000)

  test('of every market gone fails the clause for markets, and asking changes nothing', async () => {
    const wanted = new Set(
      ['wet_market', 'fresh_supermarket'].map((id) => model.categories.categories.findIndex((each) => each.id === id)),
    )
    const markets = rowsOf(model).filter((row) => row.categories.some((category) => wanted.has(category)))
    const gone = markets.slice(0, 50).map((row): PlaceChange => ({ kind: 'remove-place', placeId: row.id }))
    const first = await preview(gone)
    const flipped = first.circles.flatMap((circle) =>
      circle.clauses.filter((clause) => clause.before === 'pass' && clause.after !== 'pass'),
    )
    expect(flipped.map((clause) => clause.clauseId)).toContain('reach-market')
    expect(first.changes[0]?.lost.from15to59).toBeGreaterThan(0)
    const again = await preview(gone)
    expect({ ...again, engineMilliseconds: 0, totalMilliseconds: 0 }).toEqual({
      ...first,
      engineMilliseconds: 0,
      totalMilliseconds: 0,
    })
  })

  test('after a change does not wait: the county is made ready again for who tried before', async () => {
    await preview([{ kind: 'remove-place', placeId: model.places.ids[0] ?? '' }])
    const { county, services } = app
    const code = county.code
    await county.transact((tx) => tellPlacesChanged(tx, code, { importId: null, kind: 'test' }))
    const fresh = await streetModelOf(county, services.files)
    expect(standingsKept(fresh)).toBe(0)
    await expect.poll(() => standingsKept(fresh), { timeout: 30_000, interval: 100 }).toBe(1)
  }, 60_000)

  test('under a standard that nobody has stored is refused', async () => {
    const payload = { changes: [{ kind: 'remove-place', placeId: model.places.ids[0] }], standardId: 'nobody' }
    const reply = await app.app.inject({
      method: 'POST',
      url: `/api/scenarios/preview?county=${EXAMPLE_COUNTY}`,
      payload,
    })
    expect(reply.statusCode).toBe(404)
  })
})
