import { placeHistory, recentPlaceChanges } from '@xiayi/contract/place-edits'
import { placeReply } from '@xiayi/contract/places'
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

test('a clerk enters a place, moves it by arrow keys, sees who did it, undoes it and removes it', async () => {
  const visitor = await visit(browser, { baseUrl })
  const { page } = visitor
  await visitor.open('/office/edits')
  await page.getByRole('link', { name: '登记网点' }).click()
  await page.getByLabel('名称').fill('箭头测试店')
  await page.getByLabel('登记人（姓名或岗位）').fill('张三')
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/\/office\/places\/[0-9a-f-]{36}/)
  await settled(page)
  const id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
  // The map opens on the place: the pin's foot stands in its middle.
  const [map, pin] = await Promise.all(
    ['.map-view__canvas', '.map-marker--place'].map((part) => page.locator(part).boundingBox()),
  )
  expect((pin?.x ?? 0) + (pin?.width ?? 0) / 2 - (map?.x ?? 0) - (map?.width ?? 0) / 2).toBeCloseTo(0, -1)
  expect((pin?.y ?? 0) + (pin?.height ?? 0) - (map?.y ?? 0) - (map?.height ?? 0) / 2).toBeCloseTo(0, -1)
  const north = page.getByLabel('纬度')
  const before = Number(await north.inputValue())
  await page.getByRole('button', { name: /箭头测试店：拖动/ }).focus()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect.poll(async () => Number(await north.inputValue()) - before).toBeCloseTo(11 / 111_195, 6)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('第 2 版').waitFor()
  await page.getByRole('button', { name: '撤销这次修改' }).click()
  await page.getByText('第 3 版').waitFor()
  expect(Number(await north.inputValue())).toBeCloseTo(before, 7)
  await page.getByRole('button', { name: '移除' }).click()
  await page.getByText('这个网点已移除').waitFor()
  const history = await ask(placeHistory, `${baseUrl}/api/places/${id}/history`)
  expect(history.items.map(({ action }) => action)).toEqual(['remove', 'update', 'update', 'create'])
  await visitor.open('/office/edits')
  await page.getByRole('link', { name: '箭头测试店' }).first().waitFor()
  const recent = await ask(recentPlaceChanges, `${baseUrl}/api/places/changes`)
  expect(recent.items.filter((item) => item.placeId === id)).toHaveLength(4)
  // The page asks once more for the place it has just removed, and is told that it is gone.
  expect(visitor.complaints.filter((each) => !each.includes('404'))).toEqual([])
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await visitor.leave()
}, 120_000)

test('a clerk gives a place two doors, by keys and on the map, and its attributes', async () => {
  const visitor = await visit(browser, { baseUrl })
  const { page } = visitor
  await visitor.open('/office/places/new')
  await page.getByLabel('名称').fill('两门测试店')
  await page.getByRole('button', { name: '在网点的位置加一个' }).click()
  const north = page.getByLabel('出入口 1 纬度')
  const before = Number(await north.inputValue())
  const door = page.getByRole('button', { name: /^出入口 1：拖动/ })
  await door.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(async () => Number(await north.inputValue()) - before).toBeCloseTo(-10 / 111_195, 6)
  await page.keyboard.press('Escape')
  await expect.poll(async () => Number(await north.inputValue()) - before).toBe(0)
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '在地图上点一个出入口' }).click()
  await page.locator('.map-view__canvas').click({ position: { x: 70, y: 340 } })
  await page.getByRole('group', { name: '出入口 2' }).waitFor()
  await page.getByLabel(/^连锁店/).selectOption('是')
  await page.getByLabel('营业面积（平方米）').fill('120')
  await page.getByLabel('别的属性（如：摊位数）').fill('摊位数')
  await page.getByLabel('写什么').fill('12 个')
  await page.getByRole('button', { name: '添加属性' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/\/office\/places\/[0-9a-f-]{36}/)
  const id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
  const address = `${baseUrl}/api/places/${id}`
  const stored = await ask(placeReply, address)
  expect(stored.attributes).toEqual({ isChain: true, floorAreaM2: 120, 摊位数: '12 个' })
  expect(stored.entrances[0]?.[1]).toBeCloseTo(before - 10 / 111_195, 6)
  expect(stored.entrances).toHaveLength(2)
  await page.getByText('第 1 版').waitFor()
  await fetch(address, { method: 'DELETE', headers: { 'if-match': '"1"' } })
  await visitor.leave()
}, 120_000)
