import { circleFactList, factGrid } from '@xiayi/contract/circle-facts'
import ExcelJS from 'exceljs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
/** two circles whose service centre is recorded and large enough */
let desk: { id: string; name: string }
let street: { id: string; name: string }

beforeAll(async () => {
  browser = await launchBrowser()
  const grid = await ask(factGrid, `${baseUrl}/api/circles/facts`)
  const large = grid.circles.filter(({ id }) =>
    grid.facts.some(({ circleId, key, value }) => circleId === id && key === AREA && Number(value) >= 100),
  )
  const [one, two] = large
  if (one === undefined || two === undefined) throw new Error('the example county has no two large centres')
  desk = one
  street = two
})
afterAll(() => browser.close())

const AREA = 'centre.floorAreaM2'

async function factOf(circleId: string, key: string) {
  const { items } = await ask(circleFactList, `${baseUrl}/api/circles/${circleId}/facts`)
  const fact = items.find((each) => each.key === key)
  if (fact === undefined) throw new Error(`nothing is recorded as ${key}`)
  return fact
}

/** Another clerk, somewhere else. */
async function recordElsewhere(circleId: string, key: string, value: unknown) {
  const { version } = await factOf(circleId, key)
  const reply = await fetch(`${baseUrl}/api/circles/${circleId}/facts`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: '李某', facts: [{ key, value, observedOn: '2026-11-20', basedOn: version }] }),
  })
  expect(reply.status, await reply.text()).toBe(200)
}

async function typeArea(page: Page, circle: { name: string }, value: string) {
  await page.getByRole('button', { name: `${circle.name}，便民服务中心工作场地面积` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '便民服务中心工作场地面积' }).fill(value)
  await dialog.getByLabel('依据').fill('现场测量')
  await dialog.getByLabel('登记人').fill('王某')
  await dialog.getByRole('button', { name: '保存 1 项并重新评价' }).click()
  return dialog
}

describe('a clerk at the desk', () => {
  test('records one fact, sees which clause flips, and finds it in the history', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/office/facts?clause=centre-area&q=${desk.name}`)
    const before = await factOf(desk.id, AREA)
    const dialog = await typeArea(page, desk, '60')
    const flips = dialog.getByRole('status', { name: '结果有变的条款' })
    await flips.getByText('便民服务中心工作场地不少于100平方米').waitFor({ timeout: 60_000 })
    expect(await flips.textContent()).toMatch(/达标.*变为.*未达标/)
    await dialog.getByText('王某').first().waitFor()
    expect(await factOf(desk.id, AREA)).toMatchObject({ value: 60, by: '王某', version: before.version + 1 })
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await typeArea(page, desk, Number(before.value).toFixed())
    await page.getByText('未达标').and(page.locator('.flips .x-tag')).waitFor({ timeout: 60_000 })
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('who types while somebody else records sees both values and decides', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/office/facts/${desk.id}`)
    const before = await factOf(desk.id, AREA)
    const card = page.getByRole('article').filter({ hasText: '便民服务中心工作场地面积' })
    await card.getByRole('textbox').fill('333')
    await recordElsewhere(desk.id, AREA, 222)
    await page.getByRole('button', { name: '保存 1 项并重新评价' }).click()
    const conflict = card.getByRole('alert')
    await conflict.getByText('您填写的时候，别人改过这一项。').waitFor()
    expect(await conflict.textContent()).toMatch(/李某.*222 m².*333 m²/)
    expect((await factOf(desk.id, AREA)).value).toBe(222)
    await conflict.getByRole('button', { name: '用我填的' }).click()
    await page.getByRole('button', { name: '保存 1 项并重新评价' }).click()
    await page.getByText('已保存并重新评价').waitFor({ timeout: 60_000 })
    expect((await factOf(desk.id, AREA)).value).toBe(333)
    await recordElsewhere(desk.id, AREA, before.value)
    await visitor.leave()
  })

  test('takes the spreadsheet out, fills it in, brings it back; once more, nothing changes', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/office/facts/import')
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载登记表（XLSX）' }).click()
    const download = await waiting
    expect(download.suggestedFilename()).toContain('示例数据')
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(await download.path())
    const sheet = book.worksheets[0]
    if (sheet === undefined) throw new Error('the workbook is empty')
    const before = await factOf(desk.id, AREA)
    put(sheet, AREA, 61)
    put(sheet, '#day', '2026-11-21')
    const file = {
      name: '填好的登记表.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await book.xlsx.writeBuffer()),
    }
    await upload(page, file)
    await page.getByRole('region', { name: '更改的格' }).getByText('61 m²').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: '写入' }).click()
    await page.locator('.flips').getByText('便民服务中心工作场地不少于100平方米').waitFor({ timeout: 60_000 })
    expect((await factOf(desk.id, AREA)).value).toBe(61)
    await visitor.open('/office/facts/import')
    await upload(page, file)
    await page.getByText('没有要写入的').waitFor()
    await recordElsewhere(desk.id, AREA, before.value)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  function put(sheet: ExcelJS.Worksheet, key: string, value: ExcelJS.CellValue) {
    const keys = sheet.getRow(3).values
    const column = Array.isArray(keys) ? keys.indexOf(key) : -1
    sheet.eachRow((row) => {
      if (row.getCell(1).value === desk.id) row.getCell(column).value = value
    })
  }

  async function upload(page: Page, file: { name: string; mimeType: string; buffer: Buffer }) {
    await page.getByLabel('填好的登记表').setInputFiles(file)
    await page.getByRole('button', { name: '上传并检查' }).click()
    await page.waitForURL(/\/office\/facts\/import\/.+/)
    await page.getByText(/填了/).waitFor({ timeout: 60_000 })
  }
})

describe('somebody in the street with a phone', () => {
  test('answers without a network; what was typed waits, survives the page, and goes out by itself', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const { page } = visitor
    const before = await factOf(street.id, AREA)
    await visitor.open(`/office/circles/${street.id}/stock-taking/form`)
    await page.getByRole('textbox', { name: '便民服务中心工作场地面积' }).fill('62')
    await expectAccessible(page)
    await page.getByRole('button', { name: '不往下填了，去送出' }).click()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '送出 1 项' }).click()
    await page.getByText('没有网，1 项存在这部手机上').waitFor()
    await page.context().setOffline(false)
    await page.getByText('已保存并重新评价').waitFor({ timeout: 60_000 })
    expect(await factOf(street.id, AREA)).toMatchObject({ value: 62, channel: 'phone' })
    await recordElsewhere(street.id, AREA, before.value)
    await visitor.leave()
  })

  test('what somebody at the desk recorded meanwhile is shown beside the own answer', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const { page } = visitor
    const before = await factOf(street.id, AREA)
    await visitor.open(`/office/circles/${street.id}/stock-taking/form`)
    await page.getByRole('textbox', { name: '便民服务中心工作场地面积' }).fill('63')
    await page.reload()
    expect(await page.getByRole('textbox', { name: '便民服务中心工作场地面积' }).inputValue()).toBe('63')
    await recordElsewhere(street.id, AREA, 64)
    await page.getByRole('button', { name: '不往下填了，去送出' }).click()
    await page.getByRole('button', { name: '送出 1 项' }).click()
    await page.getByText('您填写的时候，别人改过这一项。').waitFor()
    await expectNoSidewaysScroll(page)
    await page.getByRole('button', { name: '用现在登记的' }).click()
    expect((await factOf(street.id, AREA)).value).toBe(64)
    await recordElsewhere(street.id, AREA, before.value)
    await visitor.leave()
  })

  test('downloads none of the office’s component library', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const scripts: string[] = []
    visitor.page.on('response', (reply) => {
      if (reply.request().resourceType() === 'script') scripts.push(new URL(reply.url()).pathname)
    })
    await visitor.open(`/office/circles/${street.id}/stock-taking/form`)
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((path) => /Office|maplibre|table|antd/i.test(path))).toEqual([])
    await visitor.leave()
  })
})

describe('the paper form', () => {
  test('prints on A4 without the screen’s furniture, with a code that leads to the phone form', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/office/circles/${desk.id}/stock-taking`)
    const bytes = await page.pdf({ preferCSSPageSize: true })
    const text = bytes.toString('latin1')
    expect(text.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(3)
    // 210 × 297 mm in points
    expect(text).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.office__nav, .top, .no-print').locator('visible=true').count()).toBe(0)
    expect(await page.getByRole('heading', { name: `${desk.name}摸底表` }).isVisible()).toBe(true)
    expect(await page.locator('.stock-sheet__code svg').isVisible()).toBe(true)
    await visitor.leave()
  })
})

test('with two counties the switch leaves the buttons of a phone’s head alone', async () => {
  const visitor = await visit(browser, { baseUrl, screen: PHONE })
  const { page } = visitor
  // A second county cannot be taken away again, and every other test of this server would meet it.
  await page.route('**/api/counties', async (route) => {
    const reply = await route.fetch()
    const body: { items: { name: string; code: string; isDefault: boolean }[] } = await reply.json()
    const [first] = body.items
    const second =
      first === undefined ? [] : [{ ...first, code: 'second', name: '名字很长的第二个县', isDefault: false }]
    await route.fulfill({ response: reply, json: { items: [...body.items, ...second] } })
  })
  for (const path of ['/', '/office', '/office/facts']) {
    await visitor.open(path)
    const boxes = await page
      .locator('.top select:visible, .top a:visible, .top button:visible')
      .evaluateAll((targets) =>
        targets.map((target) => {
          const { left, right, top, bottom } = target.getBoundingClientRect()
          return { left, right, top, bottom, name: target.textContent }
        }),
      )
    expect(boxes.length, path).toBeGreaterThan(2)
    const overlaps = boxes.flatMap((a, at) =>
      boxes.slice(at + 1).flatMap((b) => {
        const isOver =
          a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5
        return isOver ? [`${a.name} over ${b.name}`] : []
      }),
    )
    expect(overlaps, path).toEqual([])
    expect(
      boxes.filter(({ right }) => right > PHONE.width),
      path,
    ).toEqual([])
    await expectNoSidewaysScroll(page)
  }
  await visitor.leave()
})
