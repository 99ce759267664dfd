import { describe, expect, test } from 'vitest'
import { type PeopleLeftOut, peopleNotes } from './people-notes.rules.ts'

const ALL_PLACED: PeopleLeftOut = {
  isRaster: true,
  withoutHome: { rows: 0, people: 0 },
  around: { cells: 0, people: 0 },
  uncovered: { homes: 0, estimated: 0, people: 0 },
}

describe('what is told of people who were not placed', () => {
  test.each<[string, Partial<PeopleLeftOut>, readonly (string | RegExp)[]]>([
    ['nothing when all were', {}, []],
    [
      'cells without a home',
      { withoutHome: { rows: 3, people: 1234.4 } },
      [/^1,234 人没有安放：他们的 3 个格子里没有住宅/],
    ],
    [
      'rows of a table',
      { isRaster: false, around: null, withoutHome: { rows: 2, people: 57 } },
      [/^57 人没有安放：文件里有 2 行/],
    ],
    [
      'cells around the county',
      { around: { cells: 12, people: 999.6 } },
      [/^1,000 人没有计入：他们的 12 个格子在本县/],
    ],
    ['a raster too large to count', { around: null }, [/没有数/]],
    [
      'homes that the raster says nothing of',
      { uncovered: { homes: 40, estimated: 38, people: 160 } },
      [/^40 栋住宅.*还是原来的 160 人（其中 38 栋是估算）/],
    ],
    [
      'homes whose people were counted',
      { uncovered: { homes: 3, estimated: 0, people: 12 } },
      [/^3 栋住宅.*还是原来的 12 人。请换/],
    ],
  ])('%s', (_, given, expected) => {
    const notes = peopleNotes({ ...ALL_PLACED, ...given })
    expect(notes).toHaveLength(expected.length)
    for (const [i, words] of expected.entries()) expect(notes[i]).toMatch(words)
  })
})
