import { mandateList, mandateProposed, type OnBehalfReply, onBehalf, onBehalfReply } from '@xiayi/contract/mandates'
import { unmasked, viewPage } from '@xiayi/contract/privacy'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { machines } from '../../../app/machines.ts'
import { openTestApp, type TestApp } from '../../../app/test-app.ts'
import { verifyInstallation } from '../../../app/verify.ts'
import { nationalCalendar } from '../../../platform/calendar/working-days.rules.ts'
import { ringDueClocks } from '../../../platform/machine/clocks.ts'
import { KEYS, newPhone, openBrowser, signInAs, type TestBrowser } from '../browser-for-tests.ts'
import { firstAdministrator, forgetQuotas, newStaff, type TestStaff } from '../staff/staff-for-tests.ts'

let app: TestApp
let admin: TestStaff
let clerk: TestStaff
beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
  admin = await firstAdministrator(app)
  clerk = await newStaff(app, admin.browser, 'centre-staff', '受理员小赵')
}, 60_000)
afterAll(() => app.close())
beforeEach(async () => {
  await forgetQuotas(app)
  const { session } = onBehalfReply.parse((await clerk.browser.ask('on-behalf')).body())
  if (session !== null) await close(clerk.browser, session)
})

interface Person {
  readonly browser: TestBrowser
  readonly id: string
  readonly phone: string
}

async function person(): Promise<Person> {
  await forgetQuotas(app)
  const phone = newPhone()
  const browser = openBrowser(app)
  return { browser, phone, id: (await signInAs(browser, phone)).partyId }
}

const ask = (by: TestBrowser, phone: string, more: object = {}) =>
  by.post('on-behalf', { phone, reason: '代交医保', channel: 'counter', ...more })
const open = async (by: TestBrowser, phone: string, more: object = {}): Promise<OnBehalfReply> =>
  onBehalf.parse((await ask(by, phone, more)).body())
const close = (by: TestBrowser, { id, version }: Pick<OnBehalfReply, 'id' | 'version'>) =>
  by.ask(`on-behalf/${id}/close`, { method: 'POST', body: {}, headers: { 'if-match': `"${version}"` } })
const views = async (of: Person) => viewPage.parse((await of.browser.ask('my-data/views')).body()).items
const mandates = async (of: Person) => mandateList.parse((await of.browser.ask('mandates')).body()).items
const relative = { direction: 'for-me', scopes: ['enquire'], money: null, theirName: '女儿', myName: '妈妈' }

describe('a clerk who acts for somebody', () => {
  test('opens half an hour with a reason that the person reads at once, and closes it', async () => {
    const someone = await person()
    const session = await open(clerk.browser, someone.phone)
    expect(session.person).toMatchObject({ id: someone.id, phone: someone.phone.replace(/^(\d{3})\d{4}/, '$1****') })
    expect(new Date(session.until).getTime() - new Date(session.openedAt).getTime()).toBe(30 * 60_000)
    expect(await views(someone)).toMatchObject([
      { viewer: '受理员小赵', action: 'on-behalf.open', channel: 'counter', reason: '代交医保' },
    ])
    expect(await mandates(someone)).toMatchObject([
      { basis: 'staff', state: 'active', reason: '代交医保', moves: ['revoke'] },
    ])
    expect((await close(clerk.browser, { ...session, version: 1 })).status).toBe(412)
    expect((await close(clerk.browser, session)).status).toBe(204)
    expect(onBehalfReply.parse((await clerk.browser.ask('on-behalf')).body()).session).toBeNull()
    expect((await views(someone)).map(({ action }) => action)).toEqual(['on-behalf.close', 'on-behalf.open'])
  })

  test('helps one person at a time; asked again for the same it is the same half hour', async () => {
    const [one, two] = [await person(), await person()]
    const replies = await Promise.all([1, 2, 3].map(() => ask(clerk.browser, one.phone)))
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(replies.map((each) => onBehalf.parse(each.body()).id)).size).toBe(1)
    expect((await ask(clerk.browser, two.phone)).status).toBe(409)
    expect(await views(two)).toEqual([])
  })

  test.each([
    ['no reason', { reason: ' ' }],
    ['no channel', { channel: 'page' }],
    ['no number', { phone: '1' }],
  ])('with %s is refused', async (_, wrong) => {
    expect((await ask(clerk.browser, newPhone(), wrong)).status).toBe(400)
  })

  test('needs a role for it and the second factor', async () => {
    const someone = await person()
    expect((await ask(openBrowser(app), someone.phone)).status).toBe(401)
    expect((await ask(someone.browser, someone.phone)).status).toBe(403)
    expect((await ask(admin.browser, someone.phone)).status).toBe(403)
    const withTextAlone = openBrowser(app)
    await forgetQuotas(app)
    await signInAs(withTextAlone, clerk.phone)
    expect((await ask(withTextAlone, someone.phone)).text).toContain('second-factor-wanted')
    expect((await ask(clerk.browser, clerk.phone)).status).toBe(409)
    expect(await views(someone)).toEqual([])
  })

  test('registers somebody who was never here by name, and is stopped when trying out numbers', async () => {
    const phone = newPhone()
    expect((await ask(clerk.browser, phone)).status).toBe(404)
    const session = await open(clerk.browser, phone, { registerAs: '张奶奶' })
    expect(session.person.name).toBe('张奶奶')
    const browser = openBrowser(app)
    expect((await signInAs(browser, phone)).partyId).toBe(session.person.id)
    await close(clerk.browser, session)
    const curious = await newStaff(app, admin.browser, 'hotline', '坐席小孙')
    for (let i = 0; i < 20; i++) expect((await ask(curious.browser, newPhone())).status).toBe(404)
    expect((await ask(curious.browser, newPhone())).status).toBe(429)
  })

  test('of a town helps whose town is theirs or not known', async () => {
    const ofTown = await newStaff(app, admin.browser, 'town', '城关小李')
    const elsewhere = await person()
    await sql`insert into membership (id, party_id, role, scope, scope_area, since)
      values (gen_random_uuid(), ${elsewhere.id}, 'worker', 'town', '411426999', now())`.execute(app.county.db)
    expect((await ask(ofTown.browser, elsewhere.phone)).status).toBe(403)
    expect((await ask(ofTown.browser, (await person()).phone)).status).toBe(201)
  })

  test('whose half hour is over can do no more, and may help the next one before the clock has rung', async () => {
    const [one, two] = [await person(), await person()]
    const { id } = await open(clerk.browser, one.phone)
    await sql`update mandate set until = now() - interval '1 second' where id = ${id}`.execute(app.county.db)
    const late = await clerk.browser.post(`mandates?onBehalfOf=${one.id}`, { phone: newPhone(), ...relative })
    expect(late.status).toBe(403)
    expect(late.text).toContain('已经到期')
    const next = await open(clerk.browser, two.phone)
    expect(await mandates(one)).toMatchObject([{ state: 'lapsed', endedBy: 'clock' }])
    const ground = { county: app.county, calendar: nationalCalendar() }
    const now = new Date(Date.now() + 31 * 60_000)
    await ringDueClocks(ground, machines, { now, log: app.services.log })
    expect(await mandates(two)).toMatchObject([{ id: next.id, state: 'lapsed', endedBy: 'clock' }])
  })

  test('is sent away by the person, and what is in flight then is refused', async () => {
    const someone = await person()
    const { id, version } = await open(clerk.browser, someone.phone)
    const url = `mandates/${id}/revoke`
    const headers = { 'if-match': `"${version}"` }
    expect((await someone.browser.ask(url, { method: 'POST', body: {}, headers })).status).toBe(200)
    const late = await clerk.browser.post(`mandates?onBehalfOf=${someone.id}`, { phone: newPhone(), ...relative })
    expect(late.text).toContain('已经收回')
  })
})

describe('what a clerk does for somebody', () => {
  test('carries the person, the clerk, the channel and the mandate', async () => {
    const [mother, daughter] = [await person(), await person()]
    const { id } = await open(clerk.browser, mother.phone, { channel: 'hotline', reason: '老人来电，请女儿代办' })
    const made = mandateProposed.parse(
      (await clerk.browser.post(`mandates?onBehalfOf=${mother.id}`, { phone: daughter.phone, ...relative })).body(),
    )
    expect(
      unmasked.parse(
        (await clerk.browser.post(`people/${mother.id}/unmask`, { field: 'phone', purpose: 'call-back' })).body(),
      ).value,
    ).toContain(mother.phone)
    const { rows } = await sql`select actor, principal, mandate_id, channel from audit_entry
      where action in ('mandate.begin', 'phone.unmask') and principal = ${mother.id}`.execute(app.county.db)
    const entry = { actor: clerk.partyId, principal: mother.id, mandate_id: id, channel: 'hotline' }
    expect(rows).toEqual([entry, entry])
    const steps =
      await sql`select actor, principal, mandate_id, channel from machine_step where subject_id = ${made.id}`.execute(
        app.county.db,
      )
    expect(steps.rows).toEqual([entry])
    expect((await views(mother)).map(({ action, isForMe }) => [action, isForMe])).toEqual([
      ['phone.unmask', true],
      ['mandate.begin', true],
      ['on-behalf.open', false],
    ])
    expect(await mandates(daughter)).toMatchObject([{ state: 'proposed', myPart: 'agent', channel: 'hotline' }])
    const seen = mandateList.parse((await clerk.browser.ask(`mandates?onBehalfOf=${mother.id}`)).body()).items
    expect(seen.every(({ moves }) => moves.length === 0)).toBe(true)
    expect((await views(mother))[0]).toMatchObject({ action: 'mandate.read' })
  })

  test('for somebody they do not help is refused, and a relative adds nobody in another’s name', async () => {
    const [mother, son] = [await person(), await person()]
    const made = mandateProposed.parse(
      (
        await son.browser.post('mandates', {
          ...relative,
          phone: mother.phone,
          direction: 'for-them',
          scopes: ['apply'],
        })
      ).body(),
    )
    await mother.browser.ask(`mandates/${made.id}/confirm`, {
      method: 'POST',
      body: {},
      headers: { 'if-match': '"1"' },
    })
    const draft = { phone: newPhone(), ...relative }
    expect((await son.browser.post(`mandates?onBehalfOf=${mother.id}`, draft)).status).toBe(403)
    expect((await clerk.browser.post(`mandates?onBehalfOf=${mother.id}`, draft)).status).toBe(403)
    expect((await clerk.browser.ask(`mandates?onBehalfOf=${mother.id}`)).status).toBe(403)
  })
})

describe('a guardian', () => {
  const paper = {
    ward: { by: 'name', name: '小明' },
    proof: '出生医学证明 Q410000001',
    scopes: ['enquire', 'apply'],
    money: null,
    days: 3000,
  }
  const attest = (by: TestBrowser, guardianId: string, more: object = {}) =>
    by.post(`guardians?onBehalfOf=${guardianId}`, { ...paper, ...more })

  test('is put down by the clerk who saw the paper, whose number lies sealed; the ward reads it and cannot end it', async () => {
    const [father, ward] = [await person(), await person()]
    await open(clerk.browser, father.phone)
    const reply = await attest(clerk.browser, father.id, { ward: { by: 'phone', phone: ward.phone, name: '小明' } })
    expect(reply.status).toBe(201)
    expect(await mandates(father)).toContainEqual(
      expect.objectContaining({ basis: 'guardian', state: 'active', moves: ['revoke'] }),
    )
    expect(await mandates(ward)).toMatchObject([{ basis: 'guardian', myPart: 'principal', moves: [] }])
    expect((await views(ward))[0]).toMatchObject({ action: 'guardian.attest', viewer: '受理员小赵' })
    const { rows } = await sql<{ row: string }>`select m::text as row from mandate m`.execute(app.county.db)
    expect(
      rows.some(({ row }) => row.includes('Q410000001') || row.includes(Buffer.from('Q410000001').toString('hex'))),
    ).toBe(false)
    expect(
      (await attest(clerk.browser, father.id, { ward: { by: 'phone', phone: ward.phone, name: '小明' } })).status,
    ).toBe(409)
    expect(
      (await attest(clerk.browser, father.id, { ward: { by: 'phone', phone: father.phone, name: '本人' } })).status,
    ).toBe(409)
  })

  test('of a child without a number is struck out again with a reason', async () => {
    const father = await person()
    await open(clerk.browser, father.phone)
    const { id, version } = JSON.parse((await attest(clerk.browser, father.id)).text)
    expect(await mandates(father)).toContainEqual(expect.objectContaining({ id, other: { name: '小明', phone: null } }))
    const strike = (reason: string) =>
      clerk.browser.ask(`guardians/${id}/void?onBehalfOf=${father.id}`, {
        method: 'POST',
        body: { reason },
        headers: { 'if-match': `"${version}"` },
      })
    expect((await strike('')).status).toBe(400)
    expect((await strike('监护人变更，见法院判决')).status).toBe(204)
    expect(await mandates(father)).toContainEqual(expect.objectContaining({ id, state: 'revoked', endedBy: 'staff' }))
  })

  test('is put down for nobody whom the clerk does not help, without a paper, or by a resident', async () => {
    const father = await person()
    expect((await attest(clerk.browser, father.id)).status).toBe(403)
    expect((await attest(father.browser, father.id)).status).toBe(403)
    expect((await clerk.browser.post('guardians', paper)).status).toBe(400)
    await open(clerk.browser, father.phone)
    expect((await attest(clerk.browser, father.id, { proof: '' })).status).toBe(400)
  })
})

test('the books agree with what happened here', async () => {
  for (const finding of await verifyInstallation(app.services)) expect(finding.faults).toEqual([])
})
