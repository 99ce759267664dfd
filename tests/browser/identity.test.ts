import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { localTexts } from '@xiayi/contract/identity'
import { cloneDatabase } from '@xiayi/testkit/database'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyFreePort } from '../../tools/lib/ports.mjs'
import { startServer, waitReady } from '../../tools/lib/server.mjs'
import { openServer } from '../setup/postgres.ts'
import { launchBrowser } from './launch.ts'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

let browser: Browser
let baseUrl: string
let env: NodeJS.ProcessEnv
let close: () => Promise<void> = async () => undefined

/** A server of its own, not in production: only there can its outbox be read. A passkey needs a name: localhost. */
beforeAll(async () => {
  browser = await launchBrowser()
  const postgres = await openServer()
  const database = await cloneDatabase(postgres.url, 'template0')
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-identity-'))
  const port = await anyFreePort()
  env = {
    ...process.env,
    NODE_ENV: 'development',
    EXAMPLE_COUNTY: 'no',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'warn',
  }
  await xiayi('county', 'create', 'test', '测试县')
  const logFile = join(folder, 'server.log')
  const server = startServer({ env, logFile, onStep: () => {}, onTrouble: () => {} })
  close = async () => {
    await server.stop()
    await database.drop()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  baseUrl = `http://localhost:${port}`
  await waitReady({ child: server, address: baseUrl, logFile, signal: AbortSignal.timeout(120_000) })
})
afterAll(async () => {
  await browser.close()
  await close()
})

async function xiayi(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(ROOT, 'tools/xiayi.mjs'), '--json', ...args], { cwd: ROOT, env })
  return stdout
}

async function newestCode(phone: string): Promise<string> {
  const { items } = localTexts.parse(await (await fetch(`${baseUrl}/dev/texts`)).json())
  const found = items.find(({ to }) => to === `+86${phone}`)
  if (found === undefined) throw new Error(`no text to ${phone}`)
  return found.code
}

async function signIn(page: Page, phone: string): Promise<void> {
  await page.getByRole('textbox', { name: '手机号' }).fill(`+86 ${phone}`)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor()
  await page.getByRole('textbox', { name: '短信验证码' }).fill(await newestCode(phone))
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

test('a resident signs in with the code of a text, in elder mode, sees the device and leaves', async () => {
  const { page, open, leave, complaints } = await visit(browser, { baseUrl, screen: PHONE, isElder: true })
  await open('/me')
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  for (const control of await page.locator('.sign-in input, .sign-in button').all())
    expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(60)
  await signIn(page, '13900000001')
  await page.getByRole('heading', { name: '我的登录设备' }).waitFor()
  expect(await page.getByText('已登录，身份：居民').count()).toBe(1)
  await page.getByText('正在用').waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.reload()
  await page.getByText('正在用').waitFor()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录' }).waitFor()
  expect(complaints).toEqual([])
  await leave()
})

test('a wrong code is refused in words, and no operator’s token is asked for', async () => {
  const { page, open, leave } = await visit(browser, { baseUrl, screen: PHONE })
  await open('/me')
  await page.getByRole('textbox', { name: '手机号' }).fill('13900000009')
  await page.getByRole('textbox', { name: '短信验证码' }).fill('000000')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('没有登录成功').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await leave()
})

test('the first administrator comes in by the command line’s link, enrols a passkey and shows it the next time', async () => {
  const phone = '13900000002'
  const invited = await xiayi('identity', 'admin', 'create', '--name', '王主任', '--phone', phone)
  const path = /"path":"([^"]+)"/.exec(invited)?.[1] ?? ''
  const { page, leave, complaints } = await visit(browser, { baseUrl, screen: DESK })
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
  await page.goto(`${baseUrl}${path}`)
  await page.getByText('王主任').waitFor()
  await expectAccessible(page)
  await signIn(page, phone)
  await page.getByRole('button', { name: '接受' }).click()
  await page.getByRole('heading', { name: '登记第二步验证' }).waitFor()
  await page.getByRole('button', { name: '登记验证器' }).click()
  await page.getByRole('img', { name: '验证器扫的二维码' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '登记通行密钥' }).click()
  await page.getByRole('heading', { name: '记下恢复码' }).waitFor()
  expect(await page.locator('.recovery__codes li').count()).toBe(10)
  await expectAccessible(page)
  await page.getByRole('button', { name: '记好了' }).click()
  await page.getByText(/本县管理员（全县）/).waitFor()

  await page.getByRole('button', { name: '退出登录' }).click()
  // A minute between two texts to one number: the limit is the server's, the clock is not waited for.
  await expect.poll(async () => (await page.getByRole('heading', { name: '登录' }).count()) > 0).toBe(true)
  await page.getByRole('textbox', { name: '手机号' }).fill(phone)
  await expect
    .poll(
      async () => {
        await page
          .getByRole('button', { name: '获取验证码' })
          .click({ timeout: 2000 })
          .catch(() => undefined)
        return page.getByRole('button', { name: /秒后可重发/ }).count()
      },
      { timeout: 90_000, interval: 5000 },
    )
    .toBe(1)
  await page.getByRole('textbox', { name: '短信验证码' }).fill(await newestCode(phone))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '用通行密钥验证' }).click()
  await page.getByText(/本县管理员（全县）/).waitFor()

  await page.goto(`${baseUrl}/office/staff`)
  await page.getByRole('cell', { name: '王主任', exact: true }).waitFor()
  await page.getByRole('textbox', { name: '姓名' }).fill('李干事')
  await page.getByRole('textbox', { name: '手机号' }).fill('139 0000 0003')
  await page.getByRole('combobox', { name: '角色' }).click()
  await page.getByTitle('热线坐席').click()
  await page.getByRole('button', { name: '生成邀请链接' }).click()
  await page.getByText('李干事的邀请链接').waitFor()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  // The refusal of a second text within the minute is the browser's to mention.
  expect(complaints.filter((each) => !each.includes('status of 429'))).toEqual([])
  await leave()
}, 240_000)
