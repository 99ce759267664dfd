import { circleList } from '@xiayi/contract/circles'
import { previewReply } from '@xiayi/contract/scenarios'
import { countyList } from '@xiayi/contract/system'
import type { Browser, Page } from 'playwright-core'
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

const panel = (page: Page) => page.getByRole('region', { name: '推演' })
const figures = (page: Page) => panel(page).getByRole('region', { name: '影响' })
const middle = async (page: Page) => {
  const box = await page.locator('.map-view__canvas').boundingBox()
  return { x: (box?.width ?? 0) * 0.5, y: (box?.height ?? 0) * 0.42 }
}
/** The map opened on a community of the town: dry ground with streets. */
async function townView(): Promise<string> {
  const { items } = circleList.parse(await (await fetch(`${baseUrl}/api/circles`)).json())
  const [lon = 0, lat = 0] = items.find(({ isUrban }) => isUrban)?.center ?? []
  return `at=${lon.toFixed(5)},${lat.toFixed(5)}&z=15`
}

const asked = (page: Page) => page.waitForResponse((reply) => reply.url().includes('/api/scenarios/preview'))

/** A spot inside the county with no walking line within 150 m: what the server itself refuses. */
async function spotOffTheRoads(): Promise<{ lon: number; lat: number }> {
  const { items } = countyList.parse(await (await fetch(`${baseUrl}/api/counties`)).json())
  const [west, south, east, north] = items[0]?.bounds ?? [0, 0, 0, 0]
  for (let step = 1; step < 400; step++) {
    const lon = west + ((east - west) * ((step * 7) % 40)) / 40
    const lat = south + ((north - south) * Math.floor(step / 10)) / 40
    const changes = [{ kind: 'add-place', categoryId: 'childcare_point', lon, lat }]
    const reply = await fetch(`${baseUrl}/api/scenarios/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ changes }),
    })
    if (reply.status === 422) return { lon, lat }
  }
  throw new Error('every spot of the county lies at a road')
}

describe('what if', () => {
  test('a market is put on the map, dragged by pointer and by keys, taken back, and the figures follow', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?tool=what-if&${await townView()}`)
    await panel(page).getByLabel('类别').selectOption('childcare_point')
    const first = asked(page)
    const at = await middle(page)
    await page.locator('.map-view__canvas').click({ position: at })
    const { changes } = previewReply.parse(await (await first).json())
    const gained = (changes[0]?.residentsAfter ?? 0) - (changes[0]?.residentsBefore ?? 0)
    await figures(page)
      .getByText(gained > 0 ? `+${gained.toLocaleString('zh-CN')}` : gained.toLocaleString('zh-CN'))
      .first()
      .waitFor()
    await page.getByRole('button', { name: '正在添加' }).click()

    const marker = page.locator('.map-number--drag')
    const box = await marker.boundingBox()
    const from = { x: (box?.x ?? 0) + 17, y: (box?.y ?? 0) + 17 }
    let questions = 0
    page.on('request', (request) => {
      if (request.url().includes('/api/scenarios/preview')) questions++
    })
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    for (let step = 1; step <= 20; step++) await page.mouse.move(from.x + step * 6, from.y + step * 2)
    await expect.poll(() => questions, PATIENT).toBeGreaterThan(0)
    await page.mouse.up()

    await marker.focus()
    const moved = asked(page)
    await page.keyboard.press('Shift+ArrowUp')
    await moved
    await page.keyboard.press('Enter')
    await expectAccessible(page)
    await page.getByRole('button', { name: /撤\s*销/ }).click()
    await page.getByRole('button', { name: /撤\s*销/ }).click()
    await page.getByRole('button', { name: /撤\s*销/ }).click()
    await expect.poll(() => marker.count(), PATIENT).toBe(0)
    await page.getByRole('button', { name: /重\s*做/ }).click()
    await expect.poll(() => marker.count(), PATIENT).toBe(1)
    expect(complaints).toEqual([])
    await leave()
  })

  test('the map takes the colours that the changes would give it, and goes back when they are taken away', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?tool=what-if&layer=minutes&category=childcare_point&pen=add&${await townView()}`)
    await page.waitForSelector('.map-view__canvas[data-ground^="minutes childcare_point"]')
    await page.waitForSelector('.map-view__canvas[data-drawn="true"]')
    const streets = async () => {
      const clip = { x: 600, y: 200, width: 500, height: 450 }
      const style = '.map-number { visibility: hidden }'
      return (await page.screenshot({ clip, style })).toString('base64')
    }
    const before = await streets()
    await page.locator('.map-view__canvas').click({ position: await middle(page) })
    await figures(page).waitFor()
    await expect.poll(async () => (await streets()) === before, PATIENT).toBe(false)
    await page.getByRole('button', { name: /撤\s*销/ }).click()
    await expect.poll(async () => (await streets()) === before, PATIENT).toBe(true)
    expect(complaints).toEqual([])
    await leave()
  })

  test('a spot that nobody can walk to is refused in words, and is taken out again', async () => {
    const far = await spotOffTheRoads()
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?tool=what-if&category=childcare_point&pen=add&at=${far.lon},${far.lat}&z=17`)
    const box = await page.locator('.map-view__canvas').boundingBox()
    await page.locator('.map-view__canvas').click({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } })
    await panel(page).getByText('150 米内没有步行路').waitFor()
    expect(await page.locator('.map-number--drag').count()).toBe(1)
    await page.getByRole('button', { name: '去掉改动 1' }).click()
    await panel(page).getByText('150 米内没有步行路').waitFor({ state: 'detached' })
    await leave()
  })

  test.each([
    ['desk', DESK],
    ['phone', PHONE],
  ])('on a %s what was tried is saved, and its link brings it back', async (_, screen) => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen })
    await open(`/office/map?tool=what-if&category=childcare_point&pen=add&${await townView()}`)
    const first = asked(page)
    await page.locator('.map-view__canvas').click({ position: await middle(page) })
    await first
    await panel(page).getByLabel('方案名称').fill('试放一处')
    await panel(page).getByRole('button', { name: '保存方案' }).click()
    await page.waitForURL(/scenario=[0-9a-f-]{36}/)
    await page.goto(page.url())
    await panel(page).getByRole('link', { name: '试放一处' }).waitFor()
    await expect.poll(() => page.locator('.map-number--drag').count(), PATIENT).toBe(1)
    await figures(page).waitFor()
    await page.getByRole('button', { name: '表格' }).click()
    await page.getByRole('table', { name: /走得到的居民/ }).waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await leave()
  })

  test('a path is drawn by clicks and by coordinates, a road closed and housing built, each listed and counted', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?tool=what-if&${await townView()}`)
    const canvas = page.locator('.map-view__canvas')
    const { x, y } = await middle(page)
    await panel(page).getByRole('button', { name: '画路' }).click()
    await canvas.click({ position: { x, y } })
    await canvas.click({ position: { x: x + 90, y: y + 10 } })
    await panel(page).getByText('已画 2 个点').waitFor()
    await page.keyboard.press('Escape')
    await panel(page).getByText('已画 1 个点').waitFor()
    await page.keyboard.press('Escape')
    await panel(page).getByText('还没有画').waitFor()
    const form = panel(page).getByRole('form', { name: '按坐标' })
    for (const step of [0, 0.003]) {
      await form.getByRole('button', { name: '取地图中心' }).click()
      const lon = Number(await form.getByLabel('经度').inputValue())
      await form.getByLabel('经度').fill((lon + step).toFixed(6))
      await form.getByRole('button', { name: '加上这个点' }).click()
    }
    const first = asked(page)
    await panel(page).getByRole('button', { name: '画完了' }).click()
    await first
    await panel(page).getByText('1. 新增道路').waitFor()
    await panel(page).getByRole('button', { name: '住房' }).click()
    await panel(page).getByLabel('60岁及以上').fill('90')
    const second = asked(page)
    await canvas.click({ position: { x: x + 40, y: y + 40 } })
    await second
    await panel(page)
      .getByText(/2\. 新增住房，134 人/)
      .waitFor()
    await panel(page).getByRole('button', { name: '封路' }).click()
    const third = asked(page)
    await canvas.click({ position: { x: x - 30, y: y + 60 } })
    await third
    await panel(page).getByText('3. 封闭一段路').waitFor()
    expect(await page.locator('.map-number--drag').allTextContents()).toEqual(['楼2', '封3'])
    await expectAccessible(page)
    expect(complaints.filter((each) => !each.includes('422'))).toEqual([])
    await leave()
  })
})
