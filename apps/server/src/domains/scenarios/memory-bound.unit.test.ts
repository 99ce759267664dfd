import { expect, test } from 'vitest'
import { MemoryBound } from './memory-bound.ts'

test('beyond its bytes the least recently used are dropped, and what is used stays', () => {
  const bound = new MemoryBound(100)
  const dropped: string[] = []
  const [a, b, c, d] = [{}, {}, {}, {}]
  bound.add(a, 40, () => dropped.push('a'))
  bound.add(b, 40, () => dropped.push('b'))
  bound.touch(a)
  bound.add(c, 40, () => dropped.push('c'))
  expect(dropped).toEqual(['b'])
  expect(bound.bytes).toBe(80)
  bound.touch(b)
  bound.add(d, 60, () => dropped.push('d'))
  expect(dropped).toEqual(['b', 'a'])
  expect(bound.bytes).toBe(100)
})

test('one thing that is too large is kept while it is the newest', () => {
  const bound = new MemoryBound(10)
  const dropped: string[] = []
  bound.add({}, 50, () => dropped.push('large'))
  expect(dropped).toEqual([])
  bound.add({}, 5, () => dropped.push('small'))
  expect(dropped).toEqual(['large'])
  expect(bound.bytes).toBe(5)
})
