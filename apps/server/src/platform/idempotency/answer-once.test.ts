import { importPage } from '@xiayi/contract/places'
import { problem } from '@xiayi/contract/problems'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import type { CountyDb, Db } from '../db/db.ts'
import { emit } from '../events/outbox.ts'
import { createHttp, type Http } from '../http/server.ts'
import { Problem } from '../problem/problem.ts'
import { forgetOldReplies } from './answer-once.ts'

/** Every way in which a route may write, each under the same key again. The effect is a row of news. */
type Way = 'twice' | 'at-once' | 'undo-one' | 'refuse' | 'crash' | 'lose' | 'slow' | 'nothing' | 'nested' | 'read-own'

let house: TestApp
let http: Http
let county: CountyDb

beforeAll(async () => {
  // Half of what is tried here ends in a fault.
  house = await openTestApp({ LOG_LEVEL: 'silent' })
  county = house.services.databases.county('test', 'people')
  http = await createHttp({
    ...house.services,
    isReady: () => true,
    actorOf: async (request) => String(request.headers['x-who'] ?? 'operator'),
    routes: async (app) => {
      app.post<{ Body: { way: Way } }>('/api/try', async (request, reply) => {
        const made = await WAYS[request.body.way](await house.services.counties.get('test', 'people'))
        return reply.code(201).header('location', '/there').send(made)
      })
      app.post('/api/secret', { config: { keepsNoReply: true } }, async () => {
        await county.transact((tx) => emit(tx, 'try', {}))
        return { token: Math.random() }
      })
    },
  })
  await http.app.ready()
})
afterAll(async () => {
  await http.close()
  await house.close()
})
beforeEach(() => county.transact((tx) => tx.deleteFrom('outbox').where('topic', '=', 'try').execute()))

const add = (on: CountyDb) => on.transact((tx) => emit(tx, 'try', {}))
const news = async (db: Db) => (await db.selectFrom('outbox').select('id').where('topic', '=', 'try').execute()).length
const effects = () => news(county.committed)

let slow = { begun: Promise.withResolvers<void>(), end: Promise.withResolvers<void>() }

const WAYS: Readonly<Record<Way, (county: CountyDb) => Promise<unknown>>> = {
  async twice(on) {
    await add(on)
    await add(on)
    return { made: 2, at: Math.random() }
  },
  async 'at-once'(on) {
    await Promise.all([add(on), add(on), add(on)])
    return { made: 3 }
  },
  async 'undo-one'(on) {
    await add(on)
    const failed = await on
      .transact(async (tx) => {
        await emit(tx, 'try', {})
        await sql`select 1/0`.execute(tx)
      })
      .catch(() => 'undone')
    return { failed }
  },
  async refuse(on) {
    await add(on)
    throw new Problem('conflict', '不行')
  },
  async crash(on) {
    await add(on)
    throw new TypeError('a fault')
  },
  async lose(on) {
    await add(on)
    await on.transact((tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)).catch(() => undefined)
    return { made: 1 }
  },
  async slow(on) {
    await add(on)
    slow.begun.resolve()
    await slow.end.promise
    return { made: 1 }
  },
  nothing: async () => ({ at: Math.random() }),
  async nested(on) {
    await on.transact(async (tx) => {
      await emit(tx, 'try', {})
      await add(on)
    })
    return {}
  },
  async 'read-own'(on) {
    await add(on)
    return { seen: await news(on.db), committed: await news(on.committed), still: await on.snapshot(news) }
  },
}

let last = 0
const newKey = () => `key-${++last}`

function ask(way: Way, key: string | undefined, body: object = {}) {
  return http.app.inject({
    method: 'POST',
    url: '/api/try',
    headers: key === undefined ? {} : { 'idempotency-key': key },
    payload: { way, ...body },
  })
}

const codeOf = (reply: { json: () => unknown }) => problem.parse(reply.json()).code

describe('the same key and content', () => {
  test('are answered with the same bytes, and nothing is done twice', async () => {
    const key = newKey()
    const first = await ask('twice', key)
    expect(first.statusCode).toBe(201)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    for (let i = 0; i < 3; i++) {
      const again = await ask('twice', key)
      expect(again.statusCode).toBe(201)
      expect(again.body).toBe(first.body)
      expect(again.headers).toMatchObject({
        'idempotency-replayed': 'true',
        location: '/there',
        'content-type': first.headers['content-type'],
      })
    }
    expect(await effects()).toBe(2)
  })

  test('without a key, each is a request of its own', async () => {
    await ask('twice', undefined)
    await ask('twice', undefined)
    expect(await effects()).toBe(4)
  })

  test('fifty at once have one effect; every answer is the same or says that the first is at work', async () => {
    const key = newKey()
    const replies = await Promise.all(Array.from({ length: 50 }, () => ask('twice', key)))
    expect(await effects()).toBe(2)
    const done = replies.filter((reply) => reply.statusCode === 201)
    expect(done.length).toBeGreaterThan(0)
    expect(new Set(done.map((reply) => reply.body)).size).toBe(1)
    for (const reply of replies.filter((each) => each.statusCode !== 201)) {
      expect([409, 503]).toContain(reply.statusCode)
      expect(reply.headers['retry-after']).toBeDefined()
    }
    expect((await ask('twice', key)).body).toBe(done[0]?.body)
  })

  test('while the first is at work the twin is told so, and afterwards gets its reply', async () => {
    const key = newKey()
    slow = { begun: Promise.withResolvers(), end: Promise.withResolvers() }
    const first = ask('slow', key).then((reply) => reply.statusCode)
    await slow.begun.promise
    expect(codeOf(await ask('slow', key))).toBe('request-at-work')
    slow.end.resolve()
    expect(await first).toBe(201)
    expect((await ask('slow', key)).headers['idempotency-replayed']).toBe('true')
    expect(await effects()).toBe(1)
  })
})

describe('another request under the same key', () => {
  test('with other content is refused and nothing is done', async () => {
    const key = newKey()
    await ask('twice', key)
    const other = await ask('twice', key, { note: '别的' })
    expect(other.statusCode).toBe(422)
    expect(codeOf(other)).toBe('idempotency-mismatch')
    expect(await effects()).toBe(2)
  })

  test.each(['', 'with space', '钥匙', 'x'.repeat(201), 'a\tb'])('the key %j is refused', async (key) => {
    const reply = await ask('twice', key)
    expect(reply.statusCode).toBe(400)
    expect(await effects()).toBe(0)
  })
})

test('two people who choose the same key are two', async () => {
  const headers = { 'idempotency-key': newKey() }
  const askAs = (who: string) =>
    http.app.inject({
      method: 'POST',
      url: '/api/try',
      headers: { ...headers, 'x-who': who },
      payload: { way: 'twice' },
    })
  const mine = await askAs('a')
  const yours = await askAs('b')
  expect(yours.headers['idempotency-replayed']).toBeUndefined()
  expect(yours.body).not.toBe(mine.body)
  expect((await askAs('a')).body).toBe(mine.body)
  expect(await effects()).toBe(4)
})

describe('one request is one transaction', () => {
  test('steps asked for at the same time are all done', async () => {
    expect((await ask('at-once', newKey())).json()).toEqual({ made: 3 })
    expect(await effects()).toBe(3)
  })
  test('a step that fails is undone alone', async () => {
    expect((await ask('undo-one', newKey())).json()).toEqual({ failed: 'undone' })
    expect(await effects()).toBe(1)
  })
  test('it reads what it wrote; what is remembered for everybody sees only what is committed', async () => {
    expect((await ask('read-own', newKey())).json()).toEqual({ seen: 1, committed: 0, still: 0 })
    expect(await effects()).toBe(1)
  })
  test.each([
    ['refuse', 409],
    ['crash', 500],
    ['nested', 500],
    ['lose', 503],
  ] as const)('“%s” leaves nothing behind and its key is free again', async (way, status) => {
    const key = newKey()
    expect((await ask(way, key)).statusCode).toBe(status)
    expect(await effects()).toBe(0)
    expect((await ask(way, key)).statusCode).toBe(status)
    // The content differs, so a kept reply would be a mismatch.
    expect((await ask('twice', key)).statusCode).toBe(201)
    expect(await effects()).toBe(2)
  })
  test('a request that writes nothing keeps nothing', async () => {
    const key = newKey()
    const first = await ask('nothing', key)
    expect((await ask('nothing', key)).body).not.toBe(first.body)
  })
  test('no connection is kept from others, however a request ends', async () => {
    const ways: Way[] = ['twice', 'refuse', 'crash', 'nested', 'lose', 'undo-one']
    for (let round = 0; round < 6; round++) await Promise.all(ways.map((way) => ask(way, newKey())))
    expect((await ask('twice', newKey())).statusCode).toBe(201)
    const waiting = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`.execute(county.committed)
    expect(waiting.rows[0]?.count).toBe(0)
  })
})

test('a reply with a secret is never kept', async () => {
  const key = newKey()
  const headers = { 'idempotency-key': key }
  const first = await http.app.inject({ method: 'POST', url: '/api/secret', headers })
  const again = await http.app.inject({ method: 'POST', url: '/api/secret', headers })
  expect(again.body).not.toBe(first.body)
  expect(await county.db.selectFrom('repeated_request').selectAll().where('key', '=', key).execute()).toEqual([])
})

test('a key is free again after thirty days', async () => {
  const key = newKey()
  await ask('twice', key)
  const DAY = 24 * 3600 * 1000
  await forgetOldReplies(county, new Date(Date.now() + 29 * DAY))
  expect((await ask('twice', key)).headers['idempotency-replayed']).toBe('true')
  await forgetOldReplies(county, new Date(Date.now() + 31 * DAY))
  expect((await ask('twice', key)).headers['idempotency-replayed']).toBeUndefined()
})

describe('an upload', () => {
  const HEAD = '名称,类别,经度,纬度\n'
  function upload(key: string, row: string, fileName = 'shops.csv') {
    const boundary = `b${Math.random().toString(36).slice(2)}`
    const part = (name: string, text: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n${HEAD}${row}\r\n--${boundary}--\r\n`
    return house.app.inject({
      method: 'POST',
      url: '/api/places/imports?county=test',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'idempotency-key': key },
      payload: part('kind', 'places') + file,
    })
  }

  test('is the same by its fields and its file, whatever the boundary', async () => {
    const key = newKey()
    const first = await upload(key, '店,菜市场,116,34')
    expect(first.statusCode, first.body).toBe(202)
    const again = await upload(key, '店,菜市场,116,34')
    expect(again.body).toBe(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(codeOf(await upload(key, '另一店,菜市场,116,34'))).toBe('idempotency-mismatch')
    expect(codeOf(await upload(key, '店,菜市场,116,34', 'other.csv'))).toBe('idempotency-mismatch')
    const list = await house.app.inject('/api/places/imports?county=test')
    expect(importPage.parse(list.json()).items).toHaveLength(1)
  })
})
