import { colours } from '@xiayi/ui/tokens'
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import type { Block, Cell, Column, PaperDocument, PaperMeta, Part, Picture } from './document.ts'
import type { Tone } from './ink.ts'
import { toneInk } from './ink.ts'
import { drawBar, drawSparkline, drawStateMark, drawTierShape, EXAMPLE_WORDS } from './marks.ts'
import { inkOf } from './pdf-cells.ts'
import type { Printing } from './pdf-document.ts'
import { drawPaperPng, drawPng } from './rasterise.ts'
import type { Surface } from './surface.ts'

/** Twentieths of a point; the text is 505 points wide, as in the PDF. */
const TWIPS = 20
const MARGIN = 45
const WIDTH = 505
/** Office programs measure pictures in pixels of 96 to the inch. */
const PIXELS = 96 / 72
const FONT = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: 'Microsoft YaHei', cs: 'Arial' }
const PICTURE_DPI = 170
const MARK_DPI = 240

const hex = (colour: string) => colour.slice(1)

/** The same blocks as a Word document. Pictures are drawn by the same routines and carry no fonts. */
export async function writeDocx(document: PaperDocument, { onProgress }: Printing = {}): Promise<Buffer> {
  const { meta } = document
  const marks = new MarkPictures()
  const children = document.blocks.flatMap((block, i) => {
    onProgress?.((i / document.blocks.length) * 0.9)
    return childrenOf(block, marks)
  })
  const file = new Document({
    title: meta.title,
    creator: meta.owner,
    description: [meta.isExample ? EXAMPLE_WORDS : '', `来源：${meta.source}`, meta.date, meta.speed]
      .filter((part) => part !== '')
      .join('；'),
    styles: {
      default: {
        document: { run: { font: FONT, size: 18, color: hex(colours.ink) } },
        heading1: {
          run: { font: FONT, size: 28, bold: true, color: hex(colours.ink) },
          paragraph: { spacing: { before: 240, after: 120 } },
        },
        heading2: {
          run: { font: FONT, size: 21, bold: true, color: hex(colours.ink) },
          paragraph: { spacing: { before: 160, after: 80 } },
        },
        title: {
          run: { font: FONT, size: 44, bold: true, color: hex(colours.ink) },
          paragraph: { spacing: { before: 60, after: 60 } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1500, bottom: 1300, left: MARGIN * TWIPS, right: MARGIN * TWIPS },
          },
        },
        headers: { default: headOf(meta) },
        footers: { default: footOf(meta) },
        children,
      },
    ],
  })
  return Packer.toBuffer(file)
}

function headOf(meta: PaperMeta): Header {
  const line = { style: BorderStyle.SINGLE, size: 6, color: hex(colours.chestnut), space: 4 }
  return new Header({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH * TWIPS }],
        border: { bottom: line },
        children: [
          new TextRun({ text: meta.owner, bold: true, size: 15, color: hex(colours.chestnut) }),
          new TextRun({ text: `\t${meta.title}`, size: 15, color: hex(colours.inkSoft) }),
          ...(meta.isExample
            ? [new TextRun({ text: `  ${EXAMPLE_WORDS}`, bold: true, size: 15, color: hex(colours.example) })]
            : []),
        ],
      }),
    ],
  })
}

function footOf(meta: PaperMeta): Footer {
  const soft = { size: 14, color: hex(colours.inkSoft) }
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH * TWIPS }],
        children: [
          new TextRun({ text: `来源：${meta.source}\t`, ...soft }),
          new TextRun({ children: ['第 ', PageNumber.CURRENT, ' 页 共 ', PageNumber.TOTAL_PAGES, ' 页'], ...soft }),
        ],
      }),
      new Paragraph({ children: [new TextRun({ text: `${meta.date} · ${meta.speed}`, ...soft })] }),
    ],
  })
}

function childrenOf(block: Block, marks: MarkPictures): FileChild[] {
  switch (block.kind) {
    case 'title':
      return titleOf(block, marks)
    case 'heading':
      return [
        new Paragraph({
          text: block.text,
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          pageBreakBefore: block.startsPage === true,
          keepNext: true,
        }),
      ]
    case 'text':
      return [
        new Paragraph({
          spacing: { after: 80, line: 320 },
          children: [
            new TextRun({
              text: block.text,
              bold: block.tone === 'lead',
              size: block.tone === 'soft' ? 16 : block.tone === 'lead' ? 21 : 18,
              color: hex(block.tone === 'soft' ? colours.inkSoft : colours.ink),
            }),
          ],
        }),
      ]
    case 'tiles':
      return [
        tableOf(
          block.tiles.map((tile) => ({ title: tile.label, width: 1 })),
          [
            block.tiles.map(
              (tile): Cell => [
                { text: tile.figure, size: 15, isBold: true, ...(tile.tone === undefined ? {} : { tone: tile.tone }) },
                { text: tile.note, size: 7.5, tone: 'soft' },
              ],
            ),
          ],
          marks,
        ),
        gap(),
      ]
    case 'table':
      return [tableOf(block.columns, block.rows, marks), gap()]
    case 'picture':
      return [pictureOf(block)]
  }
}

const gap = () => new Paragraph({ spacing: { before: 0, after: 60 }, children: [] })

function titleOf(block: Extract<Block, { kind: 'title' }>, marks: MarkPictures): FileChild[] {
  const soft = { size: 17, color: hex(colours.inkSoft) }
  const tags = block.tags ?? []
  return [
    ...(block.over === undefined
      ? []
      : [
          new Paragraph({
            pageBreakBefore: block.isChapter === true,
            children: [new TextRun({ text: block.over, ...soft })],
          }),
        ]),
    new Paragraph({
      text: block.text,
      heading: block.isChapter === true ? HeadingLevel.HEADING_1 : HeadingLevel.TITLE,
      pageBreakBefore: block.isChapter === true && block.over === undefined,
    }),
    ...(block.tier === undefined ? [] : [new Paragraph({ children: partRuns({ tier: block.tier }, marks, 120) })]),
    ...(tags.length === 0
      ? []
      : [
          new Paragraph({
            children: tags.map(
              ({ text, tone }) =>
                new TextRun({
                  text: `【${text}】`,
                  bold: true,
                  size: 16,
                  color: hex(tone === 'example' ? colours.example : toneInk[tone]),
                }),
            ),
          }),
        ]),
    ...(block.under ?? []).map((text) => new Paragraph({ children: [new TextRun({ text, ...soft })] })),
  ]
}

function tableOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], marks: MarkPictures): Table {
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => Math.round((column.width / total) * WIDTH))
  const rule = { style: BorderStyle.SINGLE, size: 4, color: hex(colours.line) }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const cellOf = (cell: Cell, at: number, isHead: boolean) =>
    new TableCell({
      width: { size: (widths[at] ?? 0) * TWIPS, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 90, right: 90 },
      ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: hex(colours.paper), color: 'auto' } } : {}),
      children: partsOf(cell).map(
        (part) =>
          new Paragraph({
            alignment: columns[at]?.align === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
            children: partRuns(part, marks, (widths[at] ?? 0) - 10),
          }),
      ),
    })
  return new Table({
    width: { size: WIDTH * TWIPS, type: WidthType.DXA },
    columnWidths: widths.map((width) => width * TWIPS),
    borders: { top: none, left: none, right: none, bottom: rule, insideHorizontal: rule, insideVertical: none },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map((column, at) =>
          cellOf([{ text: column.title, size: 7.8, isBold: true, tone: 'soft' }], at, true),
        ),
      }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((cell, at) => cellOf(cell, at, false)) })),
    ],
  })
}

const partsOf = (cell: Cell): readonly Part[] => (typeof cell === 'string' ? [{ text: cell }] : cell)

function partRuns(part: Part, marks: MarkPictures, width: number): (TextRun | ImageRun)[] {
  if ('text' in part)
    return [
      new TextRun({
        text: part.text,
        bold: part.isBold === true,
        size: Math.round((part.size ?? 8.5) * 2),
        color: hex(inkOf(part.tone)),
      }),
    ]
  if ('bar' in part) {
    const { bar } = part
    return [
      marks.image(
        `bar ${Math.round(bar.share * 500)} ${bar.goal ?? ''} ${bar.tone} ${width}`,
        { width, height: 9 },
        (surface) => drawBar(surface, { x: 0.5, y: 2, width: width - 1, height: 5 }, bar),
      ),
    ]
  }
  if ('spark' in part) {
    const { spark } = part
    return [
      marks.image(`spark ${spark.join()}`, { width: 60, height: 14 }, (surface) =>
        drawSparkline(surface, { x: 2, y: 2, width: 55, height: 10 }, spark),
      ),
    ]
  }
  const tone: Tone | undefined = 'state' in part ? part.state : undefined
  const word = 'tier' in part ? part.tier.word : part.word
  const image =
    'tier' in part
      ? marks.image(`tier ${part.tier.shape} ${part.tier.fill}`, { width: 10, height: 10 }, (surface) =>
          drawTierShape(surface, part.tier, { x: 5, y: 5, size: 9 }),
        )
      : marks.image(`state ${part.state}`, { width: 10, height: 10 }, (surface) =>
          drawStateMark(surface, part.state, { x: 5, y: 5, size: 9 }),
        )
  return [
    image,
    new TextRun({
      text: ` ${word}`,
      bold: true,
      size: 17,
      color: hex(tone === undefined ? colours.ink : toneInk[tone]),
    }),
  ]
}

function pictureOf(picture: Picture): Paragraph {
  const size = { width: WIDTH, height: picture.height }
  const data = drawPaperPng(size, PICTURE_DPI, (surface) => picture.draw(surface, { x: 0, y: 0, ...size }))
  return new Paragraph({ spacing: { after: 120 }, children: [imageOf(data, size, picture.words)] })
}

function imageOf(data: Buffer, size: { width: number; height: number }, words: string): ImageRun {
  return new ImageRun({
    type: 'png',
    data,
    transformation: { width: size.width * PIXELS, height: size.height * PIXELS },
    altText: { title: words, description: words, name: words.slice(0, 60) },
  })
}

/** Small pictures are drawn once and used again: a county report has some hundred equal marks. */
class MarkPictures {
  readonly #known = new Map<string, Buffer>()

  image(key: string, size: { width: number; height: number }, draw: (surface: Surface) => void): ImageRun {
    const data = this.#known.get(key) ?? drawPng(size, MARK_DPI, draw)
    this.#known.set(key, data)
    return imageOf(data, size, key)
  }
}
