import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { administrator, type SignedIn } from './administrator.ts'
import { elderMisses } from './elder-measures.ts'
import { type Examples, findExamples } from './examples.ts'
import { launchBrowser } from './launch.ts'
import { looksOfStrangers, pages, routePaths } from './pages.ts'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, unfold, type Visitor, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
let staff: SignedIn
let examples: Examples

beforeAll(async () => {
  browser = await launchBrowser()
  staff = await administrator('13900000070')
  examples = await findExamples(staff)
})
afterAll(() => browser.close())

const screens = [
  { name: 'on a phone', screen: PHONE, isElder: false },
  { name: 'on a phone in 长辈版', screen: PHONE, isElder: true },
  { name: 'on a desk', screen: DESK, isElder: false },
] as const
const looks = [
  ...Object.entries(pages).flatMap(([path, { as, looks: each }]) =>
    each.map(({ name, address }) => [name === undefined ? path : `${path} ${name}`, as, address] as const),
  ),
  ...looksOfStrangers.map(({ name, address }) => [name, 'anybody', address] as const),
]

test('every route of the web app is a page that is looked at, and every page that is looked at is a route', async () => {
  const routes = await routePaths()
  const entries = Object.keys(pages)
  expect({
    routesWithoutEntry: routes.filter((path) => !entries.includes(path)),
    entriesWithoutRoute: entries.filter((path) => !routes.includes(path)),
  }).toEqual({ routesWithoutEntry: [], entriesWithoutRoute: [] })
})

describe.each(screens)('$name', ({ screen, isElder }) => {
  // One browser for each: what it holds already, it does not fetch again for the next page.
  const visitors = new Map<string, Visitor>()
  async function visitorAs(as: 'anybody' | 'administrator'): Promise<Visitor> {
    const known = visitors.get(as)
    if (known !== undefined) return known
    const visitor = await visit(browser, { baseUrl, screen, isElder, as: as === 'anybody' ? undefined : staff })
    visitors.set(as, visitor)
    return visitor
  }
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.leave()
  })

  test.each(looks)('%s can be read by everybody, fits, and makes no error', async (_, as, address) => {
    const visitor = await visitorAs(as)
    const before = visitor.complaints.length
    await visitor.open(address(examples))
    await expectNoSidewaysScroll(visitor.page)
    await unfold(visitor.page)
    await expectAccessible(visitor.page)
    await expectNoSidewaysScroll(visitor.page)
    if (isElder) {
      expect(await elderMisses(visitor.page)).toEqual([])
      // The way out of the mode, and into it, is in sight without scrolling.
      const tap = await visitor.page.getByRole('button', { name: '标准版' }).boundingBox()
      expect(tap?.y ?? screen.height).toBeLessThan(screen.height / 2)
    }
    expect(visitor.complaints.slice(before)).toEqual([])
  })
})

describe('the example county', () => {
  test('every area says that its data are an example', async () => {
    const visitor = await visit(browser, { baseUrl })
    for (const path of ['/', '/map', `/circles/${examples.circleId}`, '/office']) {
      await visitor.open(path)
      expect(await visitor.page.getByText('示例数据').first().isVisible(), path).toBe(true)
    }
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
