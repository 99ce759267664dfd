import { expect, test } from 'vitest'
import { sourceWords } from './source-words.ts'

test.each(['example', 'osm', 'table', 'desk', 'boundary-file'])('%s is said in Chinese', (source) => {
  expect(sourceWords(source)).toMatch(/\p{Script=Han}/u)
})

test('what a place of this installation never has is left as it is', () => {
  expect(sourceWords('county-archive')).toBe('county-archive')
})
