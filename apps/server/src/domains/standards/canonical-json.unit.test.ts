import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

describe('canonical JSON', () => {
  test.each<[string, unknown, string]>([
    ['keys in code unit order', { b: 1, a: { d: 1, c: 2 }, 中: 0, A: 3 }, '{"A":3,"a":{"c":2,"d":1},"b":1,"中":0}'],
    ['members that are undefined are left out', { a: undefined, b: null }, '{"b":null}'],
    ['minus zero is zero', [-0, 0], '[0,0]'],
    ['numbers in their shortest form', [1.0, 0.1 + 0.2, 1e21], '[1,0.30000000000000004,1e+21]'],
    ['lists keep their order', [3, 1, 2], '[3,1,2]'],
    ['text is escaped as JSON does', '中"\n', '"中\\"\\n"'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  test.each<[string, unknown]>([
    ['not a number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['a hole in a list', [undefined]],
    ['a function', () => 1],
    ['a bigint', 1n],
  ])('%s is refused', (_, value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError)
  })

  test('it reads back to the same value and is the same after a round trip', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })
})
