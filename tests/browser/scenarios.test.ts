import { circleList } from '@xiayi/contract/circles'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

/** A busy machine answers late; that is no fault of the page. */
const PATIENT = { timeout: 20_000 }
const baseUrl = inject('baseUrl')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe('a scenario made from siting', () => {
  test.each([
    ['desk', DESK],
    ['phone', PHONE],
  ])('on a %s is costed, proposed, and accepted, with every step on the page', async (_, screen) => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen })
    await open('/office/map?tool=siting&build=childcare_point&sites=2')
    await page.getByRole('button', { name: '做成方案' }).click()
    await page.waitForURL(/\/office\/scenarios\/[0-9a-f-]{36}/)
    await page.getByRole('heading', { name: '新增幼儿托管点 2 处' }).waitFor()
    expect(await page.locator('.scenario__changes li').count()).toBe(2)
    await expectAccessible(page)

    await page.getByLabel('为什么要做').fill('两个社区十五分钟走不到托管点')
    await page.getByLabel('第 1 项的项目').fill('托管点装修')
    await page.getByLabel('第 1 项的数量').fill('2')
    await page.getByLabel('第 1 项的单价').fill('120,000.50')
    await page.getByLabel('责任单位').fill('县教育体育局')
    await page.getByText('¥240,001.00').waitFor()
    // What is typed outlives the page.
    await page.reload()
    await page.getByText('还没保存，已暂存').waitFor()
    expect(await page.getByLabel('为什么要做').inputValue()).toBe('两个社区十五分钟走不到托管点')
    await page.getByRole('button', { name: '保存提案' }).click()
    await page.getByText('还没保存').waitFor({ state: 'detached' })
    await page.getByLabel('经办人').fill('教体局规划股')
    await page.getByRole('button', { name: '提出', exact: true }).click()
    await page.getByText('方案第 1 版').waitFor()
    await page.getByRole('button', { name: '采纳', exact: true }).click()
    await expect.poll(() => page.locator('.proposal__steps').first().getByRole('listitem').count(), PATIENT).toBe(3)
    await page.getByText('已采纳').first().waitFor()
    expect(await page.locator('.proposal__table tfoot td').textContent()).toBe('¥240,001.00')
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    expect(complaints).toEqual([])
    await leave()
  })

  test('deleted says so to whoever opens its link, and is brought back', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl })
    await open('/office/map?tool=siting&build=childcare_point&sites=1')
    await page.getByRole('button', { name: '做成方案' }).click()
    await page.waitForURL(/\/office\/scenarios\/[0-9a-f-]{36}/)
    const link = page.url()
    await page.getByRole('button', { name: /删\s*除/ }).click()
    await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click()
    await page.waitForURL(/\/office\/scenarios$/)
    await page.goto(link)
    await page.getByRole('heading', { name: '方案已删除' }).waitFor()
    await page.getByRole('button', { name: '恢复这个方案' }).click()
    await page.getByRole('heading', { name: '新增幼儿托管点 1 处' }).waitFor()
    await leave()
  })
})

test('two scenarios are ticked and stand side by side, each against today', async () => {
  const circles = circleList.parse(await (await fetch(`${baseUrl}/api/circles`)).json())
  const [lon = 0, lat = 0] = circles.items.find(({ isUrban }) => isUrban)?.center ?? []
  for (const [name, categoryId] of [
    ['比较甲', 'wet_market'],
    ['比较乙', 'childcare_point'],
  ])
    await fetch(`${baseUrl}/api/scenarios`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, changes: [{ kind: 'add-place', categoryId, lon, lat }] }),
    })
  const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
  await open('/office/scenarios')
  await page.getByRole('checkbox', { name: '比较比较甲' }).check()
  await page.getByRole('checkbox', { name: '比较比较乙' }).check()
  await page.getByRole('link', { name: '比较这 2 个方案' }).click()
  const table = page.getByRole('table', { name: /分钟内走得到/ })
  await table.getByRole('columnheader', { name: '比较甲' }).waitFor()
  await table.getByRole('columnheader', { name: '比较乙' }).waitFor()
  await table.getByRole('rowheader', { name: /基础保障类/ }).waitFor()
  await table.getByText('没有提案').first().waitFor()
  await page.getByLabel('谁在走').selectOption('wheelchair')
  await page.getByRole('table', { name: /15 分钟内走得到，轮椅步速/ }).waitFor(PATIENT)
  await page.getByLabel('步行不超过').selectOption('10')
  await page.getByRole('table', { name: /10 分钟内走得到，轮椅步速/ }).waitFor(PATIENT)
  expect(new URL(page.url()).searchParams.get('profile')).toBe('wheelchair')
  await page.reload()
  await page.getByRole('table', { name: /10 分钟内走得到，轮椅步速/ }).waitFor(PATIENT)
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  await expectNoSidewaysScroll(page)
  await leave()
}, 60_000)
