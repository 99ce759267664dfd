import { describe, expect, test } from 'vitest'
import { sampleCircle, samplePlace } from './circle.samples.ts'
import { evaluateRatio } from './ratio.rules.ts'
import type { RatioRule } from './rule-set.ts'

const facts = (commercial: number | string, total: number) => ({
  commercial: { value: commercial, ref: 'r', asOf: '2026-01-01' },
  total: { value: total, ref: 'r', asOf: '2026-01-01' },
})
const floor: RatioRule = {
  kind: 'ratio',
  numerator: { fact: 'commercial' },
  denominator: { fact: 'total' },
  atLeast: 0.1,
}

describe('ratio', () => {
  test.each<[string, Parameters<typeof facts>, string]>([
    ['a tenth is enough', [100, 1000], 'pass'],
    ['less than a tenth is not', [99.9, 1000], 'fail'],
    ['a denominator of zero decides nothing', [100, 0], 'unknown'],
    ['a text is no number', ['很多', 1000], 'unknown'],
  ])('%s', (_, values, state) => {
    expect(evaluateRatio(floor, sampleCircle({ facts: facts(...values) })).state).toBe(state)
  })

  test('a missing fact is named', () => {
    const { total } = facts(1, 1000)
    const outcome = evaluateRatio(floor, sampleCircle({ facts: { total } }))
    expect(outcome.toPass).toEqual({ kind: 'supply', missing: [{ kind: 'fact', fact: 'commercial' }] })
  })

  test('a value per hundred households is scaled', () => {
    const rule: RatioRule = { ...floor, per: 100, atLeast: 30, unit: 'm²/百户' }
    const outcome = evaluateRatio(rule, sampleCircle({ facts: facts(250, 1000) }))
    expect(outcome.figure).toMatchObject({ value: 25, threshold: 30, numerator: 250, denominator: 1000 })
    expect(outcome.toPass).toEqual({ kind: 'change-ratio', numerator: { fact: 'commercial' }, missing: 50 })
  })

  test('an upper limit asks for less', () => {
    const { atLeast: _, ...rest } = floor
    const outcome = evaluateRatio({ ...rest, atMost: 0.2 }, sampleCircle({ facts: facts(300, 1000) }))
    expect(outcome).toMatchObject({ state: 'fail', toPass: { missing: -100 } })
  })

  test('residents can be the denominator', () => {
    const rule: RatioRule = { ...floor, denominator: { residents: 'total' }, per: 1000, atLeast: 500, unit: 'm²/千人' }
    expect(evaluateRatio(rule, sampleCircle({ facts: facts(100, 1) })).figure?.value).toBe(500)
  })
})

describe('chain share', () => {
  const shop = (id: string, isChain: boolean | undefined) =>
    samplePlace(id, 'pharmacy', isChain === undefined ? {} : { isChain })
  const rule: RatioRule = {
    kind: 'ratio',
    numerator: { places: { anyOf: ['pharmacy'], chain: true } },
    denominator: { places: { anyOf: ['pharmacy'] } },
    atLeast: 0.3,
  }
  test.each<[string, (boolean | undefined)[], string]>([
    ['two of five', [true, true, false, false, false], 'pass'],
    ['one of five', [true, false, false, false, false], 'fail'],
    ['one of five and one not known', [true, undefined, false, false, false], 'unknown'],
    ['two of five and one not known', [true, true, undefined, false, false], 'pass'],
    ['one of eight and one not known', [true, undefined, ...Array.from({ length: 6 }, () => false)], 'fail'],
    ['no shops at all', [], 'unknown'],
  ])('%s', (_, chains, state) => {
    const places = chains.map((isChain, at) => shop(`p${at}`, isChain))
    expect(evaluateRatio(rule, sampleCircle({ places })).state).toBe(state)
  })

  test('the doubt is printed as a range', () => {
    const places = [shop('a', true), shop('b', undefined), shop('c', false), shop('d', false), shop('e', false)]
    const { figure } = evaluateRatio(rule, sampleCircle({ places }))
    expect(figure).toMatchObject({ value: 0.2, valueAtMost: 0.4 })
  })
})
