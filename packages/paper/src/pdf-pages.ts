import { colours } from '@xiayi/ui/tokens'
// oxlint-disable-next-line import/no-named-as-default -- because pdfkit's types know only the default
import PDFDocument from 'pdfkit'
import type { PaperMeta } from './document.ts'
import { textWidth } from './fonts.ts'
import { drawTag, EXAMPLE_WORDS, tagWidth } from './marks.ts'
import { pdfSurface, registerFaces } from './pdf-surface.ts'
import { drawBox, drawLine, type Surface } from './surface.ts'
import { shortened } from './wrap-text.ts'

/** Points. */
export const PAGE_SIZES = {
  'a4-portrait': [595.28, 841.89],
  'a3-landscape': [1190.55, 841.89],
} as const satisfies Record<string, readonly [width: number, height: number]>
export type PageSize = keyof typeof PAGE_SIZES

export const MARGIN = 45
const HEAD = 34
const FOOT = 34
export const EXAMPLE_LOOK = { ink: colours.example, soft: colours.exampleSoft } as const

interface Bookmark {
  addItem(title: string): Bookmark
}

/**
 * The pages of one report: where the pen stands and what still fits. A page is written out as soon as it is turned, so that a long
 * report takes the memory of one page; its frame names the number of pages, which a first run without drawing has counted.
 */
export class PdfPages {
  readonly surface: Surface
  readonly width = PAGE_SIZES['a4-portrait'][0] - 2 * MARGIN
  readonly left = MARGIN
  readonly top = MARGIN + HEAD
  readonly bottom = PAGE_SIZES['a4-portrait'][1] - MARGIN - FOOT
  /** where the pen stands, points from the top */
  y = MARGIN + HEAD
  #count = 1
  readonly #meta: PaperMeta
  readonly #sheet:
    | { readonly pdf: PDFKit.PDFDocument; readonly bytes: Promise<Buffer>; readonly total: number }
    | undefined
  #chapter: Bookmark | undefined

  /** @param total the number of pages; undefined for a run that only counts them */
  constructor(meta: PaperMeta, total?: number) {
    this.#meta = meta
    if (total === undefined) this.surface = NO_SURFACE
    else {
      const pdf = openPdf(meta, 'a4-portrait')
      this.#sheet = { pdf, bytes: bytesOf(pdf), total }
      this.surface = pdfSurface(pdf)
      this.#frame()
    }
  }

  get count(): number {
    return this.#count
  }

  /** false in the run that only counts pages */
  get isDrawing(): boolean {
    return this.#sheet !== undefined
  }

  get isAtTop(): boolean {
    return this.y <= this.top + 0.5
  }

  /** Turns the page when so many points do not fit any more. */
  need(points: number): void {
    if (this.y + points > this.bottom && !this.isAtTop) this.turn()
  }

  turn(): void {
    this.#count++
    this.y = this.top
    this.#sheet?.pdf.addPage()
    this.#frame()
  }

  bookmark(title: string, level: 1 | 2): void {
    if (this.#sheet === undefined) return
    const outline: Bookmark = this.#sheet.pdf.outline
    if (level === 1 || this.#chapter === undefined) this.#chapter = outline.addItem(title)
    else this.#chapter.addItem(title)
  }

  async end(): Promise<Buffer> {
    if (this.#sheet === undefined) throw new Error('a run that counts pages has no bytes')
    this.#sheet.pdf.end()
    return this.#sheet.bytes
  }

  #frame(): void {
    if (this.#sheet === undefined) return
    const { title, owner, source, date, speed, isExample } = this.#meta
    const { surface } = this
    const [width, height] = PAGE_SIZES['a4-portrait']
    drawBox(surface, { x: 0, y: 0, width, height }, { fill: colours.card })
    const right = MARGIN + this.width
    const small = { size: 7.5, colour: colours.inkSoft }
    const headline = MARGIN + 10
    surface.text(owner, { x: MARGIN, y: headline }, { ...small, weight: 'bold', colour: colours.chestnut })
    const tag = isExample ? tagWidth(EXAMPLE_WORDS) : 0
    if (isExample) drawTag(surface, EXAMPLE_WORDS, { x: right - tag, y: headline }, EXAMPLE_LOOK)
    const room = this.width - textWidth(owner, 7.5, 'bold') - tag - 24
    const shown = textWidth(title, 7.5) > room ? shortened(title, room, 7.5) : title
    surface.text(shown, { x: right - tag - (isExample ? 8 : 0), y: headline, align: 'right' }, small)
    drawLine(surface, [MARGIN, MARGIN + 17, right, MARGIN + 17], { colour: colours.chestnut, width: 0.8 })

    const foot = height - MARGIN
    drawLine(surface, [MARGIN, foot - 19, right, foot - 19], { colour: colours.lineStrong, width: 0.5 })
    const number = `第 ${this.#count} 页 共 ${this.#sheet.total} 页`
    const wide = this.width - textWidth(number, 7.5) - 16
    const sourceLine = `来源：${source}`
    surface.text(
      textWidth(sourceLine, 7) > wide ? shortened(sourceLine, wide, 7) : sourceLine,
      { x: MARGIN, y: foot - 9 },
      { size: 7, colour: colours.inkSoft },
    )
    surface.text(`${date} · ${speed}`, { x: MARGIN, y: foot + 1 }, { size: 7, colour: colours.inkSoft })
    surface.text(number, { x: right, y: foot - 9, align: 'right' }, { ...small, colour: colours.ink })
  }
}

const nothing = () => undefined
const NO_SURFACE: Surface = { shape: nothing, circle: nothing, text: nothing, clip: nothing }

export function openPdf(meta: PaperMeta, size: PageSize): PDFKit.PDFDocument {
  const [width, height] = PAGE_SIZES[size]
  const pdf = new PDFDocument({
    size: [width, height],
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: meta.title,
      Author: meta.owner,
      Subject: [meta.isExample ? EXAMPLE_WORDS : '', `来源：${meta.source}`, meta.date, meta.speed]
        .filter((part) => part !== '')
        .join('；'),
      Creator: '夏邑生活',
      Producer: 'pdfkit',
      CreationDate: meta.createdAt,
    },
  })
  registerFaces(pdf)
  return pdf
}

export function bytesOf(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
