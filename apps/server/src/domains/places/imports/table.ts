/** A sheet as a person sees it: rows of text, the header among the first of them. Empty rows are left out. */
export interface Table {
  readonly rows: Iterable<TableRow>
  /** format, encoding, separator, sheet: shown to the clerk */
  readonly understood: Readonly<Record<string, unknown>>
}

export interface TableRow {
  /** as the spreadsheet shows it, from 1 */
  readonly row: number
  readonly cells: readonly string[]
}

/** More than any list of places of one county has; a file beyond is cut up or is an attack. */
export const TABLE_LIMITS = {
  fileBytes: 100 * 1024 * 1024,
  rows: 200_000,
  columns: 300,
  lineBytes: 1024 * 1024,
} as const
