import type { WayReply, WhyItem } from '@xiayi/contract/circle-why'
import { describe, expect, test } from 'vitest'
import { costliest, reasonWords, secondsWords, sortedByNeed } from './why-words.ts'

const item = (categoryId: string, state: WhyItem['state'], seconds: number | null, minutes = 15): WhyItem => ({
  categoryId,
  seconds,
  placeId: null,
  placeName: null,
  state,
  metBy: null,
  limit: state === 'not-asked' ? null : { minutes, clauseId: null, title: '', anyOf: [categoryId], verified: false },
})
const segment = (seconds: number) => ({ kind: 'road', metres: seconds, seconds, line: [] })
const way = (metres: number, straightMetres: number, waited = 0): WayReply => ({
  withinMinutes: 15,
  isWithin: false,
  straightMetres,
  shorterWays: [],
  room: null,
  walk: {
    placeId: '',
    placeName: '',
    placeAt: [0, 0],
    seconds: 1000,
    metres,
    profile: 'adult',
    speedMetresPerSecond: 1.2,
    path: { type: 'LineString', coordinates: [] },
    segments: [],
    spots: waited === 0 ? [] : [{ kind: 'crossingSignals', at: [0, 0], seconds: waited }],
    isWithin: false,
    delays: [],
  },
})

describe('why, in words', () => {
  test.each([
    [40, '40 秒'],
    [60, '1 分钟'],
    [200, '3 分 20 秒'],
  ])('%i s is %s', (seconds, words) => {
    expect(secondsWords(seconds)).toBe(words)
  })

  test('what fails most stands first, and what nobody asks last', () => {
    const asked = item('asked', 'fail', 905)
    const sorted = sortedByNeed([
      item('idle', 'not-asked', 10),
      item('ok', 'pass', 300),
      item('near miss', 'fail', 910),
      item('none', 'fail', null),
      item('far', 'fail', 3000),
      { ...asked, limit: asked.limit && { ...asked.limit, clauseId: 'c' } },
    ])
    expect(sorted.map(({ categoryId }) => categoryId)).toEqual(['asked', 'none', 'far', 'near miss', 'ok', 'idle'])
  })

  test('the stretch that costs most', () => {
    expect(costliest([segment(10), segment(90), segment(40)])).toBe(1)
  })

  test.each([
    ['a way round', way(2400, 200), '绕路'],
    ['waiting', way(1100, 1000, 80), '路上要停'],
    ['distance', way(1500, 1400), '离得远'],
    ['nothing at all', { ...way(1, 1), walk: null }, '没有一处'],
  ])('%s is the reason', (_, reply, words) => {
    expect(reasonWords(reply)).toContain(words)
  })
})
