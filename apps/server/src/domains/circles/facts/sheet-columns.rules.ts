import type { StandardQuestion } from '@xiayi/contract/standards'

/** The columns of a sheet of circles by questions: the same for the template that goes out and the file that comes back. */
export type SheetPart = 'value' | 'satisfied' | 'answered' | 'method'

export interface SheetColumn {
  /** in the template's hidden row: a label may change between versions of a standard, this does not */
  readonly id: string
  readonly header: string
  readonly question: StandardQuestion
  readonly part: SheetPart
}

export const FIXED_COLUMNS = {
  circle: { id: '#circle', headers: ['编号', '生活圈编号'] },
  name: { id: '#name', headers: ['生活圈', '生活圈名称', '名称', '社区'] },
  town: { id: '#town', headers: ['乡镇', '街道'] },
  day: { id: '#day', headers: ['日期', '核实日期', '登记日期'] },
  evidence: { id: '#evidence', headers: ['依据', '凭证'] },
  by: { id: '#by', headers: ['登记人', '填表人'] },
} as const

export type FixedColumn = keyof typeof FIXED_COLUMNS

const SURVEY_PARTS = { satisfied: '满意份数', answered: '已答份数', method: '调查方法' } as const

export function questionColumns(questions: readonly StandardQuestion[]): SheetColumn[] {
  return questions.flatMap((question): SheetColumn[] => {
    if (question.kind !== 'survey') {
      const unit = question.unit === null ? '' : `（${question.unit}）`
      return [{ id: question.key, header: `${question.label}${unit}`, question, part: 'value' }]
    }
    return (['satisfied', 'answered', 'method'] as const).map((part) => ({
      id: `${question.key}#${part}`,
      header: `${question.label}：${SURVEY_PARTS[part]}`,
      question,
      part,
    }))
  })
}

/** What goes in front of the moment of the export; its history tells afterwards what a clerk has changed in the sheet. */
export const STAMP_WORD = '表号'
const STAMP = /表号\s*[:：]?\s*(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)/

interface Row {
  readonly row: number
  readonly cells: readonly string[]
}

export interface RecognisedSheet {
  readonly columns: ReadonlyMap<number, SheetColumn>
  readonly fixed: ReadonlyMap<FixedColumn, number>
  /** as the file writes them, by column */
  readonly headers: ReadonlyMap<number, string>
  readonly ignored: readonly string[]
  readonly rows: readonly Row[]
  /** when the template was made; undefined for a sheet of somebody's own */
  readonly madeAt: Date | undefined
}

/** Titles, notes and a hidden row of keys stand above the data. */
const HEAD_WITHIN = 12

/** Null when no row names a circle and at least one question. */
export function recogniseSheet(rows: readonly Row[], questions: readonly StandardQuestion[]): RecognisedSheet | null {
  const known = questionColumns(questions)
  const head = rows.slice(0, HEAD_WITHIN).map((row, at) => ({ row, at, ...columnsIn(row.cells, known) }))
  const named = head.filter(({ columns, fixed }) => columns.size > 0 && (fixed.has('circle') || fixed.has('name')))
  const best = named.toSorted((a, b) => b.columns.size - a.columns.size || a.at - b.at)[0]
  const last = named.at(-1)
  if (best === undefined || last === undefined) return null
  const headers = new Map(last.row.cells.map((cell, at) => [at, cell.trim()]))
  const used = new Set([...best.columns.keys(), ...best.fixed.values()])
  const stamp = head.flatMap(({ row }) => row.cells).flatMap((cell) => STAMP.exec(cell)?.[1] ?? [])[0]
  return {
    columns: best.columns,
    fixed: best.fixed,
    headers,
    ignored: [...headers].flatMap(([at, text]) => (used.has(at) || text === '' ? [] : [text.slice(0, 60)])),
    rows: rows.slice(last.at + 1),
    madeAt: stamp === undefined ? undefined : new Date(stamp),
  }
}

function columnsIn(cells: readonly string[], known: readonly SheetColumn[]) {
  const columns = new Map<number, SheetColumn>()
  const fixed = new Map<FixedColumn, number>()
  const taken = new Set<string>()
  for (const [at, cell] of cells.entries()) {
    const text = plain(cell)
    if (text === '') continue
    const column = known.find((each) => cell.trim() === each.id || text === plain(each.header))
    if (column !== undefined && !taken.has(column.id)) {
      taken.add(column.id)
      columns.set(at, column)
      continue
    }
    const name = fixedColumnOf(cell.trim(), text)
    if (name !== undefined && !fixed.has(name)) fixed.set(name, at)
  }
  return { columns, fixed }
}

const FIXED_NAMES = ['circle', 'name', 'town', 'day', 'evidence', 'by'] as const

function fixedColumnOf(cell: string, text: string): FixedColumn | undefined {
  return FIXED_NAMES.find((name) => {
    const { id, headers } = FIXED_COLUMNS[name]
    return cell === id || headers.some((header) => plain(header) === text)
  })
}

/** Width, case, spaces and units in brackets do not matter: 面积（m²） is 面积. */
function plain(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)/g, '')
    .replaceAll(/[\s*:"'\ufeff]/g, '')
}
