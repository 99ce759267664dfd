import { gapPage } from '@xiayi/contract/circles'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { PATIENT, panelOf } from './planner.ts'
import { ask, DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const drawn = (page: Page) => page.locator('.map-view__canvas').first().getAttribute('data-ground')

/** Waits until the map has painted what it was asked for. */
async function painted(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => drawn(page), PATIENT).toMatch(words)
}

describe('the planner’s layers', () => {
  test('category, profile, bands, ramp, building and hexagon are switched in place, and the legend says how fast', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open('/office/map')
    const panel = panelOf(page, '图层')
    await painted(page, /^minutes wet_market adult bands building all 15$/)
    await panel.getByLabel('走到哪类').selectOption('pharmacy')
    await painted(page, /^minutes pharmacy adult/)
    await panel.getByText('轮椅', { exact: true }).click()
    await painted(page, /^minutes pharmacy wheelchair/)
    await page.getByText('轮椅步速 0.8 米/秒').first().waitFor(PATIENT)
    await panel.getByText('连续', { exact: true }).click()
    await painted(page, /wheelchair ramp building/)
    await panel.getByText('按六边形', { exact: true }).click()
    await painted(page, /wheelchair ramp hex/)
    await panel.getByText('够不着的人', { exact: true }).click()
    await painted(page, /^gaps pharmacy wheelchair/)
    await panel.getByText('居民分布', { exact: true }).click()
    await panel.locator('.choice__one', { hasText: '60 岁以上' }).click()
    await painted(page, /^people .*over60/)
    await expectAccessible(page)
    const again = await visit(browser, { baseUrl, screen: DESK })
    await again.page.goto(page.url())
    await expect.poll(() => drawn(again.page), PATIENT).toBe(await drawn(page))
    await again.leave()
    expect(complaints).toEqual([])
    await leave()
  })

  test('every circle shows the people whom its worst gap touches, in colour, in words and in the table', async () => {
    const { items } = await ask(gapPage, `${baseUrl}/api/circles/gaps?limit=1`)
    const [worst] = items
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/map?layer=worst&circle=${worst?.circleId ?? ''}`)
    await page
      .getByRole('status')
      .filter({ hasText: worst?.title ?? 'no gap' })
      .waitFor(PATIENT)
    await page.getByRole('button', { name: '表格' }).click()
    const first = page.getByRole('table', { name: '每个生活圈最大的短板' }).locator('tbody tr').first()
    expect(await first.textContent()).toContain((worst?.peopleAffected ?? 0).toLocaleString('zh-CN'))
    await expectAccessible(page)
    await leave()
  })

  test('two maps are swiped by keys, and the pointer reads a building', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open('/office/map')
    await painted(page, /^minutes/)
    await panelOf(page, '图层').getByRole('button', { name: '两幅图左右对比' }).click()
    const line = page.getByRole('slider', { name: '左右两幅图的分界' })
    const before = Number(await line.getAttribute('aria-valuenow'))
    await line.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(async () => Number(await line.getAttribute('aria-valuenow')), PATIENT).toBe(before - 2)
    expect(new URL(page.url()).searchParams.get('rprofile')).toBe('elder')
    await page
      .locator('.planner__legend--right')
      .getByText(/步速 0.9 米\/秒/)
      .waitFor(PATIENT)
    // The keyboard moves the map under a cross, and the cross reads what lies under it.
    await page.locator('.maplibregl-canvas').first().focus()
    for (let step = 0; step < 12 && (await page.locator('.look__card').count()) === 0; step++) {
      await page.keyboard.press('ArrowUp')
      await page.waitForTimeout(500)
    }
    await page
      .getByRole('status', { name: '图上读数' })
      .getByText(/居民 [\d,]+ 人/)
      .waitFor(PATIENT)
    await leave()
  })

  test('on a phone the layers fit', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen: PHONE })
    await open('/office/map?layer=worst')
    await page.getByText('图例').click()
    await page.getByText('点一个社区看是哪一条').waitFor(PATIENT)
    await expectNoSidewaysScroll(page)
    await leave()
  })
})
