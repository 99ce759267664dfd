import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { upload } from './upload.ts'

let app: TestApp
let port: number

beforeAll(async () => {
  app = await openTestApp()
  await app.app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.app.server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => app.close())

interface ProblemBody {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly traceId: string
}

async function refused(
  request: { method?: 'GET' | 'POST'; url: string; payload?: string; headers?: Record<string, string> },
  status: number | readonly number[],
): Promise<ProblemBody> {
  const start = performance.now()
  const reply = await app.app.inject({
    method: request.method ?? 'GET',
    url: request.url,
    ...(request.payload === undefined ? {} : { payload: request.payload }),
    headers: { 'content-type': 'application/json', ...request.headers },
  })
  expect([status].flat(), reply.body.slice(0, 300)).toContain(reply.statusCode)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.headers['cache-control']).toBe('no-store')
  expect(performance.now() - start).toBeLessThan(5000)
  const body = reply.json<ProblemBody>()
  // What a stranger must never learn.
  expect(reply.body).not.toMatch(/select |insert |node_modules|\.ts:|postgres:\/\//i)
  expect(body.traceId).toMatch(/^[0-9a-f-]{36}$/)
  return body
}

/** Bytes as they are, which no HTTP client would send. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const parts: Buffer[] = []
    socket.on('data', (chunk) => parts.push(chunk))
    socket.on('close', () => resolve(Buffer.concat(parts).toString()))
    socket.on('error', reject)
    socket.setTimeout(8000, () => socket.destroy())
  })
}

describe('bodies', () => {
  const url = '/api/scenarios/preview'
  test('JSON 200,000 levels deep is refused', async () => {
    await refused({ method: 'POST', url, payload: '['.repeat(200_000) }, [400, 413])
  })
  test('ten megabytes are refused as too large', async () => {
    await refused({ method: 'POST', url, payload: `[${'{},'.repeat(3_500_000)}{}]` }, 413)
  })
  test.each(['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}'])(
    '%s reaches nobody',
    async (payload) => {
      await refused({ method: 'POST', url, payload }, 400)
      expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
    },
  )
  test('half a document is refused', async () => {
    await refused({ method: 'POST', url, payload: '{"changes":[' }, 400)
  })
  test('JSON that calls itself plain text is refused', async () => {
    await refused({ method: 'POST', url, payload: '{}', headers: { 'content-type': 'text/plain' } }, 415)
  })
  test('wrong values are named one by one', async () => {
    const reply = await app.app.inject({
      method: 'POST',
      url,
      payload: { changes: [{ kind: 'add-place', categoryId: 'wet_market', lon: 'x', lat: 95 }] },
    })
    expect(reply.statusCode).toBe(400)
    expect(reply.json<{ errors: { where: string }[] }>().errors.map((error) => error.where)).toEqual([
      'body/changes/0/lon',
      'body/changes/0/lat',
    ])
  })
})

describe('text', () => {
  test.each(['%00', '%ED%A0%80', '%07'])('search for %s is refused or harmless', async (text) => {
    const reply = await app.app.inject(`/api/places/search?q=${text}`)
    expect([200, 400]).toContain(reply.statusCode)
  })
  test('NUL is refused', async () => {
    await refused({ url: '/api/places/search?q=a%00b' }, 400)
  })
  test('10,000 characters are refused', async () => {
    await refused({ url: `/api/places/search?q=${'好'.repeat(500)}` }, 400)
  })
  test.each(['%_%_%', '(a+)+$', "';drop table place;--", '!!&|<->'])('%s is only a name nobody has', async (text) => {
    const start = performance.now()
    const reply = await app.app.inject(`/api/places/search?q=${encodeURIComponent(text)}`)
    expect(reply.statusCode).toBe(200)
    expect(performance.now() - start).toBeLessThan(2000)
  })
  test('rare characters come back as they were', async () => {
    const reply = await app.app.inject({
      method: 'POST',
      url: '/api/counties',
      payload: { code: 'rare', name: '䶮𠮷县' },
    })
    expect(reply.statusCode).toBe(201)
    expect(reply.json<{ name: string }>().name).toBe('䶮𠮷县')
  })
})

describe('addresses', () => {
  test.each(['/..%2f..%2fetc%2fpasswd', '/assets/..%5c..%5csecrets', '/api/circles/..%2f..%2fadmin', '/api/jobs/%00'])(
    '%s leads nowhere',
    async (url) => {
      const reply = await app.app.inject(url)
      expect([400, 403, 404]).toContain(reply.statusCode)
      expect(reply.body).not.toContain('root:')
    },
  )
  test('a very long address is refused', async () => {
    expect(await raw(`GET /api/places/search?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 (400|414|431) /,
    )
  })
  test('3,000 headers are refused', async () => {
    const headers = Array.from({ length: 3000 }, (_, i) => `x-${i}: y`).join('\r\n')
    expect(await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  })
  test.each([
    'GET / HTTP/1.1\nHost x\n\n',
    'POST /api/counties HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    '\x16\x03\x01',
  ])('a malformed request is refused', async (bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 400 /)
  })
  test('TRACE is refused', async () => {
    expect(await raw('TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 (400|404|405) /,
    )
  })
})

describe('other sites', () => {
  test('a name of another site that points at this machine may not write', async () => {
    const payload = JSON.stringify({ code: 'rebound', name: '借名' })
    const headers = { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }
    const body = await refused({ method: 'POST', url: '/api/counties', payload, headers }, 403)
    expect(body.detail).toContain('OPERATOR_TOKEN')
  })
  test.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])(
    '%o may not write',
    async (headers) => {
      await refused(
        {
          method: 'POST',
          url: '/api/circles/evaluations',
          payload: '{}',
          headers: Object.fromEntries(Object.entries(headers)),
        },
        403,
      )
    },
  )
  test('replies carry the headers that keep pages safe', async () => {
    const { headers } = await app.app.inject('/api/counties')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('uploads', () => {
  test('a name with a path is only a name', async () => {
    const reply = await upload(
      app,
      { kind: 'places' },
      { name: '../../x.csv', content: '名称,类别,经度,纬度\n好又多,便利店,116,34\n' },
    )
    expect(reply.status).toBe(202)
    const shown = (await app.app.inject(`/api/places/imports/${String(reply.body['importId'])}`)).json<{
      fileName: string
    }>()
    expect(shown.fileName).not.toContain('/')
  })
  test('an upload without a file is refused', async () => {
    const reply = await app.app.inject({
      method: 'POST',
      url: '/api/places/imports',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x--\r\n',
    })
    expect(reply.statusCode).toBe(400)
  })
})

describe('after all that', () => {
  test('the process lives, is ready, and its metrics hold no secret', async () => {
    expect((await app.app.inject('/healthz')).statusCode).toBe(200)
    expect((await app.app.inject('/readyz')).statusCode).toBe(200)
    const metrics = await app.app.inject('/metrics')
    expect(metrics.body).toContain('xiayi_http_request_seconds')
    expect(metrics.body).not.toContain('postgres://')
  })
})
