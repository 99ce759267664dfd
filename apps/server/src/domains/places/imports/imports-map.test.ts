import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CountyDb } from '../../../platform/db/db.ts'
import { createAutomaticAreas } from '../areas/automatic-areas.ts'
import { keptModel } from '../model/street-model-cache.ts'
import { currentRevision } from '../revision.sql.ts'
import { importCounties } from './import-counties-for-tests.ts'
import { type GridShop, streetGrid } from './street-grid-for-tests.ts'

const DATA = join(import.meta.dirname, '../../../../../../../shared/data')
const MONACO = join(DATA, 'osm/monaco_osrm.osm.pbf')

const counties = importCounties()

const SHOPS: readonly GridShop[] = [
  { id: 9001, name: '好邻居便利店', tags: { shop: 'convenience', opening_hours: '24/7' } },
  { id: 9002, name: '康民药店', tags: { amenity: 'pharmacy' } },
  { id: 9003, name: '和顺早餐', tags: { amenity: 'fast_food', breakfast: 'yes' } },
]
const map = (shops: readonly GridShop[] = SHOPS) => ({
  kind: 'osm',
  fileName: '县城.osm',
  bytes: streetGrid(8, { shops }),
})

/** The town with a lake of some square basins, one relation, beside it. */
function mapWithLake(basins: number) {
  const corners = ['116.12 34.22', '116.121 34.22', '116.121 34.221', '116.12 34.221'].map((text) => text.split(' '))
  const shift = (text: string | undefined, basin: number) => (Number(text) - 0.002 * basin).toFixed(4)
  const each = Array.from({ length: basins }, (_, basin) => basin)
  const nodes = each.flatMap((b) =>
    corners.map(([lon, lat], c) => `<node id="${7000 + 4 * b + c}" lon="${shift(lon, b)}" lat="${lat}" version="1"/>`),
  )
  const ways = each.map((b) => {
    const refs = [0, 1, 2, 3, 0].map((c) => `<nd ref="${7000 + 4 * b + c}"/>`)
    return `<way id="${7000 + b}" version="1">${refs.join('')}</way>`
  })
  const members = each.map((b) => `<member type="way" ref="${7000 + b}" role="outer"/>`)
  const tags = { type: 'multipolygon', natural: 'water', name: '天龙湖' }
  const texts = Object.entries(tags).map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
  const relation = `<relation id="70" version="1">${members.join('')}${texts.join('')}</relation>`
  const town = streetGrid(4)
  const bytes = town.replace('<way ', `${nodes.join('')}<way `).replace('</osm>', `${ways.join('')}${relation}</osm>`)
  return { kind: 'osm', fileName: '县城.osm', bytes }
}

/** Everything an import writes, without ids and times. */
async function contentOf({ db }: CountyDb) {
  const places = await db
    .selectFrom('place')
    .select(['source', 'source_id', 'name', 'category_ids', 'content_sha256', 'version', 'removed_at'])
    .orderBy('source_id')
    .execute()
  const buildings = await db
    .selectFrom('building')
    .select(['source_id', 'content_sha256', 'under15', 'from15to59', 'over60', 'residents_basis'])
    .orderBy('source_id')
    .execute()
  const areas = await db
    .selectFrom('area')
    .select(['kind', 'source_id', 'name', 'content_sha256'])
    .orderBy('source_id')
    .execute()
  const background = await db
    .selectFrom('background_feature')
    .select(['source_id', 'kind', 'part', 'detail'])
    .orderBy('source_id')
    .orderBy('kind')
    .orderBy('part')
    .execute()
  const networks = await db.selectFrom('network').select(['version', 'nodes', 'edges', 'is_current']).execute()
  const { revision } = await db.selectFrom('place_revision').select('revision').executeTakeFirstOrThrow()
  return { places, buildings, areas, background, networks, revision }
}

describe('a street map', () => {
  test('is ready to be walked on soon after, before anybody asks', async () => {
    const { county } = await counties.fresh(streetGrid(5))
    const { files } = counties.server().services
    const revision = await currentRevision(county.db)
    await expect.poll(() => keptModel(county, files)?.revision, { timeout: 15_000 }).toBe(revision)
    await expect
      .poll(() => keptModel(county, files)?.value.street?.walkingAtHand({ profile: 'adult' })?.as.profile)
      .toBe('adult')
  })

  test('brings network, buildings with estimated residents, places and the base map', async () => {
    const { county, client } = await counties.fresh()
    const done = await client.apply(map())
    expect(done).toMatchObject({ state: 'applied', problem: null })
    const content = await contentOf(county)
    expect(content.places.map((place) => [place.name, place.category_ids[0]])).toEqual([
      ['好邻居便利店', 'convenience_store'],
      ['康民药店', 'pharmacy'],
      ['和顺早餐', 'breakfast_shop'],
    ])
    expect(content.buildings).toHaveLength(49)
    expect(
      content.buildings.every((building) => building.residents_basis === 'floor-area' && building.from15to59 > 0),
    ).toBe(true)
    expect(content.networks).toMatchObject([{ nodes: 64, edges: 112, is_current: true }])
    expect(content.background.length).toBeGreaterThan(0)
    const network = await county.db.selectFrom('network').selectAll().executeTakeFirstOrThrow()
    expect(network).toMatchObject({ source: 'osm', attribution: '© OpenStreetMap contributors (ODbL)' })
    expect((await counties.server().services.files.read(county.code, network.version)).length).toBeGreaterThan(0)
    const events = await county.db.selectFrom('outbox').select(['topic', 'payload']).execute()
    expect(events).toMatchObject([{ topic: 'places.changed', payload: { importId: done.id, kind: 'osm' } }])
  })

  test('keeps every basin of a lake; imported twice changes nothing; a basin that is gone goes', async () => {
    const { county, client } = await counties.fresh()
    const basins = async () => {
      const rows = await county.db
        .selectFrom('background_feature')
        .select(['id', 'part', 'name', 'lines'])
        .where('kind', '=', 'water')
        .orderBy('part')
        .execute()
      return rows.map(({ lines, ...row }) => ({ ...row, lines: JSON.stringify(lines) }))
    }
    await client.apply(mapWithLake(3))
    const three = await basins()
    expect(three.map(({ name, part }) => [name, part])).toEqual([0, 1, 2].map((part) => ['天龙湖', part]))
    expect(new Set(three.map(({ lines }) => lines)).size).toBe(3)
    const { revision } = await contentOf(county)
    await client.apply(mapWithLake(3))
    expect(await basins()).toEqual(three)
    expect((await contentOf(county)).revision).toBe(revision)
    await client.apply(mapWithLake(2))
    expect(await basins()).toHaveLength(2)
    expect((await contentOf(county)).revision).toBe(revision + 1)
  })

  test('imported twice changes nothing at all', async () => {
    const { county, client } = await counties.fresh()
    await client.apply(map())
    const before = await contentOf(county)
    const again = await client.apply(map())
    expect(again.counts).toMatchObject({ created: 0, updated: 0, removed: 0, errors: 0, conflicts: 0 })
    expect(again.counts?.unchanged).toBe(again.counts?.rows)
    expect(await contentOf(county)).toEqual(before)
    expect(await county.db.selectFrom('outbox').select('id').execute()).toHaveLength(1)
  })

  test('that lacks a shop marks it as removed, and one that has it again brings it back', async () => {
    const { county, client } = await counties.fresh()
    await client.apply(map())
    const without = await client.apply(map(SHOPS.slice(0, 2)))
    expect(without.counts).toMatchObject({ removed: 1 })
    const removed = await county.db
      .selectFrom('place')
      .select(['name', 'removed_at', 'version'])
      .where('removed_at', 'is not', null)
      .execute()
    expect(removed).toMatchObject([{ name: '和顺早餐', version: 2 }])
    expect((await client.apply(map())).counts).toMatchObject({ updated: 1, created: 0, removed: 0 })
    const back = await county.db
      .selectFrom('place')
      .select(['removed_at', 'version'])
      .where('name', '=', '和顺早餐')
      .execute()
    expect(back).toEqual([{ removed_at: null, version: 3 }])
    expect(await county.db.selectFrom('place_history').select('version').execute()).toHaveLength(2)
  })

  test('leaves people alone who were counted, when it changes the house', async () => {
    const { county, client } = await counties.fresh()
    await client.apply(map())
    await client.apply({ kind: 'population', bytes: '建筑编号,0-14岁,15-59岁,60岁以上,户数\nway/1000000,1,2,4,3' })
    await client.apply({ ...map(), bytes: streetGrid(8, { shops: SHOPS }).replaceAll('v="6"', 'v="11"') })
    const rows = await county.db
      .selectFrom('building')
      .select(['source_id', 'levels', 'under15', 'from15to59', 'over60', 'households', 'residents_basis'])
      .execute()
    expect(rows.find((row) => row.source_id === 'way/1000000')).toMatchObject({
      levels: 11,
      under15: 1,
      from15to59: 2,
      over60: 4,
      households: 3,
      residents_basis: 'declared',
    })
    expect(rows.filter((row) => row.residents_basis === 'floor-area')).toHaveLength(48)
  })

  test('without communities can be cut into cells, which real communities replace', async () => {
    const { county, client } = await counties.fresh()
    await client.apply(map())
    const drawn = await county.transact((tx) => createAutomaticAreas(tx, county.code))
    expect(drawn).toBeGreaterThan(0)
    expect(await county.transact((tx) => createAutomaticAreas(tx, county.code))).toBe(0)
    const homeless = () => county.db.selectFrom('building').select('id').where('community_id', 'is', null).execute()
    const cells = await county.db.selectFrom('area').select(['name', 'form']).where('kind', '=', 'community').execute()
    expect(cells).toHaveLength(drawn)
    expect(cells[0]).toMatchObject({ form: '自动划分' })
    const boundary = [
      [
        [116.12, 34.22],
        [116.15, 34.22],
        [116.15, 34.25],
        [116.12, 34.25],
        [116.12, 34.22],
      ],
    ]
    const feature = {
      type: 'Feature',
      properties: { 名称: '光明居委会', 代码: '411426100008' },
      geometry: { type: 'Polygon', coordinates: boundary },
    }
    const done = await client.apply({
      kind: 'areas',
      bytes: JSON.stringify({ type: 'FeatureCollection', features: [feature] }),
    })
    expect(done.counts).toMatchObject({ created: 1, conflicts: 0 })
    expect(
      await county.db
        .selectFrom('area')
        .select(['name', 'form'])
        .where('kind', '=', 'community')
        .where('retired_at', 'is', null)
        .execute(),
    ).toEqual([{ name: '光明居委会', form: '居委会' }])
    expect(await homeless()).toEqual([])
  })
})

describe('a map file that cannot be read is refused by what and where', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><osm><node id="1" lon="&b;" lat="1"/></osm>`
  test.each([
    ['no map at all', Buffer.from('名称,经度,纬度\n甲,1,2'), 'import-format', /不是 OpenStreetMap/],
    ['entities that multiply', Buffer.from(laughs), 'import-format', /./],
    ['a map cut off in the middle', Buffer.from(streetGrid(8)).subarray(0, 4000), 'import-format', /./],
    [
      'a header length of 0x7fffffff',
      Buffer.concat([Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from('\n\tOSMHeader')]),
      'import-format',
      /./,
    ],
    [
      'a map without a street',
      Buffer.from('<osm version="0.6"><node id="1" lon="116" lat="34"/></osm>'),
      'import-format',
      /没有可以步行的道路/,
    ],
  ])('%s', async (_name, bytes, code, detail) => {
    const { county, client } = await counties.fresh()
    const failed = await client.check({ kind: 'osm', bytes, fileName: '县城.osm.pbf' })
    expect(failed).toMatchObject({ state: 'failed', problem: { code } })
    expect(failed.problem?.detail).toMatch(detail)
    expect(await contentOf(county)).toMatchObject({ places: [], buildings: [], networks: [], revision: 0 })
  })
})

const hasMonaco = existsSync(MONACO)
describe.skipIf(!hasMonaco)(`Monaco from ../shared/data${hasMonaco ? '' : ' (absent here)'}`, () => {
  test('comes whole, and truncated anywhere is refused with nothing written', async () => {
    const { county, client } = await counties.fresh()
    const bytes = readFileSync(MONACO)
    for (const share of [0.1, 0.5, 0.99]) {
      const failed = await client.check({ kind: 'osm', bytes: bytes.subarray(0, Math.floor(bytes.length * share)) })
      expect(failed).toMatchObject({ state: 'failed', problem: { code: 'import-format' } })
    }
    expect(await contentOf(county)).toMatchObject({ places: [], revision: 0 })
    const done = await client.apply({ kind: 'osm', bytes })
    expect(done).toMatchObject({ state: 'applied', counts: { errors: 0, conflicts: 0 } })
    expect(done.counts?.created).toBe(done.counts?.rows)
    const content = await contentOf(county)
    expect(content.places.length).toBeGreaterThan(700)
    expect(content.networks).toHaveLength(1)
  }, 120_000)
})
