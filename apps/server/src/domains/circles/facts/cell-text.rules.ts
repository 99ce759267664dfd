import type { FactValue } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import type { AnswerFault } from './fact-check.rules.ts'
import { STATUS_WORDS } from './fact-words.rules.ts'
import type { SheetPart } from './sheet-columns.rules.ts'

export type Read<T> = { readonly value: T } | { readonly fault: AnswerFault }

const YES = new Set(['是', '有', '对', '√', '✓', 'y', 'yes', 'true', '1'])
const NO = new Set(['否', '无', '没有', '不是', '×', '✗', 'n', 'no', 'false', '0'])
const NOBODY_KNOWS = new Set(['', '不知道', '未知', '不详', '?', '—', '-'])

/** What a cell says when it says nothing: blank, a dash, 不知道. */
export function isBlankCell(text: string): boolean {
  return NOBODY_KNOWS.has(text.normalize('NFKC').trim())
}

/** A spreadsheet's text as the answer to a question of any kind but a survey. */
export function readAnswer(question: StandardQuestion, cell: string): Read<FactValue> {
  const text = withoutGuard(cell).trim()
  switch (question.kind) {
    case 'number':
      return readNumber(text, question.unit)
    case 'boolean':
      return readYesNo(text)
    case 'list':
      return { value: text === '一项也没有' ? [] : itemsOf(text) }
    case 'evidence':
      return readStatus(text)
    case 'text':
    case 'survey':
      return { value: text }
  }
}

/** The three columns of a survey; all are needed. */
export function readSurvey(cells: Readonly<Partial<Record<SheetPart, string>>>): Read<FactValue> {
  const satisfied = readNumber(cells.satisfied ?? '', '份')
  const answered = readNumber(cells.answered ?? '', '份')
  const method = withoutGuard(cells.method ?? '').trim()
  if ('fault' in satisfied || 'fault' in answered || isBlankCell(method))
    return { fault: { message: '满意份数、已答份数和调查方法没有填全', remedy: '三列都填；份数填整数' } }
  if (!Number.isInteger(satisfied.value) || !Number.isInteger(answered.value) || satisfied.value < 0)
    return { fault: { message: '份数应为整数', remedy: '核对份数' } }
  if (satisfied.value > answered.value)
    return { fault: { message: '满意的份数多于已答的份数', remedy: '核对两列的数字' } }
  if (method.length > 300) return { fault: { message: '调查方法超过 300 字', remedy: '写短一些' } }
  return { value: { satisfied: satisfied.value, answered: answered.value, method } }
}

/** 2026-11-20, 2026/11/20, 2026.11.20, 20261120, 2026年11月20日; with or without a time behind it. */
export function readDay(cell: string): Read<string> {
  const text = cell.normalize('NFKC').trim()
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const [, year = '', month = '', day = ''] = parts ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  const isDay = parts !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
  return isDay
    ? { value: iso }
    : { fault: { message: `日期“${text.slice(0, 30)}”读不懂`, remedy: '写成 2026-11-20 这样' } }
}

function readNumber(text: string, unit: string | null): Read<number> {
  const units = [unit ?? '', 'm2', '平方米', '平米', '人', '户', '处', '份', '个'].filter((each) => each !== '')
  let digits = withoutGuard(text).normalize('NFKC').replaceAll(/[,\s]/g, '').toLowerCase()
  const tail = units.find((each) => digits.endsWith(each.normalize('NFKC').toLowerCase()))
  if (tail !== undefined) digits = digits.slice(0, -tail.normalize('NFKC').length)
  if (/^[+-]?\d{1,15}(\.\d{1,10})?$/.test(digits)) return { value: Number(digits) }
  const shown = text.trim().slice(0, 30)
  return { fault: { message: `“${shown}”不是数字`, remedy: `填阿拉伯数字${unit === null ? '' : `，单位是${unit}`}` } }
}

function readYesNo(text: string): Read<boolean> {
  const word = text.normalize('NFKC').toLowerCase()
  if (YES.has(word)) return { value: true }
  if (NO.has(word)) return { value: false }
  return { fault: { message: `“${text.slice(0, 30)}”看不出是或否`, remedy: '填“是”或“否”；不知道就留空' } }
}

function readStatus(text: string): Read<FactValue> {
  for (const status of ['submitted', 'approved', 'rejected'] as const)
    if (text === STATUS_WORDS[status] || text === status) return { value: status }
  const words = Object.values(STATUS_WORDS).join('、')
  return { fault: { message: `“${text.slice(0, 30)}”不是材料的状态`, remedy: `从这些里选：${words}` } }
}

function itemsOf(text: string): string[] {
  const items = text.split(/[、,，;；\n]/).map((item) => item.trim())
  return [...new Set(items.filter((item) => item !== ''))]
}

/** The apostrophe that keeps a text from being a formula in somebody's spreadsheet. */
function withoutGuard(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}
