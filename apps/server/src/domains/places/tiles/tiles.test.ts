import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, square } from '../ground.samples.ts'
import { addArea, addPlaces, openTestTown, type TestTown } from '../places.samples.ts'
import { raiseRevision } from '../revision.sql.ts'
import { readTile } from './read-tile.samples.ts'
import { tilesOfBox } from './tile-layers.rules.ts'
import { loadSet, openTiles } from './tiles.ts'

let town: TestTown

beforeAll(async () => {
  town = await openTestTown({ now: () => new Date() })
  await town.county.transact(async (tx) => {
    await addArea(tx, { kind: 'community', name: '栗城社区', ring: square(-50, -50, 450, 450) })
    await addPlaces(tx, [{ name: '栗香便利店', at: at(50, 50) }])
  })
}, 60_000)
afterAll(() => town.close())

const [tile] = tilesOfBox([...at(50, 50), ...at(50, 50)], 15)
const PATH = `/api/places/tiles/15/${tile?.x}/${tile?.y}.mvt`

function ask(url: string, headers: Record<string, string> = { 'accept-encoding': 'gzip' }) {
  return town.app.inject({ url, headers })
}

test('a tile comes packed, named by its content, and again as 304', async () => {
  const reply = await ask(PATH)
  expect(reply.statusCode).toBe(200)
  expect(reply.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
  expect(reply.headers['content-encoding']).toBe('gzip')
  const layers = readTile(gunzipSync(reply.rawPayload))
  expect(layers['place']?.[0]?.tags).toMatchObject({ name: '栗香便利店', category: 'convenience_store', tier: 'basic' })
  expect(layers['area']?.[0]?.tags).toMatchObject({ name: '栗城社区', kind: 'community' })
  const again = await ask(PATH, { 'if-none-match': String(reply.headers.etag) })
  expect(again.statusCode).toBe(304)
  expect(again.rawPayload).toHaveLength(0)
})

test('a client that cannot unpack gets it plain', async () => {
  const plain = await ask(PATH, { 'accept-encoding': 'identity' })
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(readTile(plain.rawPayload)['place']).toHaveLength(1)
})

test('a new place is on the next tile', async () => {
  await town.county.transact((tx) => addPlaces(tx, [{ name: '新开张超市', at: at(60, 60) }]))
  const reply = await ask(PATH)
  expect(readTile(gunzipSync(reply.rawPayload))['place']).toHaveLength(2)
})

test('an empty place on earth is 204', async () => {
  expect((await ask('/api/places/tiles/15/3/3.mvt')).statusCode).toBe(204)
})

test.each(['17/0/0', '2/4/0', '2/0/4', '16/65536/0'])('%s is no tile', async (address) => {
  const reply = await ask(`/api/places/tiles/${address}.mvt`)
  expect(reply.statusCode).toBe(404)
  expect(reply.json()).toMatchObject({ code: 'not-found' })
})

test.each(['a/0/0', '-1/0/0', '1.5/0/0', '99999999999/0/0', '%00/0/0'])('%s is refused', async (address) => {
  const reply = await ask(`/api/places/tiles/${address}.mvt`)
  expect([400, 404]).toContain(reply.statusCode)
  expect(reply.headers['content-type']).toContain('application/problem+json')
})

test('after its thread is lost the next tile is cut by another', async () => {
  const tiles = openTiles()
  const address = { z: 15, x: tile?.x ?? 0, y: tile?.y ?? 0 }
  const first = await tiles.tile(town.county, address)
  await tiles.close()
  const [near, far] = await Promise.all([
    tiles.tile(town.county, address),
    tiles.tile(town.county, { z: 16, x: 2 * address.x, y: 2 * address.y }),
  ])
  await tiles.close()
  expect(near.etag).toBe(first.etag)
  expect(far.isCurrent).toBe(true)
})

test('forty people who ask while a change is being loaded are all answered', async () => {
  await town.county.transact(async (tx) => {
    await tx.updateTable('place').set({ removed_at: new Date() }).where('name', '=', '新开张超市').execute()
    await raiseRevision(tx)
  })
  const replies = await Promise.all(Array.from({ length: 40 }, () => ask(PATH)))
  expect(new Set(replies.map((reply) => reply.statusCode))).toEqual(new Set([200]))
  expect(readTile(gunzipSync((await ask(PATH)).rawPayload))['place']).toHaveLength(1)
})

test('a load that breaks off leaves nothing of itself with the thread', async () => {
  const held = new Map<string, number>()
  const cutter = {
    add: (set: string) => {
      held.set(set, (held.get(set) ?? 0) + 1)
      if (held.get(set) === 3) throw new Error('the database is gone')
    },
    ready: () => Promise.resolve(),
    drop: (set: string) => {
      held.delete(set)
    },
  }
  await expect(loadSet(town.county, 'half', cutter)).rejects.toThrow('the database is gone')
  expect([...held]).toEqual([])
})
