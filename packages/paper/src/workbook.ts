import { colours } from '@xiayi/ui/tokens'
import exceljs from 'exceljs'
import type { PaperMeta } from './document.ts'
import { EXAMPLE_WORDS } from './marks.ts'

export type CellValue = string | number | boolean | Date | null

export interface SheetColumn {
  readonly title: string
  /** characters */
  readonly width: number
  /** a number's format, such as #,##0 or 0.0% */
  readonly format?: string
}

export interface SheetTable {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly CellValue[])[]
}

/** A cell that a spreadsheet would take for a formula is told to be text. */
function safe(value: CellValue): CellValue {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}

/**
 * One sheet a table, numbers as numbers; the first sheet says what the figures mean. Heads stay in sight, can be filtered and
 * are printed on every page.
 */
export async function writeWorkbook(
  meta: PaperMeta,
  notes: readonly (readonly [name: string, text: string])[],
  tables: readonly SheetTable[],
): Promise<Buffer> {
  const book = new exceljs.Workbook()
  book.title = meta.title
  book.creator = meta.owner
  book.created = meta.createdAt
  book.description = [meta.isExample ? EXAMPLE_WORDS : '', meta.source, meta.date, meta.speed]
    .filter((part) => part !== '')
    .join('；')
  addSheet(book, meta, {
    name: '说明',
    columns: [
      { title: '项目', width: 22 },
      { title: '内容', width: 100 },
    ],
    rows: [
      ['标题', meta.title],
      ...(meta.isExample ? [['性质', EXAMPLE_WORDS]] : []),
      ['来源', meta.source],
      ['数据', meta.date],
      ['步行速度', meta.speed],
      ...notes.map(([name, text]) => [name, text]),
    ],
  })
  for (const table of tables) addSheet(book, meta, table)
  return Buffer.from(await book.xlsx.writeBuffer())
}

function addSheet(book: exceljs.Workbook, meta: PaperMeta, table: SheetTable): void {
  const sheet = book.addWorksheet(table.name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
    headerFooter: {
      oddHeader: `&L${headText(meta.title)}&R${meta.isExample ? EXAMPLE_WORDS : ''}`,
      oddFooter: `&L${headText(meta.source)}&C${headText(meta.date)}&R第 &P 页 共 &N 页`,
    },
  })
  sheet.columns = table.columns.map((column) => ({
    width: column.width,
    ...(column.format === undefined ? {} : { style: { numFmt: column.format } }),
  }))
  const head = sheet.addRow(table.columns.map((column) => column.title))
  head.font = { bold: true, color: { argb: `FF${colours.ink.slice(1)}` } }
  head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: `FF${colours.paper.slice(1)}` } }
  for (const row of table.rows) {
    const added = sheet.addRow(row.map(safe))
    added.alignment = { vertical: 'top', wrapText: true }
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: table.columns.length } }
}

/** & begins a code in a head or foot. */
const headText = (text: string) => text.replaceAll('&', '&&')
