import { meReply, sessionList } from '@xiayi/contract/identity'
import { problem } from '@xiayi/contract/problems'
import { factorList, newRecoveryCodes } from '@xiayi/contract/second-factor'
import { invitationList, invitationSeen, party, partyList, type StaffMember, staffPage } from '@xiayi/contract/staff'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../app/test-app.ts'
import { KEYS, newPhone, openBrowser, signInAs, type TestBrowser } from '../browser-for-tests.ts'
import {
  codeAt,
  firstAdministrator,
  forgetQuotas,
  inviteStaff,
  newStaff,
  type TestStaff,
  takeUp,
} from './staff-for-tests.ts'

let app: TestApp
let admin: TestStaff

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
  admin = await firstAdministrator(app)
}, 60_000)
afterAll(() => app.close())
beforeEach(() => forgetQuotas(app))

async function refusal(browser: TestBrowser, url: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: object) {
  const reply = await browser.ask(url, { method, ...(body === undefined ? {} : { body }) })
  return { status: reply.status, code: problem.parse(reply.body()).code }
}

async function staff(): Promise<readonly StaffMember[]> {
  return staffPage.parse((await admin.browser.ask('staff')).body()).items
}

/** The same person at another device, with the code of the text alone. */
async function withoutFactor(of: TestStaff): Promise<TestBrowser> {
  await forgetQuotas(app)
  const browser = openBrowser(app)
  await signInAs(browser, of.phone)
  return browser
}

describe('an invitation', () => {
  test('brings in staff: link and phone, then a second factor, and only then the role', async () => {
    const phone = newPhone()
    const { token, invitation } = await inviteStaff(admin.browser, { name: '赵干事', role: 'town', phone })
    expect(invitation).toMatchObject({ state: 'open', scope: { kind: 'town', area: '411426100' } })
    expect(invitation.phone).toMatch(/^139\*{4}\d{4}$/)
    const browser = openBrowser(app)
    const seen = invitationSeen.parse((await browser.post('invitations/look', { token })).body())
    expect(seen).toMatchObject({ name: '赵干事', role: 'town' })
    await signInAs(browser, phone)
    const { me } = meReply.parse((await browser.post('invitations/accept', { token })).body())
    expect(me).toMatchObject({ name: '赵干事', secondFactor: 'enrol', mayEnrol: true, grants: [{ role: 'resident' }] })
    expect((await browser.post('invitations/accept', { token })).status).toBe(410)
    expect((await browser.post('invitations/look', { token })).status).toBe(410)
  })

  test('lies nowhere as its token, and opens nothing for another phone', async () => {
    const { token } = await inviteStaff(admin.browser, { name: '孙干事', role: 'hotline', phone: newPhone() })
    const rows = await app.county.db.selectFrom('invitation').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    const other = openBrowser(app)
    await signInAs(other, newPhone())
    expect(await refusal(other, 'invitations/accept', 'POST', { token })).toEqual({ status: 403, code: 'forbidden' })
    expect(await refusal(openBrowser(app), 'invitations/accept', 'POST', { token })).toMatchObject({ status: 401 })
  })

  test('that was withdrawn or is too old opens nothing', async () => {
    const phone = newPhone()
    const { token, invitation } = await inviteStaff(admin.browser, { name: '钱干事', role: 'hotline', phone })
    expect((await admin.browser.ask(`invitations/${invitation.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await admin.browser.ask(`invitations/${invitation.id}`, { method: 'DELETE' })).status).toBe(409)
    const browser = openBrowser(app)
    await signInAs(browser, phone)
    expect(await refusal(browser, 'invitations/accept', 'POST', { token })).toMatchObject({ status: 410 })
    const late = await inviteStaff(admin.browser, { name: '钱干事', role: 'hotline', phone })
    await sql`update invitation set expires_at = now() where id = ${late.invitation.id}`.execute(app.county.db)
    expect(await refusal(browser, 'invitations/accept', 'POST', { token: late.token })).toMatchObject({ status: 410 })
    const states = invitationList.parse((await admin.browser.ask('invitations')).body()).items.map(({ state }) => state)
    expect(states.slice(0, 2)).toEqual(['expired', 'withdrawn'])
  })

  test('accepted twenty times at once is accepted once', async () => {
    const phone = newPhone()
    const { token } = await inviteStaff(admin.browser, { name: '周干事', role: 'regulator', phone })
    const browser = openBrowser(app)
    await signInAs(browser, phone)
    const jar = new Map(browser.cookies)
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => {
        const each = openBrowser(app)
        for (const [name, value] of jar) each.cookies.set(name, value)
        return each.post('invitations/accept', { token })
      }),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.every(({ status }) => [200, 401, 410].includes(status))).toBe(true)
  })

  test.each([
    [{ role: 'resident' }],
    [{ role: 'root' }],
    [{ phone: '12345' }],
    [{ name: '' }],
    [{ name: '张\u202e三' }],
    [{ scope: { kind: 'town' } }],
    [{ scope: { kind: 'county', area: '1' } }],
    [{ scope: { kind: 'organisation', partyId: '00000000-0000-7000-8000-00000000dead' } }],
    [{ accepted_at: '2026-01-01' }],
  ])('with %j is refused', async (wrong) => {
    const draft = { name: '吴干事', phone: newPhone(), role: 'hotline', scope: { kind: 'county' }, ...wrong }
    expect(await refusal(admin.browser, 'invitations', 'POST', draft)).toEqual({ status: 400, code: 'invalid-input' })
  })
})

describe('the second factor', () => {
  test('a clerk who signed in with the text alone is a resident until it is shown', async () => {
    const browser = await withoutFactor(admin)
    expect(await browser.me()).toMatchObject({ secondFactor: 'wanted', grants: [{ role: 'resident' }] })
    expect(await refusal(browser, 'staff')).toEqual({ status: 403, code: 'second-factor-wanted' })
    const before = new Map(browser.cookies)
    const shown = await browser.post('second-factor/totp', { code: admin.code(0) })
    expect(meReply.parse(shown.body()).me).toMatchObject({ secondFactor: 'passed' })
    expect((await browser.ask('staff')).status).toBe(200)
    const old = openBrowser(app)
    for (const [name, value] of before) old.cookies.set(name, value)
    expect(await old.me()).toBeNull()
  })

  test('a code of the app is good once, whoever is first', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline')
    const devices: TestBrowser[] = []
    for (let i = 0; i < 6; i++) devices.push(await withoutFactor(clerk))
    const code = clerk.code(0)
    const replies = await Promise.all(devices.slice(0, 4).map((each) => each.post('second-factor/totp', { code })))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(3)
    const again = await devices[5]?.post('second-factor/totp', { code: clerk.code(-1) })
    expect(again?.status).toBe(401)
  })

  test('after five wrong ones in a row the next waits, also the right one, and longer each time', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline')
    const browser = await withoutFactor(clerk)
    const wrong = String((Number(clerk.code(0)) + 1) % 1_000_000).padStart(6, '0')
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => browser.post('second-factor/totp', { code: wrong })),
    )
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(7)
    const right = await browser.post('second-factor/totp', { code: clerk.code(0) })
    expect(right.status).toBe(429)
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(30)
    await sql`update factor_guard set locked_until = now() where party_id = ${clerk.partyId}`.execute(app.county.db)
    expect((await browser.post('second-factor/totp', { code: wrong })).status).toBe(401)
    const longer = await browser.post('second-factor/totp', { code: clerk.code(0) })
    expect(Number(longer.headers['retry-after'])).toBeGreaterThan(90)
  })

  test('a recovery code opens once; renewed ones void the old and end other devices', async () => {
    const clerk = await newStaff(app, admin.browser, 'department')
    expect(clerk.recoveryCodes).toHaveLength(10)
    const [first = '', second = ''] = clerk.recoveryCodes
    const browser = await withoutFactor(clerk)
    const typed = `${first.slice(0, 4)}-${first.slice(4).toLowerCase()}`
    expect((await browser.post('second-factor/recovery', { code: typed })).status).toBe(200)
    const other = await withoutFactor(clerk)
    expect((await other.post('second-factor/recovery', { code: first })).status).toBe(401)
    const fresh = newRecoveryCodes.parse((await browser.post('factors/recovery-codes')).body()).recoveryCodes
    expect(await other.me()).toBeNull()
    expect(await clerk.browser.me()).toBeNull()
    const third = await withoutFactor(clerk)
    expect((await third.post('second-factor/recovery', { code: second })).status).toBe(401)
    expect((await third.post('second-factor/recovery', { code: fresh[0] ?? '' })).status).toBe(200)
    expect(factorList.parse((await third.ask('factors')).body()).recoveryCodesLeft).toBe(9)
  })

  test('is set up only with a fresh invitation, or with the one that is there', async () => {
    const resident = openBrowser(app)
    await signInAs(resident, newPhone())
    expect(await refusal(resident, 'factors/totp', 'POST', {})).toEqual({ status: 403, code: 'forbidden' })
    const clerk = await newStaff(app, admin.browser, 'hotline')
    const browser = await withoutFactor(clerk)
    expect(await refusal(browser, 'factors/totp', 'POST', {})).toMatchObject({ code: 'second-factor-wanted' })
    expect(await refusal(browser, 'factors/recovery-codes', 'POST', {})).toMatchObject({ code: 'second-factor-wanted' })
    const { items } = factorList.parse((await browser.ask('factors')).body())
    expect(await refusal(browser, `factors/${items[0]?.id}`, 'DELETE')).toMatchObject({ code: 'second-factor-wanted' })
    expect(await refusal(clerk.browser, `factors/${items[0]?.id}`, 'DELETE')).toMatchObject({ code: 'conflict' })
    const theirs = factorList.parse((await admin.browser.ask('factors')).body()).items[0]?.id
    expect(await refusal(clerk.browser, `factors/${theirs}`, 'DELETE')).toMatchObject({ status: 404 })
  })

  test('another authenticator takes the place of the first and ends the sessions from before', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline')
    const elsewhere = await withoutFactor(clerk)
    expect((await elsewhere.post('second-factor/totp', { code: clerk.code(0) })).status).toBe(200)
    const secret = JSON.parse((await clerk.browser.post('factors/totp')).text).secret
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect((await clerk.browser.post('factors/totp/confirm', { code: codeAt(secret, 0) })).status).toBe(200)
    expect(await elsewhere.me()).toBeNull()
    expect(sessionList.parse((await clerk.browser.ask('sessions')).body()).items).toHaveLength(1)
    expect(factorList.parse((await clerk.browser.ask('factors')).body()).items).toHaveLength(1)
  })

  test('its secret lies sealed', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline')
    const secret = JSON.parse((await clerk.browser.post('factors/totp')).text).secret
    const rows = await app.county.db.selectFrom('second_factor').selectAll().execute()
    const text = JSON.stringify(rows, (_, value: unknown) =>
      Buffer.isBuffer(value) ? value.toString('latin1') : value,
    )
    expect(text).not.toContain(secret)
  })

  test('a passkey is asked for by a name and not by numbers', async () => {
    const numbers = await admin.browser.ask('factors/passkeys/options', {
      method: 'POST',
      headers: { host: '127.0.0.1' },
    })
    expect(numbers.status).toBe(409)
    const named = await admin.browser.ask('factors/passkeys/options', {
      method: 'POST',
      headers: { host: 'localhost' },
    })
    expect(named.status).toBe(200)
    expect(named.body()).toMatchObject({ rp: { id: 'localhost' } })
    const wrong = {
      label: '手机',
      response: {
        id: 'AA',
        rawId: 'AA',
        type: 'public-key',
        response: { clientDataJSON: 'AA', attestationObject: 'AA' },
      },
    }
    const refused = await admin.browser.ask('factors/passkeys', {
      method: 'POST',
      body: wrong,
      headers: { host: 'localhost' },
    })
    expect(refused.status).toBe(401)
  })
})

describe('roles', () => {
  test('are seen, given and taken by administrators alone', async () => {
    const clerk = await newStaff(app, admin.browser, 'commerce-bureau')
    const guarded = [
      ['staff', 'GET'],
      ['invitations', 'GET'],
      ['parties', 'GET'],
      [`invitations/${clerk.partyId}`, 'DELETE'],
      [`memberships/${clerk.partyId}`, 'DELETE'],
      [`staff/${clerk.partyId}/reset-factors`, 'POST'],
      [`staff/${clerk.partyId}/end-sessions`, 'POST'],
    ] as const
    for (const [url, method] of guarded) {
      expect(await refusal(clerk.browser, url, method)).toEqual({ status: 403, code: 'forbidden' })
      expect(await refusal(openBrowser(app), url, method)).toEqual({ status: 401, code: 'sign-in-wanted' })
    }
  })

  test('a role that is taken away is gone at the next request', async () => {
    const second = await newStaff(app, admin.browser, 'administrator', '郑主任')
    expect((await second.browser.ask('staff')).status).toBe(200)
    const row = (await staff()).find(({ partyId }) => partyId === second.partyId)
    const id = row?.memberships[0]?.id
    const both = await Promise.all([1, 2, 3].map(() => admin.browser.ask(`memberships/${id}`, { method: 'DELETE' })))
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404, 404])
    expect(await refusal(second.browser, 'staff')).toEqual({ status: 403, code: 'forbidden' })
  })

  test('two administrators who take the role from each other leave one', async () => {
    const second = await newStaff(app, admin.browser, 'administrator', '冯主任')
    const rows = await staff()
    const idOf = (who: string) =>
      rows.find(({ partyId }) => partyId === who)?.memberships.find(({ role }) => role === 'administrator')?.id
    const replies = await Promise.all([
      admin.browser.ask(`memberships/${idOf(second.partyId)}`, { method: 'DELETE' }),
      second.browser.ask(`memberships/${idOf(admin.partyId)}`, { method: 'DELETE' }),
    ])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409])
    const [winner] = replies[0]?.status === 204 ? [admin] : [second]
    admin = winner ?? admin
    expect((await admin.browser.ask('staff')).status).toBe(200)
  })

  test('a further role is given once', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline')
    const body = { partyId: clerk.partyId, role: 'centre-staff', scope: { kind: 'county' } }
    const replies = await Promise.all([1, 2, 3, 4].map(() => admin.browser.post('memberships', body)))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409, 409, 409])
    const me = await clerk.browser.me()
    expect(me?.grants.map(({ role }) => role)).toEqual(['resident', 'hotline', 'centre-staff'])
    const resident = openBrowser(app)
    const { partyId } = await signInAs(resident, newPhone())
    expect((await admin.browser.post('memberships', { ...body, partyId })).status).toBe(404)
  })

  test('that are given and taken are in the audit log, by ids alone', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline', '褚干事')
    const rows = await app.county.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('subject_id', '=', clerk.partyId)
      .execute()
    const actions = rows.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['session.open', 'role.take-up', 'second-factor.add']))
    const text = JSON.stringify(rows)
    expect(text).not.toContain(clerk.phone)
    expect(text).not.toContain('褚干事')
  })

  test('who reads the list of staff, or of invitations, is in the audit log, once for all of its pages', async () => {
    const readings = async () => {
      const rows = await app.county.db
        .selectFrom('audit_entry')
        .select('action')
        .where('actor', '=', admin.partyId)
        .where('action', 'in', ['staff.read', 'invitations.read'])
        .execute()
      return rows.map(({ action }) => action).toSorted()
    }
    const before = await readings()
    const page = staffPage.parse((await admin.browser.ask('staff?limit=1')).body())
    await admin.browser.ask(`staff?limit=1&cursor=${page.nextCursor}`)
    await admin.browser.ask('invitations')
    expect(await readings()).toEqual([...before, 'invitations.read', 'staff.read'].toSorted())
  })

  test('a role may reach as far as one organisation', async () => {
    const made = party.parse((await admin.browser.post('parties', { kind: 'department', name: '市场监管局' })).body())
    expect(partyList.parse((await admin.browser.ask('parties')).body()).items).toContainEqual(made)
    const phone = newPhone()
    const scope = { kind: 'organisation', partyId: made.id }
    const reply = await admin.browser.post('invitations', { name: '陈科长', phone, role: 'department', scope })
    const clerk = await takeUp(app, { phone, token: JSON.parse(reply.text).token })
    expect((await clerk.browser.me())?.grants).toContainEqual({ role: 'department', scope })
    const row = (await staff()).find(({ partyId }) => partyId === clerk.partyId)
    expect(row?.memberships).toMatchObject([{ role: 'department', scopeName: '市场监管局' }])
  })

  test('are listed page by page, each person once', async () => {
    const all = (await staff()).map(({ partyId }) => partyId)
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const tail = cursor === '' ? '' : `&cursor=${cursor}`
      const page = staffPage.parse((await admin.browser.ask(`staff?limit=2${tail}`)).body())
      paged.push(...page.items.map(({ partyId }) => partyId))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all)
    expect((await admin.browser.ask('staff?cursor=x')).status).toBe(400)
  })
})

describe('somebody who lost everything', () => {
  test('has it reset by another administrator and comes in again with a new link', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline')
    expect(await refusal(admin.browser, `staff/${admin.partyId}/reset-factors`, 'POST')).toMatchObject({ status: 409 })
    expect((await admin.browser.ask(`staff/${clerk.partyId}/reset-factors`, { method: 'POST' })).status).toBe(204)
    expect(await refusal(admin.browser, `staff/${clerk.partyId}/reset-factors`, 'POST')).toMatchObject({ status: 404 })
    expect(await clerk.browser.me()).toBeNull()
    const browser = await withoutFactor(clerk)
    expect(await browser.me()).toMatchObject({ secondFactor: 'enrol', mayEnrol: false })
    const { token } = await inviteStaff(admin.browser, { name: '李干事', role: 'hotline', phone: clerk.phone })
    const again = await takeUp(app, { phone: clerk.phone, token })
    expect((await again.browser.me())?.grants.map(({ role }) => role)).toContain('hotline')
  })

  test('and whose device was stolen is signed out everywhere', async () => {
    const clerk = await newStaff(app, admin.browser, 'hotline')
    const reply = await admin.browser.ask(`staff/${clerk.partyId}/end-sessions`, { method: 'POST' })
    expect(JSON.parse(reply.text)).toEqual({ ended: 1 })
    expect(await clerk.browser.me()).toBeNull()
    const nobody = '00000000-0000-7000-8000-00000000dead'
    expect(await refusal(admin.browser, `staff/${nobody}/end-sessions`, 'POST')).toMatchObject({ status: 404 })
  })
})
