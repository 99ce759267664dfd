import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { totpStart } from '@xiayi/contract/second-factor'
import type { BrowserContext } from 'playwright-core'
import { inject, vi } from 'vitest'
import { codeAt } from '../../apps/server/src/domains/identity/staff/staff-for-tests.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** Somebody who is signed in at the server under test. */
export interface SignedIn {
  /** what the API takes as the header `cookie` */
  readonly cookie: string
  /** asks `/api/identity/<url>`; returns the reply's body */
  post(url: string, body?: unknown): Promise<unknown>
  /** takes the cookies into a browser */
  enter(context: BrowserContext): Promise<void>
}

/** The county's administrator, with the second factor shown: invited at the command line, everything else through HTTP. */
export async function administrator(phone: string): Promise<SignedIn> {
  const { stdout } = await run(
    process.execPath,
    [join(ROOT, 'tools/xiayi.mjs'), '--json', 'identity', 'admin', 'create', '--name', '王主任', '--phone', phone],
    { cwd: ROOT, env: { ...process.env, ...inject('operatorEnv') } },
  )
  const token = /#([\w-]+)/.exec(stdout)?.[1]
  if (token === undefined) throw new Error(`no link to join by: ${stdout}`)
  const session = await signIn(phone)
  await session.post('invitations/accept', { token })
  const { secret } = totpStart.parse(await session.post('factors/totp'))
  await session.post('factors/totp/confirm', { code: codeAt(secret, 0) })
  return session
}

async function signIn(phone: string): Promise<SignedIn> {
  const baseUrl = inject('baseUrl')
  const cookies = new Map<string, string>()
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  async function post(url: string, body: unknown = {}): Promise<unknown> {
    const reply = await fetch(`${baseUrl}/api/identity/${url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookie() },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`)
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return reply.json()
  }
  await post('codes', { phone })
  const code = await vi.waitFor(
    async () => {
      const reply = await fetch(`${inject('textsUrl')}/?to=${phone}`)
      if (!reply.ok) throw new Error(`no text to ${phone} yet`)
      return reply.text()
    },
    { timeout: 20_000, interval: 200 },
  )
  await post('sessions', { phone, code })
  return {
    get cookie() {
      return cookie()
    },
    post,
    enter: (context) =>
      context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: baseUrl, httpOnly: true }))),
  }
}
