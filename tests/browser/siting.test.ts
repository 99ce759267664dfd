import { sitingReply } from '@xiayi/contract/siting'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, settled, visit } from './visitor.ts'

/** A busy machine answers late; that is no fault of the page. */
const PATIENT = { timeout: 20_000 }
const baseUrl = inject('baseUrl')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const panel = (page: Page) => page.getByRole('region', { name: '选址' })
const suggestions = (page: Page) => panel(page).locator('.siting__spot')

describe('the planner’s siting', () => {
  test.each([
    ['desk', DESK],
    ['phone', PHONE],
  ])('asked on a %s, answers with spots on the map, in the list and in the table', async (_, screen) => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen })
    await open('/office/map')
    await page.getByRole('button', { name: '选址' }).click()
    const answered = page.waitForResponse((reply) => reply.url().includes('/api/scenarios/siting'))
    await page.getByLabel('建什么').selectOption('childcare_point')
    const { suggestions: spots } = sitingReply.parse(await (await answered).json())
    await expect.poll(() => suggestions(page).count(), PATIENT).toBe(spots.length)
    expect(await page.locator('.map-number').count()).toBe(spots.length)
    await suggestions(page).first().click()
    await expect
      .poll(() =>
        panel(page)
          .getByText(/原来去.+平均走|一小时内走不到/)
          .count(),
      )
      .toBeGreaterThan(0)
    expect(await page.locator('.map-number--chosen').textContent()).toBe('1')
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)

    await page.getByRole('button', { name: '表格' }).click()
    expect(
      await page
        .getByRole('table', { name: /建议的地点/ })
        .getByRole('row')
        .count(),
    ).toBe(spots.length + 1)
    // The link of this view brings the same answer back.
    await page.goto(page.url())
    await settled(page)
    expect(
      await page
        .getByRole('table', { name: /建议的地点/ })
        .getByRole('row')
        .count(),
    ).toBe(spots.length + 1)
    expect(complaints).toEqual([])
    await leave()
  })

  test('proves the best choice as a job and keeps to plots that somebody gives', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl })
    await open('/office/map?tool=siting&build=childcare_point&sites=2&spots=drawn')
    await expect.poll(() => panel(page).getByText('先点几处').count(), PATIENT).toBe(1)
    const square = (lon: number, lat: number) => [
      [
        [lon, lat],
        [lon + 0.001, lat],
        [lon + 0.001, lat + 0.001],
        [lon, lat],
      ],
    ]
    const features = [
      [116.112, 34.242],
      [116.16, 34.226],
      [116.151, 34.241],
    ].map(([lon = 0, lat = 0], at) => ({
      type: 'Feature',
      properties: { 名称: `地块${at + 1}` },
      geometry: { type: 'Polygon', coordinates: square(lon, lat) },
    }))
    await page.locator('input[type="file"]').setInputFiles({
      name: 'plots.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
    })
    await expect.poll(() => suggestions(page).count(), PATIENT).toBe(2)
    expect(await suggestions(page).allTextContents()).toEqual([
      expect.stringMatching(/地块\d/),
      expect.stringMatching(/地块\d/),
    ])
    await page.getByRole('button', { name: '求最优解' }).click()
    await panel(page).getByText('已证明最优').waitFor({ timeout: 60_000 })
    await leave()
  })

  test('a spot is drawn with a click, taken back, and the map’s own layers stay out of it', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl })
    await open('/office/map?tool=siting&build=childcare_point&sites=1&spots=drawn&pen=spot')
    await page.locator('.map-view__canvas').click({ position: { x: 900, y: 450 } })
    await panel(page).getByText('候选 1 处').waitFor()
    expect(new URL(page.url()).searchParams.get('circle')).toBeNull()
    await page.getByRole('button', { name: '撤一步' }).click()
    await panel(page).getByText('候选 0 处').waitFor()
    await leave()
  })
})
