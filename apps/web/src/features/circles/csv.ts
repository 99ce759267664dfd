export type Cell = string | number | null

/**
 * Rows as CSV (RFC 4180) that a spreadsheet opens as Chinese text. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it, so that a community's name can never run anything (OWASP, CSV injection).
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[\s]*[=+\-@\t\r|%]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
