import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { addPasskey, type PeopleServer, startPeopleServer } from './people-server.ts'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

let browser: Browser
let server: PeopleServer
let baseUrl: string

beforeAll(async () => {
  browser = await launchBrowser()
  server = await startPeopleServer()
  baseUrl = server.baseUrl
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test('a resident signs in with the code of a text, in elder mode, sees the device and leaves', async () => {
  const { page, open, leave, complaints } = await visit(browser, { baseUrl, screen: PHONE, isElder: true })
  await open('/me')
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  for (const control of await page.locator('.sign-in input, .sign-in button').all())
    expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(60)
  await server.signIn(page, '13900000001')
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
  const invited = await server.xiayi('identity', 'admin', 'create', '--name', '王主任', '--phone', phone)
  const path = /"path":"([^"]+)"/.exec(invited)?.[1] ?? ''
  const { page, leave, complaints } = await visit(browser, { baseUrl, screen: DESK })
  await addPasskey(page)
  await page.goto(`${baseUrl}${path}`)
  await page.getByText('王主任').waitFor()
  await expectAccessible(page)
  await server.signIn(page, phone)
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
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await server.signIn(page, phone)
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
  expect(complaints).toEqual([])
  await leave()
})
