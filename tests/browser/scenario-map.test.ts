import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { scenarioPreviewReply } from '@xiayi/contract/scenario-compare'
import { storedScenario } from '@xiayi/contract/stored-scenarios'
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

const MARKET: ScenarioChange = { kind: 'add-place', categoryId: 'wet_market', lon: 116.1642, lat: 34.2281 }
const GATE: ScenarioChange = { kind: 'open-gate', lon: 116.152477, lat: 34.229209 }
const GONE: ScenarioChange = { kind: 'remove-place', placeId: '00000000-0000-4000-8000-000000000000' }

async function saved(name: string, changes: readonly ScenarioChange[]): Promise<string> {
  const reply = await fetch(`${baseUrl}/api/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, changes }),
  })
  return storedScenario.parse(await reply.json()).id
}

/** What each map has painted. */
const painted = (page: Page) =>
  page.locator('.map-view__canvas').evaluateAll((maps) => maps.map((map) => map.dataset['ground'] ?? ''))

describe('scenarios on the map', () => {
  test('two are compared, swiped on the map in their own colours, and the link brings the same view back', async () => {
    const [market, gate] = [await saved('图上甲：补市场', [MARKET]), await saved('图上乙：开西门', [GATE])]
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`/office/scenarios/compare?ids=${market},${gate}`)
    const choice = page.getByRole('region', { name: '在地图上左右对比' })
    await choice.getByLabel('看什么').selectOption({ label: '步行到菜市场' })
    await choice.getByRole('link', { name: '打开地图' }).click()
    const both = [new RegExp(`^minutes wet_market .*${market}$`), new RegExp(`^minutes wet_market .*${gate}$`)]
    await expect.poll(() => painted(page), PATIENT).toEqual(both.map((words): unknown => expect.stringMatching(words)))
    await page.locator('.planner__legend--left').getByText('左图：图上甲：补市场').waitFor()
    await page.locator('.planner__legend--right').getByText('右图：图上乙：开西门').waitFor()
    expect(await page.locator('.map-number--still').allTextContents()).toEqual(['增1', '门1'])
    await page.locator('.planner__legend--right').getByText('小区开门').waitFor()
    // The map's own sum is the server's: both are of today, whatever others have done to it meanwhile.
    const panel = panelOf(page, '图层')
    await expect
      .poll(async () => {
        const { preview } = await ask(scenarioPreviewReply, `${baseUrl}/api/scenarios/${market}/preview?within=15`)
        const change = preview.changes.find(({ categoryId }) => categoryId === 'wet_market')
        const gained = (change?.residentsAfter ?? 0) - (change?.residentsBefore ?? 0)
        const words = await panel.getByText(/比现在/).textContent()
        return gained > 0 && words === `比现在 +${gained.toLocaleString('zh-CN')} 人`
      }, PATIENT)
      .toBe(true)
    const line = page.getByRole('slider', { name: '左右两幅图的分界' })
    await line.focus()
    await page.keyboard.press('PageUp')
    await expect.poll(() => new URL(page.url()).searchParams.get('swipe'), PATIENT).toBe('70')
    await expectAccessible(page)
    const before = await painted(page)
    await page.reload()
    await expect.poll(() => painted(page), PATIENT).toEqual(before)
    await page.locator('.planner__legend--right').getByText('右图：图上乙：开西门').waitFor()

    await panel.getByText('右图', { exact: true }).click()
    await panel.getByText('社区等级', { exact: true }).click()
    await panel.getByText(/富豪生活圈：.* → 基础保障类/).waitFor(PATIENT)
    await panel.getByLabel('看现在，还是看方案').selectOption({ label: '现在' })
    await page.locator('.planner__legend--right').getByText('右图：现在').waitFor()
    expect(complaints).toEqual([])
    await leave()
  })

  test('a link to a deleted one says who deleted it and what to do, on a phone too', async () => {
    const id = await saved('图上丙：已删除', [MARKET])
    await fetch(`${baseUrl}/api/scenarios/${id}`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ by: '规划股' }),
    })
    const { page, leave } = await visit(browser, { baseUrl, screen: PHONE })
    await page.goto(`${baseUrl}/office/map?swipe=50&rplan=${id}`)
    const panel = panelOf(page, '图层')
    await panel.getByText('右图', { exact: true }).click()
    await panel.getByText('方案“图上丙：已删除”已被规划股删除').waitFor(PATIENT)
    await panel.getByRole('link', { name: '去恢复这个方案' }).waitFor()
    await expectNoSidewaysScroll(page)
    await panel.getByRole('button', { name: '改看现在' }).click()
    await expect
      .poll(() => painted(page), PATIENT)
      .toEqual([expect.stringMatching(/^minutes/), expect.stringMatching(/^minutes/)])
    expect(new URL(page.url()).searchParams.has('rplan')).toBe(false)
    await leave()
  })

  test('a change that does not fit any more is named, left out in what if, and saved without', async () => {
    const id = await saved('图上丁：有一处对不上', [GATE, GONE])
    const { page, leave } = await visit(browser, { baseUrl, screen: DESK })
    await page.goto(`${baseUrl}/office/scenarios/${id}`)
    const notice = page.getByRole('alert')
    await notice.getByText('改动 2（移除一个网点）').waitFor(PATIENT)
    await notice.getByText(/已经不在了.*去掉这处改动/).waitFor()
    await page.getByText('对不上', { exact: true }).waitFor()
    await notice.getByRole('link', { name: '在地图上改好再存' }).click()
    const panel = panelOf(page, '推演')
    await panel.getByRole('button', { name: '去掉对不上的 1 处' }).click()
    await panel.getByRole('alert').waitFor({ state: 'detached', ...PATIENT })
    await panel.getByRole('button', { name: '保存这一版' }).click()
    await panel.getByText('第 2 版').waitFor(PATIENT)
    const kept = await ask(scenarioPreviewReply, `${baseUrl}/api/scenarios/${id}/preview`)
    expect(kept.scenario.changes).toMatchObject([{ kind: 'open-gate' }])
    expect(kept.preview.misfits).toEqual([])
    await leave()
  })
})
