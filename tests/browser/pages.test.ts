import { circleList } from '@xiayi/contract/circles'
import { placeSearchReply } from '@xiayi/contract/places'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { ask, DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
let circleId: string
let placeId: string

beforeAll(async () => {
  browser = await launchBrowser()
  circleId = first((await ask(circleList, `${baseUrl}/api/circles`)).items)
  placeId = first((await ask(placeSearchReply, `${baseUrl}/api/places/search?q=${encodeURIComponent('药店')}`)).items)
})
afterAll(() => browser.close())

function first([item]: readonly { id: string }[]): string {
  if (item === undefined) throw new Error('the example county lists nothing')
  return item.id
}

const pages: readonly (readonly [name: string, path: () => string])[] = [
  ['the home page', () => '/'],
  ['search', () => '/search?q=药店'],
  ['a place', () => `/places/${placeId}`],
  ['the map room', () => '/map'],
  ['the map room at a circle', () => `/map?circle=${circleId}`],
  ['a circle', () => `/circles/${circleId}`],
  ['the county’s summary', () => '/office'],
  ['equity of all themes', () => '/office/equity'],
  ['equity of elder care', () => '/office/equity/elder-care'],
  ['the planner’s map', () => '/office/map'],
  ['reports', () => '/office/reports'],
  ['imports', () => '/office/import'],
  ['standards', () => '/office/standards'],
  ['facts of all circles', () => '/office/facts'],
  ['facts of one circle', () => `/office/facts/${circleId}`],
  ['facts as a spreadsheet', () => '/office/facts/import'],
  ['drawing circles', () => '/office/circles'],
  ['a new circle', () => '/office/circles/new'],
  ['redrawing a circle', () => `/office/circles/${circleId}`],
  ['targets', () => '/office/targets'],
  ['stock-taking on paper', () => `/office/circles/${circleId}/stock-taking`],
  ['stock-taking by phone', () => `/office/circles/${circleId}/stock-taking/form`],
  ['a page that is not there', () => '/nowhere'],
]
const screens = [
  { name: 'on a phone', screen: PHONE, isElder: false },
  { name: 'on a phone in 长辈版', screen: PHONE, isElder: true },
  { name: 'on a desk', screen: DESK, isElder: false },
] as const

describe.each(screens)('$name', ({ screen, isElder }) => {
  test.each(pages)('%s can be read by everybody, fits, and makes no error', async (_, path) => {
    const visitor = await visit(browser, { baseUrl, screen, isElder })
    await visitor.open(path())
    await expectAccessible(visitor.page)
    await expectNoSidewaysScroll(visitor.page)
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })
})

describe('the example county', () => {
  test('every area says that its data are an example', async () => {
    const visitor = await visit(browser, { baseUrl })
    for (const path of ['/', '/map', `/circles/${circleId}`, '/office']) {
      await visitor.open(path)
      expect(await visitor.page.getByText('示例数据').first().isVisible(), path).toBe(true)
    }
    await visitor.leave()
  })

  test('长辈版 makes every button of the home page at least 60 pixels tall and every word at least 18 pixels', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE, isElder: true })
    await visitor.open('/')
    const low = await visitor.page
      .locator('button:visible, select:visible, a:visible:not(.skip)')
      .evaluateAll((targets) =>
        targets
          .filter((target) => target.getBoundingClientRect().height < 59.5)
          .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      )
    const fine = await visitor.page.locator('body :visible:not(.x-sr):not(.x-sr *)').evaluateAll((elements) =>
      elements
        .filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== ''),
        )
        .filter(
          (element) =>
            Number.parseFloat(element.ownerDocument.defaultView?.getComputedStyle(element).fontSize ?? '0') < 18,
        )
        .map(({ outerHTML }) => outerHTML.slice(0, 120)),
    )
    expect({ low, fine }).toEqual({ low: [], fine: [] })
    await visitor.leave()
  })

  test('a resident downloads neither the map nor the office, and at most 170 kB of script', async () => {
    const visitor = await visit(browser, { baseUrl, screen: PHONE })
    const scripts: string[] = []
    let bytes = 0
    const client = await visitor.page.context().newCDPSession(visitor.page)
    await client.send('Network.enable')
    const ids = new Set<string>()
    client.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type !== 'Script') return
      scripts.push(response.url)
      ids.add(requestId)
    })
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (ids.has(requestId)) bytes += encodedDataLength
    })
    await visitor.open('/')
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((url) => /map|office|table/i.test(new URL(url).pathname))).toEqual([])
    expect(bytes).toBeGreaterThan(20_000)
    expect(bytes).toBeLessThanOrEqual(170 * 1000)
    await visitor.leave()
  })
})
