import type { FactGrid, FactValue } from '@xiayi/contract/circle-facts'
import type { StandardQuestion, StandardQuestions } from '@xiayi/contract/standards'
import ExcelJS from 'exceljs'
import { addressOf } from './fact-plan.rules.ts'
import { STATUS_WORDS } from './fact-words.rules.ts'
import { FIXED_COLUMNS, questionColumns, type SheetColumn, STAMP_WORD } from './sheet-columns.rules.ts'

export interface FactSheetContent {
  readonly countyName: string
  readonly isExample: boolean
  readonly questions: StandardQuestions
  readonly circles: FactGrid['circles']
  readonly facts: readonly { readonly circleId: string; readonly key: string; readonly value: FactValue | null }[]
  /** the moment that the sheet's facts are of: tells afterwards what was changed in it */
  readonly madeAt: Date
}

const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF4EEE5' } } as const
const EDGE = { style: 'thin', color: { argb: 'FFE6DED4' } } as const
const BORDER = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE }
const BEFORE = ['circle', 'name', 'town'] as const
const AFTER = ['day', 'evidence', 'by'] as const

/**
 * One sheet of circles by questions, filled with what is known: row 1 the title, row 2 how to answer, row 3 (hidden) the keys,
 * row 4 the header, then a row for each circle; a second sheet tells which clause asks what.
 */
export async function drawFactSheet(content: FactSheetContent): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.created = content.madeAt
  const columns = questionColumns(content.questions.items)
  drawGrid(book, content, columns)
  drawGuide(book, content.questions)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function drawGrid(book: ExcelJS.Workbook, content: FactSheetContent, columns: readonly SheetColumn[]): void {
  const sheet = book.addWorksheet('登记表', { views: [{ state: 'frozen', xSplit: 2, ySplit: 4 }] })
  const { questions, countyName, isExample, madeAt } = content
  const marks = [isExample ? '示例数据' : null, questions.isOfficial ? null : '非官方标准'].filter(
    (mark) => mark !== null,
  )
  sheet.addRow([`${plainText(countyName)}生活圈登记表 · ${questions.title} ${questions.version} ${marks.join(' · ')}`])
  sheet.addRow([
    `${STAMP_WORD} ${madeAt.toISOString()}`,
    '改了值的行，要填日期；留空不会删除已登记的',
    '',
    ...columns.map(howTo),
    '看到或核实的那一天，如 2026-11-20',
    '文件号、照片、台账',
    '姓名或岗位',
  ])
  sheet.addRow([
    ...BEFORE.map((name) => FIXED_COLUMNS[name].id),
    ...columns.map((column) => column.id),
    ...AFTER.map((name) => FIXED_COLUMNS[name].id),
  ]).hidden = true
  sheet.addRow([
    ...BEFORE.map((name) => FIXED_COLUMNS[name].headers[0]),
    ...columns.map((column) => column.header),
    ...AFTER.map((name) => FIXED_COLUMNS[name].headers[0]),
  ])
  const known = new Map(content.facts.map((fact) => [addressOf(fact), fact.value]))
  for (const circle of content.circles) {
    const row = sheet.addRow([
      circle.id,
      plainText(circle.name),
      plainText(circle.townName ?? ''),
      ...columns.map((column) =>
        cellOf(column, known.get(addressOf({ circleId: circle.id, key: column.question.key }))),
      ),
    ])
    for (const [at, column] of columns.entries()) validate(row.getCell(BEFORE.length + at + 1), column)
    row.getCell(BEFORE.length + columns.length + 1).numFmt = 'yyyy-mm-dd'
  }
  dress(sheet, columns.length)
}

function dress(sheet: ExcelJS.Worksheet, questions: number): void {
  const last = BEFORE.length + questions + AFTER.length
  sheet.getRow(1).font = { bold: true, size: 14 }
  sheet.getRow(1).height = 26
  for (let at = 1; at <= last; at++) {
    const column = sheet.getColumn(at)
    column.width = at === 1 ? 14 : at === 2 ? 22 : 16
    for (let row = 2; row <= sheet.rowCount; row++) {
      const cell = sheet.getCell(row, at)
      cell.border = BORDER
      cell.alignment = { wrapText: row <= 4 || at === 2, vertical: row <= 4 ? 'top' : 'middle' }
      if (row === 2) cell.font = { size: 10, color: { argb: 'FF6B7280' } }
      if (row === 4) cell.font = { bold: true }
      if (row === 4) cell.fill = HEAD_FILL
    }
  }
  sheet.getRow(2).height = 62
  sheet.getRow(4).height = 48
}

function howTo({ question, part }: SheetColumn): string {
  if (part === 'method') return '例如：入户抽样'
  if (part !== 'value') return '整数'
  const { hint, options, kind } = question
  const how = {
    number: question.isWhole ? '整数' : '数字',
    boolean: '是／否',
    text: options.length === 0 ? '文字' : options.join('／'),
    list: options.length === 0 ? '用顿号隔开' : `用顿号隔开：${options.join('、')}`,
    evidence: Object.values(STATUS_WORDS).join('／'),
    survey: '',
  }[kind]
  return hint === null ? how : `${how}。${hint}`
}

function cellOf({ question, part }: SheetColumn, value: FactValue | null | undefined): string | number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length === 0 ? '一项也没有' : plainText(value.join('、'))
  if (typeof value === 'string') {
    const isStatus =
      question.kind === 'evidence' && (value === 'submitted' || value === 'approved' || value === 'rejected')
    return isStatus ? STATUS_WORDS[value] : plainText(value)
  }
  if (part === 'satisfied') return value.satisfied
  return part === 'answered' ? value.answered : plainText(value.method)
}

function validate(cell: ExcelJS.Cell, { question, part }: SheetColumn): void {
  const choices = choicesOf(question, part)
  if (choices.length > 0) {
    const formula = `"${choices.join(',')}"`
    // Longer lists than this are refused by spreadsheet programs.
    if (formula.length <= 255) cell.dataValidation = { type: 'list', allowBlank: true, formulae: [formula] }
    return
  }
  const isCount = part === 'satisfied' || part === 'answered'
  if (question.kind !== 'number' && !isCount) return
  cell.dataValidation = {
    type: question.isWhole || isCount ? 'whole' : 'decimal',
    operator: 'between',
    allowBlank: true,
    formulae: [question.min ?? (isCount ? 0 : -1e12), question.max ?? 1e12],
    showErrorMessage: true,
    errorTitle: '数字不对',
    error: `请填${question.isWhole || isCount ? '整数' : '数字'}${question.unit === null ? '' : `，单位${question.unit}`}`,
  }
}

function choicesOf(question: StandardQuestion, part: SheetColumn['part']): readonly string[] {
  if (part !== 'value') return []
  if (question.kind === 'boolean') return ['是', '否']
  if (question.kind === 'evidence') return Object.values(STATUS_WORDS)
  const isListable = question.isClosed && question.options.every((option) => !/[",]/.test(option))
  return question.kind === 'text' && isListable ? question.options : []
}

function drawGuide(book: ExcelJS.Workbook, { items }: StandardQuestions): void {
  const sheet = book.addWorksheet('要登记什么')
  sheet.addRow(['主题', '事项', '单位', '怎么填', '多久以内有效', '哪些条款要它'])
  for (const question of items)
    sheet.addRow([
      question.topic,
      question.label,
      question.unit ?? '',
      question.hint ?? '',
      question.maxAgeDays === null ? '标准没有规定' : `${question.maxAgeDays} 天`,
      question.clauses.map((clause) => `${clause.title}（${clause.asks}）`).join('；'),
    ])
  for (const [at, width] of [16, 40, 8, 44, 14, 80].entries()) sheet.getColumn(at + 1).width = width
  sheet.getRow(1).font = { bold: true }
  sheet.eachRow((row) => {
    row.alignment = { wrapText: true, vertical: 'top' }
  })
}

/** A text that a spreadsheet would take for a formula, also after somebody saved the sheet as CSV, gets an apostrophe. */
function plainText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
