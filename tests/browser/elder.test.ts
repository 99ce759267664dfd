import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { administrator } from './administrator.ts'
import { type Examples, findExamples } from './examples.ts'
import { launchBrowser } from './launch.ts'
import { expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
let examples: Examples

beforeAll(async () => {
  browser = await launchBrowser()
  examples = await findExamples(await administrator('13900000071'))
})
afterAll(() => browser.close())

describe('whoever comes for the first time', () => {
  test.each<[string, () => string]>([
    ['the home page', () => '/'],
    ['a place whose code was scanned', () => `/places/${examples.placeId}`],
    ['the map', () => '/map'],
    ['the office', () => '/office/standards'],
    ['the stock-taking by phone', () => `/office/circles/${examples.circleId}/stock-taking/form`],
  ])('through %s is asked about 长辈版 once, takes it, and leaves it again with one tap', async (_, address) => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: PHONE, isElder: null })
    const mode = () => page.locator('html').getAttribute('data-mode')
    const question = page.getByRole('region', { name: '长辈版' })
    await open(address())
    expect(await page.getByRole('dialog').count()).toBe(0)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await question.getByRole('button', { name: '用长辈版' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await mode()).toBe('elder')
    await open(address())
    expect(await question.count()).toBe(0)
    expect(await mode()).toBe('elder')
    await page.getByRole('button', { name: '标准版' }).click()
    expect(await mode()).toBe(null)
    expect(complaints).toEqual([])
    await leave()
  })
})
