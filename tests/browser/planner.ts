import { groundReply, minutesColumnReply } from '@xiayi/contract/circles'
import type { Locator, Page } from 'playwright-core'
import { ask } from './visitor.ts'

/** What the planner's tests ask the map and the server. A busy machine answers late; that is no fault of the page. */
export const PATIENT = { timeout: 30_000 }

export const panelOf = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** A building with residents who walk so many seconds to the nearest place of a category. */
export async function buildingBeyond(
  baseUrl: string,
  { category, seconds, county = '' }: { category: string; seconds: readonly [number, number]; county?: string },
): Promise<{ lon: number; lat: number; seconds: number }> {
  const tail = county === '' ? '' : `county=${county}&`
  const ground = await ask(groundReply, `${baseUrl}/api/circles/ground?${tail}`)
  const column = await ask(minutesColumnReply, `${baseUrl}/api/circles/minutes-column?${tail}category=${category}`)
  const found = column.seconds.findIndex((time, b) => {
    const people = (ground.under15[b] ?? 0) + (ground.from15to59[b] ?? 0) + (ground.over60[b] ?? 0)
    return time > seconds[0] && time < seconds[1] && people > 10
  })
  if (found < 0) throw new Error(`no building walks ${seconds.join(' to ')} s to a ${category}`)
  return {
    lon: (ground.lonE6[found] ?? 0) / 1e6,
    lat: (ground.latE6[found] ?? 0) / 1e6,
    seconds: column.seconds[found] ?? 0,
  }
}

/** Clicks the middle of the map, wherever the panel lies: the map is opened with what is wanted in its middle. */
export async function clickMiddle(page: Page): Promise<void> {
  const box = await page.locator('.map-view__canvas').first().boundingBox()
  if (box === null) throw new Error('there is no map')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}
