import { expect, test } from 'vitest'
import { lockSeconds } from './lock-out.rules.ts'

test.each([
  [0, 0],
  [4, 0],
  [5, 60],
  [6, 120],
  [10, 1920],
  [11, 3600],
  [500, 3600],
])('after %i wrong answers in a row the next waits %i s', (failures, seconds) => {
  expect(lockSeconds(failures)).toBe(seconds)
})
