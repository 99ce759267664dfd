import type { NetworkEditRow } from '@xiayi/contract/network-edits'
import { describe, expect, test } from 'vitest'
import { changeOf, editPenOf, wishAlong, wishAt } from './edit-draft.ts'
import { standingWays } from './edit-ways.ts'

const LINE = [
  [116, 34],
  [116.001, 34],
] as const

describe('what is drawn in the edit tool', () => {
  test.each([
    ['path', { kind: 'add-path', use: 'path' }],
    ['footbridge', { kind: 'add-path', use: 'footbridge' }],
    ['crossing', { kind: 'add-crossing' }],
  ] as const)('along a line: %s', (pen, wish) => {
    expect(wishAlong(pen, LINE)).toMatchObject({ ...wish, line: LINE })
  })

  test.each([
    ['gate', 'add-gate'],
    ['close', 'close-path'],
  ] as const)('at a point: %s', (pen, kind) => {
    expect(wishAt(pen, { lon: 116, lat: 34 })).toEqual({ kind, at: [116, 34] })
  })

  test('what if reckons with the same: a gate that is added is one that is opened', () => {
    expect(changeOf(wishAt('gate', { lon: 116, lat: 34 }))).toEqual({ kind: 'open-gate', lon: 116, lat: 34 })
    expect(changeOf(wishAt('close', { lon: 116, lat: 34 }))).toEqual({ kind: 'close-path', lon: 116, lat: 34 })
    expect(changeOf(wishAlong('crossing', LINE))).toEqual({ kind: 'add-path', pathKind: 'crossing', line: LINE })
    expect(changeOf(wishAlong('footbridge', LINE))).toMatchObject({ pathKind: 'footbridge' })
  })

  test('a pen that is none is no pen', () => {
    expect([editPenOf('gate'), editPenOf('add'), editPenOf(undefined)]).toEqual(['gate', null, null])
  })

  const row = (number: number, isStanding: boolean, content: NetworkEditRow['content']): NetworkEditRow => ({
    id: String(number),
    number,
    kind: content === null ? 'undo' : content.kind,
    content,
    undoes: content === null ? '1' : null,
    via: 'desk',
    by: null,
    why: null,
    at: '2026-11-25T00:00:00.000Z',
    seenVersion: '',
    madeVersion: '',
    isStanding,
    isLaid: isStanding,
  })

  test('only what stands is on the map, a gate as a short stroke', () => {
    const gate = { kind: 'add-gate', at: [116, 34] } satisfies NetworkEditRow['content']
    const ways = standingWays([row(3, true, gate), row(2, false, null), row(1, false, gate)])
    expect(ways.map(({ at, kind, text }) => [at, kind, text])).toEqual([[3, 'gate', '3 大门']])
    expect(ways[0]?.line).toHaveLength(2)
  })
})
