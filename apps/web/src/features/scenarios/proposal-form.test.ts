import { describe, expect, test } from 'vitest'
import { contentOf, emptyCost, emptyProposal, keptProposal, totalOf } from './proposal-form.ts'

const market = { item: '菜市场主体', quantity: '1', unit: '处', price: '3,800,000' }
const path = { item: '步道', quantity: '120', unit: '米', price: '350.50' }

describe('a proposal as it is typed', () => {
  test('becomes fen, and rows that nobody began are left out', () => {
    const typed = { ...emptyProposal, reason: '走不到', costs: [market, path, emptyCost], ownerUnit: ' 商务局 ' }
    expect(contentOf(typed)).toEqual({
      fault: null,
      content: {
        reason: '走不到',
        costs: [
          { item: '菜市场主体', quantity: 1, unit: '处', unitPriceFen: 380_000_000 },
          { item: '步道', quantity: 120, unit: '米', unitPriceFen: 35_050 },
        ],
        fundingSource: '',
        ownerUnit: '商务局',
        dueDate: null,
      },
    })
    expect(totalOf(typed)).toBe(384_206_000)
  })
  test.each([
    ['a price that is none', { ...market, price: '三百' }],
    ['half a thing', { ...market, quantity: '0.5' }],
    ['none of it', { ...market, quantity: '0' }],
    ['no item', { ...market, item: '' }],
    ['no unit', { ...market, unit: ' ' }],
  ])('with %s says which row', (_, cost) => {
    expect(contentOf({ ...emptyProposal, costs: [path, cost] }).fault).toContain('第 2 项费用')
  })
  test('kept by another version of the form is not used', () => {
    expect(keptProposal({ ...emptyProposal, costs: 3 })).toBeNull()
    expect(keptProposal(emptyProposal)).toEqual(emptyProposal)
  })
})
