import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { whyReply } from '@xiayi/contract/circle-why'
import { groundReply } from '@xiayi/contract/circles'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CityServer, openCity } from '../setup/city.ts'
import { launchBrowser } from './launch.ts'
import { buildingBeyond, PATIENT, panelOf } from './planner.ts'
import { ask, DESK, visit } from './visitor.ts'

const FILE = join(import.meta.dirname, '../../../shared/data/osm/las_palmas_2023.osm.pbf')
const isHere = existsSync(FILE)

/** A real city, brought in by the command line, on a server of its own. */
describe.skipIf(!isHere)(`Las Palmas on the planner’s map${isHere ? '' : ' (needs ../shared/data/osm)'}`, () => {
  let browser: Browser
  let city: CityServer

  beforeAll(async () => {
    browser = await launchBrowser()
    city = await openCity(FILE)
  })
  afterAll(async () => {
    await browser.close()
    await city.stop()
  })

  test('its minutes are painted, another category too, and its source is named', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl: city.address, screen: DESK })
    await open('/office/map?category=supermarket')
    const map = page.locator('.map-view__canvas').first()
    await expect.poll(() => map.getAttribute('data-ground'), PATIENT).toMatch(/^minutes supermarket adult/)
    await panelOf(page, '图层').getByLabel('走到哪类').selectOption('pharmacy')
    await expect.poll(() => map.getAttribute('data-ground'), PATIENT).toMatch(/^minutes pharmacy adult/)
    expect(await page.locator('.maplibregl-ctrl-attrib').innerText()).toContain('OpenStreetMap')
    const ground = await ask(groundReply, `${city.address}/api/circles/ground`)
    expect(ground.count).toBeGreaterThan(10_000)
    expect(complaints).toEqual([])
    await leave()
  })

  test('a building that walks too far is asked why, and its walk is drawn', async () => {
    const house = await buildingBeyond(city.address, { category: 'pharmacy', seconds: [900, 2400] })
    const { items } = await ask(whyReply, `${city.address}/api/circles/why?lon=${house.lon}&lat=${house.lat}`)
    expect(items.find(({ categoryId }) => categoryId === 'pharmacy')?.seconds).toBe(house.seconds)
    const { page, open, leave } = await visit(browser, { baseUrl: city.address, screen: DESK })
    await open(`/office/map?tool=why&from=${house.lon.toFixed(6)},${house.lat.toFixed(6)}&to=pharmacy`)
    const panel = panelOf(page, '为什么')
    await panel.getByText('时间花在哪里').waitFor(PATIENT)
    await panel.getByText('怎样才走得到').waitFor(PATIENT)
    await leave()
  })

  test('a street is closed and opened again', async () => {
    const house = await buildingBeyond(city.address, { category: 'pharmacy', seconds: [300, 900] })
    const { page, open, leave } = await visit(browser, { baseUrl: city.address, screen: DESK })
    await open(`/office/map?tool=edit&pen=close&category=pharmacy&at=${house.lon},${house.lat}&z=18`)
    const panel = panelOf(page, '编辑')
    const near = await ask(whyReply, `${city.address}/api/circles/why?lon=${house.lon}&lat=${house.lat}`)
    await panel.getByLabel('经度').fill(String(house.lon))
    await panel.getByLabel('纬度').fill(String(house.lat))
    await panel.getByRole('button', { name: '放在这里' }).click()
    const save = panel.getByRole('button', { name: /^(仍要保存|保存修改)$/ })
    const refused = panel.getByText(/米内没有步行路可以封闭/)
    await expect.poll(async () => (await save.isEnabled()) || (await refused.count()) > 0, PATIENT).toBe(true)
    if (near.origin.legMetres <= 25) {
      await save.click()
      const row = panel.getByRole('listitem').filter({ hasText: '封闭路段' })
      await row.getByText(/生效中/).waitFor(PATIENT)
      await row.getByRole('button', { name: /撤\s*销/ }).click()
      await expect.poll(() => row.count(), PATIENT).toBe(0)
    }
    await leave()
  })
})
