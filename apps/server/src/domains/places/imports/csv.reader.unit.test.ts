import { describe, expect, test } from 'vitest'
import { readCsv } from './csv.reader.ts'

const rows = (text: string) => [...readCsv(Buffer.from(text)).rows]

describe('a delimited file', () => {
  test.each([
    [',', '逗号'],
    [';', '分号'],
    ['\t', '制表符'],
    ['|', '竖线'],
  ])('with %j between cells', (separator, word) => {
    const table = readCsv(
      Buffer.from(['名称', '经度', '纬度'].join(separator).concat('\n', ['甲', '1', '2'].join(separator))),
    )
    expect(table.understood.separator).toBe(word)
    expect([...table.rows].at(-1)).toEqual({ row: 2, cells: ['甲', '1', '2'] })
  })

  test('with quotes keeps separators and line breaks inside a cell', () => {
    expect(rows('名称,地址\n"甲, 乙","一行\n二行"\n丙,丁')).toEqual([
      { row: 1, cells: ['名称', '地址'] },
      { row: 2, cells: ['甲, 乙', '一行\n二行'] },
      { row: 3, cells: ['丙', '丁'] },
    ])
  })

  test.each(['\n', '\r\n', '\r'])(
    'with lines ended by %j numbers rows as a spreadsheet does, empty ones counted',
    (end) => {
      expect(rows(['a,b', '', '1,2'].join(end)).map((row) => row.row)).toEqual([1, 3])
    },
  )

  test('longer than one block comes whole and in order', () => {
    const many = Array.from({ length: 5003 }, (_, i) => `店${i},${i}`).join('\n')
    const read = rows(`名称,数\n${many}\n`)
    expect(read).toHaveLength(5004)
    expect(read.map((row) => row.row)).toEqual(Array.from({ length: 5004 }, (_, i) => i + 1))
    expect(read.at(-1)?.cells).toEqual(['店5002', '5002'])
  })
})

describe('a hostile text file is refused with its place', () => {
  test.each([
    ['nothing but spaces', '  \n \n', /没有内容/],
    ['one line of 2 MB', `名称,经度\n${'x'.repeat(2 * 1024 * 1024)}`, /第 2 行超过 1 MB/],
    ['200,000 columns', `${'a,'.repeat(200_000)}\n`, /列的上限/],
    ['a quote that never closes', '名称,经度\n"甲,1\n乙,2\n', /第 2 行的双引号没有配对/],
  ])('%s', (_name, text, message) => {
    expect(() => rows(text)).toThrow(message)
  })

  test('60 MB on one line', () => {
    expect(() => readCsv(Buffer.alloc(60 * 1024 * 1024, 'a'))).toThrow(/第 1 行超过 1 MB/)
  })
})
