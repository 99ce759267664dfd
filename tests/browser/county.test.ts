import { circleList, countySummary } from '@xiayi/contract/circles'
import { circleMoves, equityReply, gapMatrix, tiersOverTime } from '@xiayi/contract/county-figures'
import { countWords, dayWords, percentWords } from '@xiayi/ui/format'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, expectAccessible, expectNoSidewaysScroll, PHONE, settled, unfold, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
const figure = <T>(schema: { parse: (value: unknown) => T }, path: string) =>
  ask(schema, `${baseUrl}/api/circles/${path}`)
/** A machine that does other things as well answers late. */
const PATIENT = { timeout: 30_000 }
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** The part of the page under a title, turned to its rows. */
async function asTable(page: Page, title: string) {
  const part = page.getByRole('region', { name: title, exact: true })
  await part.getByRole('button', { name: `${title}：表格` }).click()
  return part.getByRole('table')
}

/** Every row of a table's body, cell by cell. */
async function cellsOf(table: Awaited<ReturnType<typeof asTable>>): Promise<string[][]> {
  const rows = await table.locator('tbody tr').all()
  return Promise.all(rows.map((row) => row.locator('th, td').allTextContents()))
}

describe('the county’s page', () => {
  test('targets stand on their fixed denominators, with the day and the source', async () => {
    const summary = await figure(countySummary, 'summary')
    const visitor = await visit(browser, { baseUrl })
    await visitor.open('/office')
    const cards = visitor.page.locator('.target')
    expect(await cards.count()).toBe(summary.targets.length)
    for (const [at, target] of summary.targets.entries()) {
      const text = await cards.nth(at).textContent()
      expect(text).toContain(target.title)
      expect(text).toContain(`${countWords(target.numerator ?? 0)} / ${countWords(target.denominator)}`)
      expect(text).toMatch(/分母：.*2026年11月23日确定.*分子来自：.*2026年\d+月\d+日的评价/s)
      if (summary.evaluatedAt !== null) expect(text).toContain(`${dayWords(summary.evaluatedAt)}的评价`)
    }
    await visitor.leave()
  })

  test('tiers over time, drawn and in rows, are those of the API, for the city and for the county', async () => {
    const { days, tiers } = await figure(tiersOverTime, 'over-time')
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/office')
    const drawn = page.locator('.tier-course__days')
    for (const scope of ['urban', 'all'] as const) {
      await page.getByLabel('看', { exact: true }).selectOption(scope)
      expect(await drawn.getAttribute('aria-label')).toContain(`${tiers[1]?.name} ${days.at(-1)?.[scope].atTier[1]} 个`)
      const rows = await cellsOf(await asTable(page, '等级走势'))
      expect(rows.map(([, ...cells]) => cells.slice(0, 4).map(Number))).toEqual(
        days.map((day) => [...day[scope].atTier.toReversed(), day[scope].withoutTier, day[scope].notEvaluated]),
      )
      await asTable(page, '等级走势')
    }
    expect(new URL(page.url()).searchParams.get('scope')).toBe('all')
    await visitor.leave()
  })

  test('compared with last quarter it says who fell and why, and other days can be picked and linked to', async () => {
    // Named days: whoever evaluates the county today gives the page another last day.
    const days = 'from=2026-06-30&to=2026-09-30'
    const moves = await figure(circleMoves, `moves?${days}`)
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open(`/office?scope=all&${days}`)
    const part = page.locator('#moves')
    const fallen = part.locator('.move', { hasText: '新兴生活圈' })
    await fallen.getByText('新兴卫生服务站', { exact: false }).first().waitFor()
    expect(await fallen.textContent()).toMatch(/降了.*基础保障类→未达标.*社区卫生服务站或中心：达标 → 未达标.*没有了/s)
    expect(await part.locator('.move').count()).toBe(moves.items.length)
    expect(await part.textContent()).toContain(`没有变化 ${moves.unmoved.all} 个`)

    await part.getByLabel('从').selectOption('2025-12-31')
    const year = await figure(circleMoves, 'moves?from=2025-12-31&to=2026-09-30')
    await expect.poll(() => part.locator('.move').count(), PATIENT).toBe(year.items.length)
    expect(new URL(page.url()).searchParams.get('from')).toBe('2025-12-31')
    const rows = await cellsOf(await asTable(page, '升降'))
    expect(rows.map(([name]) => name)).toEqual(year.items.map(({ name }) => name))
    await visitor.leave()
  })

  test('the heat of gaps is the matrix; keys walk in it, and a cell opens the circle at the clause', async () => {
    const { circles, clauses } = await figure(gapMatrix, 'matrix')
    const urban = circles.filter(({ isUrban }) => isUrban)
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/office')
    const heat = page.getByRole('grid')
    const failed = (some: typeof circles) =>
      some.flatMap(({ cells }) => cells).filter((cell) => cell?.state === 'fail').length
    expect(await heat.getByRole('link', { name: /没达标|差一点/ }).count()).toBe(failed(urban))
    expect(await heat.locator('tfoot td').last().textContent()).toBe(String(failed(urban)))
    expect(await heat.getByRole('link').count()).toBe(urban.length * clauses.length)
    expect(await heat.locator('a[tabindex="0"]').count()).toBe(1)

    await heat.locator('a[tabindex="0"]').focus()
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key)
    const focused = page.locator(':focus')
    expect(await focused.getAttribute('data-spot')).toBe('1,1')
    const words = (await focused.getAttribute('aria-label')) ?? ''
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/circles\/.*#clause-/)
    await page.locator('.circle h1').waitFor()
    expect(words).toContain(`${await page.locator('.circle h1').textContent()}，`)
    const clause = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`)
    expect(words).toContain(`，${await clause.locator('h4').textContent()}：`)
    await clause.getByText('依据：').waitFor()
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('the ranking has every circle once, goes by tier, and can be ordered by residents', async () => {
    const { items, tiers } = await ask(circleList, `${baseUrl}/api/circles`)
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/office?scope=all')
    const rank = page.locator('.rank')
    await page.getByRole('button', { name: `全部 ${items.length} 个` }).click()
    const words = [...tiers.toSorted((a, b) => b.order - a.order).map(({ name }) => name), '未达标', '未评价']
    const places = (await rank.locator('tbody .x-tier').allTextContents()).map((word) => words.indexOf(word))
    expect(places).toHaveLength(items.length)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.filter((place) => place < tiers.length)).toHaveLength(items.filter(({ tierId }) => tierId).length)

    await rank.getByRole('button', { name: '居民' }).click()
    expect(await rank.getByRole('columnheader', { name: '居民' }).getAttribute('aria-sort')).toBe('descending')
    const people = items.map(({ residents }) => residents ?? 0).toSorted((a, b) => b - a)
    expect(await rank.locator('.rank__people').allTextContents()).toEqual(people.map(countWords))
    await visitor.leave()
  })

  test('as tables, on a phone, everything can be read by everybody and fits', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const { page } = visitor
    await visitor.open('/office')
    // A phone is shown the beginning; the rest is folded to its names.
    expect(await page.locator('body').evaluate((body) => body.scrollHeight)).toBeLessThan(844 * 4)
    await page.getByRole('link', { name: '升降' }).click()
    await page.getByRole('heading', { name: '与上季度比' }).waitFor()
    await unfold(page)
    for (const title of ['等级走势', '与上季度比', '短板分布']) await asTable(page, title)
    await settled(page)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })
})

describe('coverage and equity', () => {
  test.each([
    ['sports', '体育健身'],
    ['reading', '阅读'],
    ['elder-care', '养老服务'],
  ])('%s: figures and communities are those of the API, the worst first', async (theme, word) => {
    const equity = await figure(equityReply, `equity?theme=${theme}`)
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/office/equity')
    await page.getByRole('link', { name: `${word}：看每个社区` }).click()
    await page.getByRole('heading', { name: '按社区' }).waitFor()
    const bands = equity.byAge.find(({ group }) => group === equity.group)?.bands ?? []
    const of = bands.reduce((sum, count) => sum + count, 0)
    const people = of - (bands.at(-1) ?? 0)
    const head = await page.locator('.equity-head').textContent()
    expect(head).toContain(`${percentWords(people, of)}（${countWords(people)} / ${countWords(of)} 人）`)
    expect(head).toContain(equity.gini.toFixed(3))
    expect(head).toMatch(/随便挑两位居民.*平均差 [\d.]+ 个百分点/)
    const rows = await cellsOf(await asTable(page, '按社区'))
    expect(rows).toEqual(
      equity.communities.map(({ name, isUrban, people: own, bands: counts }) => [
        name,
        isUrban ? '是' : '否',
        countWords(own),
        ...counts.map(countWords),
        percentWords(own - (counts.at(-1) ?? 0), own),
      ]),
    )
    await expectAccessible(page)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test('a kind and an age group are asked in the address, and siting opens with the same question', async () => {
    const visitor = await visit(browser, { baseUrl })
    const { page } = visitor
    await visitor.open('/office/equity/elder-care')
    await page.getByLabel('走到哪一类').selectOption('senior_canteen')
    await page.waitForURL(/category=senior_canteen/)
    const equity = await figure(equityReply, 'equity?theme=elder-care&category=senior_canteen')
    await expect.poll(() => page.locator('.equity-head').textContent(), PATIENT).toContain(equity.gini.toFixed(3))
    await page
      .locator('.siting-links')
      .getByRole('link', { name: /老年助餐/ })
      .click()
    await page.waitForURL(/\/office\/map\?.*tool=siting/)
    const { searchParams } = new URL(page.url())
    expect(
      Object.fromEntries(['build', 'group', 'profile', 'equity'].map((key) => [key, searchParams.get(key)])),
    ).toEqual({ build: 'senior_canteen', group: 'over60', profile: 'elder', equity: 'yes' })
    await settled(page)
    await expect.poll(() => page.getByLabel('建什么').inputValue(), PATIENT).toBe('senior_canteen')
    await visitor.leave()
  })

  test('a theme that is not there says where the others are', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const { page } = visitor
    await page.goto(`${baseUrl}/office/equity/opera`)
    await page.getByRole('link', { name: '看有哪些主题' }).click()
    await page.getByRole('link', { name: '阅读：看每个社区' }).waitFor()
    await expectNoSidewaysScroll(page)
    await visitor.leave()
  })
})
