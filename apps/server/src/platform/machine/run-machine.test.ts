import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import { nationalCalendar } from '../calendar/working-days.rules.ts'
import { recountClocks, ringDueClocks } from './clocks.ts'
import { clocksOf, stepsOf } from './machine.sql.ts'
import type { Actor, Machine } from './machine.ts'
import { checkMachine } from './machine-check.ts'
import { machineFaults } from './machine-faults.ts'
import { createTrialTable, insertTrial, trialById, trialMachine } from './machine-for-tests.ts'
import { begin, type Ground, move } from './run-machine.ts'

let app: TestApp
let ground: Ground
const machines = new Map<string, Machine>([[trialMachine.name, trialMachine]])
const START = new Date('2026-11-25T01:00:00Z')
const clerk: Actor = { id: 'clerk-1', roles: ['clerk'], channel: 'counter' }
const resident: Actor = { id: 'resident-1', roles: ['resident'], channel: 'app' }
const administrator: Actor = { id: 'admin-1', roles: ['administrator'], channel: 'page' }

beforeAll(async () => {
  app = await openTestApp()
  ground = { county: app.county, calendar: nationalCalendar() }
  await createTrialTable(app.county)
})
afterAll(() => app.close())

const later = (minutes: number) => new Date(START.getTime() + minutes * 60_000)

async function ask(note = ''): Promise<string> {
  return app.county.transact(async (tx) => {
    const id = await insertTrial(tx, note)
    await begin(ground, tx, trialMachine, { id, subject: { note }, actor: resident, now: START })
    return id
  })
}

function go(
  id: string,
  transition: string,
  actor: Actor,
  more: { now?: Date; ifVersion?: number; reason?: string } = {},
) {
  return app.county.transact((tx) => move(ground, tx, trialMachine, { id, transition, actor, now: START, ...more }))
}

const ringAt = (now: Date) => ringDueClocks(ground, machines, { now, log: app.services.log })
const check = (now = START) => checkMachine(app.county, trialMachine, now)

describe('a move', () => {
  test('the machine itself is sound', () => {
    expect(machineFaults(trialMachine)).toEqual([])
  })
  test('is written with who did it, for whom and how', async () => {
    const id = await ask()
    const daughter: Actor = { ...resident, id: 'daughter', principal: 'father', channel: 'hotline' }
    await go(id, 'take', clerk)
    await go(id, 'ask-more', clerk)
    expect(await go(id, 'supply', daughter)).toEqual({ id, state: 'handling', version: 4 })
    const steps = await stepsOf(app.county.db, 'trial', id)
    expect(steps.map(({ transition, toState }) => [transition, toState])).toEqual([
      ['begin', 'asked'],
      ['take', 'handling'],
      ['ask-more', 'waiting'],
      ['supply', 'handling'],
    ])
    expect(steps[3]).toMatchObject({ actor: 'daughter', principal: 'father', channel: 'hotline', seq: 4 })
  })
  test.each<[string, string, Actor, object, string]>([
    ['by somebody who may not', 'take', resident, {}, 'forbidden'],
    ['by hand where the clock does it', 'expire', clerk, {}, 'forbidden'],
    ['from another state', 'answer', clerk, {}, 'conflict'],
    ['that the machine does not have', 'explode', clerk, {}, 'not-found'],
    ['that a name of the language would find', 'constructor', clerk, {}, 'not-found'],
    ['on a version that is gone', 'take', clerk, { ifVersion: 7 }, 'version-conflict'],
    ['set right without a reason', 'reopen', administrator, { reason: ' ' }, 'invalid-input'],
  ])('%s is refused and changes nothing', async (_, transition, actor, more, code) => {
    const id = await ask()
    await expect(go(id, transition, actor, more)).rejects.toMatchObject({ code })
    expect(await trialById(app.county, id)).toMatchObject({ state: 'asked', version: 1 })
    expect(await stepsOf(app.county.db, 'trial', id)).toHaveLength(1)
  })
  test('that a guard refuses says what is missing', async () => {
    const id = await ask('refuse')
    await expect(go(id, 'take', clerk)).rejects.toMatchObject({ code: 'conflict', message: '材料不全，先补齐再受理。' })
  })
  test('of a record that is not there is refused', async () => {
    await expect(go('00000000-0000-4000-8000-000000000000', 'take', clerk)).rejects.toMatchObject({ code: 'not-found' })
  })
  test('of 64 clients at once one wins, 63 are refused, and the log agrees', async () => {
    const id = await ask()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 64 }, (_, at) => go(id, 'take', { ...clerk, id: `clerk-${at}` })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' })
    expect(await stepsOf(app.county.db, 'trial', id)).toHaveLength(2)
    const news = await sql<{ count: number }>`select count(*)::int as count from outbox where topic = 'trial.take'
      and payload->>'id' = ${id}`.execute(app.county.db)
    expect(news.rows).toEqual([{ count: 1 }])
  })
})

describe('a clock', () => {
  const due = async (id: string) =>
    (await clocksOf(app.county.db, 'trial', id)).map(({ transition, dueAt }) => [transition, dueAt])

  test('runs on inside its states, stands while we wait for somebody, and goes on', async () => {
    const id = await ask()
    expect(await due(id)).toEqual([['expire', later(60)]])
    await go(id, 'take', clerk, { now: later(10) })
    await go(id, 'report', clerk, { now: later(15) })
    expect(await due(id)).toEqual([['expire', later(60)]])
    await go(id, 'ask-more', clerk, { now: later(20) })
    expect(await due(id)).toEqual([['expire', null]])
    await ringAt(later(500))
    expect(await trialById(app.county, id)).toMatchObject({ state: 'waiting' })
    await go(id, 'supply', resident, { now: later(600) })
    expect(await due(id)).toEqual([['expire', later(640)]])
    await go(id, 'answer', clerk, { now: later(610) })
    expect(await due(id)).toEqual([['accept-silently', later(640)]])
    await go(id, 'accept', resident, { now: later(620) })
    expect(await due(id)).toEqual([])
  })
  test('rings once, whoever looks, and not before its time', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => ask()))
    await ringAt(later(59))
    expect(await trialById(app.county, ids[0] ?? '')).toMatchObject({ state: 'asked', rings: 0 })
    await Promise.all(Array.from({ length: 4 }, () => ringAt(later(61))))
    for (const id of ids) expect(await trialById(app.county, id)).toEqual({ state: 'expired', version: 2, rings: 1 })
  })
  test('that cannot ring holds up no other and is tried again', async () => {
    const broken = await ask('broken')
    const sound = await ask()
    const before = app.services.log.level
    app.services.log.level = 'silent'
    await ringAt(later(61))
    app.services.log.level = before
    expect(await trialById(app.county, sound)).toMatchObject({ state: 'expired' })
    expect(await trialById(app.county, broken)).toMatchObject({ state: 'asked', version: 1 })
    expect(await clocksOf(app.county.db, 'trial', broken)).toMatchObject([{ attempts: 1, dueAt: later(62) }])
    await go(broken, 'take', clerk, { now: later(61) })
    await go(broken, 'answer', clerk, { now: later(61) })
  })
  test('of working days follows the calendar when that changes, and what rang stays', async () => {
    const id = await ask('days')
    expect(await due(id)).toEqual([['expire', new Date('2026-11-30T16:00:00Z')]])
    const resting = nationalCalendar(new Map([[Date.parse('2026-11-26') / 86_400_000, false]]))
    expect(await recountClocks({ ...ground, calendar: resting }, trialMachine)).toBe(1)
    expect(await due(id)).toEqual([['expire', new Date('2026-12-01T16:00:00Z')]])
    expect(await recountClocks({ ...ground, calendar: resting }, trialMachine)).toBe(0)
  })
})

describe('the books', () => {
  test('agree after all that', async () => {
    const finding = await check()
    expect(finding.faults).toEqual([])
    expect(finding.examined).toBeGreaterThan(25)
  })
  test.each<[string, (id: string) => ReturnType<typeof sql>, RegExp]>([
    [
      'a state set by hand',
      (id) => sql`update machine_trial set state = 'closed' where id = ${id}`,
      /stands in closed, its history ends in handling/,
    ],
    [
      'a step that was taken out',
      (id) => sql`delete from machine_step where subject_id = ${id} and seq = 2`,
      /has version 2 and 1 steps/,
    ],
    [
      'a step that was rewritten',
      (id) => sql`update machine_step set transition = 'accept' where subject_id = ${id} and seq = 2`,
      /step 2 \(accept\) is no way/,
    ],
    [
      'a clock that was taken out',
      (id) => sql`delete from machine_clock where subject_id = ${id}`,
      /the clock of expire does not run in handling/,
    ],
    [
      'a record that was taken out',
      (id) => sql`delete from machine_trial where id = ${id}`,
      /has a history and no record/,
    ],
  ])('name %s', async (_, tamper, fault) => {
    const id = await ask()
    await go(id, 'take', clerk)
    await app.county.transact((tx) => tamper(id).execute(tx))
    const { faults } = await check()
    expect(faults.filter((each) => each.includes(id)).join('\n')).toMatch(fault)
    await app.county.transact(async (tx) => {
      await sql`delete from machine_trial where id = ${id}`.execute(tx)
      await sql`delete from machine_step where subject_id = ${id}`.execute(tx)
      await sql`delete from machine_clock where subject_id = ${id}`.execute(tx)
    })
  })
  test('name a clock that should have rung', async () => {
    const id = await ask()
    expect((await check(later(90))).faults.filter((each) => each.includes(id))).toHaveLength(1)
  })
})
