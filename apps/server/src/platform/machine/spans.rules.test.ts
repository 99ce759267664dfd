import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nationalCalendar } from '../calendar/working-days.rules.ts'
import { amountOf, dueAt, leftOf } from './spans.rules.ts'

const calendar = nationalCalendar()
const china = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)

describe('a clock rings', () => {
  test.each([
    [{ minutes: 15 }, '2026-11-25 23:50', '2026-11-26 00:05'],
    [{ hours: 3 }, '2026-02-28 22:00', '2026-03-01 01:00'],
    [{ days: 2 }, '2028-02-28 08:00', '2028-03-01 08:00'],
    [{ workingDays: 5 }, '2026-11-25 09:00', '2026-12-03 00:00'],
    [{ workingDays: 1 }, '2026-11-27 18:00', '2026-12-01 00:00'], // Friday evening: Monday's end
    [{ workingDays: 1 }, '2026-02-14 12:00', '2026-02-25 00:00'], // over the Spring Festival
    [{ workingDays: 1 }, '2026-11-28 12:00', '2026-12-01 00:00'], // from a Saturday
  ])('%o after %s: %s', (span, from, due) => {
    expect(dueAt(amountOf(span), china(from), calendar)).toEqual(china(due))
  })
})

describe('a stop', () => {
  const spans = fc.oneof(
    fc.record({ workingDays: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ minutes: fc.integer({ min: 1, max: 20_000 }) }),
  )
  const instant = fc.integer({ min: china('2024-01-01 00:00').getTime(), max: china('2026-10-01 00:00').getTime() })

  test('on one day, however short, moves nothing nearer or farther than itself', () => {
    fc.assert(
      fc.property(spans, instant, fc.integer({ min: 0, max: 50 * 86_400_000 }), (span, start, later) => {
        const amount = amountOf(span)
        const from = new Date(start)
        const due = dueAt(amount, from, calendar)
        const stop = new Date(Math.min(start + later, due.getTime() - 1))
        const left = leftOf(amount, from, stop, calendar)
        expect(dueAt(left, stop, calendar)).toEqual(due)
      }),
    )
  })
  test('that lasts longer never makes a clock ring earlier', () => {
    fc.assert(
      fc.property(spans, instant, fc.integer({ min: 0, max: 30 * 86_400_000 }), (span, start, pause) => {
        const amount = amountOf(span)
        const stop = new Date(start + 60_000)
        const left = leftOf(amount, new Date(start), stop, calendar)
        const due = dueAt(left, new Date(stop.getTime() + pause), calendar)
        expect(due.getTime()).toBeGreaterThanOrEqual(dueAt(amount, new Date(start), calendar).getTime())
      }),
    )
  })
  test('of a clock that is due leaves nothing', () => {
    const from = china('2026-11-25 09:00')
    expect(leftOf({ ms: 60_000 }, from, china('2026-11-25 10:00'), calendar)).toEqual({ ms: 0 })
    expect(leftOf({ workingDays: 2 }, from, china('2026-12-25 10:00'), calendar)).toEqual({ workingDays: 0 })
  })
})
