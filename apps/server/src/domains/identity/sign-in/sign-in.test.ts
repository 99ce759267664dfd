import { codeSent, meReply } from '@xiayi/contract/identity'
import { problem } from '@xiayi/contract/problems'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCounty } from '../../../app/county.ts'
import { openTestApp, openTestServer, type TestApp } from '../../../app/test-app.ts'
import { askCode, KEYS, newPhone, openBrowser, outboxOf, signInAs } from '../browser-for-tests.ts'

let app: TestApp

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
  await createCounty(app.services, { code: 'other', name: '邻县', isExample: false })
}, 60_000)
afterAll(() => app.close())

/** Lets time pass for everything that limits look at. */
async function forgetQuotas(): Promise<void> {
  await sql`delete from sign_in_quota`.execute(app.county.db)
}

const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('signing in', () => {
  test('with a code makes a resident, who is known again the next time', async () => {
    const browser = openBrowser(app)
    expect(await browser.me()).toBeNull()
    const phone = newPhone()
    const me = await signInAs(browser, phone)
    expect(me).toMatchObject({ name: null, secondFactor: 'not-needed', grants: [{ role: 'resident' }] })
    expect(await browser.me()).toEqual(me)
    await forgetQuotas()
    const again = await signInAs(openBrowser(app), `+86 ${phone}`)
    expect(again.partyId).toBe(me.partyId)
    expect(again.sessionId).not.toBe(me.sessionId)
  })

  test('sets a cookie that no script reads and that goes nowhere else', async () => {
    const browser = openBrowser(app)
    const phone = newPhone()
    const code = await askCode(browser, phone)
    const reply = await browser.post('sessions', { phone, code })
    expect(reply.headers['set-cookie']).toMatch(
      /^xiayi_test=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    )
    expect(reply.text).not.toContain(browser.cookies.get('xiayi_test'))
  })

  test('works with digits of any width', async () => {
    const browser = openBrowser(app)
    const phone = newPhone()
    const code = await askCode(browser, phone)
    const wide = code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    expect((await browser.post('sessions', { phone, code: ` ${wide} ` })).status).toBe(201)
  })

  test.each([
    ['codes', { phone: '123' }],
    ['codes', { phone: '📱13812345678' }],
    ['codes', {}],
    ['codes', { phone: 13812345678 }],
    ['sessions', { phone: '13812345678', code: '12345' }],
    ['sessions', { phone: '13812345678', code: 'abcdef' }],
    ['sessions', { phone: '13812345678' }],
    ['sessions', { phone: '13812345678', code: '123456', role: 'administrator' }],
    ['codes', { phone: '13812345678', verified: true }],
  ])('%s with %j is refused in words and changes nothing', async (url, body) => {
    const reply = await openBrowser(app).post(url, body)
    expect(reply.status, reply.text).toBe(400)
    expect(problem.parse(reply.body()).code).toBe('invalid-input')
  })

  test('from a page of another site is refused', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const reply = await openBrowser(app).ask('codes', { method: 'POST', body: { phone: newPhone() }, headers })
    expect(reply.status).toBe(403)
  })
})

describe('a code', () => {
  test('is good once', async () => {
    const browser = openBrowser(app)
    const phone = newPhone()
    const code = await askCode(browser, phone)
    expect((await browser.post('sessions', { phone, code })).status).toBe(201)
    const again = await openBrowser(app).post('sessions', { phone, code })
    expect(again.status).toBe(401)
    expect(problem.parse(again.body()).code).toBe('sign-in-refused')
  })

  test('used by twenty at the same moment lets one in', async () => {
    const phone = newPhone()
    const code = await askCode(openBrowser(app), phone)
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        openBrowser(app).ask('sessions', { method: 'POST', body: { phone, code }, from: `10.3.0.${i}` }),
      ),
    )
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(19)
  })

  test('of another number opens nothing, nor does one whose time is over', async () => {
    const phone = newPhone()
    const code = await askCode(openBrowser(app), phone)
    expect((await openBrowser(app).post('sessions', { phone: newPhone(), code })).status).toBe(401)
    await sql`update sign_in_code set expires_at = now() - interval '1 second'`.execute(app.county.db)
    expect((await openBrowser(app).post('sessions', { phone, code })).status).toBe(401)
  })

  test('is replaced by the next one', async () => {
    const phone = newPhone()
    const first = await askCode(openBrowser(app), phone)
    await forgetQuotas()
    const second = await askCode(openBrowser(app), phone)
    if (first !== second) expect((await openBrowser(app).post('sessions', { phone, code: first })).status).toBe(401)
    expect((await openBrowser(app).post('sessions', { phone, code: second })).status).toBe(201)
  })

  test('is dead after five wrong guesses, whatever addresses they claim to come from', async () => {
    await forgetQuotas()
    const phone = newPhone()
    const browser = openBrowser(app)
    const code = await askCode(browser, phone)
    const guess = async (i: number) => {
      const headers = { 'x-forwarded-for': `203.0.113.${i % 500}` }
      const reply = await browser.ask('sessions', { method: 'POST', body: { phone, code: wrongFor(code) }, headers })
      return reply.status
    }
    const statuses = await Promise.all(Array.from({ length: 60 }, (_, i) => guess(i)))
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(55)
    const late = await browser.ask('sessions', { method: 'POST', body: { phone, code }, from: '10.9.9.9' })
    expect(late.status).toBe(429)
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
    const row = await app.county.db
      .selectFrom('sign_in_code')
      .select('guesses')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(row.guesses).toBe(5)
  })

  test('is dead after five wrong guesses, each under an Idempotency-Key of its own', async () => {
    const phone = newPhone()
    const browser = openBrowser(app)
    const code = await askCode(browser, phone)
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) {
      const headers = { 'idempotency-key': `guess-${i}` }
      const body = { phone, code: wrongFor(code) }
      statuses.push((await browser.ask('sessions', { method: 'POST', body, headers, from: '10.8.0.1' })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  })

  test('lies in no table as such, nor does the number', async () => {
    const phone = newPhone()
    const code = await askCode(openBrowser(app), phone)
    const rows = await Promise.all([
      app.county.db.selectFrom('sign_in_code').selectAll().execute(),
      app.county.db.selectFrom('text_message').selectAll().execute(),
      app.county.db.selectFrom('sign_in_quota').selectAll().execute(),
      app.county.db.selectFrom('party').selectAll().execute(),
      app.county.db.selectFrom('job').selectAll().execute(),
      app.county.db.selectFrom('outbox').selectAll().execute(),
    ])
    const text = JSON.stringify(rows, (_, value: unknown) =>
      Buffer.isBuffer(value) ? value.toString('latin1') : value,
    )
    expect(text).not.toContain(phone)
    expect(text).not.toContain(`"${code}"`)
  })
})

describe('limits', () => {
  const spellings = (phone: string) => [
    phone,
    `+86${phone}`,
    `0086 ${phone}`,
    `86${phone}`,
    phone.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
    `${phone.slice(0, 3)}-${phone.slice(3)}`,
    `（+86）${phone}`,
    `0${phone}`,
    `\u3000${phone}\u00a0`,
  ]

  test('a number gets one a minute, however it is written and from wherever it is asked for', async () => {
    const phone = newPhone()
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        openBrowser(app).ask('codes', {
          method: 'POST',
          body: { phone: spellings(phone)[i % 10] },
          from: `10.1.${i}.1`,
        }),
      ),
    )
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(1)
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(99)
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect((await outboxOf(openBrowser(app))).filter(({ to }) => to === `+86${phone}`)).toHaveLength(1)
  })

  test('a number gets five an hour and ten a day; waiting as told is enough', async () => {
    const phone = newPhone()
    const ask = async () => (await openBrowser(app).post('codes', { phone })).status
    const goBack = async (seconds: number) => {
      await sql`update sign_in_quota set stamps = array(select s - ${seconds * 1000}::float8 from unnest(stamps) s)`.execute(
        app.county.db,
      )
    }
    await forgetQuotas()
    for (let i = 0; i < 5; i++) {
      expect(await ask()).toBe(202)
      await goBack(61)
    }
    expect(await ask()).toBe(429)
    await goBack(3600)
    for (let i = 0; i < 5; i++) {
      expect(await ask()).toBe(202)
      await goBack(61)
    }
    await goBack(3600)
    expect(await ask()).toBe(429)
    await goBack(86_400)
    expect(await ask()).toBe(202)
  })

  test('are not forgotten by a restart, nor by another process', async () => {
    const phone = newPhone()
    await askCode(openBrowser(app), phone)
    const other = await openTestServer(app.services.config.databaseUrl, KEYS)
    expect((await openBrowser(other).post('codes', { phone })).status).toBe(429)
    await other.close()
  })

  test('one address gets twenty a minute for all the numbers it names, and a lie about it changes nothing', async () => {
    await forgetQuotas()
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const headers = { 'x-forwarded-for': `198.51.100.${i}` }
        const body = { phone: newPhone() }
        return (await openBrowser(app).ask('codes', { method: 'POST', body, headers, from: '10.2.0.1' })).status
      }),
    )
    expect(statuses.filter((status) => status === 202)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(30)
  })

  test('behind a proxy that is trusted the address it names counts', async () => {
    const proxied = await openTestServer(app.services.config.databaseUrl, { ...KEYS, TRUST_PROXY: 'yes' })
    await forgetQuotas()
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        const headers = { 'x-forwarded-for': `198.51.100.${i}`, 'x-forwarded-proto': 'https' }
        const body = { phone: newPhone() }
        return (await openBrowser(proxied).ask('codes', { method: 'POST', body, headers })).status
      }),
    )
    expect(new Set(statuses)).toEqual(new Set([202]))
    await proxied.close()
  })

  test('past the budget of texts nobody gets one, and the budget is exact under a crowd', async () => {
    const poor = await openTestServer(app.services.config.databaseUrl, {
      ...KEYS,
      SMS_PER_HOUR: '7',
      RATE_PER_MINUTE: '10000',
    })
    await forgetQuotas()
    await sql`delete from text_budget`.execute(app.county.db)
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        openBrowser(poor).ask('codes', { method: 'POST', body: { phone: newPhone() }, from: `10.4.0.${i}` }),
      ),
    )
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(7)
    const refused = replies.filter(({ status }) => status === 503)
    expect(refused).toHaveLength(33)
    expect(refused.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true)
    await sql`delete from text_budget`.execute(app.county.db)
    await poor.close()
  })
})

test('known and unknown numbers get the same answer in the same time', async () => {
  await forgetQuotas()
  const rounds = 60
  const known: string[] = []
  for (let i = 0; i < rounds; i++) known.push(newPhone())
  for (const [i, phone] of known.entries()) {
    const browser = openBrowser(app)
    await browser.ask('codes', { method: 'POST', body: { phone }, from: `10.5.${i}.1` })
    const code = (await outboxOf(browser))[0]?.code
    const reply = await browser.ask('sessions', { method: 'POST', body: { phone, code }, from: `10.5.${i}.1` })
    expect(reply.status).toBe(201)
  }
  await forgetQuotas()
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] }
  const bodies = new Set<string>()
  for (const [i, phone] of known.entries())
    for (const [kind, number] of [
      ['known', phone],
      ['unknown', newPhone()],
    ] as const) {
      const start = performance.now()
      const reply = await openBrowser(app).ask('codes', {
        method: 'POST',
        body: { phone: number },
        from: `10.6.${i}.1`,
      })
      times[kind].push(performance.now() - start)
      expect(codeSent.parse(reply.body())).toBeTruthy()
      bodies.add(`${reply.status} ${reply.text}`)
    }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[rounds / 2] ?? Number.NaN
  expect(bodies.size).toBe(1)
  expect(Math.abs(middle(times.known) - middle(times.unknown))).toBeLessThan(20)
}, 60_000)

test('the outbox is for this machine alone, a production server has none and says that no text leaves', async () => {
  const browser = openBrowser(app)
  expect((await browser.ask('/dev/texts', { from: '192.0.2.1' })).status).toBe(404)
  expect((await browser.ask('/dev')).text).toContain('本机短信箱')
  const production = await openTestServer(app.services.config.databaseUrl, { ...KEYS, NODE_ENV: 'production' })
  for (const url of ['/dev', '/dev/texts']) expect((await openBrowser(production).ask(url)).status).toBe(404)
  const leaves = async (server: Pick<TestApp, 'app'>) =>
    codeSent.parse((await openBrowser(server).post('codes', { phone: newPhone() })).body()).leaves
  expect(await leaves(app)).toBe('to-dev')
  expect(await leaves(production)).toBe('not-at-all')
  await production.close()
})

test('with an operator’s token people still sign in as themselves, and nothing else is opened by that', async () => {
  const guarded = await openTestServer(app.services.config.databaseUrl, {
    ...KEYS,
    OPERATOR_TOKEN: 'chestnut-lake-1234567',
  })
  await forgetQuotas()
  const browser = openBrowser(guarded)
  await signInAs(browser, newPhone())
  expect(meReply.parse((await browser.ask('me')).body()).me).not.toBeNull()
  expect((await browser.post('/api/counties', { code: 'x', name: '某县' })).status).toBe(401)
  await guarded.close()
})
