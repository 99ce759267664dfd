import { circleList, evaluationPage } from '@xiayi/contract/circles'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe('a circle’s page', () => {
  test('what fails comes first, with figure, finding, remedy and source, and every share has its base', async () => {
    const circles = await ask(circleList, `${baseUrl}/api/circles`)
    const mixed = circles.items.find(({ failed, passed }) => failed > 0 && passed > 0)
    if (mixed === undefined) throw new Error('no circle of the example passes some clauses and fails others')
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/circles/${mixed.id}`)
    expect(await page.locator('.clauses__title').first().textContent()).toContain('未达标')
    const failed = page.locator('.clause--fail')
    expect(await failed.count()).toBe(mixed.failed)
    for (const clause of await failed.all()) {
      expect(await clause.textContent()).toMatch(/怎样才达标.*依据/s)
    }
    for (const figure of await page.locator('.clause__figure').allTextContents()) {
      if (figure.includes('%')) expect(figure).toMatch(/ \/ /)
    }
    expect(await page.locator('.facts').textContent()).toMatch(/\d{4}年\d+月\d+日.*步速.*米\/秒/s)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('its course, its gaps and its neighbours: a fallen circle says since when, why, and what others do', async () => {
    const circles = await ask(circleList, `${baseUrl}/api/circles`)
    const fallen = circles.items.find(({ name }) => name === '新兴生活圈')
    if (fallen === undefined) throw new Error('the example has no 新兴生活圈')
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/circles/${fallen.id}`)
    const missing = page.getByRole('region', { name: '缺什么补什么' })
    const clinic = missing.locator('.missing__item', { hasText: '社区卫生服务站' }).first()
    expect(await clinic.textContent()).toMatch(/只差这一项就到基础保障类.*影响.*缺.*补/s)
    const course = page.locator('#clause-reach-clinic').getByRole('img', { name: /的走势/ })
    expect(await course.getAttribute('aria-label')).toMatch(/2026年6月[\d.]+%，达标；2026年9月[\d.]+%，未达标/)

    const menu = page.getByRole('navigation', { name: '本页内容' })
    const changes = page.getByRole('region', { name: '历次评价' })
    expect(await changes.locator('.circle__fold').textContent()).toMatch(/评价过 \d+ 次/)
    expect(await changes.locator('.changes__found').isVisible()).toBe(false)
    await menu.getByRole('link', { name: '历次评价' }).click()
    await changes.getByLabel('从').waitFor()
    // Named days: whoever evaluates the circle today gives it another last day.
    for (const [word, day] of [
      ['到', '2026年9月30日'],
      ['从', '2026年6月30日'],
    ] as const) {
      const labels = await changes.getByLabel(word).locator('option').allTextContents()
      await changes.getByLabel(word).selectOption({ label: labels.find((label) => label.includes(day)) ?? day })
    }
    const found = page.locator('.changes__found', { hasText: '没有了' })
    await found.waitFor()
    expect(await found.textContent()).toMatch(/基础保障类.*未达标.*没有了.*卫生服务站/s)
    const days = await changes.getByLabel('从').locator('option').allTextContents()
    await changes.getByLabel('从').selectOption({ label: days[0] ?? '' })
    await page.locator('.changes__found', { hasText: '新开' }).waitFor()

    const compare = page.getByRole('region', { name: '比较', exact: true })
    await menu.getByRole('link', { name: '比较' }).click()
    const likes = circles.items.filter(({ isUrban, isEvaluated }) => isUrban && isEvaluated).length
    expect(await compare.getByLabel('与哪个生活圈比').locator('option').first().textContent()).toBe(
      `只看主城区生活圈的中位数（${likes} 个）`,
    )
    await compare.getByLabel('与哪个生活圈比').selectOption({ label: '福利生活圈（城关镇）' })
    await compare.getByRole('columnheader', { name: '福利生活圈' }).waitFor()
    const row = compare.getByRole('row', { name: /社区卫生服务站/ })
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      expect.stringMatching(/未达标.*%/s),
      expect.stringMatching(/达标.*100%/s),
      expect.stringMatching(/%/),
    ])

    await clinic.getByRole('link', { name: '在地图上看这段路' }).click()
    await page.waitForURL(/\/map\?.*from=.*place=/)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('it fits three screens; a link opens what is folded, by mouse and by keys', async () => {
    const circles = await ask(circleList, `${baseUrl}/api/circles`)
    const fallen = circles.items.find(({ name }) => name === '新兴生活圈')
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/circles/${fallen?.id}`)
    expect(await page.locator('html').evaluate((root) => root.scrollHeight)).toBeLessThanOrEqual(3 * 900)

    await visitor.open(`/circles/${fallen?.id}#clause-reach-toilet`)
    const clause = page.locator('#clause-reach-toilet')
    await clause.getByText('依据：').waitFor()
    await expect
      .poll(() => clause.evaluate((element) => element.getBoundingClientRect().top), { timeout: 15_000 })
      .toSatisfy((top: number) => top >= 0 && top < 300)

    const fold = page.getByRole('region', { name: '居民' }).locator('summary').first()
    await fold.focus()
    await page.keyboard.press('Enter')
    await page.locator('.residents').waitFor()
    await page.getByRole('link', { name: '盘点表' }).first().click()
    await page.waitForURL(/\/office\/circles\/.*\/stock-taking/)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('on paper nothing is folded away, and no button is printed', async () => {
    const circles = await ask(circleList, `${baseUrl}/api/circles`)
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/circles/${circles.items[0]?.id}`)
    const passed = page.locator('.clauses--folded .clause').first()
    expect(await passed.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await passed.isVisible()).toBe(true)
    expect(await passed.getByText('依据：').isVisible()).toBe(true)
    expect(await page.locator('.residents').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: '重新评价' }).isVisible()).toBe(false)
    expect(await page.locator('.top').isVisible()).toBe(false)
    await visitor.leave()
  })

  test('an evaluation on demand shows that it is done and adds to the history', async () => {
    const circles = await ask(circleList, `${baseUrl}/api/circles`)
    const id = circles.items[0]?.id
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/circles/${id}`)
    // Minutes are too coarse to tell two evaluations apart: the history is.
    const history = async () => (await ask(evaluationPage, `${baseUrl}/api/circles/${id}/evaluations`)).items.length
    const before = await history()
    await page.getByRole('button', { name: '重新评价' }).click()
    await page.getByText('已更新').waitFor({ timeout: 60_000 })
    expect(await history()).toBe(before + 1)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })
})
