import { colours } from '@xiayi/ui/tokens'
import type { Block, PaperDocument, Tag, Tile } from './document.ts'
import { textWidth } from './fonts.ts'
import { type Tone, toneInk, toneSoft } from './ink.ts'
import { drawTag, drawTierShape } from './marks.ts'
import { EXAMPLE_LOOK, PdfPages } from './pdf-pages.ts'
import { drawTable, tableStart } from './pdf-table.ts'
import { drawBox } from './surface.ts'
import { wrapText } from './wrap-text.ts'

export interface Printing {
  /** called between blocks with the share done, so that a long report can show progress and be given up by throwing */
  readonly onProgress?: (share: number) => void
}

/** A4 portrait. @returns the bytes of the PDF */
export async function printPdf(document: PaperDocument, { onProgress }: Printing = {}): Promise<Buffer> {
  const counted = new PdfPages(document.meta)
  drawBlocks(counted, document)
  const pages = new PdfPages(document.meta, counted.count)
  drawBlocks(pages, document, onProgress)
  return pages.end()
}

function drawBlocks(pages: PdfPages, { blocks }: PaperDocument, onProgress?: (share: number) => void): void {
  blocks.forEach((block, i) => {
    onProgress?.(i / blocks.length)
    drawBlock(pages, block, blocks.slice(i + 1, i + 3))
  })
}

function drawBlock(pages: PdfPages, block: Block, next: readonly Block[]): void {
  switch (block.kind) {
    case 'title':
      return drawTitle(pages, block)
    case 'heading':
      return drawHeading(pages, block, next)
    case 'text':
      return drawParagraph(pages, block)
    case 'tiles':
      return drawTiles(pages, block.tiles)
    case 'table':
      return drawTable(pages, block)
    case 'picture': {
      pages.need(block.height)
      if (pages.isDrawing)
        block.draw(pages.surface, { x: pages.left, y: pages.y, width: pages.width, height: block.height })
      pages.y += block.height + 9
    }
  }
}

function drawTitle(pages: PdfPages, block: Extract<Block, { kind: 'title' }>): void {
  const { surface, left } = pages
  if (block.isChapter === true) {
    if (!pages.isAtTop) pages.turn()
    pages.bookmark(block.text, 1)
  }
  if (block.over !== undefined) {
    surface.text(block.over, { x: left, y: pages.y + 8 }, { size: 9, colour: colours.inkSoft })
    pages.y += 15
  }
  const size = 23
  const lines = wrapText(block.text, pages.width - (block.tier === undefined ? 0 : 150), { size, weight: 'bold' })
  const first = pages.y + size * 0.98
  for (const line of lines) {
    surface.text(line, { x: left, y: pages.y + size * 0.98 }, { size, weight: 'bold', colour: colours.ink })
    pages.y += size * 1.32
  }
  if (block.tier !== undefined) {
    const words = textWidth(block.tier.word, 14, 'bold')
    const right = left + pages.width
    surface.text(
      block.tier.word,
      { x: right, y: first - 2, align: 'right' },
      { size: 14, weight: 'bold', colour: colours.ink },
    )
    drawTierShape(surface, block.tier, { x: right - words - 14, y: first - 7, size: 17 })
  }
  let x = left
  for (const tag of block.tags ?? []) {
    x += drawTag(surface, tag.text, { x, y: pages.y + 11, size: 8 }, lookOf(tag)) + 5
  }
  if ((block.tags ?? []).length > 0) pages.y += 19
  for (const line of block.under ?? [])
    for (const part of wrapText(line, pages.width, { size: 8.5 })) {
      surface.text(part, { x: left, y: pages.y + 9 }, { size: 8.5, colour: colours.inkSoft })
      pages.y += 12.5
    }
  pages.y += 6
}

function lookOf({ tone }: Tag): { ink: string; soft: string } {
  return tone === 'example' ? EXAMPLE_LOOK : { ink: toneInk[tone], soft: toneSoft[tone] }
}

function drawHeading(pages: PdfPages, block: Extract<Block, { kind: 'heading' }>, next: readonly Block[]): void {
  const size = block.level === 1 ? 14 : 10.5
  const above = block.level === 1 ? 10 : 7
  if (block.startsPage === true && !pages.isAtTop) pages.turn()
  pages.need(above + size * 1.6 + startOf(next, pages.width))
  if (!pages.isAtTop) pages.y += above
  pages.bookmark(block.bookmark ?? block.text, block.level)
  const { surface, left } = pages
  if (block.level === 1)
    drawBox(surface, { x: left, y: pages.y + 1.5, width: 3, height: size * 1.05 }, { fill: colours.chestnut })
  surface.text(
    block.text,
    { x: left + (block.level === 1 ? 9 : 0), y: pages.y + size },
    { size, weight: 'bold', colour: colours.ink },
  )
  pages.y += size * 1.6
}

/** What has to stand on the same page as the heading above it; a text below a heading takes along what it speaks of. */
function startOf([next, ...rest]: readonly Block[], width: number): number {
  if (next === undefined) return 0
  switch (next.kind) {
    case 'table':
      return tableStart(next, width)
    case 'picture':
      return next.height
    case 'tiles':
      return TILE_HEIGHT
    case 'text':
      return (
        Math.min(3, paragraphLines(next, width).length) * leadingOf(next) +
        3 +
        (rest.length > 0 ? startOf(rest, width) : 0)
      )
    case 'title':
    case 'heading':
      return 40
  }
}

const TEXT_LOOKS = {
  plain: { size: 9, colour: colours.ink, weight: 'regular' },
  soft: { size: 8, colour: colours.inkSoft, weight: 'regular' },
  lead: { size: 10.5, colour: colours.ink, weight: 'bold' },
} as const

type Paragraph = Extract<Block, { kind: 'text' }>

const leadingOf = (block: Paragraph) => TEXT_LOOKS[block.tone ?? 'plain'].size * 1.55

function paragraphLines(block: Paragraph, width: number): string[] {
  return wrapText(block.text, width, TEXT_LOOKS[block.tone ?? 'plain'])
}

function drawParagraph(pages: PdfPages, block: Paragraph): void {
  const look = TEXT_LOOKS[block.tone ?? 'plain']
  const leading = leadingOf(block)
  const lines = paragraphLines(block, pages.width)
  lines.forEach((line, i) => {
    // Two lines at least at the foot of a page and at the head of the next.
    const isStart = i === 0 || i === lines.length - 2
    pages.need(leading * (isStart && i + 1 < lines.length ? 2 : 1))
    pages.surface.text(line, { x: pages.left, y: pages.y + look.size * 1.12 }, look)
    pages.y += leading
  })
  pages.y += 3
}

const TILE_HEIGHT = 52

function drawTiles(pages: PdfPages, tiles: readonly Tile[]): void {
  pages.need(TILE_HEIGHT + 8)
  const gap = 8
  const width = (pages.width - gap * (tiles.length - 1)) / tiles.length
  tiles.forEach((tile, i) => {
    const box = { x: pages.left + i * (width + gap), y: pages.y, width, height: TILE_HEIGHT }
    const tone: Tone | undefined = tile.tone
    drawBox(pages.surface, box, { fill: colours.paper, stroke: { colour: colours.line, width: 0.6 } })
    drawBox(pages.surface, { ...box, width: 2.5 }, { fill: tone === undefined ? colours.chestnut : toneInk[tone] })
    const x = box.x + 10
    pages.surface.text(tile.label, { x, y: box.y + 13 }, { size: 8, colour: colours.inkSoft })
    pages.surface.text(
      tile.figure,
      { x, y: box.y + 31 },
      {
        size: fitting(tile.figure, width - 16, 16),
        weight: 'bold',
        colour: tone === undefined ? colours.ink : toneInk[tone],
      },
    )
    const [note = ''] = wrapText(tile.note, width - 16, { size: 7.2, maxLines: 1 })
    pages.surface.text(note, { x, y: box.y + 44.5 }, { size: 7.2, colour: colours.inkSoft })
  })
  pages.y += TILE_HEIGHT + 9
}

/** The largest size up to `most` in which a text fits. */
function fitting(text: string, width: number, most: number): number {
  return Math.min(most, (most * width) / Math.max(1, textWidth(text, most, 'bold')))
}
