import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { localTexts } from '@xiayi/contract/identity'
import { cloneDatabase, runOn } from '@xiayi/testkit/database'
import type { Page } from 'playwright-core'
import { anyFreePort } from '../../tools/lib/ports.mjs'
import { startServer, waitReady } from '../../tools/lib/server.mjs'
import { openServer } from '../setup/postgres.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** A server of its own, not in production: only there can its outbox be read. A passkey needs a name: localhost. */
export interface PeopleServer {
  readonly baseUrl: string
  /** the command line on the same installation; what it prints, whatever its exit code */
  xiayi(...args: string[]): Promise<string>
  /** One statement on the county's tables. */
  sql(text: string): Promise<void>
  /** Signs in at the form of the page that is open. Time has passed for what limits how often a number is sent a code. */
  signIn(page: Page, phone: string): Promise<void>
  close(): Promise<void>
}

export async function startPeopleServer(): Promise<PeopleServer> {
  const postgres = await openServer()
  const database = await cloneDatabase(postgres.url, 'template0')
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-identity-'))
  const port = await anyFreePort()
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    EXAMPLE_COUNTY: 'no',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'warn',
  }
  const xiayi = async (...args: string[]): Promise<string> => {
    const options = { cwd: ROOT, env }
    const done = run(process.execPath, [join(ROOT, 'tools/xiayi.mjs'), '--json', ...args], options)
    return done.then(
      ({ stdout }) => stdout,
      (failed: Error & { stdout?: string }) => failed.stdout ?? '',
    )
  }
  const sql = (text: string) => runOn(database.url, `set search_path = ctest, public; ${text}`)
  await xiayi('county', 'create', 'test', '测试县')
  const logFile = join(folder, 'server.log')
  const server = startServer({ env, logFile, onStep: () => {}, onTrouble: () => {} })
  const baseUrl = `http://localhost:${port}`
  await waitReady({ child: server, address: baseUrl, logFile, signal: AbortSignal.timeout(120_000) })
  return {
    baseUrl,
    xiayi,
    sql,
    async signIn(page, phone) {
      await sql('delete from sign_in_quota')
      await page.getByRole('textbox', { name: '手机号', exact: true }).fill(`+86 ${phone}`)
      await page.getByRole('button', { name: '获取验证码' }).click()
      await page.getByRole('button', { name: /秒后可重发/ }).waitFor()
      await page.getByRole('textbox', { name: '短信验证码' }).fill(await newestCode(baseUrl, phone))
      await page.getByRole('button', { name: '登录', exact: true }).click()
    },
    async close() {
      await server.stop()
      await database.drop()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function newestCode(baseUrl: string, phone: string): Promise<string> {
  const { items } = localTexts.parse(await (await fetch(`${baseUrl}/dev/texts`)).json())
  const found = items.find(({ to }) => to === `+86${phone}`)
  if (found === undefined) throw new Error(`no text to ${phone}`)
  return found.code
}

/** A passkey that is always at hand. */
export async function addPasskey(page: Page): Promise<void> {
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('WebAuthn.enable')
  await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
