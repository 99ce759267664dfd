import type { TierLook } from '@xiayi/ui/tier-look'
import { colours } from '@xiayi/ui/tokens'
import { textWidth } from './fonts.ts'
import { type Tone, toneInk } from './ink.ts'
import { type Box, drawBox, drawLine, type Surface } from './surface.ts'

/** A tier's shape in a square of `size` about (x, y). */
export function drawTierShape(
  surface: Surface,
  look: Pick<TierLook, 'shape' | 'fill'>,
  { x, y, size, rim }: { x: number; y: number; size: number; rim?: string },
): void {
  const h = size / 2
  const edge = rim === undefined ? {} : { stroke: { colour: rim, width: size * 0.12 } }
  const filled = { closed: true, fill: look.fill, ...edge }
  switch (look.shape) {
    case 'diamond':
      surface.shape([[x, y - h, x + h, y, x, y + h, x - h, y]], filled)
      return
    case 'circle':
      surface.circle(x, y, h * 0.88, { fill: look.fill, ...edge })
      return
    case 'square':
      surface.shape(
        [[x - h * 0.8, y - h * 0.8, x + h * 0.8, y - h * 0.8, x + h * 0.8, y + h * 0.8, x - h * 0.8, y + h * 0.8]],
        filled,
      )
      return
    case 'triangle':
      surface.shape([[x, y - h * 0.9, x + h, y + h * 0.8, x - h, y + h * 0.8]], filled)
      return
    case 'ring':
      surface.circle(x, y, h * 0.7, {
        fill: colours.card,
        stroke: { colour: look.fill, width: size * 0.16, dash: [size * 0.2, size * 0.14], cap: 'butt' },
      })
  }
}

/** A tick, a cross, a query or a dash: what a clause came to. */
export function drawStateMark(
  surface: Surface,
  tone: Tone,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  const h = size / 2
  surface.circle(x, y, h, { fill: toneInk[tone] })
  const pen = { colour: colours.card, width: size * 0.13 }
  if (tone === 'pass')
    drawLine(surface, [x - h * 0.45, y + h * 0.05, x - h * 0.1, y + h * 0.4, x + h * 0.48, y - h * 0.35], pen)
  else if (tone === 'fail') {
    drawLine(surface, [x - h * 0.38, y - h * 0.38, x + h * 0.38, y + h * 0.38], pen)
    drawLine(surface, [x + h * 0.38, y - h * 0.38, x - h * 0.38, y + h * 0.38], pen)
  } else if (tone === 'unknown')
    surface.text(
      '?',
      { x, y: y + size * 0.28, align: 'middle' },
      { size: size * 0.78, weight: 'bold', colour: colours.card },
    )
  else drawLine(surface, [x - h * 0.4, y, x + h * 0.4, y], pen)
}

export interface BarFigure {
  /** 0 to 1 */
  readonly share: number
  /** the line it has to reach, 0 to 1; null when there is none */
  readonly goal: number | null
  readonly tone: Tone
}

const HATCH_POINTS = 3.2

/** A share as a picture with the line it has to reach. What falls short is hatched, so that a grey copy shows it too. */
export function drawBar(surface: Surface, box: Box, { share, goal, tone }: BarFigure): void {
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  drawBox(surface, box, { fill: colours.unknownSoft, stroke: { colour: colours.lineStrong, width: 0.4 } })
  const filled = { ...box, width: box.width * clamp(share) }
  if (filled.width > 0) {
    drawBox(surface, filled, { fill: toneInk[tone] })
    if (tone === 'fail')
      surface.clip(
        [
          [
            filled.x,
            filled.y,
            filled.x + filled.width,
            filled.y,
            filled.x + filled.width,
            filled.y + filled.height,
            filled.x,
            filled.y + filled.height,
          ],
        ],
        () => {
          for (let x = filled.x - box.height; x < filled.x + filled.width; x += HATCH_POINTS)
            drawLine(surface, [x, box.y + box.height, x + box.height, box.y], { colour: colours.failSoft, width: 0.6 })
        },
      )
  }
  if (goal === null || goal > 1) return
  const at = box.x + box.width * clamp(goal)
  drawLine(surface, [at, box.y - 2, at, box.y + box.height + 2], { colour: colours.ink, width: 1, cap: 'butt' })
}

/** A small line through the values, oldest first, with a dot on the last. */
export function drawSparkline(surface: Surface, box: Box, values: readonly number[]): void {
  if (values.length === 0) return
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const step = values.length === 1 ? 0 : box.width / (values.length - 1)
  const points = values.flatMap((value, i) => [
    box.x + i * step,
    box.y + box.height - ((value - low) / span) * box.height,
  ])
  drawLine(surface, [box.x, box.y + box.height, box.x + box.width, box.y + box.height], {
    colour: colours.line,
    width: 0.5,
  })
  if (values.length > 1) drawLine(surface, points, { colour: colours.lake, width: 1.1 })
  surface.circle(points.at(-2) ?? box.x, points.at(-1) ?? box.y, 1.7, { fill: colours.chestnut })
}

export const EXAMPLE_WORDS = '示例数据'
/** Unverified statements carry this word wherever they stand. */
export const UNVERIFIED_WORDS = '未核验'

/** A word in a box. @returns its width */
export function drawTag(
  surface: Surface,
  text: string,
  at: { x: number; y: number; size?: number },
  look: { ink: string; soft: string },
): number {
  const size = at.size ?? 7.5
  const box = { x: at.x, y: at.y - size * 1.02, width: tagWidth(text, size), height: size * 1.45 }
  drawBox(surface, box, { fill: look.soft, stroke: { colour: look.ink, width: 0.5 } })
  surface.text(text, { x: box.x + size * 0.4, y: at.y }, { size, weight: 'bold', colour: look.ink })
  return box.width
}

export function tagWidth(text: string, size = 7.5): number {
  return textWidth(text, size, 'bold') + size * 0.8
}
