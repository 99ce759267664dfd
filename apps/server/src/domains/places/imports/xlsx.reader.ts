import { Problem } from '../../../platform/problem/problem.ts'
import { TABLE_LIMITS, type Table, type TableRow } from './table.ts'
import { parseXml, type XmlEvents, xmlPieces } from './xml-events.ts'
import { openZip } from './zip-entries.ts'

/**
 * The first sheet with content of an Office Open XML workbook (ECMA-376 part 1, section 18), as text: cached values only,
 * formulas are never computed. Own reader, because the libraries build rows as wide as a hostile cell address says
 * (XFD1048576) and inflate before they ask; here the archive is checked first and cells come one row at a time.
 */
export async function readXlsx(bytes: Buffer): Promise<Table> {
  const zip = await openZip(bytes)
  if (!zip.names.has('xl/workbook.xml'))
    throw new Problem('import-format', '这是压缩包，但不是 Excel 表格。请传 .xlsx 或 CSV 文件。')
  const { sheets, is1904 } = workbookOf(await zip.read('xl/workbook.xml'))
  const targets = zip.names.has('xl/_rels/workbook.xml.rels')
    ? targetsOf(await zip.read('xl/_rels/workbook.xml.rels'))
    : new Map()
  const styles = zip.names.has('xl/styles.xml') ? dateStylesOf(await zip.read('xl/styles.xml')) : new Set<number>()
  const strings = zip.names.has('xl/sharedStrings.xml') ? sharedStringsOf(await zip.read('xl/sharedStrings.xml')) : []
  for (const sheet of sheets) {
    const path = targets.get(sheet.relation)
    if (path === undefined || !zip.names.has(path)) continue
    const xml = await zip.read(path)
    const rows = () => rowsOf(xml, { strings, styles, is1904 })
    if (rows().next().done === true) continue
    return {
      rows: { [Symbol.iterator]: rows },
      understood: {
        format: 'XLSX',
        sheet: sheet.name,
        ...(sheets.length > 1 ? { sheets: sheets.map((each) => each.name) } : {}),
      },
    }
  }
  throw new Problem('import-format', '表格里没有内容。请把表头和数据放在第一张工作表里。')
}

interface Sheet {
  readonly name: string
  readonly relation: string
}

function workbookOf(xml: Buffer): { sheets: Sheet[]; is1904: boolean } {
  const sheets: Sheet[] = []
  let is1904 = false
  parseXml(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible')
        sheets.push({ name: attributes.name ?? '', relation: attributes['r:id'] ?? attributes.id ?? '' })
    },
  })
  return { sheets, is1904 }
}

function targetsOf(xml: Buffer): Map<string, string> {
  const targets = new Map<string, string>()
  parseXml(xml, {
    open(name, { Id: id, Target: target, TargetMode: mode }) {
      if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return targets
}

// Built-in formats 14-22 and 45-47 are dates and times, 27-36 and 50-58 those of East Asian locales (18.8.30).
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Indexes of cell styles that show a number as a date or time. */
function dateStylesOf(xml: Buffer): Set<number> {
  const custom = new Map<number, string>()
  const styles = new Set<number>()
  let isInCellXfs = false
  let index = 0
  parseXml(xml, {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') isInCellXfs = true
      if (name !== 'xf' || !isInCellXfs) return
      const id = Number(attributes.numFmtId ?? 0)
      const code = custom.get(id)?.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '')
      if (code === undefined ? isBuiltInDate(id) : /[ymdhs年月日]/i.test(code)) styles.add(index)
      index++
    },
    close(name) {
      if (name === 'cellXfs') isInCellXfs = false
    },
  })
  return styles
}

function sharedStringsOf(xml: Buffer): string[] {
  const strings: string[] = []
  let current = ''
  let isText = false
  let isPhonetic = false
  parseXml(xml, {
    open(name) {
      if (name === 'si') current = ''
      if (name === 'rPh') isPhonetic = true
      isText = name === 't' && !isPhonetic
    },
    text(text) {
      if (isText) current += text
    },
    close(name) {
      if (name === 't') isText = false
      if (name === 'rPh') isPhonetic = false
      if (name === 'si') strings.push(current)
    },
  })
  return strings
}

interface Meanings {
  readonly strings: readonly string[]
  readonly styles: ReadonlySet<number>
  readonly is1904: boolean
}

function* rowsOf(xml: Buffer, meanings: Meanings): Generator<TableRow> {
  const collector = new RowCollector(meanings)
  const pieces = xmlPieces(xml, collector)
  while (pieces.next().done !== true) yield* collector.take()
  yield* collector.take()
}

/** Collects `row` and `c` elements; cells without a value do not count, however far out they are styled. */
class RowCollector implements XmlEvents {
  readonly #meanings: Meanings
  #done: TableRow[] = []
  #row = 0
  #column = 0
  #cells: string[] = []
  #cell: { column: number; type: string; style: number; value: string } | undefined
  #isValue = false

  constructor(meanings: Meanings) {
    this.#meanings = meanings
  }

  take(): TableRow[] {
    const done = this.#done
    this.#done = []
    return done
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      const given = Number(attributes.r)
      this.#row = Number.isInteger(given) && given > this.#row ? given : this.#row + 1
      this.#column = 0
      this.#cells = []
    } else if (name === 'c') {
      this.#column = columnOf(attributes.r) ?? this.#column + 1
      const { t: type = 'n', s: style = '0' } = attributes
      this.#cell = { column: this.#column, type, style: Number(style), value: '' }
    } else if (name === 'v' || name === 't') this.#isValue = true
  }

  text(text: string): void {
    if (this.#isValue && this.#cell !== undefined) this.#cell.value += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false
    else if (name === 'c') this.#finishCell()
    else if (name === 'row' && this.#cells.some((cell) => cell.trim() !== ''))
      this.#done.push({ row: this.#row, cells: Array.from(this.#cells, (cell) => cell ?? '') })
  }

  #finishCell(): void {
    const cell = this.#cell
    this.#cell = undefined
    if (cell === undefined || cell.value === '') return
    if (cell.column > TABLE_LIMITS.columns)
      throw new Problem(
        'import-limits',
        `第 ${this.#row} 行的第 ${cell.column} 列有内容，超过 ${TABLE_LIMITS.columns} 列的上限。请只留需要的列。`,
      )
    while (this.#cells.length < cell.column) this.#cells.push('')
    this.#cells[cell.column - 1] = this.#textOf(cell)
  }

  #textOf(cell: { type: string; style: number; value: string }): string {
    const { strings, styles, is1904 } = this.#meanings
    if (cell.type === 's') return strings[Number(cell.value)] ?? ''
    if (cell.type === 'b') return cell.value === '1' ? '是' : '否'
    if (cell.type !== 'n') return cell.value
    const number = Number(cell.value)
    if (!Number.isFinite(number)) return cell.value
    if (styles.has(cell.style)) return dateText(number, is1904)
    // 15 digits are what a spreadsheet shows: 116.13449000000001 was typed as 116.13449.
    return String(Number(number.toPrecision(15)))
  }
}

/** AB12 -> 28 */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1]
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function dateText(serial: number, is1904: boolean): string {
  const days = serial + (is1904 ? 1462 : 0)
  const date = new Date(Math.round((days - 25569) * 86_400_000))
  if (Number.isNaN(date.getTime())) return String(serial)
  const [day = '', time = ''] = date.toISOString().slice(0, 16).split('T')
  if (days < 1) return time
  return time === '00:00' ? day : `${day} ${time}`
}
