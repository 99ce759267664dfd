import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { readXlsx } from './xlsx.reader.ts'
import { type ZipPart, zipOf } from './zip-for-tests.ts'

async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('网点'), book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const rowsOf = async (bytes: Buffer) => [...(await readXlsx(bytes)).rows]

describe('a workbook', () => {
  test('is read as text, with the row numbers that the spreadsheet shows', async () => {
    const bytes = await workbook((sheet) => {
      sheet.getRow(2).values = ['名称', '经度', '纬度', '电话']
      sheet.getRow(4).values = ['䶮记𠮷祥', 116.13449, 34.24, 13800000000]
    })
    expect(await rowsOf(bytes)).toEqual([
      { row: 2, cells: ['名称', '经度', '纬度', '电话'] },
      { row: 4, cells: ['䶮记𠮷祥', '116.13449', '34.24', '13800000000'] },
    ])
  })

  test('gives the cached value of a formula, and never computes one', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow([
        { formula: 'WEBSERVICE("http://127.0.0.1/")', result: '结果' },
        { formula: '1+1', result: 2 },
      ])
    })
    expect(await rowsOf(bytes)).toEqual([{ row: 1, cells: ['结果', '2'] }])
  })

  test('shows dates and times as text, truth as 是 and 否, rich text without its styles', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow([
        new Date(Date.UTC(2026, 10, 23)),
        true,
        { richText: [{ text: '夏' }, { font: { bold: true }, text: '邑' }] },
      ])
      sheet.getCell('A1').numFmt = 'yyyy"年"m"月"d"日"'
    })
    expect(await rowsOf(bytes)).toEqual([{ row: 1, cells: ['2026-11-23', '是', '夏邑'] }])
  })

  test('of several sheets gives the first visible one with content', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.state = 'hidden'
      sheet.addRow(['隐藏'])
      book.addWorksheet('空')
      book.addWorksheet('数据').addRow(['看见'])
    })
    const table = await readXlsx(bytes)
    expect(table.understood.sheet).toBe('数据')
    expect([...table.rows]).toEqual([{ row: 1, cells: ['看见'] }])
  })

  test('with 20,000 rows is read in a moment', async () => {
    const bytes = await workbook((sheet) => {
      for (let i = 0; i < 20_000; i++) sheet.addRow([`店${i}`, 116 + i / 1e6, 34.2])
    })
    expect(await rowsOf(bytes)).toHaveLength(20_000)
  })
})

const part = (name: string, text: string): ZipPart => ({ name, content: Buffer.from(text) })
const WORKBOOK = part('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="1" r:id="a"/></sheets></workbook>')
const RELATIONS = part(
  'xl/_rels/workbook.xml.rels',
  '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
)
const sheet = (xml: string): ZipPart[] => [WORKBOOK, RELATIONS, part('xl/worksheets/sheet1.xml', xml)]
const rows = (xml: string) => `<worksheet><sheetData>${xml}</sheetData></worksheet>`

describe('a hostile workbook is refused', () => {
  const bombs: readonly [string, () => Buffer, RegExp][] = [
    [
      '1 MB that inflates to 1 GB of spaces',
      () => zipOf(sheet(rows(`<row><c t="inlineStr"><is><t>${' '.repeat(300_000_000)}</t></is></c></row>`))),
      /有意做大|解开后/,
    ],
    [
      'a directory that lies about the size',
      () =>
        zipOf([
          WORKBOOK,
          RELATIONS,
          { ...part('xl/worksheets/sheet1.xml', ' '.repeat(30_000_000)), claims: { size: 1000 } },
        ]),
      /损坏|不符|大得多/,
    ],
    ['5,000 entries', () => zipOf(Array.from({ length: 5000 }, (_, i) => part(`a${i}`, ''))), /个部分|损坏/],
    ['an archive inside', () => zipOf([...sheet(rows('')), part('xl/inner.zip', 'PK')]), /套着压缩包/],
    ['a way out of the folder', () => zipOf([...sheet(rows('')), part('../../etc/passwd', 'x')]), /损坏|不符/],
    [
      'a link',
      () =>
        zipOf([
          ...sheet(rows('')),
          { ...part('xl/link', '/etc/passwd'), claims: { attributes: (0o120777 << 16) >>> 0 } },
        ]),
      /链接/,
    ],
    [
      'a value in cell XFD1048576',
      () => zipOf(sheet(rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))),
      /列的上限/,
    ],
    [
      'a billion laughs',
      () =>
        zipOf(sheet(`<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>${rows('<row><c><v>&c;</v></c></row>')}`)),
      /DOCTYPE/,
    ],
    [
      'an outside entity',
      () =>
        zipOf(sheet(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${rows('<row><c><v>&b;</v></c></row>')}`)),
      /DOCTYPE/,
    ],
    ['an archive cut in two', () => zipOf(sheet(rows('<row><c><v>1</v></c></row>'))).subarray(0, 300), /损坏/],
    ['a zip that is no workbook', () => zipOf([part('readme.txt', 'hello')]), /不是 Excel/],
    ['nesting without end', () => zipOf(sheet('<a>'.repeat(100_000))), /嵌套太深/],
  ]
  test.each(bombs)('%s', async (_name, make, message) => {
    await expect(rowsOf(make())).rejects.toThrow(message)
  })

  test('styled empty cells far out are no values', async () => {
    const bytes = zipOf(sheet(rows('<row r="1"><c r="A1" t="str"><v>名称</v></c><c r="XFD1" s="1"/></row>')))
    expect(await rowsOf(bytes)).toEqual([{ row: 1, cells: ['名称'] }])
  })
})
