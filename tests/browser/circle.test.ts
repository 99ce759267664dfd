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
