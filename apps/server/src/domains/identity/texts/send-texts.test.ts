import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../app/test-app.ts'
import { readConfig } from '../../../platform/config/config.ts'
import { KEYS, newPhone, openBrowser, outboxOf } from '../browser-for-tests.ts'
import { createTextRounds } from './send-texts.ts'
import { type FakeSender, fakeSender } from './sms.fake.ts'

let app: TestApp
let sender: FakeSender

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
}, 60_000)
afterAll(() => app.close())
beforeEach(async () => {
  sender = fakeSender()
  await sql`delete from sign_in_quota`.execute(app.county.db)
  await sql`delete from sign_in_code`.execute(app.county.db)
})

const LIVE = {
  SMS_ALIYUN_KEY_ID: 'id',
  SMS_ALIYUN_KEY_SECRET: 'secret',
  SMS_ALIYUN_SIGN: '夏邑生活',
  SMS_ALIYUN_TEMPLATE: 'SMS_1',
}

function rounds(mode: 'rehearsal' | 'staff-only' | 'live', now: () => Date = () => new Date()) {
  const config = readConfig({ DATABASE_URL: 'postgres://a@b/c', SMS_MODE: mode, ...LIVE })
  return createTextRounds({ config, log: app.services.log, vaults: app.services.vaults }, { sender, now })
}

async function ask(phone: string, i = 0): Promise<void> {
  const reply = await openBrowser(app).ask('codes', { method: 'POST', body: { phone }, from: `10.7.0.${i}` })
  expect(reply.status, reply.text).toBe(202)
}

const states = async () => (await outboxOf(openBrowser(app))).map(({ state }) => state)

test('a text leaves with the code that then signs its person in', async () => {
  const phone = newPhone()
  await ask(phone)
  expect(sender.sent).toEqual([])
  expect(await rounds('live').look(app.county)).toBe(1)
  expect(sender.sent).toMatchObject([{ to: `+86${phone}` }])
  const reply = await openBrowser(app).post('sessions', { phone, code: sender.sent[0]?.code })
  expect(reply.status).toBe(201)
  expect(await states()).toEqual(['sent'])
})

test('ten processes that look at once send each text once', async () => {
  for (let i = 0; i < 15; i++) await ask(newPhone(), i)
  const senders = Array.from({ length: 10 }, () => rounds('live'))
  const counts = await Promise.all(senders.map((each) => each.look(app.county)))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(15)
  expect(new Set(sender.sent.map(({ to }) => to)).size).toBe(15)
  expect(sender.sent).toHaveLength(15)
})

test('one that was not answered or was refused is not sent again', async () => {
  await ask(newPhone(), 1)
  sender.failNext('unanswered')
  await rounds('live').look(app.county)
  await ask(newPhone(), 2)
  sender.failNext('refused')
  await rounds('live').look(app.county)
  expect(await rounds('live').look(app.county)).toBe(0)
  expect(sender.sent).toHaveLength(1)
  const rows = await app.county.db.selectFrom('text_message').select('failure').orderBy('created_at').execute()
  expect(rows.map(({ failure }) => failure)).toEqual(['no-answer', 'isv.MOBILE_NUMBER_ILLEGAL'])
})

test('one whose process ended is given up and not sent', async () => {
  await ask(newPhone())
  await sql`update text_message set state = 'sending', claimed_at = now() - interval '6 minutes'`.execute(app.county.db)
  expect(await rounds('live').look(app.county)).toBe(0)
  expect(await states()).toEqual(['failed'])
  expect(sender.sent).toEqual([])
})

test('after five faults in a row the provider is left alone for half a minute, and what is too old stays here', async () => {
  let now = new Date()
  const patient = rounds('live', () => now)
  for (let i = 0; i < 5; i++) {
    await ask(newPhone(), i)
    sender.failNext('refused')
    await patient.look(app.county)
  }
  await ask(newPhone(), 9)
  expect(await patient.look(app.county)).toBe(0)
  now = new Date(now.getTime() + 31_000)
  expect(await patient.look(app.county)).toBe(1)
  expect(sender.sent).toHaveLength(1)
  await ask(newPhone(), 10)
  now = new Date(now.getTime() + 600_000)
  await patient.look(app.county)
  expect(sender.sent).toHaveLength(1)
  expect((await states())[0]).toBe('stale')
})

test('in rehearsal nothing leaves; with staff only, only what staff and the invited asked for', async () => {
  await ask(newPhone(), 1)
  await rounds('rehearsal').look(app.county)
  const clerk = newPhone()
  const resident = newPhone()
  for (const [i, phone] of [clerk, resident].entries()) await ask(phone, i)
  const vault = await app.services.vaults.of(app.county)
  const blind = vault.blindIndex('phone', `+86${clerk}`)
  await sql`insert into party (id, kind, name, phone_sealed, phone_blind, created_at)
    values ('00000000-0000-7000-8000-000000000001', 'person', '示例', '\\x00', ${blind}, now())`.execute(app.county.db)
  await sql`insert into membership (id, party_id, role, scope, since)
    values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'hotline', 'county', now())`.execute(
    app.county.db,
  )
  await rounds('staff-only').look(app.county)
  expect(sender.sent).toMatchObject([{ to: `+86${clerk}` }])
  expect((await states()).toSorted()).toEqual(['rehearsed', 'sent', 'withheld'])
})
