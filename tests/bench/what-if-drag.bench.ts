import { join } from 'node:path'
import { circleList } from '@xiayi/contract/circles'
import { previewReply, previewRequest } from '@xiayi/contract/scenarios'
import type { Page } from 'playwright-core'
import { silent } from '../../tools/lib/progress.mjs'
import { ensureWebBuilt } from '../../tools/lib/web-build.mjs'
import { launchBrowser } from '../browser/launch.ts'
import { type Benchmark, median, p95 } from './benchmark.ts'
import { withServer } from './example-server.ts'

/** A planner drags a market over the map, and the figures follow: the whole program as a user starts it, in a real browser. */
const ZOOM = 15
const DEGREES_PER_PX = 360 / (512 * 2 ** ZOOM)
/** A steady hand: so far to the right and back, a step a frame. */
const SWEEP_PX = 240
const STEP_PX = 4
const STEP_MS = 16
const SWEEPS = 3

/** What the page wrote down, in milliseconds of its own clock: `tests/browser/watch-drag.js`. */
interface Seen {
  readonly moves: readonly { readonly x: number; readonly at: number }[]
  /** questions in their order */
  readonly asked: readonly { readonly body: string; readonly at: number }[]
  /** the number of an answer, and when the frame that shows it was done */
  readonly painted: readonly { readonly answered: number; readonly at: number }[]
}

async function putMarket(page: Page, address: string): Promise<{ x: number; y: number }> {
  const { items } = circleList.parse(await (await fetch(`${address}/api/circles`)).json())
  const [lon = 0, lat = 0] = items.find(({ isUrban }) => isUrban)?.center ?? []
  await page.addInitScript({ path: join(import.meta.dirname, '../browser/watch-drag.js') })
  const view = `at=${lon.toFixed(5)},${lat.toFixed(5)}&z=${ZOOM}`
  await page.goto(`${address}/office/map?tool=what-if&layer=minutes&category=wet_market&pen=add&${view}`)
  await page.waitForSelector('.map-view__canvas[data-ground^="minutes wet_market "]', { timeout: 120_000 })
  await page.waitForSelector('.map-view__canvas[data-drawn="true"]', { timeout: 120_000 })
  const map = await page.locator('.map-view__canvas').boundingBox()
  await page.locator('.map-view__canvas').click({
    position: { x: (map?.width ?? 0) * 0.55, y: (map?.height ?? 0) * 0.42 },
  })
  await page.waitForSelector('.what-if__figures[data-answered]', { timeout: 120_000 })
  await page.getByRole('button', { name: '正在添加' }).click()
  const mark = await page.locator('.map-number--drag').boundingBox()
  return { x: (mark?.x ?? 0) + (mark?.width ?? 0) / 2, y: (mark?.y ?? 0) + (mark?.height ?? 0) / 2 }
}

async function drag(page: Page, from: { x: number; y: number }, sweeps: number): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  const steps = SWEEP_PX / STEP_PX
  for (let step = 1; step <= 2 * steps * sweeps; step++) {
    const there = step % (2 * steps)
    const x = from.x + STEP_PX * (there <= steps ? there : 2 * steps - there)
    const start = performance.now()
    await page.mouse.move(x, from.y)
    await page.waitForTimeout(Math.max(0, STEP_MS - (performance.now() - start)))
  }
  await page.mouse.up()
}

/**
 * For each move of the pointer, how long until figures of that place, or of one after it, were painted. A question tells by its
 * longitude which move it asks about: the newest before it that stood there.
 */
function waits({ moves, asked, painted }: Seen, from: { x: number }): number[] {
  const lons = asked.map(({ body }) => {
    const [change] = previewRequest.parse(JSON.parse(body)).changes
    return change !== undefined && 'lon' in change ? change.lon : Number.NaN
  })
  const [start = Number.NaN] = lons
  const found: number[] = []
  let shown = moves.findIndex(({ x }) => x !== moves[0]?.x) - 1
  for (const { answered, at } of painted) {
    const askedAt = asked[answered - 1]?.at ?? 0
    const x = from.x + ((lons[answered - 1] ?? Number.NaN) - start) / DEGREES_PER_PX
    const newest = moves.findLastIndex((move) => move.at < askedAt && Math.abs(move.x - x) < 1)
    for (let i = shown + 1; i <= newest; i++) found.push(at - (moves[i]?.at ?? 0))
    shown = Math.max(shown, newest)
  }
  return found
}

interface Dragged {
  readonly waits: readonly number[]
  readonly engineMs: readonly number[]
  readonly moves: number
  readonly answers: number
}

async function measureDrag(address: string): Promise<Dragged> {
  await ensureWebBuilt({ progress: silent, signal: AbortSignal.timeout(300_000) })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const from = await putMarket(page, address)
    const engineMs: number[] = []
    page.on('response', (reply) => {
      if (reply.url().includes('/api/scenarios/preview') && reply.ok())
        void reply.json().then((body) => engineMs.push(previewReply.parse(body).engineMilliseconds))
    })
    // One sweep that is not counted: code is compiled, and the first answers are made.
    await drag(page, from, 1)
    await page.waitForTimeout(1000)
    const before = await page.evaluate<Seen>('window.seen')
    engineMs.length = 0
    await drag(page, from, SWEEPS)
    await page.waitForTimeout(1000)
    const seen = await page.evaluate<Seen>('window.seen')
    const moves = seen.moves.slice(before.moves.length)
    return {
      waits: waits({ ...seen, moves }, from),
      engineMs,
      moves: moves.length,
      answers: seen.painted.length - before.painted.length,
    }
  } finally {
    await browser.close()
  }
}

export const whatIfDragBenchmarks: readonly Benchmark[] = [
  {
    name: 'what-if-drag',
    title:
      'a market dragged over the map of the example county, in a real browser: pointer move to new figures painted, 95 of 100 moves',
    unit: 'ms',
    bar: { of: 'value', atMost: 100 },
    async measure() {
      const dragged = await withServer(measureDrag)
      const slowest = Math.max(...dragged.waits)
      return {
        value: p95(dragged.waits),
        note: `median ${median(dragged.waits).toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms of ${dragged.waits.length} moves, ${STEP_MS} ms apart, the coloured minutes on the map; ${dragged.answers} answers; the engine’s part median ${median(dragged.engineMs).toFixed(2)} ms, p95 ${p95(dragged.engineMs).toFixed(2)} ms; software rendering, browser and server on one machine`,
      }
    },
  },
]
