import { describe, expect, test } from 'vitest'
import { type CircleStanding, measureTarget } from './targets.rules.ts'
import type { TargetRow } from './targets.sql.ts'

const ORDERS = { jichu: 1, tisheng: 2 }

const share: TargetRow = {
  id: 'share',
  title: '基础保障类社区占比',
  kind: 'tier-share',
  tierId: 'jichu',
  goal: 0.9,
  unit: '比例',
  denominator: 14,
  denominatorLabel: '主城区社区',
  fixedOn: '2026-01-01',
  dueDate: '2025-12-31',
}
const pilots: TargetRow = { ...share, id: 'pilots', kind: 'pilots', goal: 6, denominator: 6 }
const satisfaction: TargetRow = { ...share, id: 'satisfaction', kind: 'satisfaction', tierId: null }

function circle(tierOrder: number, more: Partial<CircleStanding> = {}): CircleStanding {
  return {
    isPilot: false,
    isUrban: true,
    isEvaluated: true,
    tierOrder,
    communities: 1,
    satisfaction: undefined,
    ...more,
  }
}

function many(count: number, tierOrder: number, more: Partial<CircleStanding> = {}): CircleStanding[] {
  return Array.from({ length: count }, () => circle(tierOrder, more))
}

describe('a share of communities', () => {
  test('is taken of the fixed denominator, not of the circles that exist', () => {
    expect(measureTarget(share, many(7, 1), ORDERS)).toMatchObject({
      numerator: 7,
      denominator: 14,
      value: 0.5,
      isMet: false,
    })
  })
  test('90 % of 14 communities are 13', () => {
    expect(measureTarget(share, many(12, 1), ORDERS)).toMatchObject({ isMet: false, finding: '还差 1 个社区。' })
    expect(measureTarget(share, many(13, 1), ORDERS)).toMatchObject({ isMet: true })
  })
  test('40 % of 14 communities at the higher tier are 6', () => {
    const higher = { ...share, tierId: 'tisheng', goal: 0.4 }
    expect(measureTarget(higher, [...many(5, 2), ...many(9, 1)], ORDERS)).toMatchObject({
      numerator: 5,
      isMet: false,
      finding: '还差 1 个社区。',
    })
    expect(measureTarget(higher, many(6, 2), ORDERS).isMet).toBe(true)
  })
  test('the higher tier counts for the lower', () => {
    expect(measureTarget(share, many(13, 2), ORDERS)).toMatchObject({ numerator: 13, isMet: true })
  })
  test('villages outside the denominator do not count', () => {
    expect(measureTarget(share, [...many(3, 1), ...many(20, 1, { isUrban: false })], ORDERS).numerator).toBe(3)
  })
  test('a circle of three communities counts three', () => {
    expect(measureTarget(share, [circle(1, { communities: 3 })], ORDERS).numerator).toBe(3)
  })
  test('a tier that the standard does not have is met by nobody', () => {
    expect(measureTarget({ ...share, tierId: 'gold' }, many(14, 2), ORDERS)).toMatchObject({
      numerator: 0,
      isMet: false,
    })
  })
  test('without any evaluation there is no figure', () => {
    expect(measureTarget(share, many(3, 0, { isEvaluated: false }), ORDERS)).toMatchObject({
      numerator: null,
      value: null,
      isMet: null,
    })
  })
})

describe('pilots', () => {
  test('six circles are six', () => {
    expect(
      measureTarget(
        pilots,
        [...many(4, 1, { isPilot: true }), ...many(2, 0, { isPilot: true }), ...many(5, 2)],
        ORDERS,
      ),
    ).toMatchObject({
      numerator: 4,
      value: 4,
      isMet: false,
      finding: '还差 2 个生活圈。',
    })
  })
})

describe('satisfaction', () => {
  test('is the share of answers over all surveys, not the mean of shares', () => {
    const circles = [
      circle(1, { satisfaction: { satisfied: 90, answered: 100 } }),
      circle(1, { satisfaction: { satisfied: 1, answered: 10 } }),
    ]
    expect(measureTarget(satisfaction, circles, ORDERS)).toMatchObject({
      numerator: 91,
      denominator: 110,
      isMet: false,
      finding: '按已答 110 份算，还差 8 份满意。',
    })
  })
  test('without answers there is no figure', () => {
    expect(measureTarget(satisfaction, [circle(1)], ORDERS)).toMatchObject({
      numerator: null,
      value: null,
      isMet: null,
    })
  })
})
