import { type WayReply, wayReply, whyReply } from '@xiayi/contract/circle-why'
import { groundReply, minutesColumnReply } from '@xiayi/contract/circles'
import { networkEditList } from '@xiayi/contract/network-edits'
import { placeSearchReply } from '@xiayi/contract/places'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { clickMiddle, PATIENT, panelOf } from './planner.ts'
import { ask, DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
const CATEGORY = 'wet_market'
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

interface House {
  readonly lon: number
  readonly lat: number
  readonly way: WayReply['shorterWays'][number]
}

/** A building beyond a quarter of an hour for which one link would do. */
async function houseWithShorterWay(): Promise<House> {
  const ground = await ask(groundReply, `${baseUrl}/api/circles/ground`)
  const column = await ask(minutesColumnReply, `${baseUrl}/api/circles/minutes-column?category=${CATEGORY}`)
  const beyond = [...column.seconds.keys()].filter((b) => {
    const time = column.seconds[b] ?? 0
    return time > 900 && time < 1100 && (ground.from15to59[b] ?? 0) > 10
  })
  for (const b of beyond.filter((_, i) => i % 5 === 0)) {
    const lon = (ground.lonE6[b] ?? 0) / 1e6
    const lat = (ground.latE6[b] ?? 0) / 1e6
    const reply = await ask(wayReply, `${baseUrl}/api/circles/why/way?lon=${lon}&lat=${lat}&category=${CATEGORY}`)
    const way = reply.shorterWays.find(({ metres }) => metres > 20)
    if (way !== undefined) return { lon, lat, way }
  }
  throw new Error('no building has a shorter way')
}

async function secondsFrom({ lon, lat }: House): Promise<number> {
  const { items } = await ask(whyReply, `${baseUrl}/api/circles/why?lon=${lon}&lat=${lat}`)
  return items.find(({ categoryId }) => categoryId === CATEGORY)?.seconds ?? -1
}

const standing = async () =>
  (await ask(networkEditList, `${baseUrl}/api/places/network/edits`)).items.filter(
    ({ isStanding, content }) => isStanding && content !== null,
  )

describe('editing the network', () => {
  test('a path is drawn, tried, signed and saved; people walk it at once; undone, all is as before', async () => {
    const house = await houseWithShorterWay()
    const before = await secondsFrom(house)
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open('/office/map?tool=edit&pen=path')
    const panel = panelOf(page, '编辑')
    for (const [lon, lat] of house.way.line) {
      await panel.getByLabel('经度').fill(String(lon))
      await panel.getByLabel('纬度').fill(String(lat))
      await panel.getByRole('button', { name: '加上这个点' }).click()
    }
    await panel.getByRole('button', { name: '画完了' }).click()
    await panel.getByRole('button', { name: '保存修改' }).waitFor()
    await panel.getByLabel(/为什么改/).fill('现场核实，有一条小路')
    await panel.getByLabel(/登记人/).fill('测试员')
    await expect.poll(() => panel.getByRole('button', { name: '保存修改' }).isEnabled(), PATIENT).toBe(true)
    await expectAccessible(page)
    await panel.getByRole('button', { name: '保存修改' }).click()
    await page.waitForURL(/edit=/, PATIENT)
    const row = panel.getByRole('listitem').filter({ hasText: '现场核实，有一条小路' })
    await row.getByText(/测试员.*生效中/).waitFor(PATIENT)
    await row.getByText(/15 分钟内走得到菜市场：[\d,]+ → [\d,]+ 人（\+\d+/).waitFor(PATIENT)
    expect(await standing()).toMatchObject([{ kind: 'add-path', by: '测试员', isLaid: true }])
    expect(await secondsFrom(house)).toBeLessThan(before)
    await page.getByRole('button', { name: '表格' }).click()
    await page.getByRole('table', { name: '路网的历次修改' }).getByText('新增小路').waitFor()
    await page.getByRole('button', { name: '表格' }).click()

    await row.getByRole('button', { name: /撤\s*销/ }).click()
    await expect.poll(() => row.count(), PATIENT).toBe(0)
    expect(await standing()).toEqual([])
    expect(await secondsFrom(house)).toBe(before)
    expect(complaints).toEqual([])
    await leave()
  })

  test('a line that meets nothing is refused in words before anything is saved, and put away', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen: PHONE })
    await open('/office/map?tool=edit&pen=gate')
    const panel = panelOf(page, '编辑')
    await panel.getByLabel('经度').fill('120')
    await panel.getByLabel('纬度').fill('30')
    await panel.getByRole('button', { name: '放在这里' }).click()
    await panel.getByText('不在本县').first().waitFor(PATIENT)
    expect(await panel.getByRole('button', { name: '保存修改' }).isDisabled()).toBe(true)
    await panel.getByRole('button', { name: '不改了' }).click()
    await panel.getByRole('button', { name: '放在这里' }).waitFor()
    expect(await standing()).toEqual([])
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await leave()
  })

  test('a street is closed by a click, and a second planner who drew on the map of before is told who did what', async () => {
    const house = await houseWithShorterWay()
    const [lon = 0, lat = 0] = house.way.line[1] ?? []
    const late = await visit(browser, { baseUrl, screen: DESK })
    // News of what others do comes by the live stream; both press their button in one moment, so it has not come yet.
    await late.page.route('**/api/live*', (route) => route.abort())
    await late.open(`/office/map?tool=edit&pen=close&at=${lon},${lat}&z=18`)
    await clickMiddle(late.page)
    const latePanel = panelOf(late.page, '编辑')
    await expect
      .poll(() => latePanel.getByRole('button', { name: /^(仍要)?保存(修改)?$/ }).isEnabled(), PATIENT)
      .toBe(true)

    const { networkVersion } = await ask(networkEditList, `${baseUrl}/api/places/network/edits`)
    const first = await fetch(`${baseUrl}/api/places/network/edits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        baseVersion: networkVersion,
        edit: { kind: 'add-path', use: 'path', line: house.way.line },
        by: '早到的人',
      }),
    })
    expect(first.status).toBe(201)
    const save = latePanel.getByRole('button', { name: /^(仍要保存|保存修改)$/ })
    await save.click()
    await latePanel
      .getByText(/别人改了路网.*早到的人/)
      .first()
      .waitFor(PATIENT)
    expect(await standing()).toHaveLength(1)
    // What was drawn is still there, and fits the map of now.
    await save.click()
    await expect.poll(async () => (await standing()).length, PATIENT).toBe(2)
    for (const { id } of await standing()) {
      const now = await ask(networkEditList, `${baseUrl}/api/places/network/edits`)
      const undone = await fetch(`${baseUrl}/api/places/network/edits/${id}/undo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ baseVersion: now.networkVersion, mayCutOff: true }),
      })
      expect(undone.status).toBe(201)
    }
    await late.leave()
  })

  test('a place that is clicked leads to its page at the desk', async () => {
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    const { items } = await ask(
      placeSearchReply,
      `${baseUrl}/api/places/search?q=${encodeURIComponent('超市')}&limit=1`,
    )
    await open(`/office/map?tool=edit&place=${items[0]?.id ?? ''}`)
    await panelOf(page, '编辑').getByRole('link', { name: '修改', exact: true }).click()
    await page.waitForURL(/\/office\/places\//)
    await leave()
  })
})
