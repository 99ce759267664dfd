import { describe, expect, test } from 'vitest'
import { type SparkPoint, sparkShape } from './sparkline-shape.ts'

const box = { width: 110, height: 30 }
const course = (...values: (number | null)[]): SparkPoint[] => values.map((value) => ({ value, state: 'pass' }))

describe('a sparkline', () => {
  test('spreads over its box, the largest at the top', () => {
    const { lines, dots } = sparkShape(course(0, 5, 10), null, box)
    expect(lines).toEqual(['5,25 55,15 105,5'])
    expect(dots.map(({ y }) => y)).toEqual([25, 15, 5])
  })

  test('keeps the threshold inside, above values that miss it', () => {
    const { thresholdY, dots } = sparkShape(course(1, 2), 4, box)
    expect(thresholdY).toBe(5)
    expect(dots.every(({ y }) => y > 5)).toBe(true)
  })

  test('breaks where nothing is known, and a single point is a dot without a line', () => {
    expect(sparkShape(course(1, 2, null, 3), null, box).lines).toHaveLength(1)
    expect(sparkShape(course(7), 7, box)).toMatchObject({ lines: [], dots: [{ x: 55, y: 15 }], thresholdY: 15 })
  })

  test('draws nothing of nothing', () => {
    expect(sparkShape(course(null, null), 3, box)).toMatchObject({ lines: [], dots: [], thresholdY: null })
  })
})
