import { groundReply } from '@xiayi/contract/circles'
import { previewReply } from '@xiayi/contract/scenarios'
import { generateCounty } from '@xiayi/county/generate-county'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './launch.ts'
import { PATIENT, panelOf } from './planner.ts'
import { ask, DESK, expectAccessible, visit } from './visitor.ts'

const baseUrl = inject('baseUrl')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

type At = { readonly lon: number; readonly lat: number }
/** Clicks as far beside the middle of the map as `at` lies from where it was opened. */
interface Hand {
  readonly spot: (at: At) => Promise<{ x: number; y: number }>
  readonly click: (at: At) => Promise<void>
}

function handOver(page: Page, middle: At, zoom: number): Hand {
  const perLon = (512 * 2 ** zoom) / 360
  const perLat = perLon / Math.cos((middle.lat * Math.PI) / 180)
  const spot = async ({ lon, lat }: At) => {
    const box = await page.locator('.map-view__canvas').boundingBox()
    if (box === null) throw new Error('there is no map')
    return {
      x: box.x + box.width / 2 + (lon - middle.lon) * perLon,
      y: box.y + box.height / 2 - (lat - middle.lat) * perLat,
    }
  }
  return {
    spot,
    async click(at) {
      const { x, y } = await spot(at)
      await page.mouse.click(x, y)
    },
  }
}

const previewed = async (page: Page, act: () => Promise<unknown>) => {
  const reply = page.waitForResponse((each) => each.url().includes('/api/scenarios/preview'))
  await act()
  return previewReply.parse(await (await reply).json())
}
const marks = (page: Page) => page.locator('.map-number--drag').allTextContents()
const openAt = ({ lon, lat }: At, zoom: number) => `/office/map?tool=what-if&at=${lon},${lat}&z=${zoom}`

/** The railway has no way over it here: the example's footbridge that was turned down. */
const BRIDGE = { lon: 116.1357, south: 34.2581, north: 34.2613 }
const BRIDGE_MIDDLE = { lon: BRIDGE.lon, lat: (BRIDGE.south + BRIDGE.north) / 2 }
/** The wall of the example's gate that was accepted. */
const WALL = { lon: 116.152477, lat: 34.229209 }

/** In front of the only gate of a walled compound of the example county. */
function onlyWayOut(): At & { readonly compound: string } {
  const { osm } = generateCounty()
  const isGate = (id: number) => osm.nodeTags.get(id - 1)?.barrier === 'gate'
  for (const compound of osm.ways.filter(({ tags }) => tags.residential === 'apartments').toReversed()) {
    const gates = new Set(compound.nodes.filter(isGate))
    const [gate] = gates
    const way = osm.ways.find(({ tags, nodes }) => tags.service === 'driveway' && nodes.some((id) => id === gate))
    if (gates.size !== 1 || gate === undefined || way === undefined) continue
    const at = way.nodes.indexOf(gate)
    const next = way.nodes[at === 0 ? 1 : at - 1] ?? gate
    const middle = (of: { readonly [index: number]: number }) => ((of[gate - 1] ?? 0) + (of[next - 1] ?? 0)) / 2
    return { lon: middle(osm.nodeLon), lat: middle(osm.nodeLat), compound: compound.tags.name ?? '' }
  }
  throw new Error('every compound has several gates')
}

/** A spot in the water and the home that is nearest to it. */
async function waterAndHome(): Promise<{ water: At; home: At }> {
  const { lonE6, latE6 } = await ask(groundReply, `${baseUrl}/api/circles/ground`)
  const homes = lonE6.map((lon, b) => ({ lon: lon / 1e6, lat: (latE6[b] ?? 0) / 1e6 }))
  // Some homes of everywhere first: which ones stand at the lake depends on what other tests have built.
  const spread = [97, 31, 11].flatMap((stride) => homes.filter((_, b) => b % stride === 0))
  for (const home of spread)
    for (const north of [0.0007, -0.0007]) {
      const water = { lon: home.lon, lat: home.lat + north }
      const reply = await fetch(`${baseUrl}/api/scenarios/preview`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ changes: [{ kind: 'add-place', categoryId: 'pharmacy', ...water }] }),
      })
      if (reply.status === 422 && (await reply.text()).includes('水面')) return { water, home }
    }
  throw new Error('no home stands at the water')
}

describe('the pens of what if', () => {
  test('a footbridge and a crossing are drawn over the railway by clicks, each counted and explained', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(openAt(BRIDGE_MIDDLE, 16))
    const hand = handOver(page, BRIDGE_MIDDLE, 16)
    const panel = panelOf(page, '推演')
    const draw = async (pen: string) => {
      await panel.getByRole('button', { name: pen, exact: true }).click()
      await hand.click({ lon: BRIDGE.lon, lat: BRIDGE.south })
      await panel.getByText('已画 1 个点').waitFor()
      await hand.click({ lon: BRIDGE.lon, lat: BRIDGE.north })
      await panel.getByText('已画 2 个点').waitFor()
      return previewed(page, () => page.keyboard.press('Enter'))
    }
    const first = await draw('天桥')
    expect(first.misfits).toEqual([])
    expect(first.changes.some(({ residentsAfter, residentsBefore }) => residentsAfter > residentsBefore)).toBe(true)
    await panel.getByText('1. 新增人行天桥').waitFor()
    await panel.getByRole('region', { name: '影响' }).getByText(/^\+/).first().waitFor(PATIENT)
    expect((await draw('过街')).misfits).toEqual([])
    await panel.getByText('2. 新增过街设施').waitFor()
    const legend = page.getByRole('list', { name: '改动的画法' })
    await legend.getByText('人行天桥').waitFor()
    await legend.getByText('过街').waitFor()
    expect(complaints).toEqual([])
    await leave()
  })

  test('a gate is opened in a wall and housing is built beside it, each where it was clicked', async () => {
    const { page, open, complaints, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(openAt(WALL, 17))
    const hand = handOver(page, WALL, 17)
    const panel = panelOf(page, '推演')
    await panel.getByRole('button', { name: '开门' }).click()
    const gate = await previewed(page, () => hand.click(WALL))
    expect(gate.misfits).toEqual([])
    expect(gate.circles.length).toBeGreaterThan(0)
    await panel.getByRole('button', { name: '住房' }).click()
    await panel.getByLabel('15岁以下').fill('100')
    await panel.getByLabel('名称（可不填）').fill('西门新居')
    const built = await previewed(page, () => hand.click({ lon: WALL.lon + 0.0006, lat: WALL.lat - 0.0006 }))
    expect(built.newcomers).toBe(144)
    await panel.getByText('2. 新增住房“西门新居”，144 人').waitFor()
    await panel.getByText('新住房里 144 人').waitFor(PATIENT)
    expect(await marks(page)).toEqual(['门1', '楼2'])
    await page.getByRole('list', { name: '改动的画法' }).getByText('新住房').waitFor()
    expect(complaints).toEqual([])
    await leave()
  })

  test('a closure that leaves a compound without a way out says who is cut off, and taken back says nothing', async () => {
    const out = onlyWayOut()
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(openAt(out, 18))
    const panel = panelOf(page, '推演')
    await panel.getByRole('button', { name: '封路' }).click()
    const closed = await previewed(page, () => handOver(page, out, 18).click(out))
    expect(closed.cutOff?.compounds).toContain(out.compound)
    const notice = panel.getByText(/人与全城隔开，走不出去/)
    await notice.waitFor(PATIENT)
    expect(await notice.textContent()).toContain(out.compound)
    expect(await marks(page)).toEqual(['封1'])
    await expectAccessible(page)
    await panel.getByRole('button', { name: /撤\s*销/ }).click()
    await notice.waitFor({ state: 'detached' })
    await leave()
  })

  test('a shop that is dragged into the lake is refused in words, and stands on the shore again when taken back', async () => {
    const { water, home } = await waterAndHome()
    const { page, open, leave } = await visit(browser, { baseUrl, screen: DESK })
    await open(`${openAt(water, 17)}&category=pharmacy&pen=add`)
    const hand = handOver(page, water, 17)
    const panel = panelOf(page, '推演')
    await previewed(page, () => hand.click(home))
    await panel.getByRole('button', { name: '正在添加' }).click()
    const [from, to] = [await hand.spot(home), await hand.spot(water)]
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    for (let step = 1; step <= 10; step++)
      await page.mouse.move(from.x + ((to.x - from.x) * step) / 10, from.y + ((to.y - from.y) * step) / 10)
    await page.mouse.up()
    const words = panel.getByText('这个位置在水面上，建不了。请放到岸上。')
    await words.waitFor(PATIENT)
    expect(await marks(page)).toEqual(['增1'])
    await panel.getByRole('button', { name: /撤\s*销/ }).click()
    await words.waitFor({ state: 'detached', ...PATIENT })
    await panel.getByRole('region', { name: '影响' }).waitFor(PATIENT)
    await leave()
  })
})
