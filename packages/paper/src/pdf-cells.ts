import { colours } from '@xiayi/ui/tokens'
import type { Cell, Part, TextPart } from './document.ts'
import { toneInk } from './ink.ts'
import { drawBar, drawSparkline, drawStateMark, drawTierShape } from './marks.ts'
import type { Box, Surface } from './surface.ts'
import { wrapText } from './wrap-text.ts'

/** A cell measured for its width: its height, and how to draw it once it is known where. */
export interface SetCell {
  readonly height: number
  draw(surface: Surface, box: Box): void
}

const SIZE = 8.5
const LEADING = 1.45
const GAP = 2.5

export function inkOf(tone: TextPart['tone']): string {
  if (tone === undefined) return colours.ink
  if (tone === 'soft') return colours.inkSoft
  return tone === 'example' ? colours.example : toneInk[tone]
}

export function setCell(cell: Cell, width: number, align: 'left' | 'right'): SetCell {
  const parts: readonly Part[] = typeof cell === 'string' ? [{ text: cell }] : cell
  const set = parts.map((part) => setPart(part, width, align))
  const height = set.reduce((sum, part) => sum + part.height, 0) + GAP * Math.max(0, set.length - 1)
  return {
    height,
    draw(surface, box) {
      let y = box.y
      for (const part of set) {
        part.draw(surface, { ...box, y, height: part.height })
        y += part.height + GAP
      }
    },
  }
}

function setPart(part: Part, width: number, align: 'left' | 'right'): SetCell {
  if ('text' in part) return setText(part, width, align)
  if ('bar' in part)
    return { height: 9, draw: (surface, box) => drawBar(surface, { ...box, y: box.y + 2, height: 5 }, part.bar) }
  if ('spark' in part)
    return {
      height: 14,
      draw: (surface, box) =>
        drawSparkline(surface, { x: box.x, y: box.y + 2, width: Math.min(box.width, 60), height: 10 }, part.spark),
    }
  const mark = 'tier' in part ? part.tier.word : part.word
  const lines = wrapText(mark, width - 13, { size: SIZE, weight: 'bold' })
  return {
    height: Math.max(1, lines.length) * SIZE * LEADING,
    draw(surface, box) {
      const middle = box.y + (SIZE * LEADING) / 2
      if ('tier' in part) drawTierShape(surface, part.tier, { x: box.x + 4.5, y: middle, size: 9 })
      else drawStateMark(surface, part.state, { x: box.x + 4.5, y: middle, size: 8.5 })
      lines.forEach((line, i) => {
        surface.text(
          line,
          { x: box.x + 12.5, y: box.y + SIZE * (1.1 + i * LEADING) },
          {
            size: SIZE,
            weight: 'bold',
            colour: 'tier' in part ? colours.ink : toneInk[part.state],
          },
        )
      })
    },
  }
}

function setText(part: TextPart, width: number, align: 'left' | 'right'): SetCell {
  const size = part.size ?? SIZE
  const weight = part.isBold === true ? 'bold' : 'regular'
  const lines = wrapText(part.text, width, {
    size,
    weight,
    ...(part.maxLines === undefined ? {} : { maxLines: part.maxLines }),
  })
  return {
    height: lines.length * size * LEADING,
    draw(surface, box) {
      lines.forEach((line, i) => {
        const x = align === 'right' ? box.x + box.width : box.x
        surface.text(
          line,
          { x, y: box.y + size * (1.1 + i * LEADING), align },
          { size, weight, colour: inkOf(part.tone) },
        )
      })
    },
  }
}
