import { RETENTION } from '@xiayi/contract/privacy'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../app/test-app.ts'
import { KEYS, newPhone, openBrowser, signInAs } from '../browser-for-tests.ts'
import { firstAdministrator, inviteStaff, newStaff, type TestStaff } from '../staff/staff-for-tests.ts'
import { forgetUnneeded } from './retention.service.ts'

let app: TestApp
let admin: TestStaff

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
  admin = await firstAdministrator(app)
  await newStaff(app, admin.browser, 'hotline')
  await inviteStaff(admin.browser, { name: '没来的人', role: 'town', phone: newPhone() })
  await signInAs(openBrowser(app), newPhone())
})
afterAll(() => app.close())

const daysOn = (days: number) => new Date(Date.now() + days * 86_400_000)

async function rows(table: string): Promise<number> {
  const {
    rows: [row],
  } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(app.county.db)
  return row?.n ?? 0
}

test('nothing goes before its time, logs not before six months', async () => {
  expect(await forgetUnneeded(app.county, daysOn(0))).toEqual({})
  expect(await forgetUnneeded(app.county, daysOn(183))).toEqual({})
  for (const { days } of [RETENTION.texts, RETENTION.sessions, RETENTION.invitations])
    expect(days).toBeGreaterThanOrEqual(184)
})

test('what nothing needs any more goes, in the order it hangs together, and the audit says how much', async () => {
  const tables = ['sign_in_code', 'text_message', 'session', 'invitation']
  const before = Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rows(table)])))
  for (const table of tables) expect(before[table], table).toBeGreaterThan(0)
  const factors = await rows('second_factor')
  const gone = await forgetUnneeded(app.county, daysOn(3 * 366))
  expect(gone).toEqual({
    texts: before.sign_in_code,
    sessions: before.session,
    invitations: before.invitation,
  })
  for (const table of tables) expect(await rows(table), table).toBe(0)
  // Who they are and what they hold stays.
  expect(await rows('second_factor')).toBe(factors)
  const { rows: noted } = await sql<{ what: string; deleted: number }>`
    select details->>'what' as what, (details->>'deleted')::int as deleted
    from audit_entry where action = 'retention.delete' order by id`.execute(app.county.db)
  expect(Object.fromEntries(noted.map(({ what, deleted }) => [what, deleted]))).toEqual(gone)
})

test('a number that was forgotten signs in as before, and is the same person', async () => {
  const again = openBrowser(app)
  const me = await signInAs(again, admin.phone)
  expect(me.partyId).toBe(admin.partyId)
})
