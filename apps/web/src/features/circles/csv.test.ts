import { describe, expect, test } from 'vitest'
import { type Cell, csvText } from './csv.ts'

describe('a CSV file', () => {
  test.each([
    ['=1+1', "'=1+1"],
    [' =cmd', "' =cmd"],
    ['+86', "'+86"],
    ['-甲', "'-甲"],
    ['@sum', "'@sum"],
    ['\tx', "'\tx"],
    ['甲,乙', '"甲,乙"'],
    ['他说“"”', '"他说“""”"'],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ['光明居委会', '光明居委会'],
    ['', ''],
  ])('%s is written as %s', (cell, text) => {
    expect(csvText([[cell]])).toBe(`\uFEFF${text}\r\n`)
  })

  test('a number stays a number, also below zero, and nothing stays nothing', () => {
    const row: Cell[] = [-3.5, null, 12]
    expect(csvText([row])).toBe('\uFEFF-3.5,,12\r\n')
  })
})
