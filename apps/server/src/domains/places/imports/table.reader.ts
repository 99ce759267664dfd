import { Problem } from '../../../platform/problem/problem.ts'
import { readCsv } from './csv.reader.ts'
import { fileKindOf } from './file-kind.ts'
import type { Report } from './import-reading.ts'
import type { ReadingSummary, ReadingTask } from './import-records.ts'
import type { NdjsonWriter } from './ndjson-writer.ts'
import { readSmall } from './places.reader.ts'
import { storable } from './storable-text.ts'
import { readXlsx } from './xlsx.reader.ts'

/** What goes back to the server is small: a sheet of circles by questions, never a list of places. */
const LIMITS = { rows: 20_000, cellCharacters: 2000, characters: 8_000_000 } as const

/** A sheet as rows of text, for domains that know what its columns mean. */
export async function readTable(task: ReadingTask, records: NdjsonWriter, report: Report): Promise<ReadingSummary> {
  report(0.1, '读取表格')
  const bytes = readSmall(task.file)
  const kind = fileKindOf(bytes)
  if (kind !== 'xlsx' && kind !== 'text') throw new Problem('import-format', '这不是表格。请传 .xlsx 或 CSV 文件。')
  const { rows, understood } = kind === 'xlsx' ? await readXlsx(bytes) : readCsv(bytes)
  let count = 0
  let characters = 0
  for (const { row, cells } of rows) {
    count++
    if (count > LIMITS.rows) throw new Problem('import-limits', `表格超过 ${LIMITS.rows} 行。请只留需要的行。`)
    for (const [at, cell] of cells.entries()) {
      characters += cell.length
      if (cell.length > LIMITS.cellCharacters)
        throw new Problem(
          'import-limits',
          `第 ${row} 行第 ${at + 1} 列有 ${cell.length} 个字，超过 ${LIMITS.cellCharacters} 个的上限。请缩短后再传。`,
        )
    }
    if (characters > LIMITS.characters)
      throw new Problem('import-limits', '表格里的文字太多，不像是摸底表。请只留需要的行和列。')
    records.write({ row, cells: cells.map(storable) })
  }
  if (count === 0) throw new Problem('import-format', '表格里没有内容。请选一个有表头和数据的文件。')
  return { understood, network: null }
}
