import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { expectAccessible, PHONE, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
const TOKEN = 'chestnut-lake-1234567'
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('where a token is wanted the page asks for it, again when it is wrong, and the change goes through', async () => {
  const { page, open, leave } = await visit(browser, { baseUrl, screen: PHONE })
  const given: (string | undefined)[] = []
  // What a server with OPERATOR_TOKEN answers; the right token goes on to the real one.
  await page.route('**/api/circles/evaluations*', async (route) => {
    const { authorization, ...headers } = route.request().headers()
    given.push(authorization)
    if (authorization === `Bearer ${TOKEN}`) return route.continue({ headers })
    return route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      json: {
        type: '/problems/unauthorised',
        title: '需要操作口令',
        status: 401,
        code: 'unauthorised',
        detail: '这个操作需要管理员口令。',
        traceId: crypto.randomUUID(),
      },
    })
  })
  await open('/office')
  await page
    .getByRole('button', { name: /评价|评估/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: '需要管理员口令' })
  await dialog.waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('口令').fill('wrong')
  await dialog.getByRole('button', { name: '继续' }).click()
  await expect.poll(() => given.length).toBe(2)
  await dialog.getByLabel('口令').fill(TOKEN)
  await dialog.getByRole('button', { name: '继续' }).click()
  await expect.poll(() => given.at(-1)).toBe(`Bearer ${TOKEN}`)
  await dialog.waitFor({ state: 'hidden' })
  expect(given).toEqual([undefined, 'Bearer wrong', `Bearer ${TOKEN}`])
  await leave()
})

test('an office page that wants staff says so, leads to signing in and back, and takes the token instead', async () => {
  const { page, leave } = await visit(browser, { baseUrl, screen: PHONE })
  // What a server with OPERATOR_TOKEN answers to nobody; the right token goes on to the real one.
  await page.route('**/api/reports*', async (route) => {
    const { authorization, ...headers } = route.request().headers()
    if (authorization === `Bearer ${TOKEN}`) return route.continue({ headers })
    return route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      json: {
        type: '/problems/sign-in-wanted',
        title: '请先登录',
        status: 401,
        code: 'sign-in-wanted',
        detail: '这里只有本县的工作人员可以看。请先登录，再来一次。',
        traceId: crypto.randomUUID(),
      },
    })
  })
  await page.goto(`${baseUrl}/office/reports`)
  const way = page.getByRole('link', { name: '去登录' })
  await way.waitFor()
  expect(await way.getAttribute('href')).toBe('/me?next=%2Foffice%2Freports')
  await expectAccessible(page)
  await page.getByRole('button', { name: '用管理员口令' }).click()
  const dialog = page.getByRole('dialog', { name: '需要管理员口令' })
  await dialog.getByLabel('口令').fill(TOKEN)
  await dialog.getByRole('button', { name: '继续' }).click()
  await way.waitFor({ state: 'hidden' })
  await page.getByRole('heading', { name: '报告', level: 1 }).waitFor()
  await leave()
})
