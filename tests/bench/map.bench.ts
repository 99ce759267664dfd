import { categoryList } from '@xiayi/contract/places'
import { countyList } from '@xiayi/contract/system'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../browser/launch.ts'
import { type CityServer, openCity } from '../setup/city.ts'
import { type Benchmark, median } from './benchmark.ts'
import { shared } from './workplace.ts'

/** The planner's map and its tiles on a real city: the whole program as a user starts it, the browser on the same machine. */
const FILE = 'data/osm/las_palmas_2023.osm.pbf'
const SWITCHES = 24

async function withCity<T>(work: (city: CityServer) => Promise<T>): Promise<T> {
  const city = await openCity(shared(FILE))
  try {
    return await work(city)
  } finally {
    await city.stop()
  }
}

function p99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN
}

/** Categories that the city has, so that every switch has something to compute. */
async function categoriesOf({ address }: CityServer): Promise<string[]> {
  const { items } = categoryList.parse(await (await fetch(`${address}/api/places/categories`)).json())
  return items.filter(({ placeCount }) => placeCount > 0).map(({ id }) => id)
}

/** From the choice in the panel to the first frame that shows it: asked, computed, sent, coloured, drawn. */
async function switchTo(page: Page, category: string): Promise<number> {
  const start = performance.now()
  await page.locator('.planner__panel .planner__field select').first().selectOption(category)
  await page.waitForSelector(`.map-view__canvas[data-ground^="minutes ${category} "]`)
  return performance.now() - start
}

async function measureSwitches(city: CityServer) {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const [first = '', ...others] = await categoriesOf(city)
    await page.goto(`${city.address}/office/map?layer=minutes&category=${first}`)
    await page.waitForSelector(`.map-view__canvas[data-ground^="minutes ${first} "]`, { timeout: 120_000 })
    await page.waitForSelector('.map-view__canvas[data-drawn="true"]', { timeout: 120_000 })
    const milliseconds: number[] = []
    for (const category of others.slice(0, SWITCHES)) {
      // A person reads before choosing again.
      await page.waitForTimeout(400)
      milliseconds.push(await switchTo(page, category))
    }
    return milliseconds
  } finally {
    await browser.close()
  }
}

const CLIENTS = 32
const SECONDS = 20
/** Between two steps of a pan a person's hand takes this long. */
const STEP_MS = 400
/** A browser asks one server so many things at once. */
const AT_ONCE = 6
/** They come one after the other within so many seconds. */
const ARRIVAL_S = 4
/** A server makes the tiles of a fresh map ahead, up to zoom 15; those of zoom 16 are cut when somebody asks. */
const WARMING_MS = 30_000

interface Client {
  readonly city: CityServer
  /** [west, south, east, north] */
  readonly box: readonly number[]
  readonly random: () => number
  readonly until: number
}

/** One client: a screen of tiles somewhere in the city, then steps to a side, and only the tiles that come into view. */
async function pan({ city, box, random, until }: Client): Promise<number[]> {
  const [west = 0, south = 0, east = 0, north = 0] = box
  const milliseconds: number[] = []
  const seen = new Set<string>()
  await pause(1000 * ARRIVAL_S * random())
  while (performance.now() < until) {
    const zoom = 13 + Math.floor(random() * 4)
    let [x, y] = tileAt(west + (east - west) * random(), south + (north - south) * random(), zoom)
    const [dx, dy] = [Math.floor(random() * 3) - 1, Math.floor(random() * 3) - 1]
    for (let step = 0; step < 8 && performance.now() < until; step++) {
      const wanted = [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((k) => `${zoom}/${x + i}/${y + k}`))
      const fresh = wanted.filter((tile) => !seen.has(tile))
      for (const tile of fresh) seen.add(tile)
      const lanes = Array.from({ length: AT_ONCE }, async () => {
        for (let tile = fresh.pop(); tile !== undefined; tile = fresh.pop())
          milliseconds.push(await askTile(city, tile))
      })
      await Promise.all(lanes)
      await pause(STEP_MS * (0.5 + random()))
      x += dx
      y += dy
    }
  }
  return milliseconds
}

/** A busy server that says "later" is asked again, and the waiting counts. */
async function askTile({ address, county }: CityServer, tile: string): Promise<number> {
  const start = performance.now()
  for (;;) {
    const reply = await fetch(`${address}/api/places/tiles/${tile}.mvt?county=${county}`)
    await reply.arrayBuffer()
    if (reply.ok) return performance.now() - start
    if (reply.status !== 503) throw new Error(`tile ${tile}: ${reply.status}`)
    await pause(1000 * Number(reply.headers.get('retry-after') ?? 1))
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

function tileAt(lon: number, lat: number, zoom: number): [number, number] {
  const size = 2 ** zoom
  const sine = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return [Math.floor((lon / 360 + 0.5) * size), Math.floor(y * size)]
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function measureTiles(city: CityServer) {
  const { items } = countyList.parse(await (await fetch(`${city.address}/api/counties`)).json())
  const box = items[0]?.bounds
  if (box === undefined || box === null) throw new Error('the city has no map')
  await pause(WARMING_MS)
  const until = performance.now() + SECONDS * 1000
  const all = await Promise.all(
    Array.from({ length: CLIENTS }, (_, i) =>
      pan({ city, box, random: seeded(Math.imul(i + 1, 2_654_435_761)), until }),
    ),
  )
  return all.flat()
}

export const mapBenchmarks: readonly Benchmark[] = [
  {
    name: 'layer-switch',
    title:
      'minutes layer for another category, Las Palmas, in a real browser: choice to painted, nothing kept from before',
    unit: 'ms',
    bar: { of: 'value', atMost: 300 },
    async measure() {
      const milliseconds = await withCity(measureSwitches)
      return {
        value: median(milliseconds),
        note: `median of ${milliseconds.length} categories, slowest ${Math.max(...milliseconds).toFixed(0)} ms; software rendering, browser and server on one machine`,
      }
    },
  },
  {
    name: 'tiles',
    title: `${CLIENTS} clients panning over Las Palmas, half a minute after the start: 99 of 100 tiles come within`,
    unit: 'ms',
    bar: { of: 'value', atMost: 80 },
    async measure() {
      const milliseconds = await withCity(measureTiles)
      return {
        value: p99(milliseconds),
        note: `${milliseconds.length} tiles in ${SECONDS} s, median ${median(milliseconds).toFixed(1)} ms; a step every ${STEP_MS} ms`,
      }
    },
  },
]
