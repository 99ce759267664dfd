import Papa from 'papaparse'
import { Problem } from '../../../platform/problem/problem.ts'
import { TABLE_LIMITS, type Table, type TableRow } from './table.ts'
import { decodeText } from './text-encoding.ts'

const SEPARATORS = [',', ';', '\t', '|'] as const
const SEPARATOR_NAMES: Readonly<Record<string, string>> = { ',': '逗号', ';': '分号', '\t': '制表符', '|': '竖线' }

/** A delimited text file. @throws Problem import-format, import-limits */
export function readCsv(bytes: Uint8Array): Table {
  refuseLongLines(bytes)
  const { text, encoding, damaged } = decodeText(bytes)
  if (text.trim() === '') throw new Problem('import-format', '文件里没有内容。请选一个有表头和数据的文件。')
  const separator = separatorOf(text)
  return {
    rows: rowsOf(text, separator),
    understood: {
      format: 'CSV',
      encoding,
      separator: SEPARATOR_NAMES[separator] ?? separator,
      ...(damaged > 0 ? { damagedCharacters: damaged } : {}),
    },
  }
}

/** Before anything is decoded: one line of 60 MB would become several strings of that size. */
function refuseLongLines(bytes: Uint8Array): void {
  const most = TABLE_LIMITS.lineBytes
  let from = 0
  for (let line = 1; from < bytes.length; line++) {
    const next = bytes.indexOf(0x0a, from)
    const end = next < 0 ? bytes.length : next
    if (end - from > most) {
      const old = bytes.subarray(from, end).indexOf(0x0d)
      if (old >= 0 && old < most) return
      throw new Problem(
        'import-limits',
        `第 ${line} 行超过 ${most / 1024 / 1024} MB，不像是表格的一行。请检查分行和文件类型。`,
      )
    }
    from = end + 1
  }
}

/** The separator that the first line has most of outside quotes; a comma when it has none. */
function separatorOf(text: string): string {
  const first =
    text
      .slice(0, 64 * 1024)
      .trimStart()
      .split(/\r?\n|\r/, 1)[0] ?? ''
  const bare = first.replaceAll(/"[^"]*"/g, '')
  const counted = SEPARATORS.map((separator) => ({ separator, count: bare.split(separator).length - 1 }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ','
}

const BLOCK = 2000

/** Parsed block by block, so that a large file never stands in memory as cells all at once. Row numbers count records. */
function* rowsOf(text: string, separator: string): Generator<TableRow> {
  let from = 0
  let row = 0
  while (from < text.length) {
    const parsed: Papa.ParseResult<string[]> = Papa.parse<string[]>(text.slice(from), {
      delimiter: separator,
      header: false,
      skipEmptyLines: false,
      preview: BLOCK,
      newline: newlineOf(text),
      // The fast mode splits the whole rest of the file for each block.
      fastMode: false,
    })
    const open = parsed.errors.find((error) => error.code === 'MissingQuotes')
    if (open !== undefined)
      throw new Problem(
        'import-format',
        `第 ${row + (open.row ?? 0) + 1} 行的双引号没有配对，后面的内容分不清行。请改好后再传。`,
      )
    if (parsed.data.length === 0) return
    for (const cells of parsed.data) {
      row++
      if (cells.length > TABLE_LIMITS.columns)
        throw new Problem(
          'import-limits',
          `第 ${row} 行有 ${cells.length} 列，超过 ${TABLE_LIMITS.columns} 列的上限。请只留需要的列。`,
        )
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells }
    }
    if (!parsed.meta.truncated || parsed.meta.cursor === 0) return
    from += parsed.meta.cursor
  }
}

function newlineOf(text: string): '\r\n' | '\n' | '\r' {
  const at = text.search(/[\r\n]/)
  if (at < 0 || text[at] === '\n') return '\n'
  return text[at + 1] === '\n' ? '\r\n' : '\r'
}
