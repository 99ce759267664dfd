import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_FEN, totalFen } from './proposal-cost.rules.ts'

const item = (quantity: number, unitPriceFen: number) => ({ item: '步道', quantity, unit: '米', unitPriceFen })

test.each([
  [[], 0],
  [[item(3, 1)], 3],
  [[item(120, 35_050), item(1, 99)], 4_206_099],
  [[item(1, MOST_FEN)], MOST_FEN],
])('%j costs %d fen', (costs, sum) => {
  expect(totalFen(costs)).toBe(sum)
})

test('a sum that no county has names the item that passes the limit', () => {
  expect(totalFen([item(1, MOST_FEN), item(1, 1)])).toEqual({ where: 'body/costs/1' })
  expect(totalFen([item(10_000, 100_000_000_000)])).toEqual({ where: 'body/costs/0' })
})

test('the sum is exact to the fen, in any order', () => {
  const costs = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 100_000_000 })).map(([q, p]) => item(q, p)),
    { maxLength: 50 },
  )
  fc.assert(
    fc.property(costs, (given) => {
      const exact = given.reduce((sum, { quantity, unitPriceFen }) => sum + BigInt(quantity) * BigInt(unitPriceFen), 0n)
      const sum = totalFen(given)
      if (exact > BigInt(MOST_FEN)) expect(sum).toHaveProperty('where')
      else expect(sum).toBe(Number(exact))
      expect(totalFen(given.toReversed())).toEqual(typeof sum === 'number' ? sum : expect.anything())
    }),
  )
})
