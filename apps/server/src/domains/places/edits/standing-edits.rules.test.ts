import { describe, expect, test } from 'vitest'
import { standingIds } from './standing-edits.rules.ts'

const add = (id: string) => ({ id, kind: 'add-path' as const, undoes: null })
const undo = (id: string, undoes: string) => ({ id, kind: 'undo' as const, undoes })

describe('of the rows, those stand that', () => {
  test.each([
    ['were never undone', [add('a'), add('b')], ['a', 'b']],
    ['are not the one that was undone', [add('a'), add('b'), undo('c', 'a')], ['b']],
    ['were undone by an undo that was undone', [add('a'), undo('b', 'a'), undo('c', 'b')], ['a']],
    ['came back and were undone again', [add('a'), undo('b', 'a'), undo('c', 'b'), undo('d', 'a')], []],
  ])('%s', (_name, rows, standing) => {
    expect([...standingIds(rows)].toSorted()).toEqual(standing)
  })
})
