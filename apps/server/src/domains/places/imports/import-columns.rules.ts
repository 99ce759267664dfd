import { Problem } from '../../../platform/problem/problem.ts'
import { TABLE_LIMITS, type Table, type TableRow } from './table.ts'

/** One meaning a column can have, and the headers that people and map vendors write for it, best first. */
export interface ColumnMeaning<Field extends string> {
  readonly field: Field
  /** as the clerk is told of it */
  readonly label: string
  readonly headers: readonly string[]
}

export interface RecognisedTable<Field extends string> {
  readonly columns: ReadonlyMap<Field, number>
  /** as the file writes them, by field */
  readonly headers: ReadonlyMap<Field, string>
  readonly ignored: readonly string[]
  readonly rows: Iterable<TableRow>
  readonly width: number
}

/** Titles and notes above the header are common; the header is looked for this far down. */
const HEADER_WITHIN = 6

/**
 * Finds the header among the first rows: the first that has every required group (one of several ways to say the same, such
 * as longitude and latitude or one column with both), else the problem names what is missing and what was found.
 */
export function recogniseColumns<Field extends string>(
  table: Table,
  meanings: readonly ColumnMeaning<Field>[],
  required: readonly { readonly label: string; readonly oneOf: readonly (readonly Field[])[] }[],
): RecognisedTable<Field> {
  const rows = table.rows[Symbol.iterator]()
  const head: TableRow[] = []
  while (head.length < HEADER_WITHIN) {
    const next = rows.next()
    if (next.done === true) break
    head.push(next.value)
  }
  const candidates = head.map((row) => ({ row, columns: columnsOf(row.cells, meanings) }))
  const missingOf = (columns: ReadonlyMap<Field, number>) =>
    required.filter((group) => !group.oneOf.some((fields) => fields.every((field) => columns.has(field))))
  const at = candidates.findIndex(({ columns }) => missingOf(columns).length === 0)
  const found = candidates[at]
  if (found === undefined) {
    const best = candidates.toSorted((a, b) => b.columns.size - a.columns.size)[0]
    throw missing(
      best?.row,
      missingOf(best?.columns ?? new Map()).map((group) => group.label),
    )
  }
  const { cells } = found.row
  const used = new Set(found.columns.values())
  return {
    columns: found.columns,
    headers: new Map([...found.columns].map(([field, index]) => [field, (cells[index] ?? '').trim()])),
    ignored: cells.flatMap((cell, i) => (used.has(i) || cell.trim() === '' ? [] : [cell.trim().slice(0, 60)])),
    rows: { [Symbol.iterator]: () => following(head.slice(at + 1), rows) },
    width: cells.length,
  }
}

function* following(first: readonly TableRow[], rest: Iterator<TableRow>): Generator<TableRow> {
  yield* first
  for (let count = first.length; ; count++) {
    const next = rest.next()
    if (next.done === true) return
    if (count >= TABLE_LIMITS.rows)
      throw new Problem('import-limits', `表格超过 ${TABLE_LIMITS.rows} 行。请拆成几个文件再传。`)
    yield next.value
  }
}

function columnsOf<Field extends string>(
  cells: readonly string[],
  meanings: readonly ColumnMeaning<Field>[],
): Map<Field, number> {
  const plain = cells.map(plainHeader)
  const columns = new Map<Field, number>()
  for (const { field, headers } of meanings) {
    for (const header of headers) {
      const index = plain.indexOf(plainHeader(header))
      if (index < 0 || [...columns.values()].includes(index)) continue
      columns.set(field, index)
      break
    }
  }
  return columns
}

/** Width, case, spaces, underscores, required-marks and units in brackets do not matter: 经度（°）* is 经度. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replaceAll(/[\s_*:.\-"'\ufeff]/g, '')
}

function missing(row: TableRow | undefined, labels: readonly string[]): Problem {
  const shown = (row?.cells ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '')
  const found =
    shown.length === 0
      ? '没有读到表头'
      : `读到的表头是：${shown
          .slice(0, 20)
          .map((cell) => cell.slice(0, 30))
          .join('、')}`
  return new Problem('import-format', `表头里缺少：${labels.join('、')}。${found}。请改好表头再传。`, {
    errors: labels.map((label) => ({ where: `第 ${row?.row ?? 1} 行表头`, message: `没有找到“${label}”这一列` })),
  })
}
