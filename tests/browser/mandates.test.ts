import { invitationMade } from '@xiayi/contract/staff'
import type { Browser, Page } from 'playwright-core'
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

const SON = '13900000021'
const MOTHER = '13900000022'

test('a son asks his mother, she confirms in a window of her own, and he takes it back', async () => {
  const son = await visit(browser, { baseUrl, screen: PHONE })
  await son.open('/me')
  await server.signIn(son.page, SON)
  await son.page.getByRole('link', { name: '我的家人' }).click()
  await son.page.getByText('现在没有人能替您办事').waitFor()
  const form = son.page.locator('form')
  await form.getByLabel('家人的手机号').fill(MOTHER)
  await form.getByLabel('怎么称呼家人').fill('妈妈')
  await form.getByRole('button', { name: '发出请求' }).click()
  await form.getByText('请填家人怎么称呼').waitFor()
  await form.getByLabel('家人怎么称呼我').fill('小军')
  await form.getByLabel('缴费').check()
  await form.getByLabel('每次最多').fill('88.8')
  await expectAccessible(son.page)
  await form.getByRole('button', { name: '发出请求' }).click()
  await form.getByText('请求已发出').waitFor()
  await son.page.getByRole('region', { name: '等对方确认' }).getByText('妈妈 139****0022').waitFor()
  await expectNoSidewaysScroll(son.page)

  const mother = await visit(browser, { baseUrl, screen: PHONE, isElder: true })
  await mother.open('/me')
  await server.signIn(mother.page, MOTHER)
  await mother.page.getByText('有 1 个请求等您确认').waitFor()
  await mother.page.getByRole('link', { name: '去确认' }).click()
  const asked = mother.page.getByRole('region', { name: '等您确认' })
  await asked.getByText('小军 139****0021').waitFor()
  await asked.getByText('每次最多 ¥88.80，每月最多 ¥1,000.00').waitFor()
  for (const control of await mother.page
    .locator('.mandate button, .relative-form button, .relative-form .choice')
    .all())
    expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(60)
  await expectAccessible(mother.page)
  await expectNoSidewaysScroll(mother.page)
  await asked.getByRole('button', { name: '同意', exact: true }).click()
  await mother.page.getByRole('region', { name: '谁能替我办' }).getByText('小军 139****0021').waitFor()

  await son.page.reload()
  const held = son.page.getByRole('region', { name: '我能替谁办' })
  await held.getByText('妈妈 139****0022').waitFor()
  await held.getByRole('button', { name: '不再代办…' }).click()
  await held.getByRole('button', { name: '确定不再代办' }).click()
  await son.page.getByRole('region', { name: '最近结束的' }).getByText('您收回了').waitFor()
  await mother.page.reload()
  await mother.page.getByRole('region', { name: '最近结束的' }).getByText('对方收回了').waitFor()
  expect([...son.complaints, ...mother.complaints]).toEqual([])
  await son.leave()
  await mother.leave()
})

/** Takes up what a link offers, with a passkey. */
async function takeUp(page: Page, link: string, phone: string): Promise<void> {
  await addPasskey(page)
  await page.goto(`${baseUrl}${link}`)
  await server.signIn(page, phone)
  await page.getByRole('button', { name: '接受' }).click()
  await page.getByRole('button', { name: '登记通行密钥' }).click()
  await page.getByRole('button', { name: '记好了' }).click()
  await page.getByText(/（全县）/).waitFor()
}

/** The clerk's link, from an administrator. */
async function inviteClerk(phone: string): Promise<string> {
  const admin = await visit(browser, { baseUrl })
  const made = await server.xiayi('identity', 'admin', 'create', '--name', '王主任', '--phone', '13900000002')
  await takeUp(admin.page, /"path":"([^"]+)"/.exec(made)?.[1] ?? '', '13900000002')
  const data = { name: '受理员小赵', phone, role: 'centre-staff', scope: { kind: 'county' } }
  const reply = await admin.page.request.post(`${baseUrl}/api/identity/invitations`, { data })
  const { token } = invitationMade.parse(await reply.json())
  await admin.leave()
  return `/join#${token}`
}

test('a clerk with a passkey acts for somebody, looks at the number for a purpose, and the person reads it', async () => {
  const clerk = await visit(browser, { baseUrl, screen: DESK })
  const { page } = clerk
  await takeUp(page, await inviteClerk('13900000031'), '13900000031')
  await page.goto(`${baseUrl}/office/help`)
  await page.getByLabel('本人的手机号').fill('139 0000 0033')
  await page.getByLabel('代办理由').fill('到窗口办老年卡')
  await expectAccessible(page)
  await page.getByRole('button', { name: '开始代办' }).click()
  await page.getByText('这个手机号还没有登记过').waitFor()
  await page.getByLabel('本人的手机号').fill(MOTHER)
  await page.getByRole('button', { name: '开始代办' }).click()
  await page.getByRole('region', { name: '正在代办' }).getByText('139****0022').waitFor()
  await page.getByText(/还剩 (29|30):\d\d/).waitFor()

  const mother = await visit(browser, { baseUrl, screen: PHONE })
  await mother.open('/me')
  await server.signIn(mother.page, MOTHER)
  await mother.page.getByText('现在有工作人员正在替您代办').waitFor()

  await page.getByRole('combobox', { name: '看完整号码的用途' }).click()
  await page.getByTitle('回电').click()
  await page.getByRole('button', { name: '看完整号码' }).click()
  await page.getByText('139 0000 0022').waitFor()
  await page.getByRole('button', { name: '替本人添加家人' }).click()
  await page.getByLabel('家人的手机号').fill('13900000035')
  await page.getByLabel('怎么称呼家人').fill('女儿')
  await page.getByLabel('家人怎么称呼这位居民').fill('妈妈')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: '发出请求' }).click()
  await page.getByText('请求已发出').waitFor()
  await page.getByRole('button', { name: '结束代办' }).click()
  await page.getByRole('button', { name: '开始代办' }).waitFor()

  await mother.page.goto(`${baseUrl}/me/data`)
  const log = mother.page.getByRole('region', { name: '谁看过我的信息' })
  await log.getByText('受理员小赵 查看了完整手机号').waitFor()
  await log.getByText(/窗口 · 理由：到窗口办老年卡 · 用途：回电/).waitFor()
  await log.getByText('受理员小赵 开始替您代办').waitFor()
  await log.getByText('受理员小赵 替您提出了一项授权').waitFor()
  // A number that is nobody's is the server's refusal, and the browser mentions it.
  expect([...clerk.complaints, ...mother.complaints].filter((each) => !each.includes('status of 404'))).toEqual([])
  await mother.leave()
  await clerk.leave()
})

test('the log of all this is proved, and a row that was changed afterwards is named', async () => {
  // An entry gets its link within a second or so.
  await expect.poll(() => server.xiayi('audit', 'verify'), { timeout: 60_000, interval: 2000 }).toContain('"waiting":0')
  expect(await server.xiayi('audit', 'verify')).toContain('"isSound":true')
  await server.sql("update audit_entry set purpose = 'emergency' where action = 'phone.unmask'")
  const verdict = await server.xiayi('audit', 'verify')
  expect(verdict).toContain('"isSound":false')
  expect(verdict).toMatch(/"firstBad":\{"seq":\d+,"entryId":\d+/)
})
