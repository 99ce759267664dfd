import { circleList } from '@xiayi/contract/circles'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

/** A busy machine prints slowly; that is no fault of the page. */
const PATIENT = { timeout: 120_000 }
const baseUrl = inject('baseUrl')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe('reports', () => {
  test('a county’s figures are ordered as Excel, made, downloaded and listed', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open('/office/reports')
    const county = page.getByRole('region', { name: '全县报告' })
    await county.getByRole('button', { name: /Excel/ }).click()
    const ready = county.getByRole('link', { name: /^下载/ })
    await ready.waitFor(PATIENT)
    const [download] = await Promise.all([page.waitForEvent('download'), ready.click()])
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
    const made = page.getByRole('table').getByRole('row').filter({ hasText: '全县报告' }).first()
    await expect.poll(() => made.textContent(), PATIENT).toContain('做好了')
    await expectAccessible(page)
    expect(complaints).toEqual([])
    await leave()
  })

  test('a circle’s page hands out its own report, on a phone too', async () => {
    const { items } = await ask(circleList, `${baseUrl}/api/circles`)
    const circle = items[0]
    if (circle === undefined) throw new Error('the example county has no circle')
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: PHONE })
    await open(`/circles/${circle.id}`)
    await page.locator('summary').filter({ hasText: '报告' }).click()
    await page.getByRole('button', { name: /GeoJSON/ }).click()
    const ready = page.getByRole('link', { name: new RegExp(`下载.*${circle.name}`) })
    await ready.waitFor(PATIENT)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expect(complaints).toEqual([])
    await leave()
  })

  test('what is under way can be stopped, and says that nothing was left behind', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open('/office/reports')
    const county = page.getByRole('region', { name: '全县报告' })
    await county.getByRole('button', { name: /PDF/ }).click()
    await county.getByRole('button', { name: '停止' }).click()
    await county.getByText('已停止，没有留下文件。').waitFor(PATIENT)
    await leave()
  })
})
