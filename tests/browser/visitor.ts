import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { SignedIn } from './administrator.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1440, height: 900 }

export interface Visitor {
  readonly page: Page
  /** what the browser complained about so far */
  readonly complaints: readonly string[]
  open(path: string): Promise<void>
  leave(): Promise<void>
}

interface Visit {
  readonly baseUrl: string
  readonly screen?: { width: number; height: number }
  /** null: nobody has asked about 长辈版 yet */
  readonly isElder?: boolean | null
  /** left out: nobody in particular */
  readonly as?: SignedIn | undefined
}

/** A person with a clean browser, who writes down every error that the browser reports. */
export async function visit(
  browser: Browser,
  { baseUrl, screen = DESK, isElder = false, as }: Visit,
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: screen, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  if (isElder !== null)
    await context.addInitScript((choice) => localStorage.setItem('xiayi.elder', choice), isElder ? 'yes' : 'no')
  await as?.enter(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // A busy server may say 503; the page asks again, and `settled` sees that it got its answer.
    if (message.type() === 'error' && !message.text().includes('status of 503')) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return {
    page,
    complaints,
    async open(path) {
      await page.goto(`${baseUrl}${path}`)
      await settled(page)
    },
    leave: () => context.close(),
  }
}

/** Nothing is being fetched and no map is being drawn. The event stream of a running job stays open by design. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await expect.poll(() => page.locator('.x-waiting').count(), { timeout: 60_000 }).toBe(0)
  expect(await page.locator('.x-notice').allTextContents()).toEqual([])
  const map = page.locator('.map-view__canvas')
  if ((await map.count()) > 0) await page.waitForSelector('.map-view__canvas[data-drawn="true"]', { timeout: 60_000 })
}

/** Opens all that is folded, and what is folded in it. */
export async function unfold(page: Page): Promise<void> {
  await page.locator('details:not([open])').evaluateAll((folds) => {
    for (const fold of folds) if (fold instanceof HTMLDetailsElement) fold.open = true
  })
  await settled(page)
}

/** What the API says of the example county, by its contract. A server that has just started may say "later". */
export async function ask<T>(schema: { parse: (value: unknown) => T }, url: string): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const reply = await fetch(url)
    if (reply.status !== 503 || attempt === 10) return schema.parse(await reply.json())
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(reply.headers.get('retry-after') ?? 1)))
  }
}

/** Makes `axe` known to the page that is open. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(axe)
}

/** WCAG 2.2 AA as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  // What fades in is judged when it has: a busy machine draws the last step late.
  await page.evaluate(() => {
    for (const each of document.getAnimations())
      if (each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) each.finish()
  })
  await bringAxe(page)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual(
    [],
  )
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  expect(beyond).toBeLessThanOrEqual(0)
}
