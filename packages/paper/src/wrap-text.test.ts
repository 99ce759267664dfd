import { expect, test } from 'vitest'
import { textWidth } from './fonts.ts'
import { piecesOf, wrapText } from './wrap-text.ts'

test('a line never begins with a closing mark and never ends with an opening one', () => {
  const text = '居民9,876人中，走15分钟能到菜市场（菜店）或生鲜超市的有7,210人，占73%（要求90%，步速1.2米/秒）。'
  for (let width = 60; width < 300; width += 3) {
    const lines = wrapText(text, width, { size: 8 })
    expect(lines.join('')).toBe(text)
    for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。）、；：]/)
    for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[（“]$/)
  }
})

test('no line is wider than it may be', () => {
  const text = '天龙湖社区服务站 https://example.invalid/a-very-long-address-without-any-break 便民服务中心100m²'
  for (const line of wrapText(text, 90, { size: 9, weight: 'bold' }))
    expect(textWidth(line, 9, 'bold')).toBeLessThanOrEqual(90)
})

test('a number stays with its thousands and its unit sign', () => {
  expect(piecesOf('共1,234人，占64.2%')).toEqual(['共', '1,234', '人，', '占', '64.2%'])
})

test('what is cut off is shown to be cut off', () => {
  const lines = wrapText('一二三四五六七八九十一二三四五六七八九十', 50, { size: 10, maxLines: 2 })
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/…$/)
})
