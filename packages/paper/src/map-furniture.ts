import type { TierLook, TierShapeName } from '@xiayi/ui/tier-look'
import { colours, mapColours } from '@xiayi/ui/tokens'
import { textWidth } from './fonts.ts'
import type { MapFrame } from './map-frame.ts'
import { drawTierShape } from './marks.ts'
import { type Box, drawBox, drawLine, type Surface } from './surface.ts'

/** A bar that is true at the middle of the map, in round metres, with the scale in figures. */
export function drawScaleBar(surface: Surface, frame: MapFrame, at: { x: number; y: number; most: number }): void {
  const metres = roundLength(at.most * frame.metresPerPoint)
  const length = metres / frame.metresPerPoint
  const parts = 4
  for (let i = 0; i < parts; i++) {
    const box = { x: at.x + (length / parts) * i, y: at.y, width: length / parts, height: 4 }
    drawBox(surface, box, {
      fill: i % 2 === 0 ? colours.ink : colours.card,
      stroke: { colour: colours.ink, width: 0.5 },
    })
  }
  const small = { size: 7, colour: colours.ink, halo: { colour: mapColours.halo, width: 1.2 } }
  surface.text('0', { x: at.x, y: at.y + 12, align: 'middle' }, small)
  surface.text(lengthWords(metres / 2), { x: at.x + length / 2, y: at.y + 12, align: 'middle' }, small)
  surface.text(lengthWords(metres), { x: at.x + length, y: at.y + 12, align: 'middle' }, small)
  surface.text(
    `1 : ${frame.scale.toLocaleString('zh-CN')}`,
    { x: at.x + length / 2, y: at.y - 4, align: 'middle' },
    small,
  )
}

/** 1, 2 or 5 times a power of ten. */
function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  return ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power
}

function lengthWords(metres: number): string {
  return metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`
}

export function drawNorthArrow(surface: Surface, { x, y, size }: { x: number; y: number; size: number }): void {
  const h = size / 2
  const edge = { colour: colours.ink, width: 0.7 }
  surface.shape([[x, y - h, x + h * 0.42, y + h * 0.62, x, y + h * 0.34]], {
    closed: true,
    fill: colours.ink,
    stroke: edge,
  })
  surface.shape([[x, y - h, x - h * 0.42, y + h * 0.62, x, y + h * 0.34]], {
    closed: true,
    fill: colours.card,
    stroke: edge,
  })
  surface.text(
    '北',
    { x, y: y - h - 3, align: 'middle' },
    { size: size * 0.36, weight: 'bold', colour: colours.ink, halo: { colour: mapColours.halo, width: 1.4 } },
  )
}

export type LegendEntry = { readonly words: string; readonly note?: string } & (
  | { readonly swatch: string; readonly opacity?: number; readonly hatch?: string; readonly rim?: string }
  | { readonly line: string; readonly width: number; readonly dash?: readonly number[]; readonly casing?: string }
  | { readonly dot: string; readonly shape?: TierShapeName }
  | { readonly tier: TierLook }
)

const ROW = 15

export function legendHeight(entries: readonly LegendEntry[]): number {
  return entries.length * ROW
}

/** One entry a row: a sample of what is drawn, and what it means. */
export function drawLegend(
  surface: Surface,
  entries: readonly LegendEntry[],
  at: { x: number; y: number; width: number },
): void {
  entries.forEach((entry, i) => {
    const y = at.y + i * ROW
    const sample = { x: at.x, y: y + 2, width: 22, height: 10 }
    drawSample(surface, entry, sample)
    surface.text(entry.words, { x: at.x + 29, y: y + 10 }, { size: 8.5, colour: colours.ink })
    if (entry.note !== undefined && textWidth(entry.note, 8) + textWidth(entry.words, 8.5) < at.width - 34)
      surface.text(entry.note, { x: at.x + at.width, y: y + 10, align: 'right' }, { size: 8, colour: colours.inkSoft })
  })
}

function drawSample(surface: Surface, entry: LegendEntry, box: Box): void {
  const middle = box.y + box.height / 2
  if ('tier' in entry) {
    drawBox(surface, box, { fill: entry.tier.fill, opacity: 0.5, stroke: { colour: mapColours.boundary, width: 0.5 } })
    drawTierShape(surface, entry.tier, { x: box.x + box.width / 2, y: middle, size: 9, rim: colours.card })
  } else if ('dot' in entry && entry.shape !== undefined)
    drawTierShape(
      surface,
      { shape: entry.shape, fill: entry.dot },
      { x: box.x + box.width / 2, y: middle, size: 6, rim: colours.card },
    )
  else if ('dot' in entry)
    surface.circle(box.x + box.width / 2, middle, 2.6, {
      fill: entry.dot,
      stroke: { colour: colours.card, width: 0.6 },
    })
  else if ('line' in entry) {
    const line = [box.x, middle, box.x + box.width, middle]
    if (entry.casing !== undefined)
      drawLine(surface, line, { colour: entry.casing, width: entry.width + 1.2, cap: 'butt' })
    drawLine(surface, line, {
      colour: entry.line,
      width: entry.width,
      cap: 'butt',
      ...(entry.dash === undefined ? {} : { dash: entry.dash }),
    })
  } else
    drawBox(surface, box, {
      fill: entry.swatch,
      ...(entry.opacity === undefined ? {} : { opacity: entry.opacity }),
      stroke: { colour: entry.rim ?? mapColours.boundary, width: 0.5 },
    })
}
