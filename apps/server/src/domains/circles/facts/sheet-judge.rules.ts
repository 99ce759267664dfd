import { type FactImportCounts, type FactValue, factValue } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { isBlankCell, type Read, readAnswer, readDay, readSurvey } from './cell-text.rules.ts'
import { type AnswerFault, answerFault, dayFault } from './fact-check.rules.ts'
import { addressOf, isSameValue } from './fact-plan.rules.ts'
import { answerWords } from './fact-words.rules.ts'
import type { FactRow } from './facts.sql.ts'
import type { RecognisedSheet, SheetPart } from './sheet-columns.rules.ts'

export interface CellVerdict {
  readonly row: number
  /** from 1 */
  readonly columnNumber: number
  readonly columnName: string | null
  readonly circleId: string | null
  readonly circleName: string | null
  readonly key: string | null
  readonly state: 'create' | 'update' | 'error' | 'conflict'
  readonly value: FactValue | null
  readonly evidence: string | null
  readonly observedOn: string | null
  readonly by: string | null
  readonly basedOn: number
  readonly beforeWords: string | null
  readonly valueWords: string | null
  readonly message: string | null
  readonly remedy: string | null
}

export interface SheetBasis {
  readonly circles: readonly { readonly id: string; readonly name: string }[]
  readonly current: readonly FactRow[]
  /** the facts when the template was made; undefined for a sheet of somebody's own */
  readonly base: readonly FactRow[] | undefined
  /** YYYY-MM-DD */
  readonly today: string
  /** where a row names nobody */
  readonly by: string | null
}

interface Row {
  readonly row: number
  readonly cells: readonly string[]
}

/** What one row says of all its cells. */
interface RowHead {
  readonly row: number
  readonly circle: { readonly id: string; readonly name: string }
  readonly day: Read<string>
  readonly evidence: string | null
  readonly by: string | null
}

interface Answer {
  readonly question: StandardQuestion
  readonly column: number
  readonly cells: Readonly<Partial<Record<SheetPart, string>>>
}

/**
 * A verdict for every filled cell. A blank cell says nothing and takes nothing away. Of a template, what stands in it as it
 * went out was not touched: a later record stays. What both the clerk and somebody else changed since is a conflict and is
 * not written.
 */
export function judgeSheet(
  sheet: RecognisedSheet,
  basis: SheetBasis,
): { readonly cells: readonly CellVerdict[]; readonly counts: FactImportCounts } {
  const judge = new SheetJudge(sheet, basis)
  for (const row of sheet.rows) judge.judgeRow(row)
  const count = (state: CellVerdict['state']) => judge.cells.filter((cell) => cell.state === state).length
  const counts = {
    cells: judge.cells.length + judge.unchanged,
    created: count('create'),
    updated: count('update'),
    unchanged: judge.unchanged,
    errors: count('error'),
    conflicts: count('conflict'),
    circles: judge.rowOfCircle.size,
  }
  return { cells: judge.cells, counts }
}

/** Owns the verdicts of one sheet while its rows are gone through. */
class SheetJudge {
  readonly cells: CellVerdict[] = []
  readonly rowOfCircle = new Map<string, number>()
  unchanged = 0
  readonly #sheet: RecognisedSheet
  readonly #basis: SheetBasis
  readonly #current: ReadonlyMap<string, FactRow>
  readonly #base: ReadonlyMap<string, FactRow> | undefined
  readonly #byId: ReadonlyMap<string, { readonly id: string; readonly name: string }>
  readonly #byName: ReadonlyMap<string, readonly { readonly id: string; readonly name: string }[]>

  constructor(sheet: RecognisedSheet, basis: SheetBasis) {
    this.#sheet = sheet
    this.#basis = basis
    this.#current = new Map(basis.current.map((row) => [addressOf(row), row]))
    this.#base = basis.base === undefined ? undefined : new Map(basis.base.map((row) => [addressOf(row), row]))
    this.#byId = new Map(basis.circles.map((circle) => [circle.id, circle]))
    this.#byName = Map.groupBy(basis.circles, (circle) => nameKey(circle.name))
  }

  judgeRow(row: Row): void {
    const answers = this.#answersOf(row)
    if (answers.length === 0 && this.#textOf(row, 'name') === '') return
    const circle = this.#circleOf(row)
    if ('fault' in circle) return this.#rowError(row, circle.fault)
    const { value: found } = circle
    const first = this.rowOfCircle.get(found.id)
    if (first !== undefined)
      return this.#rowError(row, {
        message: `${found.name}在第 ${first} 行已经填过`,
        remedy: '一个生活圈只留一行',
      })
    this.rowOfCircle.set(found.id, row.row)
    const evidence = this.#textOf(row, 'evidence')
    const by = this.#textOf(row, 'by')
    const head: RowHead = {
      row: row.row,
      circle: found,
      day: this.#dayOf(row),
      evidence: evidence === '' ? null : evidence.slice(0, 300),
      by: by === '' ? this.#basis.by : by.slice(0, 40),
    }
    for (const answer of answers) this.#judgeAnswer(head, answer)
  }

  #judgeAnswer(head: RowHead, { question, column, cells }: Answer): void {
    const read = question.kind === 'survey' ? readSurvey(cells) : readAnswer(question, cells.value ?? '')
    const fault = 'fault' in read ? read.fault : answerFault(question, read.value)
    if (fault !== null || 'fault' in read) {
      const words = Object.values(cells).join(' / ').slice(0, 200)
      return this.#note(head, { question, column }, { state: 'error', valueWords: words, ...fault })
    }
    const address = addressOf({ circleId: head.circle.id, key: question.key })
    const current = this.#current.get(address)
    const mine = read.value
    const base = this.#base?.get(address)?.value ?? null
    const isUntouched = this.#base !== undefined && isSameValue(mine, base)
    if (isUntouched || isSameValue(mine, current?.value ?? null)) {
      this.unchanged++
      return
    }
    const about = {
      value: mine,
      valueWords: answerWords(mine, question.unit),
      beforeWords: current === undefined ? null : wordsOf(current, question),
      basedOn: current?.version ?? 0,
    }
    const isMovedOn = this.#base !== undefined && !isSameValue(current?.value ?? null, base)
    if (isMovedOn) {
      const message = `表导出以后，有人把它改成了“${about.beforeWords ?? '不知道'}”`
      const remedy = '没有写入；到登记页看过再定，或重新下载表格再改'
      return this.#note(head, { question, column }, { state: 'conflict', ...about, message, remedy })
    }
    if ('fault' in head.day)
      return this.#note(head, { question, column }, { state: 'error', ...about, ...head.day.fault })
    const state = current === undefined || current.value === null ? 'create' : 'update'
    this.#note(head, { question, column }, { state, ...about, observedOn: head.day.value })
  }

  #note(
    head: RowHead,
    at: { readonly question: StandardQuestion; readonly column: number },
    verdict: Partial<CellVerdict> & Pick<CellVerdict, 'state'>,
  ): void {
    this.cells.push({
      value: null,
      observedOn: null,
      basedOn: 0,
      beforeWords: null,
      valueWords: null,
      message: null,
      remedy: null,
      ...verdict,
      row: head.row,
      columnNumber: at.column + 1,
      columnName: this.#sheet.headers.get(at.column) ?? at.question.label,
      circleId: head.circle.id,
      circleName: head.circle.name,
      key: at.question.key,
      evidence: head.evidence,
      by: head.by,
    })
  }

  #rowError(row: Row, fault: AnswerFault): void {
    const column = this.#sheet.fixed.get('name') ?? this.#sheet.fixed.get('circle') ?? 0
    const name = this.#textOf(row, 'name')
    this.cells.push({
      row: row.row,
      columnNumber: column + 1,
      columnName: this.#sheet.headers.get(column) ?? null,
      circleId: null,
      circleName: name === '' ? null : name.slice(0, 60),
      key: null,
      state: 'error',
      value: null,
      evidence: null,
      observedOn: null,
      by: null,
      basedOn: 0,
      beforeWords: null,
      valueWords: null,
      ...fault,
    })
  }

  #answersOf(row: Row): Answer[] {
    const answers = new Map<
      string,
      { question: StandardQuestion; column: number; cells: Partial<Record<SheetPart, string>> }
    >()
    for (const [at, { question, part }] of this.#sheet.columns) {
      const text = row.cells[at] ?? ''
      if (isBlankCell(text)) continue
      const known = answers.get(question.key)
      if (known === undefined) answers.set(question.key, { question, column: at, cells: { [part]: text } })
      else known.cells[part] = text
    }
    return [...answers.values()]
  }

  #circleOf(row: Row): Read<{ readonly id: string; readonly name: string }> {
    const id = this.#textOf(row, 'circle')
    const name = this.#textOf(row, 'name')
    const byId = this.#byId.get(id.toLowerCase())
    if (byId !== undefined) return { value: byId }
    const named = this.#byName.get(nameKey(name)) ?? []
    const [only] = named
    if (only !== undefined && named.length === 1 && id === '') return { value: only }
    if (named.length > 1)
      return { fault: { message: `有 ${named.length} 个生活圈叫“${name}”`, remedy: '填上编号，从下载的表格里抄' } }
    const shown = (id === '' ? name : id).slice(0, 60)
    if (shown === '') return { fault: { message: '没有写是哪个生活圈', remedy: '填生活圈的名称' } }
    return { fault: { message: `本县没有生活圈“${shown}”`, remedy: '编号和名称从下载的表格里抄，不要改' } }
  }

  #dayOf(row: Row): Read<string> {
    const text = this.#textOf(row, 'day')
    if (text === '')
      return { fault: { message: '值有改动，但这一行没有写日期', remedy: '在“日期”一列填看到或核实的那一天' } }
    const day = readDay(text)
    if ('fault' in day) return day
    const fault = dayFault(day.value, this.#basis.today)
    return fault === null ? day : { fault }
  }

  #textOf(row: Row, name: 'circle' | 'name' | 'day' | 'evidence' | 'by'): string {
    const at = this.#sheet.fixed.get(name)
    const text = at === undefined ? '' : (row.cells[at] ?? '').trim()
    return /^'[=+\-@]/.test(text) ? text.slice(1) : text
  }
}

function nameKey(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '')
}

function wordsOf(row: FactRow, question: StandardQuestion): string {
  return answerWords(row.value === null ? null : factValue.parse(row.value), question.unit)
}
