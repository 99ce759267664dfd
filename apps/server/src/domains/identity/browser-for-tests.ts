import { type LocalTexts, localTexts, type Me, meReply } from '@xiayi/contract/identity'
import type { TestServer } from '../../app/test-app.ts'

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly from?: string
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  body(): unknown
}

/** Somebody with a browser: it keeps its cookies. */
export interface TestBrowser {
  /** name to value */
  readonly cookies: Map<string, string>
  ask(url: string, asked?: Asked): Promise<Answer>
  post(url: string, body?: unknown): Promise<Answer>
  me(): Promise<Me | null>
}

export function openBrowser(server: Pick<TestServer, 'app'>): TestBrowser {
  const cookies = new Map<string, string>()
  async function ask(
    url: string,
    { method = 'GET', body, headers = {}, from = '127.0.0.1' }: Asked = {},
  ): Promise<Answer> {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await server.app.inject({
      url: url.startsWith('/') ? url : `/api/identity/${url}`,
      method,
      remoteAddress: from,
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(jar === '' ? {} : { cookie: jar }),
        ...headers,
      },
    })
    for (const { name, value, expires } of reply.cookies)
      if (value === '' || (expires !== undefined && expires.getTime() < Date.now())) cookies.delete(name)
      else cookies.set(name, value)
    return { status: reply.statusCode, headers: reply.headers, text: reply.body, body: () => reply.json() }
  }
  return {
    cookies,
    ask,
    post: (url, body = {}) => ask(url, { method: 'POST', body }),
    me: async () => meReply.parse((await ask('me')).body()).me,
  }
}

/** What the local outbox holds, newest first. */
export async function outboxOf(browser: TestBrowser): Promise<LocalTexts['items']> {
  return localTexts.parse((await browser.ask('/dev/texts')).body()).items
}

export async function askCode(browser: TestBrowser, phone: string): Promise<string> {
  const reply = await browser.post('codes', { phone })
  if (reply.status !== 202) throw new Error(`no code: ${reply.text}`)
  const [newest] = await outboxOf(browser)
  if (newest === undefined) throw new Error('the outbox is empty')
  return newest.code
}

export async function signInAs(browser: TestBrowser, phone: string): Promise<Me> {
  const reply = await browser.post('sessions', { phone, code: await askCode(browser, phone) })
  const { me } = meReply.parse(reply.body())
  if (me === null) throw new Error(`not signed in: ${reply.text}`)
  return me
}

let next = 13_900_000_000
/** A number nobody in this file has used. */
export function newPhone(): string {
  next++
  return String(next)
}

/** Two servers on one database share its master key. */
export const KEYS = { VAULT_KEY: 'c0'.repeat(32) }
