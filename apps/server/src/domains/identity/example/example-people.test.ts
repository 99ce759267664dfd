import { meReply, type Role, roleWords, STAFF_ROLES } from '@xiayi/contract/identity'
import { phoneWords } from '@xiayi/contract/phone'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../app/test-app.ts'
import { KEYS, openBrowser, signInAs } from '../browser-for-tests.ts'
import type { At } from '../identity-deps.ts'
import { forgetQuotas } from '../staff/staff-for-tests.ts'
import { EXAMPLE_PEOPLE } from './example-people.ts'
import { retireExamplePeople, seedExamplePeople } from './keep-example-people.ts'

let app: TestApp

beforeAll(async () => {
  app = await openTestApp(KEYS)
  await seedExamplePeople(await ground())
  await seedExamplePeople(await ground())
})
afterAll(() => app.close())

async function ground(): Promise<At> {
  return { county: app.county, vault: await app.services.vaults.of(app.county), now: new Date() }
}

/** The second-factor code that /dev shows beside the person. */
async function shownCode(phone: string, role: Role): Promise<string> {
  const { text } = await openBrowser(app).ask('/dev')
  const [, code = ''] =
    new RegExp(`<td>${roleWords[role]}</td><td>${phoneWords(phone)}</td><td><b>(\\d{6})</b>`).exec(text) ?? []
  return code
}

test('there is one person in every role, once, who can sign in with what /dev shows', async () => {
  for (const { phone, role, name } of EXAMPLE_PEOPLE) {
    await forgetQuotas(app)
    const browser = openBrowser(app)
    await signInAs(browser, phone)
    if (STAFF_ROLES.some((one) => one === role)) {
      const shown = await browser.post('second-factor/totp', { code: await shownCode(phone, role) })
      expect(shown.status, shown.text).toBe(200)
    }
    const me = await browser.me()
    expect(me?.name).toBe(name)
    expect(me?.grants.filter((grant) => grant.role === role)).toHaveLength(1)
  }
})

test('in production their roles are gone, once and for all', async () => {
  expect(await retireExamplePeople(await ground())).toBe(EXAMPLE_PEOPLE.length - 2)
  expect(await retireExamplePeople(await ground())).toBe(0)
  await forgetQuotas(app)
  const browser = openBrowser(app)
  await signInAs(browser, '+8615400000012')
  const { me } = meReply.parse((await browser.ask('me')).body())
  expect(me?.grants.map(({ role }) => role)).toEqual(['resident'])
  expect((await browser.ask('/api/identity/staff')).status).toBe(403)
})
