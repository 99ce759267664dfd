import { afterEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'

let app: TestApp | undefined
afterEach(async () => {
  await app?.close()
  app = undefined
})

describe('limits', () => {
  test('past the rate a client hears 429 with Retry-After, and health goes on', async () => {
    app = await openTestApp({ RATE_PER_MINUTE: '10' })
    const statuses: number[] = []
    for (let i = 0; i < 14; i++) statuses.push((await app.app.inject('/api/counties')).statusCode)
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(statuses.slice(10)).toEqual([429, 429, 429, 429])
    const reply = await app.app.inject('/api/counties')
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect(reply.json()).toMatchObject({ code: 'too-many-requests' })
    expect((await app.app.inject('/healthz')).statusCode).toBe(200)
  })

  test('with an operator token every write needs it and reading does not', async () => {
    app = await openTestApp({ OPERATOR_TOKEN: 'chestnut-lake-1234567' })
    const post = (headers: Record<string, string>) =>
      app?.app.inject({ method: 'POST', url: '/api/circles/evaluations', payload: {}, headers })
    expect((await post({}))?.statusCode).toBe(401)
    expect((await post({ authorization: 'Bearer wrong-wrong-wrong-wrong' }))?.statusCode).toBe(401)
    // Signed in, the refusal is of another kind: there is no network yet.
    expect((await post({ authorization: 'Bearer chestnut-lake-1234567' }))?.statusCode).toBe(409)
    expect((await app.app.inject('/api/circles')).statusCode).toBe(200)
  })

  test('a locked table makes its own readers wait a moment and hear 503; others are served', async () => {
    app = await openTestApp()
    const client = await app.services.databases.installation('jobs').connect()
    try {
      await client.query('begin')
      await client.query('lock table ctest.place_import in access exclusive mode')
      const start = performance.now()
      const [locked, free] = await Promise.all([app.app.inject('/api/places/imports'), app.app.inject('/api/circles')])
      expect(locked.statusCode).toBe(503)
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
      expect(free.statusCode).toBe(200)
      expect(performance.now() - start).toBeLessThan(5000)
    } finally {
      await client.query('rollback')
      client.release()
    }
    expect((await app.app.inject('/api/places/imports')).statusCode).toBe(200)
  })

  test('one place at work, the rest wait in line and past a second hear 503', async () => {
    app = await openTestApp({ ADMISSION_IN_FLIGHT: '1' })
    const client = await app.services.databases.installation('jobs').connect()
    try {
      await client.query('begin')
      await client.query('lock table ctest.place_import in access exclusive mode')
      const replies = await Promise.all(Array.from({ length: 12 }, async () => app?.app.inject('/api/places/imports')))
      expect(replies.every((reply) => reply?.statusCode === 503 && reply.headers['retry-after'] !== undefined)).toBe(
        true,
      )
    } finally {
      await client.query('rollback')
      client.release()
    }
    expect((await app.app.inject('/api/places/imports')).statusCode).toBe(200)
  })

  test('connections that the database cuts are replaced', async () => {
    app = await openTestApp()
    expect((await app.app.inject('/api/circles')).statusCode).toBe(200)
    await app.services.databases
      .installation('health')
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'xiayi people' and pid <> pg_backend_pid()`,
      )
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await app.app.inject('/api/circles')).statusCode).toBe(200)
  })
})
