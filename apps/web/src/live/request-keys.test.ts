import { expect, test } from 'vitest'
import { keyFor } from './request-keys.ts'

test('what got no answer keeps its key; other content, another address and a new wish have their own', () => {
  const first = keyFor('/api/places', { name: '店' })
  expect(keyFor('/api/places', { name: '店' }).key).toBe(first.key)
  expect(keyFor('/api/places', { name: '另一店' }).key).not.toBe(first.key)
  expect(keyFor('/api/scenarios', { name: '店' }).key).not.toBe(first.key)
  first.answered()
  expect(keyFor('/api/places', { name: '店' }).key).not.toBe(first.key)
})

test('a form is told by its fields and its file', () => {
  const form = (text: string, name = 'a.csv') => {
    const made = new FormData()
    made.set('kind', 'places')
    made.set('file', new File([text], name, { lastModified: 1 }))
    return made
  }
  const first = keyFor('/api/places/imports', form('x'))
  expect(keyFor('/api/places/imports', form('x')).key).toBe(first.key)
  expect(keyFor('/api/places/imports', form('x', 'b.csv')).key).not.toBe(first.key)
  expect(keyFor('/api/places/imports', form('xy')).key).not.toBe(first.key)
})

test('two keys of one content that run at the same time: the answer of one does not free the other', () => {
  const one = keyFor('/api/reports', { kind: 'circle' })
  one.answered()
  const two = keyFor('/api/reports', { kind: 'circle' })
  one.answered()
  expect(keyFor('/api/reports', { kind: 'circle' }).key).toBe(two.key)
})
