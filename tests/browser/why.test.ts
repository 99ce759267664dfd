import { type WayReply, wayReply, whyReply } from '@xiayi/contract/circle-why'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { buildingBeyond, clickMiddle, PATIENT, panelOf } from './planner.ts'
import { ask, DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
let house: { lon: number; lat: number; seconds: number }

beforeAll(async () => {
  browser = await launchBrowser()
  house = await buildingBeyond(baseUrl, { category: 'wet_market', seconds: [900, 1300] })
})
afterAll(() => browser.close())

const at = () => `${house.lon.toFixed(6)},${house.lat.toFixed(6)}`

describe('why', () => {
  test('a click on a building tells what it reaches, shows the walk that is too long, and a link brings it back', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?tool=why&at=${at()}&z=18`)
    const panel = panelOf(page, '为什么')
    await panel.getByText('点地图上的一栋楼').waitFor()
    await clickMiddle(page)
    await page.waitForURL(/from=/)
    await panel.getByText('走不到', { exact: false }).first().waitFor(PATIENT)
    const told = await ask(whyReply, `${baseUrl}/api/circles/why?lon=${house.lon}&lat=${house.lat}`)
    expect(told.items.find(({ categoryId }) => categoryId === 'wet_market')?.seconds).toBe(house.seconds)
    await panel
      .getByRole('button', { name: /菜市场/ })
      .first()
      .click()
    await panel.getByText('时间花在哪里').waitFor(PATIENT)
    expect(await panel.textContent()).toMatch(/步行 \d+ 分钟.*成人步速 1.2 米\/秒/)
    expect(await panel.textContent()).toContain('最费时')
    await expectAccessible(page)
    await page.getByRole('button', { name: '表格' }).click()
    const table = page.getByRole('table', { name: /怎么走：分段/ })
    const way = await ask(
      wayReply,
      `${baseUrl}/api/circles/why/way?lon=${house.lon}&lat=${house.lat}&category=wet_market&within=10`,
    )
    await expect.poll(() => table.locator('tbody tr').count(), PATIENT).toBe(way.walk?.segments.length)
    await expectAccessible(page)
    const again = await visit(browser, { baseUrl, screen: DESK })
    await again.page.goto(page.url())
    await again.page.getByRole('table', { name: /怎么走：分段/ }).waitFor(PATIENT)
    await again.leave()
    expect(complaints).toEqual([])
    await leave()
  })

  test('another profile walks slower, and the panel says how fast', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?tool=why&from=${at()}`)
    const panel = panelOf(page, '为什么')
    await panel.getByText('成人步速 1.2 米/秒').waitFor(PATIENT)
    await panel.getByText('轮椅', { exact: true }).click()
    await panel.getByText('轮椅步速 0.8 米/秒').waitFor(PATIENT)
    expect(new URL(page.url()).searchParams.get('profile')).toBe('wheelchair')
    await leave()
  })

  test('what would bring it within reach is handed to what if, and to siting', async () => {
    const way = await shorterWay()
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?tool=why&from=${way.lon.toFixed(6)},${way.lat.toFixed(6)}&to=wet_market`)
    const remedies = panelOf(page, '为什么').locator('.why__remedies li')
    await remedies.filter({ hasText: '添一处' }).getByRole('button', { name: '拿去推演' }).click()
    await panelOf(page, '推演').getByText('新增菜市场').waitFor(PATIENT)
    await page.waitForURL((url) => url.searchParams.get('try') === null)
    expect(await page.locator('.map-number--drag').count()).toBe(1)
    await page.goBack()
    await remedies.filter({ hasText: '添一处' }).getByRole('button', { name: '全县选址' }).click()
    await page.waitForURL(/build=wet_market/)
    await panelOf(page, '选址').waitFor()
    await page.goBack()
    if (way.reply.shorterWays.length > 0) {
      await remedies.first().getByRole('button', { name: '拿去推演' }).click()
      await panelOf(page, '推演')
        .getByText(/新增(道路|人行天桥)/)
        .first()
        .waitFor(PATIENT)
    }
    await leave()
  })

  test('a spot that nobody can set out from is refused in words; coordinates and names find a building', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen: PHONE })
    await open('/office/map?tool=why')
    const panel = panelOf(page, '为什么')
    await panel.getByLabel('经度').fill('120')
    await panel.getByLabel('纬度').fill('30')
    await panel.getByRole('button', { name: '问这里' }).click()
    await panel.getByText('不在本县').waitFor(PATIENT)
    await panel.getByText('按地址、网点名或坐标').click()
    await panel.getByRole('searchbox').fill('超市')
    await panel.getByRole('list', { name: '找到的地点' }).getByRole('button').first().click()
    await panel.getByRole('heading', { name: /走得到/ }).waitFor(PATIENT)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await leave()
  })
})

/** A building that fails, preferably one for which a link is known. */
async function shorterWay(): Promise<{ lon: number; lat: number; reply: WayReply }> {
  const url = `${baseUrl}/api/circles/why/way?lon=${house.lon}&lat=${house.lat}&category=wet_market&within=10`
  return { ...house, reply: await ask(wayReply, url) }
}
