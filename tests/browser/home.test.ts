import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { PHONE, settled, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe('a resident on a phone', () => {
  test('chooses a community, sees what is within 15 minutes, and opens a place with its minutes', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const { page } = visitor
    await visitor.open('/')
    await page.getByLabel('或者选您的社区').selectOption({ index: 1 })
    await page.getByRole('heading', { name: '15 分钟内' }).waitFor()
    expect(await page.getByText(/成人步速 [\d.]+ 米\/秒/).isVisible()).toBe(true)
    await page.locator('.place-list a').first().click()
    await page.locator('.place-card__walk').waitFor()
    expect(await page.locator('.place-card__walk').textContent()).toMatch(/^步行 \d+ 分钟$/)
    await page.reload()
    await settled(page)
    expect(await page.locator('.place-card__walk').isVisible()).toBe(true)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('finds places by Chinese, by pinyin and by initials, nearest first', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const { page } = visitor
    await visitor.open('/')
    await page.getByLabel('或者选您的社区').selectOption({ index: 1 })
    await page.getByRole('searchbox').fill('药房')
    await page.waitForURL(/\/search\?q=/)
    const names = page.locator('.page--narrow .place-list__words b')
    await names.first().waitFor()
    const byName = await names.allTextContents()
    expect(byName[0]).toContain('药房')
    const minutes = (await page.locator('.page--narrow .walk-figure b').allTextContents()).map(Number)
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b))
    for (const typed of ['yaofang', 'yf']) {
      await visitor.open(`/search?q=${typed}`)
      await names.first().waitFor()
      expect(
        (await names.allTextContents()).some((name) => name.includes('药房')),
        typed,
      ).toBe(true)
    }
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('is asked about 长辈版 once, in the page, and can go back at any time', async () => {
    const context = await browser.newContext({ viewport: PHONE })
    const page = await context.newPage()
    await page.goto(baseUrl)
    await page.getByRole('button', { name: '用长辈版' }).click()
    expect(await page.locator('html').getAttribute('data-mode')).toBe('elder')
    await page.reload()
    await page.getByRole('button', { name: '标准版' }).waitFor()
    expect(await page.getByRole('button', { name: '用长辈版' }).count()).toBe(0)
    await page.getByRole('button', { name: '标准版' }).click()
    expect(await page.locator('html').getAttribute('data-mode')).toBeNull()
    await context.close()
  })

  test('is told when the network is lost, and can go on reading', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    await visitor.open('/')
    await visitor.page.context().setOffline(true)
    await visitor.page.getByText('网络断了').waitFor()
    expect(await visitor.page.getByText('买菜购物').isVisible()).toBe(true)
    await visitor.page.context().setOffline(false)
    await visitor.page.getByText('网络断了').waitFor({ state: 'detached' })
    await visitor.leave()
  })
})
