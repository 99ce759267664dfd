import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { bringAxe } from './visitor.ts'

const layout = readFileSync(new URL('elder-layout.js', import.meta.url), 'utf8')

/** The numbers of 长辈版, in CSS pixels. */
const ELDER = {
  /** the least and the largest letters */
  text: { from: 18, to: 30 },
  /** the least width and height of what is pressed */
  target: 60,
  /** of letters to their ground, whatever their size */
  contrast: 4.5,
  /** from one line to the next, in heights of letters */
  leading: 1.3,
} as const

/**
 * What a map draws on its canvas has no elements to measure, and its marks stand where the ground has them. The sheet of the
 * stock-taking is a picture of paper, which has sizes of its own in points.
 */
const OUTSIDE = '.maplibregl-canvas-container, .stock-sheet'

/**
 * What misses the numbers on the page that is open, as `rule figure selector`, of many alike the first; none when all holds.
 * Measured is what the browser has laid out, in view or not.
 */
export async function elderMisses(page: Page): Promise<string[]> {
  await page.evaluate(layout)
  const laidOut = await page.evaluate<string[]>(`measureElder(${JSON.stringify({ limits: ELDER, outside: OUTSIDE })})`)
  return [...laidOut, ...(await faintText(page))]
}

/** axe asks only 3:1 of large letters; here it asks the same of all. */
async function faintText(page: Page): Promise<string[]> {
  await bringAxe(page)
  const expected = { expected: ELDER.contrast }
  const setting = JSON.stringify({
    checks: [{ id: 'color-contrast', options: { contrastRatio: { normal: expected, large: expected } } }],
  })
  const context = JSON.stringify({ exclude: OUTSIDE.split(', ') })
  const { violations } = await page.evaluate<AxeResults>(
    `axe.configure(${setting}); axe.run(${context}, { runOnly: ['color-contrast'], resultTypes: ['violations'] })`,
  )
  return violations.flatMap(({ nodes }) => nodes.map(({ target }) => `contrast ${target.join(' ')}`))
}
