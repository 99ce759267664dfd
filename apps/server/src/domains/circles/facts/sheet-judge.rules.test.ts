import { describe, expect, test } from 'vitest'
import type { FactRow } from './facts.sql.ts'
import { planQuestions } from './questions.samples.ts'
import { recogniseSheet } from './sheet-columns.rules.ts'
import { judgeSheet, type SheetBasis } from './sheet-judge.rules.ts'

const WEST = { id: '00000000-0000-4000-8000-000000000001', name: '西街生活圈' }
const EAST = { id: '00000000-0000-4000-8000-000000000002', name: '东街生活圈' }

function fact(value: unknown, more: Partial<FactRow> = {}): FactRow {
  return {
    circleId: WEST.id,
    key: 'centre.staff',
    value,
    evidence: null,
    observedOn: '2026-11-01',
    by: null,
    channel: 'screen',
    version: 1,
    recordedAt: new Date('2026-11-01T00:00:00Z'),
    ...more,
  }
}

function judge(rows: readonly (readonly string[])[], basis: Partial<SheetBasis> = {}) {
  const table = rows.map((cells, at) => ({ row: at + 1, cells }))
  const sheet = recogniseSheet(table, planQuestions)
  if (sheet === null) throw new Error('no header was found')
  return judgeSheet(sheet, {
    circles: [WEST, EAST],
    current: [],
    base: undefined,
    today: '2026-11-25',
    by: null,
    ...basis,
  })
}

const HEADER = ['生活圈', '便民服务中心咨询引导人员（人）', '便民服务中心工作场地面积', '日期', '依据']

describe('a sheet of somebody’s own', () => {
  test('is recognised below a title, by labels with or without unit, and names what it did not use', () => {
    const sheet = recogniseSheet(
      [
        { row: 1, cells: ['全县摸底'] },
        { row: 3, cells: [...HEADER, '备注'] },
        { row: 4, cells: ['西街生活圈', '3'] },
      ],
      planQuestions,
    )
    expect([...(sheet?.columns.values() ?? [])].map((column) => column.id)).toEqual([
      'centre.staff',
      'centre.floorAreaM2',
    ])
    expect(sheet?.ignored).toEqual(['备注'])
    expect(sheet?.rows).toHaveLength(1)
  })

  test('without a circle or a question it is not recognised', () => {
    expect(recogniseSheet([{ row: 1, cells: ['编号', '电话'] }], planQuestions)).toBeNull()
    expect(recogniseSheet([{ row: 1, cells: ['便民服务中心咨询引导人员'] }], planQuestions)).toBeNull()
  })

  test('every filled cell gets a verdict and the counts add up', () => {
    const { cells, counts } = judge(
      [
        HEADER,
        ['西街生活圈', '3', '很大', '2026-11-20', '现场'],
        ['东街生活圈', '2', '', '', ''],
        ['南街生活圈', '1', '1', '2026-11-20', ''],
        ['西街生活圈', '4', '', '2026-11-20', ''],
      ],
      { current: [fact(2)] },
    )
    expect(cells.map((cell) => [cell.row, cell.columnNumber, cell.state, cell.columnName])).toEqual([
      [2, 2, 'update', HEADER[1]],
      [2, 3, 'error', HEADER[2]],
      [3, 2, 'error', HEADER[1]],
      [4, 1, 'error', '生活圈'],
      [5, 1, 'error', '生活圈'],
    ])
    expect(cells[0]).toMatchObject({
      beforeWords: '2 人',
      valueWords: '3 人',
      basedOn: 1,
      observedOn: '2026-11-20',
      evidence: '现场',
    })
    expect(cells[2]?.message).toContain('日期')
    expect(counts.cells).toBe(counts.created + counts.updated + counts.unchanged + counts.errors + counts.conflicts)
  })

  test.each([
    ['2026-12-01', '还没有到'],
    ['1999-12-31', '太早'],
    ['某日', '读不懂'],
  ])('the day %s is refused', (day, words) => {
    const { cells } = judge([HEADER, ['西街生活圈', '3', '', day, '']])
    expect(cells).toMatchObject([{ state: 'error', message: expect.stringContaining(words) }])
  })

  test('the same as recorded needs no day', () => {
    expect(judge([HEADER, ['西街生活圈', '3', '', '', '']], { current: [fact(3)] }).counts).toMatchObject({
      cells: 1,
      unchanged: 1,
    })
  })

  test('what was taken back is recorded anew', () => {
    const { cells } = judge([HEADER, ['西街生活圈', '3', '', '2026-11-20', '']], {
      current: [fact(null, { version: 2 })],
    })
    expect(cells).toMatchObject([{ state: 'create', basedOn: 2 }])
  })
})

describe('a template that comes back', () => {
  // What stood in it when it went out, what is recorded now, what it says.
  test.each<[string, number | null, number | null, string, string]>([
    ['nobody touched it', 2, 2, '2', 'unchanged'],
    ['the clerk changed it', 2, 2, '3', 'update'],
    ['somebody else changed it since', 2, 5, '2', 'unchanged'],
    ['both changed it to the same', 2, 3, '3', 'unchanged'],
    ['both changed it', 2, 5, '3', 'conflict'],
    ['both were the first', null, 5, '3', 'conflict'],
    ['the clerk is the first', null, null, '3', 'create'],
    ['somebody took it back, the clerk left it', 2, null, '2', 'unchanged'],
    ['somebody took it back, the clerk changed it', 2, null, '3', 'conflict'],
  ])('%s', (_, before, now, text, state) => {
    const rowsOf = (value: number | null) => (value === null ? [] : [fact(value)])
    const { cells, counts } = judge([HEADER, ['西街生活圈', text, '', '2026-11-20', '']], {
      base: rowsOf(before),
      current: before !== null && now === null ? [fact(null, { version: 2 })] : rowsOf(now),
    })
    if (state === 'unchanged') expect(counts).toMatchObject({ cells: 1, unchanged: 1 })
    else expect(cells.map((cell) => cell.state)).toEqual([state])
  })
})
