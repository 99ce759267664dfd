import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, endOfDay, localDay, nationalCalendar, workingDaysBetween } from './working-days.rules.ts'

const national = nationalCalendar()
const day = (text: string) => Date.parse(text) / 86_400_000
const text = (at: number) => new Date(at * 86_400_000).toISOString().slice(0, 10)

describe('a working day', () => {
  test.each([
    ['2026-02-13', true], // Friday before the festival
    ['2026-02-14', true], // Saturday, worked for the festival
    ['2026-02-16', false],
    ['2026-02-23', false],
    ['2026-02-24', true],
    ['2026-02-28', true], // Saturday, worked
    ['2026-10-01', false],
    ['2026-11-25', true],
    ['2026-11-28', false],
    // not announced: the days off by law
    ['2031-10-01', false],
    ['2031-10-03', false],
    ['2031-10-07', true],
    ['2031-05-02', false],
  ])('%s: %s', (at, isWork) => {
    expect(national.isWorkday(day(at))).toBe(isWork)
  })
  test('a year that nobody announced says so', () => {
    expect(national.isProvisional(day('2026-05-01'))).toBe(false)
    expect(national.isProvisional(day('2031-05-01'))).toBe(true)
  })
  test('a county may work and rest on days of its own', () => {
    const own = nationalCalendar(new Map([[day('2026-11-25'), false]]))
    expect(own.isWorkday(day('2026-11-25'))).toBe(false)
    expect(own.isWorkday(day('2026-11-26'))).toBe(true)
  })
})

describe('counting', () => {
  test.each([
    ['2026-11-25', 0, '2026-11-25'],
    ['2026-11-25', 1, '2026-11-26'],
    ['2026-11-27', 1, '2026-11-30'], // over a weekend
    ['2026-02-12', 2, '2026-02-14'], // the worked Saturday counts
    ['2026-02-14', 1, '2026-02-24'], // over the festival
    ['2026-12-31', 1, '2027-01-04'], // over the new year, not announced
    ['2028-02-28', 1, '2028-02-29'], // a leap day is a Tuesday
  ])('%s and %d working days: %s', (from, count, to) => {
    expect(text(addWorkingDays(day(from), count, national))).toBe(to)
  })
  test('a calendar without work ends with an error', () => {
    expect(() => addWorkingDays(0, 1, { isWorkday: () => false, isProvisional: () => false })).toThrow(RangeError)
  })
  test('adding and counting agree, and later is never earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16_000, max: 23_000 }), fc.integer({ min: 1, max: 120 }), (from, count) => {
        const to = addWorkingDays(from, count, national)
        expect(workingDaysBetween(from, to, national)).toBe(count)
        expect(national.isWorkday(to)).toBe(true)
        expect(addWorkingDays(from, count + 1, national)).toBeGreaterThan(to)
      }),
    )
  })
})

describe('the local day', () => {
  test.each([
    ['2026-11-25T15:59:59.999Z', '2026-11-25'],
    ['2026-11-25T16:00:00Z', '2026-11-26'],
    ['1969-12-31T16:00:00Z', '1970-01-01'],
  ])('%s is in %s', (instant, local) => {
    expect(text(localDay(new Date(instant)))).toBe(local)
  })
  test('a day ends where the next begins', () => {
    const end = endOfDay(day('2026-11-25'))
    expect(end.toISOString()).toBe('2026-11-25T16:00:00.000Z')
    expect(localDay(end)).toBe(day('2026-11-26'))
  })
})
