import { setTimeout as sleep } from 'node:timers/promises'
import {
  type NetworkEditRow,
  networkEditList,
  networkEditMade,
  networkEditPreview,
} from '@xiayi/contract/network-edits'
import { placeSearchReply } from '@xiayi/contract/places'
import { problem } from '@xiayi/contract/problems'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, square } from '../ground.samples.ts'
import { addArea, addBuilding, addPlaces, openTestTown, type TestTown } from '../places.samples.ts'
import { checkPlaces } from '../places-check.ts'
import { checkNetworkEdits } from './network-edits-check.ts'

let town: TestTown

beforeAll(async () => {
  town = await openTestTown({ now: () => new Date('2026-11-23T10:00:00+08:00') })
  await town.county.transact(async (tx) => {
    await addArea(tx, { kind: 'county', name: '测试县', ring: square(-900, -900, 3000, 3000) })
    const compoundId = await addArea(tx, { kind: 'compound', name: '栗园小区', ring: square(-40, -40, 40, 40) })
    await addBuilding(tx, { east: -10, north: -15, compoundId, people: 300 })
    await addPlaces(tx, [{ name: '对面药店', categoryIds: ['pharmacy'], at: at(105, 205) }])
  })
}, 60_000)
afterAll(() => town.close())

async function ask(url: string, body?: Record<string, unknown>) {
  const reply = await town.app.inject({
    url,
    method: body === undefined ? 'GET' : 'POST',
    ...(body && { payload: body }),
  })
  return { status: reply.statusCode, body: (): unknown => reply.json() }
}

const EDITS = '/api/places/network/edits'
const list = async () => networkEditList.parse((await ask(EDITS)).body())

async function make(edit: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const { networkVersion } = await list()
  return ask(EDITS, { baseVersion: networkVersion, edit, by: '张三', why: '老街巷', ...more })
}

async function made(edit: Record<string, unknown>) {
  const reply = await make(edit)
  expect(reply.status).toBe(201)
  return networkEditMade.parse(reply.body())
}

async function undo(edit: Pick<NetworkEditRow, 'id'>, more: Record<string, unknown> = {}) {
  const { networkVersion } = await list()
  return ask(`${EDITS}/${edit.id}/undo`, { baseVersion: networkVersion, by: '李四', ...more })
}

const lane = (east: number) => ({ kind: 'add-path', line: [at(east, 2), at(east, 198)], use: 'path' })

async function walkSeconds() {
  const [lon, lat] = at(105, -5)
  for (;;) {
    const reply = await ask(`/api/places/search?q=${encodeURIComponent('对面药店')}&lon=${lon}&lat=${lat}`)
    const { items, isWalkPending } = placeSearchReply.parse(reply.body())
    if (!isWalkPending) return items[0]?.walkSeconds
    await sleep(10)
  }
}

describe('a path', () => {
  test('is walked on at once, is listed with who and why, and undone is walked on no more', async () => {
    const before = await walkSeconds()
    const events = (await town.county.db.selectFrom('outbox').select('id').execute()).length
    const { edit, networkVersion } = await made(lane(100))
    expect(edit).toMatchObject({ kind: 'add-path', by: '张三', why: '老街巷', isStanding: true, isLaid: true })
    expect(await walkSeconds()).toBeLessThan((before ?? 0) - 60)
    expect((await list()).networkVersion).toBe(networkVersion)
    expect((await town.county.db.selectFrom('outbox').select('id').execute()).length).toBe(events + 1)
    const back = await undo(edit)
    expect(back.status).toBe(201)
    expect(await walkSeconds()).toBe(before)
    const after = await list()
    expect(after.networkVersion).toBe(after.baseVersion)
    expect(after.items.map(({ kind, isStanding }) => [kind, isStanding])).toEqual([
      ['undo', false],
      ['add-path', false],
    ])
    expect((await undo(edit)).status).toBe(409)
    const [undoing] = after.items
    expect((await undo(undoing ?? edit)).status).toBe(201)
    expect((await list()).networkVersion).toBe(networkVersion)
    await undo(edit)
  })

  test('that others stand on is not taken from under them', async () => {
    const first = await made(lane(300))
    const second = await made({ kind: 'add-path', line: [at(302, 100), at(340, 100)], use: 'path' })
    const refused = await undo(first.edit)
    expect(refused.status).toBe(409)
    expect(problem.parse(refused.body()).detail).toContain(`第 ${second.edit.number} 号`)
    expect((await undo(second.edit)).status).toBe(201)
    expect((await undo(first.edit)).status).toBe(201)
  })

  test.each([
    [{ kind: 'add-path', line: [at(100, 60), at(120, 60)], use: 'path' }, 422, /15 米以内/],
    [{ kind: 'add-path', line: [at(100, 60)], use: 'path' }, 400, /./],
    [{ kind: 'add-path', line: [at(100, 2), at(90_000, 0)], use: 'path' }, 400, /不在本县/],
    [{ kind: 'add-gate', at: at(2000, 2000) }, 422, /围墙里面/],
    [{ kind: 'close-path', at: at(100, 100) }, 422, /请点在路上/],
    [{ kind: 'undo' }, 400, /./],
  ])('or another edit that does not fit, %j, is refused in words', async (edit, status, words) => {
    const reply = await make(edit)
    expect(reply.status).toBe(status)
    expect(problem.parse(reply.body()).detail).toMatch(words)
  })
})

describe('two planners', () => {
  test('who draw at once on one network: one is kept, the others are told what it did', async () => {
    const { networkVersion } = await list()
    const replies = await Promise.all(
      ['王五', '赵六', '孙七'].map((by, i) =>
        ask(EDITS, { baseVersion: networkVersion, edit: lane(500 + 10 * i), by, why: '同一条路' }),
      ),
    )
    expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
    const winner = networkEditMade.parse(replies.find((reply) => reply.status === 201)?.body())
    const refused = problem.parse(replies.find((reply) => reply.status === 409)?.body())
    expect(refused.detail).toContain(`第 ${winner.edit.number} 号“新增小路”（${winner.edit.by}，同一条路）`)
  })

  test('one of whom has a network that never was is told to look again', async () => {
    const reply = await ask(EDITS, { baseVersion: 'f'.repeat(64), edit: lane(700) })
    expect(reply.status).toBe(409)
    expect(problem.parse(reply.body()).detail).toMatch(/刷新/)
  })
})

describe('a closed way', () => {
  test('that cuts people off is told before, and saved only when meant', async () => {
    await made({ kind: 'close-path', at: at(100, 0) })
    const last = { kind: 'close-path', at: at(0, 100) }
    const preview = networkEditPreview.parse((await ask(`${EDITS}/preview`, { edit: last })).body())
    expect(preview.cutOff).toMatchObject({ residents: 300, buildings: 1, compounds: ['栗园小区'] })
    expect(preview.warnings[0]).toMatch(/栗园小区.*300 人/)
    const before = (await list()).networkVersion
    const refused = await make(last)
    expect(refused.status).toBe(409)
    expect(problem.parse(refused.body()).detail).toMatch(/300 人与全城隔开/)
    expect((await list()).networkVersion).toBe(before)
    expect((await make(last, { mayCutOff: true })).status).toBe(201)
  })
})

test('of an edit that is none nothing is undone', async () => {
  expect((await undo({ id: 'nonsense' })).status).toBe(404)
  expect((await undo({ id: '00000000-0000-4000-8000-000000000000' })).status).toBe(404)
})

test('the books hold after all of it', async () => {
  expect(await checkPlaces(town.county)).toMatchObject({ faults: [] })
  const { examined, faults } = await checkNetworkEdits(town.county, town.files)
  expect(faults).toEqual([])
  expect(examined).toBeGreaterThan(10)
})

test('an edit that was changed behind the list is found: its replay is another network', async () => {
  const { edit } = await made({ kind: 'add-path', line: [at(305, 2), at(305, 198)], use: 'path' })
  expect(await checkNetworkEdits(town.county, town.files)).toMatchObject({ faults: [] })
  await town.county.transact((tx) =>
    tx.updateTable('network_edit').set({ number: 9999 }).where('id', '=', edit.id).execute(),
  )
  const { faults } = await checkNetworkEdits(town.county, town.files)
  expect(faults.join()).toContain('is not what its edits make of the imported one')
})
