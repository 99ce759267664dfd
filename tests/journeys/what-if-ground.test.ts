import { type NetworkEditWish, networkEditMade } from '@xiayi/contract/network-edits'
import { problem } from '@xiayi/contract/problems'
import type { PlaceChange, ScenarioChange } from '@xiayi/contract/scenario-changes'
import { previewReply } from '@xiayi/contract/scenarios'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { BuildingWalker, placesByCategory, standingCircles } from '../../apps/server/src/domains/circles/public.ts'
import { communityFinder, type StreetModel, streetModelOf } from '../../apps/server/src/domains/places/public.ts'
import { changedCounty, evaluated, seeded } from '../../apps/server/src/domains/scenarios/changed-county-for-tests.ts'
import { withAppended } from '../../apps/server/src/domains/scenarios/housing-for-tests.ts'
import { communitiesGeoJson, latOf, lonOf } from './small-town.ts'
import { importFile } from './upload.ts'
import { walledTownOsm } from './walled-town.ts'

let app: TestApp
let model: StreetModel

/** Between them every kind of change fits once: the last test says so. */
const SEEDS = [1, 2, 3, 4, 5, 6]

beforeAll(async () => {
  app = await openTestApp()
  await importFile(app, 'osm', { name: 'town.osm', content: walledTownOsm() })
  await importFile(app, 'areas', { name: 'communities.geojson', content: communitiesGeoJson() })
  // Communities become circles when the news of them is delivered.
  await vi.waitFor(async () => expect(await standingCircles(app.county.db)).toHaveLength(2), { timeout: 20_000 })
}, 60_000)

afterAll(async () => app.close())

async function post(url: string, payload: object) {
  return app.app.inject({ method: 'POST', url: url, payload })
}

async function preview(changes: readonly ScenarioChange[], more: object = {}) {
  const reply = await post('/api/scenarios/preview', { changes, ...more })
  expect(reply.statusCode, reply.body).toBe(200)
  return previewReply.parse(reply.json())
}

const EDITS = '/api/places/network/edits'
type Ground = Exclude<ScenarioChange, PlaceChange>
type Housing = Extract<ScenarioChange, { kind: 'add-housing' }>

function wishOf(change: Exclude<Ground, Housing>): NetworkEditWish {
  if (change.kind === 'open-gate') return { kind: 'add-gate', at: [change.lon, change.lat] }
  if (change.kind === 'close-path') return { kind: 'close-path', at: [change.lon, change.lat] }
  const { line, pathKind } = change
  return pathKind === 'crossing'
    ? { kind: 'add-crossing', line, hasSignals: false }
    : { kind: 'add-path', line, use: pathKind, hasSteps: false }
}

/** Draws it into the county's map, as the editor does. */
async function drawn(change: Exclude<Ground, Housing>): Promise<string> {
  const { networkVersion: baseVersion } = await streetModelOf(app.county, app.services.files)
  const made = await post(EDITS, { baseVersion, edit: wishOf(change), mayCutOff: true })
  expect(made.statusCode, made.body).toBe(201)
  return networkEditMade.parse(made.json()).edit.id
}

const isHousing = (change: ScenarioChange): change is Housing => change.kind === 'add-housing'
const isPlaceChange = (change: ScenarioChange): change is PlaceChange =>
  change.kind === 'add-place' || change.kind === 'move-place' || change.kind === 'remove-place'
const isDrawn = (change: ScenarioChange): change is Exclude<Ground, Housing> =>
  !isHousing(change) && !isPlaceChange(change)

/** The county with all of it carried out. What is drawn into its map stays: the next changes are tried on that. */
async function carriedOut(changes: readonly ScenarioChange[]): Promise<StreetModel> {
  for (const change of changes.filter(isDrawn)) await drawn(change)
  const edited = await streetModelOf(app.county, app.services.files)
  const communityAt = await communityFinder(app.county.db)
  const built = withAppended(edited, changes.filter(isHousing), communityAt)
  return changedCounty(app.county, built, changes.filter(isPlaceChange))
}

const TOWN_PLACES = ['西头菜市场', '西头果蔬店', '中街社区卫生服务站'] as const

function placeNamed(name = ''): string {
  return model.places.ids[model.places.names.indexOf(name)] ?? ''
}

/** Changes of every kind in the town. */
function someChanges(random: () => number): ScenarioChange[] {
  const along = () => random() * 8
  const street = () => Math.floor(random() * 9)
  const onStreet = (): [number, number] =>
    random() < 0.5 ? [lonOf(along()), latOf(street())] : [lonOf(street()), latOf(along())]
  const at = ([lon, lat]: [number, number]) => ({ lon, lat })
  const anywhere = () => at([lonOf(along()), latOf(along())])
  const path = (pathKind: 'path' | 'footbridge' | 'crossing'): ScenarioChange => ({
    kind: 'add-path',
    pathKind,
    line: [onStreet(), onStreet()],
  })
  return [
    { kind: 'close-path', ...at(onStreet()) },
    path('path'),
    path('footbridge'),
    path('crossing'),
    { kind: 'open-gate', lon: lonOf(6.85), lat: latOf(2.3 + random() * 0.5) },
    { kind: 'open-gate', lon: lonOf(3), lat: latOf(3.5) },
    { kind: 'add-housing', ...anywhere(), under15: 60, from15to59: 300, over60: 90 },
    { kind: 'add-housing', ...anywhere(), under15: 0, from15to59: 40, over60: 200 },
    { kind: 'add-place', categoryId: 'wet_market', ...anywhere() },
    { kind: 'remove-place', placeId: placeNamed(TOWN_PLACES[Math.floor(random() * 3)]) },
  ]
}

/** People within a quarter of an hour, by category. */
async function reachIn(of: StreetModel): Promise<Map<string, number>> {
  const walking = await of.walking({ profile: 'adult' })
  const walker = new BuildingWalker(walking)
  const { categories } = of.categories
  const lists = placesByCategory(of.places, categories.length)
  const { buildings } = of
  return new Map(
    categories.map(({ id }, c) => {
      const { ms } = walker.toNearest(lists[c] ?? [], 900)
      let people = 0
      for (let b = 0; b < buildings.count; b++)
        if ((ms[b] ?? 0) <= 900_000)
          people += (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0)
      return [id, people]
    }),
  )
}

// First what leaves the town as it is.
describe('what does not fit', () => {
  const market = { kind: 'add-place', categoryId: 'wet_market', lon: lonOf(7.5), lat: latOf(7) } as const
  const path = (line: [number, number][], pathKind: 'path' | 'footbridge' = 'path') =>
    ({ kind: 'add-path', pathKind, line }) as const

  test.each<readonly [string, ScenarioChange, RegExp]>([
    [
      'a path that touches nothing',
      path([
        [lonOf(3.3), latOf(3.4)],
        [lonOf(3.6), latOf(3.6)],
      ]),
      /没有接上路网.*15 米以内/,
    ],
    [
      'a footbridge with one end in the air',
      path(
        [
          [lonOf(3), latOf(3)],
          [lonOf(3.4), latOf(3.4)],
        ],
        'footbridge',
      ),
      /没有接上路网/,
    ],
    [
      'a gate far from any compound',
      { kind: 'open-gate', lon: lonOf(1.5), lat: latOf(5) },
      /围墙里面 60 米内没有步行路/,
    ],
    ['a closure beside no road', { kind: 'close-path', lon: lonOf(1.5), lat: latOf(5.5) }, /30 米内没有步行路可以封闭/],
    [
      'housing far from any road',
      { kind: 'add-housing', lon: lonOf(12), lat: latOf(4), under15: 1, from15to59: 1, over60: 1 },
      /150 米内没有步行路，住户出不了门/,
    ],
    ['a place that is gone', { kind: 'remove-place', placeId: 'nobody' }, /网点已经不在了/],
    [
      'a road that is not where it was',
      {
        kind: 'close-path',
        lon: lonOf(2),
        lat: latOf(2),
        line: [
          [lonOf(2.3), latOf(2.3)],
          [lonOf(2.3), latOf(2.9)],
        ],
      },
      /已经不在地图上/,
    ],
  ])('%s is refused alone, and named and left out beside others', async (_, change, words) => {
    const refused = await post('/api/scenarios/preview', { changes: [change] })
    expect(refused.statusCode, refused.body).toBeGreaterThanOrEqual(400)
    expect(refused.statusCode).toBeLessThan(500)
    const { detail, errors } = problem.parse(refused.json())
    expect(detail).toMatch(words)
    expect(errors?.[0]?.where).toContain('body/changes/0')
    const beside = await preview([market, change])
    expect(beside.misfits).toEqual([{ at: 1, message: detail }])
    const alone = await preview([market])
    expect(beside.changes).toEqual(alone.changes)
    expect(beside.circles).toEqual(alone.circles)
  })

  test('more changes than a scenario holds are refused with the number', async () => {
    const reply = await post('/api/scenarios/preview', { changes: Array.from({ length: 201 }, () => market) })
    expect(reply.statusCode).toBe(400)
    expect(reply.body).toContain('最多 200 处')
  })
})

describe('a closed road', () => {
  test('that leaves a compound without a way out says how many people it cuts off', async () => {
    const at = { lon: lonOf(6.07), lat: latOf(2.07) }
    const { cutOff, closures, warnings } = await preview([{ kind: 'close-path', ...at }])
    expect(cutOff).toMatchObject({ buildings: 1, compounds: ['东苑小区'] })
    expect(cutOff?.residents).toBeGreaterThan(0)
    expect(warnings).toEqual([expect.stringMatching(/东苑小区.*人与全城隔开/)])
    expect(closures[0]?.line.length).toBeGreaterThanOrEqual(2)
    const gate: ScenarioChange = { kind: 'open-gate', lon: lonOf(6.85), lat: latOf(2.7) }
    expect((await preview([{ kind: 'close-path', ...at }, gate])).cutOff).toBeNull()
  })
})

const fitted = new Set<string>()

describe('a preview of changes of the ground', () => {
  test.each(SEEDS)(
    'of seeded changes %i is what an evaluation finds when they are drawn into the map',
    async (seed) => {
      model = await streetModelOf(app.county, app.services.files)
      const changes = someChanges(seeded(seed))
      const reply = await preview(changes)
      const fit = changes.filter((_, at) => !reply.misfits.some((misfit) => misfit.at === at))
      for (const change of fit) fitted.add(change.kind === 'add-path' ? change.pathKind : change.kind)
      const [before, today] = [await evaluated(app.county, model), await reachIn(model)]
      const county = await carriedOut(fit)
      const [after, reach] = [await evaluated(app.county, county), await reachIn(county)]
      before.forEach(({ circle, result }, at) => {
        const full = after[at]?.result
        const shown = reply.circles.find((each) => each.circleId === circle.id)
        expect(shown?.tierAfter ?? result.tierId, circle.name).toBe(full?.tierId)
        result.clauses.forEach((clause, c) => {
          const wanted = full?.clauses[c]
          const change = shown?.clauses.find((each) => each.clauseId === clause.clauseId)
          const figure = change === undefined ? clause.figure : change.figureAfter
          const name = `${circle.name} ${clause.clauseId}`
          expect(change?.after ?? clause.state, name).toBe(wanted?.state)
          expect(figure?.numerator, name).toBe(wanted?.figure?.numerator)
          expect(figure?.denominator, name).toBe(wanted?.figure?.denominator)
          expect(figure?.value, name).toBe(wanted?.figure?.value)
        })
      })
      for (const [categoryId, people] of reach) {
        const shown = reply.changes.find((change) => change.categoryId === categoryId)
        expect(shown?.residentsAfter ?? today.get(categoryId), categoryId).toBe(people)
        expect(shown?.residentsBefore ?? today.get(categoryId), categoryId).toBe(today.get(categoryId))
      }
    },
    60_000,
  )

  test('tried all kinds that there are', () => {
    expect([...fitted].toSorted()).toEqual([
      'add-housing',
      'add-place',
      'close-path',
      'crossing',
      'footbridge',
      'open-gate',
      'path',
      'remove-place',
    ])
  })
})

describe('changed minutes', () => {
  test('are those of the rows that differ, and with them the column is that of the changed town', async () => {
    const changes: ScenarioChange[] = [
      { kind: 'add-place', categoryId: 'wet_market', lon: lonOf(8), lat: latOf(8) },
      {
        kind: 'add-path',
        pathKind: 'path',
        line: [
          [lonOf(0), latOf(0)],
          [lonOf(3), latOf(3)],
        ],
      },
      { kind: 'add-housing', lon: lonOf(2.4), lat: latOf(2), under15: 5, from15to59: 20, over60: 5 },
    ]
    const today = await streetModelOf(app.county, app.services.files)
    const { columns, revision, housing } = await preview(changes, { want: { columns: ['wet_market'] } })
    const [column] = columns
    expect(housing).toMatchObject([{ at: 2 }])
    expect(revision).toBe(today.revision)
    const was = await secondsTo('wet_market', today)
    column?.rows.forEach((row, i) => {
      expect(column.seconds[i]).not.toBe(was[row])
      was[row] = column.seconds[i] ?? 0
    })
    expect(column?.rows.length).toBeGreaterThan(10)
    was.push(...(column?.housingSeconds ?? []))
    model = today
    expect(was).toEqual(await secondsTo('wet_market', await carriedOut(changes)))
  })
  test('of a category that is none are refused', async () => {
    const changes = [{ kind: 'close-path', lon: lonOf(2.5), lat: latOf(2) }]
    const reply = await post('/api/scenarios/preview', { changes, want: { columns: ['nothing'] } })
    expect(reply.statusCode).toBe(400)
  })
})

async function secondsTo(categoryId: string, of: StreetModel): Promise<number[]> {
  const category = of.categories.categories.findIndex(({ id }) => id === categoryId)
  const places = placesByCategory(of.places, of.categories.categories.length)[category] ?? []
  const { ms } = new BuildingWalker(await of.walking({ profile: 'adult' })).toNearest(places, 3600)
  return Array.from(ms, (time) => (time === UNREACHED ? -1 : Math.ceil(time / 1000)))
}
