import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, square } from './ground.samples.ts'
import { addArea, addBuilding, addPlaces, openTestTown, type TestTown } from './places.samples.ts'
import { checkPlaces } from './places-check.ts'

let town: TestTown

beforeAll(async () => {
  town = await openTestTown({ now: () => new Date() })
}, 60_000)
afterAll(() => town.close())

test('a town in order has no fault', async () => {
  await town.county.transact(async (tx) => {
    const townId = await addArea(tx, { kind: 'town', name: '城关镇', ring: square(-50, -50, 950, 950) })
    const communityId = await addArea(tx, {
      kind: 'community',
      name: '栗城社区',
      ring: square(-50, -50, 450, 450),
      parentId: townId,
    })
    await addBuilding(tx, { east: 30, north: 20, communityId })
    await addPlaces(tx, [{ name: '栗香便利店', at: at(10, 10), communityId }])
  })
  expect(await checkPlaces(town.county)).toEqual({ county: 'town', check: 'places', examined: 5, faults: [] })
})

test('each kind of fault is told with what it is', async () => {
  await town.county.transact(async (tx) => {
    const outer = await addArea(tx, { kind: 'town', name: '外', ring: square(0, 0, 100, 100) })
    const inner = await addArea(tx, { kind: 'town', name: '内', ring: square(0, 0, 100, 100), parentId: outer })
    await tx.updateTable('area').set({ parent_id: inner }).where('id', '=', outer).execute()
    await addPlaces(tx, [
      { name: '怪店', categoryIds: ['no-such-category'], at: at(10, 10) },
      { name: '错处', at: at(10, 10), communityId: outer },
      { name: '无史', at: at(10, 10) },
      { name: '无音', at: at(10, 10) },
    ])
    await tx.updateTable('place').set({ version: 3 }).where('name', '=', '无史').execute()
    await tx.updateTable('place').set({ name_pinyin: '' }).where('name', '=', '无音').execute()
    const building = await addBuilding(tx, { east: 60, north: 20 })
    await tx.updateTable('building').set({ residents_basis: 'none' }).where('id', '=', building).execute()
    await tx.updateTable('network').set({ is_current: false }).execute()
  })
  const { faults } = await checkPlaces(town.county)
  const kinds = new Set(faults.map((fault) => fault.slice(0, fault.indexOf(':'))))
  expect([...kinds]).toEqual([
    'a place has a category that no recorded set knows',
    'a place has a name and no pinyin',
    'a place lacks the content it had at an earlier version',
    'a place or building lies in an area that is no community of today',
    'a building has residents of no known origin',
    'an area is its own ancestor',
    'there are networks and none is current',
  ])
})
