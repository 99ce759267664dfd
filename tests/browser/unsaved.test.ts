import { placeSearchReply } from '@xiayi/contract/places'
import { scenarioPage } from '@xiayi/contract/stored-scenarios'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, expectAccessible, PHONE, settled, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a place that was changed and not saved is not left by a slip; its map follows the typed degrees', async () => {
  const { items } = await ask(placeSearchReply, `${baseUrl}/api/places/search?q=${encodeURIComponent('药店')}`)
  const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: PHONE, isElder: true })
  await open(`/office/places/${items[0]?.id}`)
  const back = page.getByRole('link', { name: '修改记录' }).first()
  await back.click()
  await page.waitForURL(/\/office\/edits/)
  await page.goBack()
  await settled(page)

  const north = page.getByLabel('纬度', { exact: true })
  await north.fill(String(Number(await north.inputValue()) + 0.03))
  const map = await page.locator('.map-view__canvas').boundingBox()
  await expect
    .poll(async () => {
      const pin = await page.locator('.map-marker--place').boundingBox()
      return pin !== null && map !== null && pin.y > map.y && pin.y + pin.height < map.y + map.height
    })
    .toBe(true)

  await back.click()
  const dialog = page.getByRole('dialog', { name: '还没有保存' })
  await dialog.waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '留下继续改' }).click()
  expect(new URL(page.url()).pathname).toMatch(/\/office\/places\//)
  await back.click()
  await dialog.getByRole('button', { name: '不保存，离开' }).click()
  await page.waitForURL(/\/office\/edits/)
  expect(complaints).toEqual([])
  await leave()
})

test('a closed page asks about a place that was not saved', async () => {
  const { page, open, leave } = await visit(browser, { baseUrl })
  await open('/office/places/new')
  await page.getByLabel('名称').fill('没有保存的店')
  const asked = page.waitForEvent('dialog')
  const reloading = page.reload()
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
  await reloading
  await leave()
})

test('changes of a scenario that were not saved stay in hand until another one is wanted', async () => {
  const { items } = await ask(scenarioPage, `${baseUrl}/api/scenarios`)
  const [one, other] = items
  const { page, open, leave } = await visit(browser, { baseUrl })
  await open(`/office/map?tool=what-if&scenario=${one?.id}`)
  const list = page.locator('.what-if__list > li')
  await expect.poll(() => list.count(), { timeout: 20_000 }).toBe(one?.changeCount)
  await list
    .first()
    .getByRole('button', { name: /去掉|删除/ })
    .click()
  await expect.poll(() => list.count()).toBe((one?.changeCount ?? 0) - 1)
  await page.getByRole('link', { name: '方案', exact: true }).click()
  await page.getByRole('link', { name: other?.name ?? '', exact: true }).click()
  await page.getByRole('link', { name: '在地图上推演' }).click()
  await page.getByText('手上有没保存的改动').waitFor()
  await page.getByRole('button', { name: '不要了，打开' }).click()
  await expect.poll(() => list.count(), { timeout: 20_000 }).toBe(other?.changeCount)
  await leave()
})
