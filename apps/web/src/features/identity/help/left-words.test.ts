import { expect, test } from 'vitest'
import { leftWords } from './left-words.ts'

test.each([
  [1_800_000, '还剩 30:00'],
  [1_745_001, '还剩 29:06'],
  [999, '还剩 0:01'],
  [0, '已到时间'],
  [-5, '已到时间'],
])('%i ms: %s', (ms, words) => {
  expect(leftWords(ms)).toBe(words)
})
