import { sessionList, sessionsEnded } from '@xiayi/contract/identity'
import { problem } from '@xiayi/contract/problems'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCounty } from '../../../app/county.ts'
import { openTestApp, openTestServer, type TestApp } from '../../../app/test-app.ts'
import { KEYS, newPhone, openBrowser, signInAs, type TestBrowser } from '../browser-for-tests.ts'

let app: TestApp

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
  await createCounty(app.services, { code: 'other', name: '邻县', isExample: false })
}, 60_000)
afterAll(() => app.close())
beforeEach(async () => {
  await sql`delete from sign_in_quota`.execute(app.county.db)
})

async function devices(browser: TestBrowser) {
  return sessionList.parse((await browser.ask('sessions')).body()).items
}

async function twoDevices() {
  const phone = newPhone()
  const first = openBrowser(app)
  await signInAs(first, phone)
  await sql`delete from sign_in_quota`.execute(app.county.db)
  const second = openBrowser(app)
  await signInAs(second, phone)
  return { first, second }
}

async function refused(browser: TestBrowser): Promise<string> {
  const reply = await browser.ask('sessions')
  expect(reply.status, reply.text).toBe(401)
  return problem.parse(reply.body()).code
}

describe('one’s devices', () => {
  test('are listed, and one of them is made to leave at once', async () => {
    const { first, second } = await twoDevices()
    const [one, two] = await devices(second)
    expect(new Set([one?.isCurrent, two?.isCurrent])).toEqual(new Set([false, true]))
    const other = [one, two].find((each) => each?.isCurrent === false)
    expect((await first.ask('sessions')).status).toBe(200)
    expect((await second.ask(`sessions/${other?.id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await refused(first)).toBe('sign-in-wanted')
    expect(await devices(second)).toHaveLength(1)
    expect((await second.ask(`sessions/${other?.id}`, { method: 'DELETE' })).status).toBe(404)
  })

  test('but this one are made to leave together', async () => {
    const { first, second } = await twoDevices()
    expect(sessionsEnded.parse((await second.post('sessions/end-others')).body()).ended).toBe(1)
    expect(await refused(first)).toBe('sign-in-wanted')
    expect((await second.ask('sessions')).status).toBe(200)
  })

  test('this one leaves and forgets its cookie; the old cookie opens nothing', async () => {
    const browser = openBrowser(app)
    await signInAs(browser, newPhone())
    const kept = new Map(browser.cookies)
    expect((await browser.ask('sessions/current', { method: 'DELETE' })).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    for (const [name, value] of kept) browser.cookies.set(name, value)
    expect(await refused(browser)).toBe('sign-in-wanted')
  })

  test('of somebody else are as if they were not there', async () => {
    const mine = openBrowser(app)
    await signInAs(mine, newPhone())
    const theirs = openBrowser(app)
    const { sessionId } = await signInAs(theirs, newPhone())
    expect((await mine.ask(`sessions/${sessionId}`, { method: 'DELETE' })).status).toBe(404)
    expect((await theirs.ask('sessions')).status).toBe(200)
    expect((await devices(mine)).map(({ id }) => id)).not.toContain(sessionId)
  })

  test('are asked for by nobody who is not signed in', async () => {
    const browser = openBrowser(app)
    expect(await refused(browser)).toBe('sign-in-wanted')
    expect((await browser.ask('sessions/current', { method: 'DELETE' })).status).toBe(401)
    expect((await browser.post('sessions/end-others')).status).toBe(401)
    expect((await browser.ask('sessions/..%2fadmin', { method: 'DELETE' })).status).toBe(401)
  })

  test('ended twenty times at once are ended once', async () => {
    const { first, second } = await twoDevices()
    const { sessionId } = (await first.me()) ?? {}
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => second.ask(`sessions/${sessionId}`, { method: 'DELETE' })),
    )
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 404)).toHaveLength(19)
  })
})

describe('a token', () => {
  const forged = {
    'that was made up': 'A'.repeat(43),
    'that is a JWT without a signature': 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW5pc3RyYXRvciJ9.',
    'with a key path': '{"kid":"../../dev/null"}',
    'of SQL': "' or 1=1 --",
    'that is empty': '',
    'of 100 kB of zeros': '0'.repeat(10_000),
  }
  test.each(Object.entries(forged))('%s is nobody’s', async (_, value) => {
    const browser = openBrowser(app)
    browser.cookies.set('xiayi_test', value)
    expect(await refused(browser)).toBe('sign-in-wanted')
    browser.cookies.set('xiayi_test', value)
    expect(await browser.me()).toBeNull()
  })

  test('of another county is refused there, even when its row is carried over', async () => {
    const browser = openBrowser(app)
    const me = await signInAs(browser, newPhone())
    const token = browser.cookies.get('xiayi_test') ?? ''
    browser.cookies.set('xiayi_other', token)
    expect((await browser.ask('sessions?county=other')).status).toBe(401)
    const other = app.services.databases.county('other', 'people')
    await sql`insert into cother.party select * from ctest.party where id = ${me.partyId}`.execute(other.db)
    await sql`insert into cother.session select * from ctest.session where id = ${me.sessionId}`.execute(other.db)
    browser.cookies.set('xiayi_other', token)
    expect((await browser.ask('sessions?county=other')).status).toBe(401)
    expect((await browser.ask('sessions')).status).toBe(200)
  })

  test('ends after a time without use, and for good after a longer one', async () => {
    for (const change of [
      sql`update session set seen_at = now() - make_interval(secs => idle_seconds + 1)`,
      sql`update session set ends_at = now() - interval '1 second'`,
    ]) {
      const browser = openBrowser(app)
      await signInAs(browser, newPhone())
      await change.execute(app.county.db)
      // What a process remembers of a session is a second old at most.
      await expect.poll(async () => (await browser.ask('sessions')).status, { timeout: 3000 }).toBe(401)
    }
  })

  test('that was ended in one process lives on in another for a second at most', async () => {
    const { first, second } = await twoDevices()
    const elsewhere = await openTestServer(app.services.config.databaseUrl, KEYS)
    const there = openBrowser(elsewhere)
    for (const [name, value] of first.cookies) there.cookies.set(name, value)
    expect((await there.ask('sessions')).status).toBe(200)
    await second.post('sessions/end-others')
    const ended = performance.now()
    await expect.poll(async () => (await there.ask('sessions')).status, { timeout: 3000, interval: 20 }).toBe(401)
    expect(performance.now() - ended).toBeLessThan(1500)
    await elsewhere.close()
  })

  test('travels over https under a name that binds it to this host', async () => {
    const proxied = await openTestServer(app.services.config.databaseUrl, { ...KEYS, TRUST_PROXY: 'yes' })
    const browser = openBrowser(proxied)
    const phone = newPhone()
    await browser.post('codes', { phone })
    const { items } = JSON.parse((await browser.ask('/dev/texts')).text)
    const headers = { 'x-forwarded-proto': 'https' }
    const reply = await browser.ask('sessions', { method: 'POST', body: { phone, code: items[0].code }, headers })
    expect(reply.headers['set-cookie']).toMatch(/^__Host-xiayi_test=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
    await proxied.close()
  })
})
