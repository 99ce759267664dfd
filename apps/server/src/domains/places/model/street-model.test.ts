import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../../platform/problem/problem.ts'
import { at, square } from '../ground.samples.ts'
import { addArea, addBuilding, addNetwork, addPlaces, openTestTown, type TestTown } from '../places.samples.ts'
import { walkFrom } from '../search/place-walk.ts'
import type { StreetModel } from './street-model.ts'
import { streetModelOf } from './street-model-cache.ts'

let town: TestTown
let communityId: string

beforeAll(async () => {
  town = await openTestTown({ now: () => new Date() })
  await town.county.transact(async (tx) => {
    communityId = await addArea(tx, { kind: 'community', name: '栗城社区', ring: square(-50, -50, 450, 450) })
    const compoundId = await addArea(tx, { kind: 'compound', name: '和顺小区', ring: square(0, 0, 150, 150) })
    await addBuilding(tx, { east: 30, north: 20, communityId, compoundId, people: 100 })
    await addBuilding(tx, { east: 330, north: 20, people: 50 })
    await addPlaces(tx, [
      { name: '同街便利店', at: at(100, 5), communityId },
      { name: '对面药店', categoryIds: ['pharmacy', 'no-such-category'], at: at(100, 500), entrances: [at(100, 405)] },
      { name: '远方', at: at(60_000, 0) },
    ])
  })
}, 60_000)
afterAll(() => town.close())

async function model(): Promise<StreetModel> {
  return streetModelOf(town.county, town.files)
}

async function secondsTo(name: string, from: [number, number]): Promise<number | undefined> {
  const street = await model()
  return (await walkFrom(street, from, 'adult'))?.secondsTo(street.places.names.indexOf(name))
}

describe('the street model', () => {
  test('holds buildings with residents, community and compound', async () => {
    const { buildings, communities, compounds } = await model()
    expect(buildings.count).toBe(2)
    const people = [...buildings.ids.keys()].map(
      (i) => (buildings.under15[i] ?? 0) + (buildings.from15to59[i] ?? 0) + (buildings.over60[i] ?? 0),
    )
    expect(people.toSorted((a, b) => a - b)).toEqual([50, 100])
    const home = people.indexOf(100)
    expect(communities[buildings.community[home] ?? -1]?.name).toBe('栗城社区')
    expect(compounds[buildings.compound[home] ?? -1]?.name).toBe('和顺小区')
    expect(buildings.community[1 - home]).toBe(-1)
  })

  test('leaves out categories that the set does not know', async () => {
    const { places, categories } = await model()
    const i = places.names.indexOf('对面药店')
    const own = [...places.category.subarray(places.categoryOffset[i], places.categoryOffset[i + 1])]
    expect(own.map((index) => categories.categories[index]?.id)).toEqual(['pharmacy'])
  })

  test('a walk along one street does not pass its ends', async () => {
    // 80 m along the street and 5 m to the door, at 1.2 m/s
    expect(await secondsTo('同街便利店', at(20, 0))).toBeCloseTo(85 / 1.2, 1)
  })

  test('a walk goes to the door, not to the middle', async () => {
    // 400 m north, 100 m east and back, 5 m to the door
    expect(await secondsTo('对面药店', at(0, 0))).toBeCloseTo(505 / 1.2, 1)
  })

  test('what no street leads to is not reached', async () => {
    expect(await secondsTo('远方', at(0, 0))).toBeUndefined()
    expect(await walkFrom(await model(), at(30_000, 30_000), 'adult')).toBeUndefined()
  })

  test('hangs every building and place into the network, row by row', async () => {
    const { buildings, places, buildingSeeds, placeSeeds } = await (await model()).walking({ profile: 'elder' })
    expect(buildings.offset).toHaveLength(3)
    expect(places.offset).toHaveLength(4)
    expect(buildingSeeds.offset).toHaveLength(3)
    expect(placeSeeds.offset).toHaveLength(4)
    // the far place has no way on
    expect([...places.grade].filter((grade) => grade === 2)).toHaveLength(1)
  })

  test('another speed is another pace on the same network', async () => {
    const street = await model()
    const slow = await street.walking({ profile: 'adult', speedMps: 0.6 })
    const usual = await street.walking({ profile: 'adult' })
    expect(slow.as.speedMps).toBe(0.6)
    expect(slow.graph.network).toBe(street.network)
    // whole milliseconds, rounded at either speed
    expect(Math.abs((slow.graph.edgeMs[0] ?? 0) - 2 * (usual.graph.edgeMs[0] ?? 0))).toBeLessThanOrEqual(1)
    await expect(street.walking({ profile: 'adult', speedMps: 0 })).rejects.toThrow(RangeError)
  })

  test('is one object while nothing changes, however many ask', async () => {
    const models = await Promise.all(Array.from({ length: 10 }, model))
    expect(new Set(models).size).toBe(1)
  })
})

describe('after a change', () => {
  test('a new place is hung in, and everything else where it was', async () => {
    const before = await (await model()).walking({ profile: 'adult' })
    const oldModel = await model()
    await town.county.transact((tx) => addPlaces(tx, [{ name: '新店', at: at(700, 5) }]))
    const street = await model()
    const after = await street.walking({ profile: 'adult' })
    expect(street.revision).toBeGreaterThan(oldModel.revision)
    expect(street.network).toBe(oldModel.network)
    expect([...after.buildings.edge]).toEqual([...before.buildings.edge])
    for (const [i, id] of oldModel.places.ids.entries()) {
      const row = street.placeIndex.get(id) ?? -1
      const edges = (of: typeof after, n: number) => [
        ...of.places.edge.subarray(of.places.offset[n], of.places.offset[n + 1]),
      ]
      expect(edges(after, row)).toEqual(edges(before, i))
    }
    expect(await secondsTo('新店', at(600, 0))).toBeCloseTo(105 / 1.2, 1)
  })

  test('a moved place is walked to at its new door', async () => {
    await town.county.transact(async (tx) => {
      const [lon, lat] = at(900, 5)
      await tx.updateTable('place').set({ lon, lat }).where('name', '=', '新店').execute()
      await addPlaces(tx, [{ name: '另一家', at: at(10, 5) }])
    })
    expect(await secondsTo('新店', at(600, 0))).toBeCloseTo(305 / 1.2, 1)
  })

  test('a damaged network file is a refusal that says what to do, and the next import mends it', async () => {
    const version = await town.county.transact((tx) => addNetwork(tx, town.files, town.county.code, 1))
    const path = town.files.path(town.county.code, version)
    await writeFile(path, 'broken')
    await expect(model()).rejects.toThrow(Problem)
    await expect(model()).rejects.toMatchObject({
      code: 'network-missing',
      message: expect.stringContaining('重新导入'),
    })
    await town.county.transact((tx) => addNetwork(tx, town.files, town.county.code, 3))
    expect((await model()).network.nodeCount).toBe(39)
  })
})

test('a county without a street map says that one is missing', async () => {
  const bare = await openTestTown({ now: () => new Date(), code: 'bare', withNetwork: false })
  try {
    await expect(streetModelOf(bare.county, bare.files)).rejects.toMatchObject({ code: 'network-missing' })
  } finally {
    await bare.close()
  }
})
