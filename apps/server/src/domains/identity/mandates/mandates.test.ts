import { type MandateReply, mandateList, mandateProposed } from '@xiayi/contract/mandates'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { machines } from '../../../app/machines.ts'
import { openTestApp, type TestApp } from '../../../app/test-app.ts'
import { verifyInstallation } from '../../../app/verify.ts'
import { nationalCalendar } from '../../../platform/calendar/working-days.rules.ts'
import { ringDueClocks } from '../../../platform/machine/clocks.ts'
import { KEYS, newPhone, openBrowser, signInAs, type TestBrowser } from '../browser-for-tests.ts'
import { mandateFor } from '../public.ts'
import { forgetQuotas } from '../staff/staff-for-tests.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
}, 60_000)
afterAll(() => app.close())
beforeEach(() => forgetQuotas(app))

interface Person {
  readonly browser: TestBrowser
  readonly id: string
  readonly phone: string
}

async function person(phone = newPhone()): Promise<Person> {
  await forgetQuotas(app)
  const browser = openBrowser(app)
  return { browser, phone, id: (await signInAs(browser, phone)).partyId }
}

const words = { theirName: '妈妈', myName: '小军' }
const propose = (by: TestBrowser, phone: string, more: object = {}) =>
  by.post('mandates', { phone, direction: 'for-them', scopes: ['enquire'], money: null, ...words, ...more })
const mine = async ({ browser }: Pick<Person, 'browser'>) =>
  mandateList.parse((await browser.ask('mandates')).body()).items
const act = (by: TestBrowser, { id, version }: Pick<MandateReply, 'id' | 'version'>, move: string) =>
  by.ask(`mandates/${id}/${move}`, { method: 'POST', body: {}, headers: { 'if-match': `"${version}"` } })

/** The agent acts for the principal, who confirmed it. */
async function pair(more: object = {}): Promise<{ agent: Person; principal: Person; id: string }> {
  const [agent, principal] = [await person(), await person()]
  const made = mandateProposed.parse((await propose(agent.browser, principal.phone, more)).body())
  expect((await act(principal.browser, made, 'confirm')).status).toBe(200)
  return { agent, principal, id: made.id }
}

const deed = (by: Pick<Awaited<ReturnType<typeof pair>>, 'agent' | 'principal'>, more: object = {}) =>
  app.county.transact((tx) =>
    mandateFor(tx, { principal: by.principal.id, agent: by.agent.id, scope: 'enquire', now: new Date(), ...more }),
  )

describe('a relative', () => {
  test('is asked by number, confirms, is listed on both sides, and either takes it back', async () => {
    const [son, mother] = [await person(), await person()]
    const made = mandateProposed.parse((await propose(son.browser, `+86 ${mother.phone}`)).body())
    const masked = mother.phone.replace(/^(\d{3})\d{4}/, '$1****')
    expect(await mine(son)).toMatchObject([
      { state: 'proposed', myPart: 'agent', other: { name: '妈妈', phone: masked }, moves: ['revoke'] },
    ])
    expect(await mine(mother)).toMatchObject([
      { state: 'proposed', myPart: 'principal', other: { name: '小军' }, moves: ['confirm', 'decline'] },
    ])
    await expect(deed({ agent: son, principal: mother })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await act(son.browser, made, 'confirm')).status).toBe(403)
    expect((await act(mother.browser, made, 'confirm')).status).toBe(200)
    expect(await deed({ agent: son, principal: mother })).toMatchObject({ mandateId: made.id, basis: 'family' })
    const [held] = await mine(mother)
    expect(held).toMatchObject({ state: 'active', version: 2, moves: ['revoke'] })
    expect(held?.until).not.toBeNull()
    expect((await act(mother.browser, { ...made, version: 2 }, 'revoke')).status).toBe(200)
    expect(await mine(son)).toMatchObject([{ state: 'revoked', endedBy: 'other', moves: [] }])
    await expect(deed({ agent: son, principal: mother })).rejects.toThrow('已经收回')
    const told = JSON.parse((await son.browser.ask('my-data/views')).text).items
    expect(told.map(({ action }: { action: string }) => action)).toEqual(['family.revoke', 'family.confirm'])
  })

  test('may act the other way round, declines, and is asked again', async () => {
    const [mother, son] = [await person(), await person()]
    const first = mandateProposed.parse((await propose(mother.browser, son.phone, { direction: 'for-me' })).body())
    expect((await act(son.browser, first, 'decline')).status).toBe(200)
    expect(await mine(mother)).toMatchObject([{ state: 'declined', endedBy: 'other' }])
    const again = mandateProposed.parse((await propose(mother.browser, son.phone, { direction: 'for-me' })).body())
    await act(son.browser, again, 'confirm')
    expect(await deed({ agent: son, principal: mother })).toMatchObject({ mandateId: again.id })
    await expect(deed({ agent: mother, principal: son })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('with a number nobody had is answered alike, and finds the request at the first sign-in', async () => {
    const [son, known, phone] = [await person(), await person(), newPhone()]
    const [toKnown, toUnknown] = [await propose(son.browser, known.phone), await propose(son.browser, phone)]
    expect([toKnown.status, toUnknown.status]).toEqual([201, 201])
    expect(Object.keys(JSON.parse(toUnknown.text))).toEqual(Object.keys(JSON.parse(toKnown.text)))
    const shape = ({ state, version, myPart, other, moves, scopes, endedAt }: MandateReply) => ({
      state,
      version,
      myPart,
      moves,
      scopes,
      endedAt,
      name: other.name,
    })
    const [two, one] = await mine(son)
    expect(two && shape(two)).toEqual(one && shape(one))
    const mother = await person(phone)
    expect(await mine(mother)).toMatchObject([{ state: 'proposed', moves: ['confirm', 'decline'] }])
  })

  test('is asked once, and nobody asks themselves or without signing in', async () => {
    const [son, mother] = [await person(), await person()]
    const replies = await Promise.all([1, 2, 3, 4].map(() => propose(son.browser, mother.phone)))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409])
    expect((await propose(son.browser, son.phone)).status).toBe(409)
    expect((await propose(openBrowser(app), mother.phone)).status).toBe(401)
    expect((await propose(son.browser, '12345')).status).toBe(400)
    expect((await openBrowser(app).ask('mandates')).status).toBe(401)
    const asked = {
      method: 'POST',
      body: { phone: newPhone(), direction: 'for-them', scopes: ['enquire'], money: null, ...words },
    } as const
    const twice = await Promise.all(
      [1, 2].map(() => son.browser.ask('mandates', { ...asked, headers: { 'idempotency-key': 'once' } })),
    )
    expect(new Set(twice.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1)
  })

  test('a stranger sees and moves nothing of it', async () => {
    const { agent, id } = await pair()
    const stranger = await person()
    expect(await mine(stranger)).toEqual([])
    for (const move of ['confirm', 'decline', 'revoke'])
      expect((await act(stranger.browser, { id, version: 2 }, move)).status).toBe(404)
    expect((await agent.browser.post(`mandates/${id}/revoke`)).status).toBe(400)
    expect((await act(agent.browser, { id, version: 1 }, 'revoke')).status).toBe(412)
    expect((await act(openBrowser(app), { id, version: 2 }, 'revoke')).status).toBe(401)
  })

  test('is one of five at most, whoever confirms at the same moment', async () => {
    const mother = await person()
    const children: Person[] = []
    for (let i = 0; i < 7; i++) children.push(await person())
    const made = await Promise.all(
      children.map(async ({ browser }) => mandateProposed.parse((await propose(browser, mother.phone)).body())),
    )
    const replies = await Promise.all(made.map((each) => act(mother.browser, each, 'confirm')))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 409, 409])
    const held = (await mine(mother)).find(({ state }) => state === 'active')
    expect((await propose(mother.browser, newPhone(), { direction: 'for-me' })).status).toBe(409)
    expect(held && (await act(mother.browser, held, 'revoke')).status).toBe(200)
    const waiting = (await mine(mother)).find(({ state }) => state === 'proposed')
    expect(waiting && (await act(mother.browser, waiting, 'confirm')).status).toBe(200)
  })

  test('confirms once, whatever else happens at that moment', async () => {
    const [son, mother] = [await person(), await person()]
    const made = mandateProposed.parse((await propose(son.browser, mother.phone)).body())
    const moves = [
      ...Array.from({ length: 6 }, () => act(mother.browser, made, 'confirm')),
      act(son.browser, made, 'revoke'),
    ]
    const replies = await Promise.all(moves)
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.every(({ status }) => status === 200 || status === 412)).toBe(true)
  })
})

describe('a deed in flight', () => {
  test('that began first is done before the mandate goes; one that comes after is refused', async () => {
    const family = await pair()
    let isDone = false
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>()
    const { promise: goOn, resolve: letGo } = Promise.withResolvers<void>()
    const first = app.county.transact(async (tx) => {
      await mandateFor(tx, {
        principal: family.principal.id,
        agent: family.agent.id,
        scope: 'enquire',
        now: new Date(),
      })
      isLocked()
      await goOn
      isDone = true
    })
    await locked
    const wasDone = act(family.principal.browser, { id: family.id, version: 2 }, 'revoke').then(({ status }) => ({
      status,
      isDone,
    }))
    letGo()
    await first
    expect(await wasDone).toEqual({ status: 200, isDone: true })
    await expect(deed(family)).rejects.toThrow('已经收回')
  })

  test('that waits while the mandate is taken back is refused', async () => {
    const family = await pair()
    const { promise: taken, resolve: isTaken } = Promise.withResolvers<void>()
    const { promise: goOn, resolve: letGo } = Promise.withResolvers<void>()
    const revoking = app.county.transact(async (tx) => {
      await sql`update mandate set state = 'revoked' where id = ${family.id}`.execute(tx)
      isTaken()
      await goOn
    })
    await taken
    const late = deed(family).catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 50))
    letGo()
    await revoking
    expect(await late).toMatchObject({ code: 'forbidden', message: expect.stringContaining('已经收回') })
    await sql`update mandate set state = 'active' where id = ${family.id}`.execute(app.county.db)
  })

  test('spends no more in a month than was said, however many at once', async () => {
    const family = await pair({ scopes: ['enquire', 'pay'], money: { perDeedFen: 1000, perMonthFen: 5000 } })
    const paid = await Promise.allSettled(Array.from({ length: 20 }, () => deed(family, { scope: 'pay', fen: 900 })))
    expect(paid.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(await mine(family.principal)).toMatchObject([{ usedThisMonthFen: 4500 }])
    await expect(deed(family, { scope: 'pay', fen: 1001 })).rejects.toThrow('单次限额')
    const nextMonth = new Date(Date.now() + 32 * 86_400_000)
    expect(await deed(family, { scope: 'pay', fen: 1000, now: nextMonth })).toMatchObject({ mandateId: family.id })
    await expect(deed(family, { scope: 'pay', fen: 0.5 })).rejects.toThrow(RangeError)
  })
})

describe('time', () => {
  const ring = (now: Date) =>
    ringDueClocks({ county: app.county, calendar: nationalCalendar() }, machines, { now, log: app.services.log })
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

  test('ends a request that nobody answers in a week, and a mandate at its day', async () => {
    const [son, mother] = [await person(), await person()]
    await propose(son.browser, mother.phone)
    const family = await pair({ days: 30 })
    await ring(inDays(6.9))
    expect(await mine(son)).toMatchObject([{ state: 'proposed' }])
    await ring(inDays(7.1))
    expect(await mine(son)).toMatchObject([{ state: 'lapsed', endedBy: 'clock' }])
    await expect(deed(family, { now: inDays(30.1) })).rejects.toThrow('已经到期')
    await ring(inDays(30.1))
    expect(await mine(family.agent)).toMatchObject([{ state: 'lapsed' }])
  })
})

test('who leaves takes back what they gave, and no number or word of theirs stays', async () => {
  const family = await pair()
  const third = await person()
  await propose(third.browser, family.principal.phone, { theirName: '三姨独有的称呼' })
  expect((await family.principal.browser.post('my-data/erase', { confirm: '注销' })).status).toBe(200)
  await expect(deed(family)).rejects.toThrow('已经收回')
  expect(await mine(family.agent)).toMatchObject([{ state: 'revoked', other: { name: null, phone: null } }])
  expect(await mine(third)).toMatchObject([{ state: 'declined' }])
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from mandate
    where words_sealed is not null and (principal_id = ${family.principal.id} or proposed_by = ${third.id})`.execute(
    app.county.db,
  )
  expect(rows).toEqual([{ left: 0 }])
})

test('the books of the machine agree with what happened here', async () => {
  for (const finding of await verifyInstallation(app.services)) expect(finding.faults).toEqual([])
})
