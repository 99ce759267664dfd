import { describe, expect, test } from 'vitest'
import { differenceInWords } from './scenario-words.rules.ts'
import type { ScenarioContent } from './stored-scenarios.sql.ts'

const market = { kind: 'add-place', categoryId: 'wet_market', lon: 116, lat: 34 } as const
const gate = { kind: 'open-gate', lon: 116, lat: 34 } as const
const content = (changed: Partial<ScenarioContent> = {}): ScenarioContent => ({
  name: '方案一',
  note: '',
  profile: 'adult',
  withinMinutes: 15,
  changes: [market],
  ...changed,
})

describe('what a version changed', () => {
  test.each<[Partial<ScenarioContent> | undefined, Partial<ScenarioContent>, string]>([
    [undefined, {}, '新建，1 处改动'],
    [{}, {}, '内容没有变'],
    [{}, { name: '方案二' }, '名称由“方案一”改为“方案二”'],
    [{}, { note: '再看看', withinMinutes: 10 }, '改了说明；改了步行人群或时间'],
    [{}, { changes: [market, gate] }, '加了1处开门'],
    [{ changes: [market, gate] }, { changes: [gate] }, '去了1处新增网点'],
    [{ changes: [market, market] }, { changes: [market] }, '去了1处新增网点'],
    [{}, { changes: [{ ...market, lon: 117 }] }, '加了1处新增网点；去了1处新增网点'],
    [{ changes: [market, gate] }, { changes: [gate, market] }, '内容没有变'],
  ])('%o to %o: %s', (before, after, words) => {
    expect(differenceInWords(before && content(before), content(after))).toBe(words)
  })
})
