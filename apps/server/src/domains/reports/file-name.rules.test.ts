import { describe, expect, test } from 'vitest'
import { attachment, reportFileName, reportTitle } from './file-name.rules.ts'

const now = new Date('2026-11-24T17:30:00Z')

describe('the name of a report’s file', () => {
  test.each([
    ['东环生活圈评价报告', 'pdf', '夏邑县_东环生活圈评价报告_20261125.pdf'],
    ['夏邑县生活圈报告', 'docx', '夏邑县生活圈报告_20261125.docx'],
    ['𠮷祥/..\\生活圈:*?"<>|评价报告', 'xlsx', '夏邑县_𠮷祥..生活圈评价报告_20261125.xlsx'],
    ['坏\u0000名\u202e字', 'geojson', '夏邑县_坏名字_20261125.geojson'],
  ] as const)('%s', (title, format, name) => {
    expect(reportFileName({ countyName: '夏邑县', title, format }, now)).toBe(name)
  })

  test('is never longer than a file system takes', () => {
    const name = reportFileName({ countyName: '夏邑县', title: '圈'.repeat(300), format: 'pdf' }, now)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  })

  test('travels as RFC 5987 with an ASCII name beside it', () => {
    const header = attachment("夏邑'(1)*.pdf", 'pdf')
    expect(header).toBe('attachment; filename="report.pdf"; filename*=UTF-8\'\'%E5%A4%8F%E9%82%91%27%281%29%2A.pdf')
    expect(header).toMatch(/^[\x20-\x7e]+$/)
  })

  test.each([
    ['circle', 'pdf', '东环生活圈评价报告'],
    ['county', 'xlsx', '夏邑县生活圈数据表'],
    ['map', 'pdf', '夏邑县十五分钟生活圈等级图'],
  ] as const)('a title says what it is: %s %s', (kind, format, title) => {
    expect(reportTitle(kind, format, { countyName: '夏邑县', circleName: '东环生活圈' })).toBe(title)
  })
})
