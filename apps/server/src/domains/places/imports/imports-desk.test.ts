import { placeChanged } from '@xiayi/contract/place-edits'
import type { ImportRow } from '@xiayi/contract/places'
import { describe, expect, test } from 'vitest'
import type { CountyDb } from '../../../platform/db/db.ts'
import { checkPlaces } from '../places-check.ts'
import { importCounties } from './import-counties-for-tests.ts'
import { tryImportLock } from './imports.sql.ts'
import { type GridShop, streetGrid } from './street-grid-for-tests.ts'

const counties = importCounties()

const SHOPS: readonly GridShop[] = [
  { id: 9001, name: '好邻居便利店', tags: { shop: 'convenience' } },
  { id: 9002, name: '康民药店', tags: { amenity: 'pharmacy' } },
]
const map = (shops: readonly GridShop[]) => ({ kind: 'osm', fileName: '县城.osm', bytes: streetGrid(8, { shops }) })
const phoned = (phone: string) => SHOPS.map((shop, i) => (i === 0 ? { ...shop, tags: { ...shop.tags, phone } } : shop))

async function town() {
  const { county, client } = await counties.fresh()
  await client.apply(map(SHOPS))
  const { app } = counties.server()
  const stored = async (name = '好邻居便利店') =>
    county.db.selectFrom('place').selectAll().where('name', '=', name).executeTakeFirstOrThrow()
  return {
    county,
    client,
    stored,
    async change(changed: Record<string, unknown>) {
      const { id, version, ...row } = await stored()
      const reply = await app.inject({
        method: 'PUT',
        url: `/api/places/${id}?county=${county.code}`,
        headers: { 'if-match': `"${version}"` },
        payload: {
          name: row.name,
          categoryIds: row.category_ids,
          at: [row.lon, row.lat],
          address: row.address,
          phone: row.phone,
          hours: row.hours,
          attributes: row.attributes,
          entrances: row.entrances,
          by: '张三',
          ...changed,
        },
      })
      expect(reply.statusCode).toBe(200)
      return placeChanged.parse(reply.json()).place
    },
    async remove() {
      const { id, version } = await stored()
      const url = `/api/places/${id}?county=${county.code}`
      const reply = await app.inject({ method: 'DELETE', url, headers: { 'if-match': `"${version}"` } })
      expect(reply.statusCode).toBe(204)
    },
    /** Checks a map, decides its conflicts, and applies it. */
    async applyDeciding(shops: readonly GridShop[], decision?: 'keep' | 'replace' | 'create' | 'drop') {
      const checked = await client.check(map(shops))
      const rows = await client.rows(checked.id, 'conflict')
      for (const row of rows)
        if (decision !== undefined) expect((await client.decide(checked.id, row.row, decision)).statusCode).toBe(200)
      await client.post(checked.id, 'apply')
      return { rows, done: await client.settled(checked.id) }
    },
  }
}

const isFrom = (about: ImportRow['about']) => (row: ImportRow) => row.about === about

async function sound(county: CountyDb) {
  expect(await checkPlaces(county)).toMatchObject({ faults: [] })
}

describe('a place changed at the desk', () => {
  test('stands against the same map again, which has nothing new to say', async () => {
    const { county, client, change, stored } = await town()
    await change({ phone: '0370-1' })
    expect((await client.apply(map(SHOPS))).counts).toMatchObject({ updated: 0, conflicts: 0, standing: 0 })
    expect(await stored()).toMatchObject({ phone: '0370-1', version: 2 })
    await sound(county)
  })

  test('is a conflict when the map says something new; undecided it stays, and is asked about again', async () => {
    const { change, stored, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    const { rows, done } = await applyDeciding(phoned('0370-2'))
    expect(rows).toMatchObject([{ about: 'row', name: '好邻居便利店', existing: { name: '好邻居便利店' } }])
    expect(rows[0]?.message).toMatch(/由张三（\d+月\d+日）改过/)
    expect(done.counts).toMatchObject({ conflicts: 1, updated: 0 })
    expect(await stored()).toMatchObject({ phone: '0370-1', version: 2 })
    expect((await applyDeciding(phoned('0370-2'))).rows).toHaveLength(1)
  })

  test('kept, stands, and the same word of the map is not asked about again', async () => {
    const { change, stored, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    await applyDeciding(phoned('0370-2'), 'keep')
    expect(await stored()).toMatchObject({ phone: '0370-1', version: 2 })
    expect((await applyDeciding(phoned('0370-2'))).rows).toEqual([])
    expect((await applyDeciding(phoned('0370-3'))).rows).toHaveLength(1)
  })

  test('replaced, is the map’s again, and what the desk had said is in its history', async () => {
    const { county, change, stored, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    await applyDeciding(phoned('0370-2'), 'replace')
    expect(await stored()).toMatchObject({ phone: '0370-2', version: 3, changed_via: 'import', desk_sha256: null })
    expect((await applyDeciding(phoned('0370-4'))).rows).toEqual([])
    expect(await stored()).toMatchObject({ phone: '0370-4' })
    await sound(county)
  })

  test('both kept, the map’s place stands beside it, once', async () => {
    const { county, change, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    await applyDeciding(phoned('0370-2'), 'create')
    await applyDeciding(phoned('0370-2'))
    const phones = await county.db
      .selectFrom('place')
      .select('phone')
      .where('name', '=', '好邻居便利店')
      .orderBy('phone')
      .execute()
    expect(phones.map((row) => row.phone)).toEqual(['0370-1', '0370-2'])
    await sound(county)
  })

  test('changed back to what the map says is the map’s again', async () => {
    const { change, stored, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    await change({ phone: null })
    expect(await stored()).toMatchObject({ desk_sha256: null })
    const { rows } = await applyDeciding(phoned('0370-2'))
    expect(rows).toEqual([])
    expect(await stored()).toMatchObject({ phone: '0370-2' })
  })

  test('that the map has caught up with is no conflict', async () => {
    const { change, stored, applyDeciding } = await town()
    await change({ phone: '0370-2' })
    expect((await applyDeciding(phoned('0370-2'))).rows).toEqual([])
    expect(await stored()).toMatchObject({ phone: '0370-2', desk_sha256: null })
  })
})

describe('a map that lacks a place changed at the desk', () => {
  test('asks; undecided the place stays and is asked about again', async () => {
    const { change, stored, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    const { rows, done } = await applyDeciding(SHOPS.slice(1))
    expect(rows.filter(isFrom('gone-place'))).toMatchObject([{ name: '好邻居便利店' }])
    expect(done.counts).toMatchObject({ standing: 1, conflicts: 0, removed: 0 })
    expect(await stored()).toMatchObject({ removed_at: null, version: 2 })
    expect((await applyDeciding(SHOPS.slice(1))).rows).toHaveLength(1)
  })

  test('kept, the place is the desk’s own, and no map asks about it again', async () => {
    const { county, change, stored, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    await applyDeciding(SHOPS.slice(1), 'keep')
    expect(await stored()).toMatchObject({ source: 'desk', removed_at: null })
    expect((await applyDeciding(SHOPS.slice(1))).rows).toEqual([])
    await sound(county)
  })

  test('dropped, the place is removed', async () => {
    const { county, change, stored, applyDeciding } = await town()
    await change({ phone: '0370-1' })
    await applyDeciding(SHOPS.slice(1), 'drop')
    expect((await stored()).removed_at).not.toBeNull()
    await sound(county)
  })

  test('takes no decision that does not fit', async () => {
    const { client, change } = await town()
    await change({ phone: '0370-1' })
    const checked = await client.check(map(SHOPS.slice(1)))
    const [row] = await client.rows(checked.id, 'conflict')
    expect((await client.decide(checked.id, row?.row ?? 0, 'replace')).statusCode).toBe(404)
  })
})

describe('a place removed at the desk', () => {
  test('stays removed under the same map, and asks when the map says something new of it', async () => {
    const { county, stored, remove, applyDeciding } = await town()
    await remove()
    expect((await applyDeciding(SHOPS)).rows).toEqual([])
    expect((await stored()).removed_at).not.toBeNull()
    const { rows } = await applyDeciding(phoned('0370-2'))
    expect(rows[0]?.message).toMatch(/移除/)
    expect((await stored()).removed_at).not.toBeNull()
    await applyDeciding(phoned('0370-2'), 'replace')
    expect(await stored()).toMatchObject({ removed_at: null, phone: '0370-2' })
    await sound(county)
  })

  test('asks before another list brings it back', async () => {
    const { county, client, remove, stored } = await town()
    const { lon, lat } = await stored()
    await remove()
    const checked = await client.check({
      kind: 'places',
      bytes: `名称,类别,经度,纬度\n好邻居便利店,便利店,${lon},${lat}`,
    })
    expect(await client.rows(checked.id, 'conflict')).toMatchObject([
      { message: expect.stringMatching(/已移除的网点/) },
    ])
    await sound(county)
  })
})

test('a change at the desk while an import writes is put off, not lost', async () => {
  const { county, stored } = await town()
  const { id, version } = await stored()
  await county.transact(async (tx) => {
    expect(await tryImportLock(tx, county.code)).toBe(true)
    const reply = await counties.server().app.inject({
      method: 'DELETE',
      url: `/api/places/${id}?county=${county.code}`,
      headers: { 'if-match': `"${version}"` },
    })
    expect(reply.statusCode).toBe(503)
    expect(reply.headers['retry-after']).toBe('3')
  })
  expect((await stored()).removed_at).toBeNull()
})
