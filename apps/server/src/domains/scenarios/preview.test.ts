import type { PlaceChange } from '@xiayi/contract/scenario-changes'
import type { Preview } from '@xiayi/contract/scenarios'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLE_COUNTY } from '../../app/seed.ts'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import { waysFrom } from '../circles/public.ts'
import { tellPlacesChanged } from '../places/places-changed.ts'
import { type StreetModel, streetModelOf } from '../places/public.ts'
import { boardOf, tried } from './category-boards.ts'
import { changedCounty, evaluated, rowsOf, seeded } from './changed-county-for-tests.ts'
import { standingsKept } from './standing-county.ts'

let app: TestApp
let model: StreetModel
let before: Awaited<ReturnType<typeof evaluated>>

beforeAll(async () => {
  app = await openTestApp({}, EXAMPLE_COUNTY)
  model = await streetModelOf(app.county, app.services.files)
  before = await evaluated(app.county, model)
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
  const after = await evaluated(app.county, await changedCounty(app.county, model, changes))
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
