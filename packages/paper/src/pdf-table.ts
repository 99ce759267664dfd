import { colours } from '@xiayi/ui/tokens'
import type { Block, Column } from './document.ts'
import { type SetCell, setCell } from './pdf-cells.ts'
import type { PdfPages } from './pdf-pages.ts'
import { drawBox, drawLine } from './surface.ts'

type Table = Extract<Block, { kind: 'table' }>

interface SetRow {
  readonly height: number
  readonly cells: readonly SetCell[]
}

const PAD_X = 5

/** The least that must fit under a heading: the table's head and its first rows; of a small table all. */
export function tableStart(table: Table, width: number): number {
  const set = setTable(table, width)
  return startHeight(set)
}

/**
 * Rows break between pages, never inside; the head is printed again on each. A last row never stands alone: it takes the one
 * before it along.
 */
export function drawTable(pages: PdfPages, table: Table): void {
  const set = setTable(table, pages.width)
  const { head, rows, widths, pad } = set
  pages.need(startHeight(set))
  drawRow(pages, head, widths, { pad, isHead: true })
  rows.forEach((row, i) => {
    const next = rows[i + 1]
    const isNextTheLast = next !== undefined && i + 2 === rows.length
    const wanted = row.height + (isNextTheLast ? next.height : 0)
    const isRoom = pages.y + wanted <= pages.bottom
    const wouldFit = pages.top + head.height + wanted <= pages.bottom
    if (!isRoom && (wouldFit || pages.y + row.height > pages.bottom)) {
      pages.turn()
      drawRow(pages, head, widths, { pad, isHead: true })
    }
    drawRow(pages, row, widths, { pad, isHead: false })
  })
  pages.y += 6
}

function startHeight({ head, rows }: { head: SetRow; rows: readonly SetRow[] }): number {
  const together = rows.length <= 3 ? rows : rows.slice(0, 2)
  return together.reduce((sum, row) => sum + row.height, head.height)
}

function setTable(table: Table, width: number) {
  const total = table.columns.reduce((sum, column) => sum + column.width, 0)
  const widths = table.columns.map((column) => (column.width / total) * width)
  const pad = table.isTight === true ? 2.6 : 4.5
  const inner = (at: number) => (widths[at] ?? 0) - 2 * PAD_X
  const align = (column: Column | undefined) => column?.align ?? 'left'
  const rowOf = (cells: readonly SetCell[]): SetRow => ({
    cells,
    height: Math.max(...cells.map((cell) => cell.height)) + 2 * pad,
  })
  return {
    widths,
    pad,
    head: rowOf(
      table.columns.map((column, at) =>
        setCell([{ text: column.title, size: 7.8, isBold: true, tone: 'soft' }], inner(at), align(column)),
      ),
    ),
    rows: table.rows.map((row) => rowOf(row.map((cell, at) => setCell(cell, inner(at), align(table.columns[at]))))),
  }
}

function drawRow(
  pages: PdfPages,
  row: SetRow,
  widths: readonly number[],
  { pad, isHead }: { pad: number; isHead: boolean },
): void {
  const { surface, left, width } = pages
  if (isHead) drawBox(surface, { x: left, y: pages.y, width, height: row.height }, { fill: colours.paper })
  let x = left
  row.cells.forEach((cell, at) => {
    const full = widths[at] ?? 0
    cell.draw(surface, { x: x + PAD_X, y: pages.y + pad, width: full - 2 * PAD_X, height: cell.height })
    x += full
  })
  pages.y += row.height
  drawLine(surface, [left, pages.y, left + width, pages.y], {
    colour: isHead ? colours.lineStrong : colours.line,
    width: isHead ? 0.9 : 0.5,
  })
}
