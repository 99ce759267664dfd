import { describe, expect, test } from 'vitest'
import { bandRgb, classRgb, coloured, peopleClasses, rampSeconds } from './ground-colours.ts'

const hex = (rgb: readonly number[] | undefined) =>
  rgb === undefined ? null : `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase()

describe('colours of walking time', () => {
  test.each([
    [0, 15, '#0B5D5C'],
    [300, 15, '#0B5D5C'],
    [301, 15, '#3E9C93'],
    [900, 15, '#A9D6CF'],
    [901, 15, '#D9542B'],
    [-1, 15, '#D9542B'],
    [601, 10, '#D9542B'],
    [301, 5, '#D9542B'],
  ])('%i seconds, %i minutes asked: %s', (seconds, within, colour) => {
    expect(hex(bandRgb(seconds, within))).toBe(colour)
  })

  test.each([
    [0, '#0B5D5C'],
    [450, '#3E9C93'],
    [900, '#A9D6CF'],
    [1800, '#D9542B'],
    [3600, '#7C2A12'],
    [-1, '#7C2A12'],
  ])('without bands, %i seconds: %s', (seconds, colour) => {
    expect(hex(rampSeconds(seconds))).toBe(colour)
  })

  test('a second beyond the quarter of an hour is red already', () => {
    const [r, , b] = rampSeconds(901)
    expect(r).toBeGreaterThan(b + 60)
  })
})

describe('classes of people', () => {
  test('rise, are round, and leave nobody uncoloured but where nobody is', () => {
    const values = Array.from({ length: 500 }, (_, i) => (i * 7919) % 1234)
    const classes = peopleClasses(values, 'people')
    const [a, b, c] = classes.bounds
    expect(a < b && b < c).toBe(true)
    const rgb = classRgb(classes)
    for (const value of values) expect(rgb(value) === undefined).toBe(value === 0)
  })

  test('there are classes even where nobody is', () => {
    expect(peopleClasses([], 'missing').bounds).toEqual([1, 2, 4])
  })

  test('what has no colour is drawn clear', () => {
    expect([...coloured([0, 5], 'building', (value) => (value > 0 ? [1, 2, 3] : undefined))]).toEqual([
      0, 0, 0, 0, 1, 2, 3, 245,
    ])
  })
})
