import { beforeEach, expect, test } from 'vitest'
import { addToLine, draftLineNow, finishLine, forgetLine, lineMetres, takeBackPoint } from './draft-line.ts'

beforeEach(() => forgetLine())

test('a line is done from two points on, and then the pen is empty', () => {
  addToLine([116, 34])
  expect(finishLine()).toBeNull()
  expect(draftLineNow()).toEqual([[116, 34]])
  addToLine([116, 34.001])
  expect(finishLine()).toEqual([
    [116, 34],
    [116, 34.001],
  ])
  expect(draftLineNow()).toEqual([])
})

test('points are taken back one by one, until there is none', () => {
  addToLine([116, 34])
  addToLine([116, 34.001])
  expect([takeBackPoint(), takeBackPoint(), takeBackPoint()]).toEqual([true, true, false])
})

test('a thousandth of a degree north is 111 m', () => {
  expect(
    lineMetres([
      [116, 34],
      [116, 34.001],
    ]),
  ).toBeCloseTo(111.2, 1)
})
