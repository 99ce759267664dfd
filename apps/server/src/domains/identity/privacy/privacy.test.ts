import { consentList, erased, unmasked, viewPage } from '@xiayi/contract/privacy'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../app/test-app.ts'
import { verifyInstallation } from '../../../app/verify.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { auditEntries } from '../../../platform/audit/audit-list.sql.ts'
import { KEYS, newPhone, openBrowser, signInAs, type TestBrowser } from '../browser-for-tests.ts'
import { firstAdministrator, forgetQuotas, newStaff, type TestStaff } from '../staff/staff-for-tests.ts'
import { hasConsent } from './privacy.service.ts'

let app: TestApp
let clerk: TestStaff

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
  const admin = await firstAdministrator(app)
  clerk = await newStaff(app, admin.browser, 'centre-staff', '受理员小赵')
}, 60_000)
afterAll(() => app.close())
beforeEach(() => forgetQuotas(app))

interface Resident {
  readonly browser: TestBrowser
  readonly id: string
  readonly phone: string
}

async function resident(): Promise<Resident> {
  await forgetQuotas(app)
  const phone = newPhone()
  const browser = openBrowser(app)
  return { browser, phone, id: (await signInAs(browser, phone)).partyId }
}

const unmask = (by: TestBrowser, id: string, body: object = { field: 'phone', purpose: 'call-back' }) =>
  by.post(`people/${id}/unmask`, body)
const views = async (of: Resident) => viewPage.parse((await of.browser.ask('my-data/views')).body()).items
const decide = (of: Resident, body: object) => of.browser.ask('my-data/consents', { method: 'PUT', body })

describe('a whole number', () => {
  test('is shown for a purpose, and the person reads who looked and what for', async () => {
    const person = await resident()
    expect(await views(person)).toEqual([])
    const reply = await unmask(clerk.browser, person.id)
    expect(unmasked.parse(reply.body()).value).toBe(`+86${person.phone}`)
    expect(await views(person)).toMatchObject([{ viewer: '受理员小赵', action: 'phone.unmask', purpose: 'call-back' }])
    expect((await openBrowser(app).ask('my-data/views')).status).toBe(401)
    expect(await views(await resident())).toEqual([])
  })
  test.each([
    ['without a purpose', { field: 'phone' }, 400],
    ['for a purpose of one’s own', { field: 'phone', purpose: 'curiosity' }, 400],
    ['of another field', { field: 'health', purpose: 'call-back' }, 400],
  ])('%s is refused and nobody has looked', async (_, body, status) => {
    const person = await resident()
    expect((await unmask(clerk.browser, person.id, body)).status).toBe(status)
    expect(await views(person)).toEqual([])
  })
  test('is refused to a neighbour, to a stranger and of nobody', async () => {
    const [person, neighbour] = [await resident(), await resident()]
    expect((await unmask(neighbour.browser, person.id)).status).toBe(403)
    expect((await unmask(openBrowser(app), person.id)).status).toBe(401)
    expect((await unmask(clerk.browser, '00000000-0000-4000-8000-000000000000')).status).toBe(404)
    expect((await unmask(clerk.browser, 'me')).status).toBe(400)
    expect(await views(person)).toEqual([])
  })
  test('looked at by the dozen raises an alarm, and by the hundred is no longer shown', async () => {
    const person = await resident()
    const look = (count: number) =>
      app.county.transact(async (tx) => {
        for (let at = 0; at < count; at++)
          await appendAudit(tx, {
            actor: clerk.partyId,
            channel: 'page',
            action: 'phone.unmask',
            subject: { kind: 'person', id: 'x' },
          })
      })
    const alarms = async () =>
      (await auditEntries(app.county.db, { action: 'phone.unmask-alarm' }, { before: undefined, limit: 9 })).length
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_entry
      where actor = ${clerk.partyId} and action = 'phone.unmask'`.execute(app.county.db)
    await look(29 - (rows[0]?.count ?? 0))
    expect(await alarms()).toBe(0)
    const level = app.services.log.level
    app.services.log.level = 'silent'
    await unmask(clerk.browser, person.id)
    app.services.log.level = level
    expect(await alarms()).toBe(1)
    await look(170)
    const refused = await unmask(clerk.browser, person.id)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBeDefined()
  })
})

describe('consent', () => {
  test('is asked by purpose, given, taken back, and holds from the commit on', async () => {
    const person = await resident()
    const states = async () =>
      consentList.parse((await person.browser.ask('my-data/consents')).body()).items.map(({ state }) => state)
    expect(await states()).toEqual(['unasked', 'unasked', 'unasked'])
    expect(await hasConsent(app.county.db, person.id, 'health-care')).toBe(false)
    expect((await decide(person, { purpose: 'health-care', version: 1, decision: 'given' })).status).toBe(200)
    expect(await hasConsent(app.county.db, person.id, 'health-care')).toBe(true)
    await decide(person, { purpose: 'health-care', version: 1, decision: 'withdrawn' })
    expect(await hasConsent(app.county.db, person.id, 'health-care')).toBe(false)
    expect(await states()).toEqual(['unasked', 'unasked', 'withdrawn'])
  })
  test('given ten times at once is one decision', async () => {
    const person = await resident()
    await Promise.all(
      Array.from({ length: 10 }, () => decide(person, { purpose: 'service-notices', version: 1, decision: 'given' })),
    )
    const { rows } = await sql`select 1 from consent where party_id = ${person.id}`.execute(app.county.db)
    expect(rows).toHaveLength(1)
  })
  test('to words that were not shown, or by nobody, is refused', async () => {
    const person = await resident()
    expect((await decide(person, { purpose: 'health-care', version: 9, decision: 'given' })).status).toBe(409)
    expect((await decide(person, { purpose: 'sale', version: 1, decision: 'given' })).status).toBe(400)
    const nobody = { ...person, browser: openBrowser(app) }
    expect((await decide(nobody, { purpose: 'health-care', version: 1, decision: 'given' })).status).toBe(401)
  })
})

describe('one’s own data', () => {
  test('leave as a file that is complete and holds nobody else', async () => {
    const [person, other] = [await resident(), await resident()]
    await decide(person, { purpose: 'service-notices', version: 1, decision: 'given' })
    const reply = await person.browser.ask('my-data/file')
    expect(reply.headers['content-disposition']).toContain('attachment')
    expect(JSON.parse(reply.text)).toMatchObject({
      账户: {
        person: { id: person.id, phone: `+86${person.phone}` },
        roles: [{ role: 'resident' }],
        consents: [{ purpose: 'service-notices', decision: 'given' }],
      },
    })
    expect(reply.text).not.toContain(other.phone)
    expect(reply.text).not.toContain(other.id)
    expect((await openBrowser(app).ask('my-data/file')).status).toBe(401)
  })
  test('go when the person goes: no table holds the number or what finds it, the log stays whole', async () => {
    const person = await resident()
    await decide(person, { purpose: 'service-notices', version: 1, decision: 'given' })
    await unmask((await newStaff(app, await adminAgain(), 'hotline', '热线员')).browser, person.id)
    const vault = await app.services.vaults.of(app.county)
    const blind = vault.blindIndex('phone', `+86${person.phone}`)
    const held = async () =>
      (await everything()).filter((row) => row.includes(blind.toString('hex')) || row.includes(person.phone))
    expect((await held()).length).toBeGreaterThan(0)
    expect((await person.browser.post('my-data/erase', { confirm: 'yes' })).status).toBe(400)
    const reply = await person.browser.post('my-data/erase', { confirm: '注销' })
    expect(erased.parse(reply.body()).kept.join()).toContain('审计记录')
    expect(await held()).toEqual([])
    expect((await person.browser.post('my-data/erase', { confirm: '注销' })).status).toBe(401)
    expect((await signInAs(openBrowser(app), person.phone)).partyId).not.toBe(person.id)
    for (const finding of await verifyInstallation(app.services)) expect(finding.faults).toEqual([])
  })
  test('stay while the person is staff', async () => {
    const reply = await clerk.browser.post('my-data/erase', { confirm: '注销' })
    expect(reply.status).toBe(409)
    expect(reply.text).toContain('请本县管理员收回')
  })
})

/** Another administrator: the first one's session is the other tests'. */
async function adminAgain(): Promise<TestBrowser> {
  return (await firstAdministrator(app)).browser
}

/** Every row of every table as text. */
async function everything(): Promise<readonly string[]> {
  const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(app.county.db)
  const rows = await Promise.all(
    tables.rows.map(({ name }) =>
      sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(app.county.db),
    ),
  )
  return rows.flatMap((each) => each.rows.map(({ row }) => row))
}
