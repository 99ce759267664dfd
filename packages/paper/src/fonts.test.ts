import { expect, test } from 'vitest'
import { outlineOf, runsOf, textWidth } from './fonts.ts'

test('rare characters of names are set, from the small face where the large one lacks them', () => {
  expect(runsOf('夏邑䶮𠮷路', 'bold')).toEqual([
    { face: 'bold', text: '夏邑䶮' },
    { face: 'rare', text: '𠮷' },
    { face: 'bold', text: '路' },
  ])
})

test('a character that no face has is shown as a missing sort, never left out', () => {
  expect(runsOf('a\u{10ffff}b', 'regular')).toEqual([{ face: 'regular', text: 'a〓b' }])
})

test('figures are as wide as each other, so that columns of them line up', () => {
  const widths = new Set(Array.from({ length: 10 }, (_, digit) => textWidth(String(digit), 10)))
  expect(widths.size).toBe(1)
})

test('the outline of a line is as wide as the line', () => {
  const xs = outlineOf('生活圈', 20).flatMap(([, ...p]) => p.filter((_, i) => i % 2 === 0))
  expect(Math.max(...xs)).toBeGreaterThan(textWidth('生活', 20))
  expect(Math.max(...xs)).toBeLessThanOrEqual(textWidth('生活圈', 20))
})
