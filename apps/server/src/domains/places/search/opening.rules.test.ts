import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holidayState } from '../../../platform/calendar/holidays.rules.ts'
import { hoursOf } from './hours-text.rules.ts'
import { openingAt } from './opening.rules.ts'

/** Beijing time. 2026-11-23 is a Monday. */
function at(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}:00+08:00`)
}

type Row = readonly [hours: string, time: string, state: string, next: string | null]

const ROWS: readonly Row[] = [
  ['24/7', '2026-11-23 03:00', 'open', null],
  ['08:00-22:00', '2026-11-23 08:00', 'open', '22:00 关门'],
  ['08:00-22:00', '2026-11-23 07:59', 'closed', '08:00 开门'],
  ['08:00-22:00', '2026-11-23 22:00', 'closed', '明天 08:00 开门'],
  ['Mo-Su 08:00-24:00', '2026-11-23 23:59', 'open', '24:00 关门'],
  ['Mo-Su 00:00-24:00', '2026-11-23 12:00', 'open', null],
  ['Mo-Fr 09:00-18:00', '2026-11-28 10:00', 'closed', '周一 09:00 开门'],
  ['Mo-Fr 09:00-18:00', '2026-11-29 10:00', 'closed', '明天 09:00 开门'],
  ['Mo-Fr 08:00-12:00,14:00-18:00', '2026-11-23 13:00', 'closed', '14:00 开门'],
  ['Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00', '2026-11-28 11:00', 'open', '12:00 关门'],
  ['Mo-Fr 08:00-12:00, Sa 09:00-12:00', '2026-11-28 11:00', 'open', '12:00 关门'],
  ['Mo-Su 08:00-20:00, We 21:00-23:00', '2026-11-25 22:00', 'open', '23:00 关门'],
  ['Mo-Su 18:00-02:00', '2026-11-24 01:00', 'open', '02:00 关门'],
  ['Mo-Su 18:00-02:00', '2026-11-23 23:00', 'open', '明天 02:00 关门'],
  ['Fr 18:00-26:00', '2026-11-28 01:30', 'open', '02:00 关门'],
  ['Fr 18:00-02:00; Sa off', '2026-11-28 01:30', 'open', '02:00 关门'],
  ['Mo-Su 08:00-22:00; Tu off', '2026-11-24 10:00', 'closed', '明天 08:00 开门'],
  ['Mo-Su 08:00-22:00; 12:00-13:00 off', '2026-11-24 12:30', 'closed', '13:00 开门'],
  ['Sa-Mo 10:00-12:00', '2026-11-23 11:00', 'open', '12:00 关门'],
  ['Mo,We,Fr 10:00-12:00', '2026-11-24 11:00', 'closed', '明天 10:00 开门'],
  ['Apr-Oct 06:00-20:00; Nov-Mar 07:00-18:00', '2026-11-23 06:30', 'closed', '07:00 开门'],
  ['Nov-Mar Mo-Fr 07:00-18:00', '2026-11-23 07:30', 'open', '18:00 关门'],
  ['off', '2026-11-23 12:00', 'closed', null],
  // holidays count only where the hours speak of them
  ['Mo-Su 08:00-18:00; PH off', '2026-10-01 10:00', 'closed', null],
  ['Mo-Su 08:00-18:00', '2026-10-01 10:00', 'open', '18:00 关门'],
  ['Mo-Fr 08:00-18:00; PH 10:00-12:00', '2026-02-17 11:00', 'open', '12:00 关门'],
  ['Mo-Su,PH 08:00-18:00', '2026-10-05 10:00', 'open', '18:00 关门'],
  // 2026-10-05 may or may not be moved: the answer hangs on it
  ['Mo-Su 08:00-18:00; PH off', '2026-10-05 10:00', 'unknown', null],
  ['Mo-Su 08:00-18:00; PH off', '2026-10-05 20:00', 'closed', null],
  ['Mo-Fr 08:00-18:00; PH off', '2026-11-23 10:00', 'open', '18:00 关门'],
  // as spreadsheets write it
  ['周一至周五 8:00-18:00', '2026-11-23 10:00', 'open', '18:00 关门'],
  ['每天 06：30～21：00', '2026-11-23 21:00', 'closed', '明天 06:30 开门'],
  ['24小时营业', '2026-11-23 04:00', 'open', null],
  ['全天', '2026-11-23 04:00', 'open', null],
  ['8点-22点', '2026-11-23 09:00', 'open', '22:00 关门'],
  ['周一休息；周二至周日 09:00—17:00', '2026-11-23 10:00', 'closed', '明天 09:00 开门'],
]

const NOT_UNDERSTOOD = [
  'sunrise-sunset',
  'Mo-Fr 08:00+',
  'Mo[1] 08:00-10:00',
  'week 1-10 Mo 08:00-10:00',
  '2026 Mo 08:00-10:00',
  'SH 08:00-10:00',
  'by appointment',
  '08:00-22:00 "预约"',
  'Mo-Fr 08:00-12:00 || "电话预约"',
  '25:00-26:00',
  '08:60-10:00',
  '08:00-08:00',
  '8-22',
  'Mo-',
  'Mo-Fr 08:00-',
  'Mo-Fr 08:00-12:00 14:00-18:00',
  'Mo 08:00-12:00 junk',
  '工作日 08:00-18:00',
  '上午8:00-12:00',
  ';;',
  '',
  'Mo 08:00-09:00;'.repeat(40),
]

describe('opening hours', () => {
  for (const [hours, time, state, next] of ROWS)
    test(`${hours} at ${time} is ${state}${next === null ? '' : `, ${next}`}`, () => {
      expect(openingAt(hours, at(time), holidayState)).toEqual({ state, next, hours })
    })

  for (const text of NOT_UNDERSTOOD)
    test(`"${text.slice(0, 40)}" is not guessed at`, () => {
      expect(hoursOf(text)).toBeUndefined()
      expect(openingAt(text, at('2026-11-23 10:00'), holidayState).state).toBe('unknown')
    })

  test('no text makes it stumble, and what is not understood is unknown', () => {
    const scrap = fc.constantFrom(
      'Mo',
      '-',
      'Fr',
      ' ',
      ',',
      ';',
      '08:00',
      '22:00',
      'PH',
      'off',
      '24/7',
      'Jan',
      '周一',
      '至',
      '休息',
      '[',
      '+',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(scrap, { maxLength: 20 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const { state } = openingAt(text, at('2026-11-23 10:00'), holidayState)
          expect(state === 'unknown' || hoursOf(text) !== undefined).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('a place without hours is unknown', () => {
    expect(openingAt(null, at('2026-11-23 10:00'), holidayState)).toEqual({ state: 'unknown', next: null, hours: null })
  })
})

const DAYS: readonly (readonly [date: string, state: string])[] = [
  ['2026-01-01', 'holiday'],
  ['2025-12-31', 'unknown'],
  ['2026-02-16', 'holiday'], // 除夕
  ['2026-02-17', 'holiday'],
  ['2026-02-19', 'holiday'],
  ['2026-02-20', 'unknown'],
  ['2026-04-05', 'holiday'],
  ['2026-05-01', 'holiday'],
  ['2026-05-02', 'holiday'],
  ['2026-06-19', 'holiday'], // 端午
  ['2026-09-25', 'holiday'], // 中秋
  ['2026-10-03', 'holiday'],
  ['2026-10-04', 'unknown'],
  ['2026-11-23', 'ordinary'],
  ['2027-02-05', 'holiday'], // 除夕
  ['2028-05-28', 'holiday'], // 端午; the leap fifth month of that year has none
  ['2028-06-27', 'ordinary'],
  ['2040-02-12', 'unknown'], // beyond the table
  ['2040-03-20', 'ordinary'],
]

describe('public holidays', () => {
  for (const [date, state] of DAYS)
    test(`${date} is ${state}`, () => {
      expect(holidayState(Date.parse(date) / 86_400_000)).toBe(state)
    })
})
