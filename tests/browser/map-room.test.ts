import { countyList } from '@xiayi/contract/system'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, settled, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A point of the map that the panel does not cover. */
async function clickMap(page: Page, share: { x: number; y: number }) {
  const box = await page.locator('.map-view__canvas').boundingBox()
  if (box === null) throw new Error('there is no map')
  await page.mouse.click(box.x + box.width * share.x, box.y + box.height * share.y)
}

describe('the map room', () => {
  test('a click on a community opens its circle, with figures, clauses and the way to its page', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/map')
    await page.locator('.overview__list li').first().waitFor()
    const { items } = await ask(countyList, `${baseUrl}/api/counties`)
    expect(await page.locator('.maplibregl-ctrl-attrib').innerText()).toBe(items[0]?.attribution)
    for (const word of ['提升示范类', '基础保障类', '未达标', '未评价']) {
      expect(await page.locator('.legend').getByText(word).isVisible(), word).toBe(true)
    }
    await clickMap(page, { x: 0.6, y: 0.5 })
    await page.waitForURL(/circle=/)
    await page.locator('.circle-panel__clause').first().waitFor()
    await page.locator('.legend').getByText('15 分钟内').waitFor()
    expect(await page.locator('.legend').textContent()).toMatch(/米\/秒/)
    await page.getByRole('link', { name: '每一项的依据和办法' }).click()
    await page.waitForURL(/\/circles\//)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('the view is in the address: a link opens the same circle at the same place', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/map')
    await page.locator('.overview__list button').nth(2).click()
    const address = await addressAtRest(page)
    const title = await page.locator('.panel__title').textContent()
    const again = await visit(browser, { baseUrl })
    await again.page.goto(address)
    await settled(again.page)
    expect(await again.page.locator('.panel__title').textContent()).toBe(title)
    expect(new URL(again.page.url()).searchParams.get('at')).toBe(new URL(address).searchParams.get('at'))
    await again.leave()
    await visitor.leave()
  })

  test('from a clicked point it tells the minutes to every category, and draws and explains one walk', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/map')
    await page.getByRole('button', { name: '量步行' }).click()
    await clickMap(page, { x: 0.62, y: 0.42 })
    await page.waitForURL(/from=/)
    await page.getByRole('heading', { name: '从这里步行' }).waitFor()
    await page.locator('.place-list button:not([disabled])').first().click()
    await page.locator('.point-panel__walk').waitFor()
    expect(await page.locator('.point-panel__walk').textContent()).toMatch(/步行 \d+ 分钟.*步速 [\d.]+ 米\/秒/s)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('search opens a place card with its opening state', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/map')
    await page.getByRole('searchbox').fill('超市')
    await page.locator('.place-list button').first().click()
    await page.waitForURL(/place=/)
    await page.locator('.place-card').waitFor()
    expect(await page.locator('.place-card').textContent()).toMatch(/营业中|休息中|营业时间未登记/)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })
})

/** The address once a circle is open and the map has come to rest beside it; what stands first in it is not promised. */
async function addressAtRest(page: Page): Promise<string> {
  await page.waitForURL(({ searchParams }) => ['circle', 'at', 'z'].every((name) => searchParams.has(name)))
  for (let before = ''; before !== page.url(); ) {
    before = page.url()
    // longer than a flight over the map takes
    await page.waitForTimeout(1500)
  }
  return page.url()
}
