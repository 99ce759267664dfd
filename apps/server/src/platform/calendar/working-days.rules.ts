import chineseDays from 'chinese-days'
import { holidayState } from './holidays.rules.ts'

/**
 * Working days of mainland China with 调休. Years that the State Council has announced come from `chinese-days`; in a year that
 * it has not, the days off by law are off and every other weekday works, which the announcement may still change: whoever counts
 * with such days counts again when it is known. Days are numbers since 1970-01-01, local to Asia/Shanghai.
 */
export interface WorkCalendar {
  isWorkday(day: number): boolean
  /** the year's moved days are not announced yet */
  isProvisional(day: number): boolean
}

const DAY_MS = 86_400_000
/** Asia/Shanghai has had no summer time since 1991. */
const OFFSET_MS = 8 * 3_600_000
/** Nobody waits longer; a calendar without a working day ends here instead of never. */
const FARTHEST_DAYS = 4000

/** @param changes days that this county works or rests against the national calendar, true for work */
export function nationalCalendar(changes: ReadonlyMap<number, boolean> = new Map()): WorkCalendar {
  return {
    isWorkday(day) {
      const own = changes.get(day)
      if (own !== undefined) return own
      if (isAnnounced(yearOf(day))) return chineseDays.isWorkday(dayText(day))
      return isWeekday(day) && holidayState(day) !== 'holiday'
    },
    isProvisional: (day) => !isAnnounced(yearOf(day)),
  }
}

const announced = new Map<number, boolean>()

/** The first of October is no weekend day every year: only an announced year calls it a holiday by name. */
function isAnnounced(year: number): boolean {
  const known = announced.get(year)
  if (known !== undefined) return known
  const { work, name } = chineseDays.getDayDetail(`${year}-10-01`)
  const is = !work && name.includes('国庆')
  announced.set(year, is)
  return is
}

function isWeekday(day: number): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7
  return weekday !== 0 && weekday !== 6
}

/** The `count`-th working day after `day`, which itself does not count; `day` for none. */
export function addWorkingDays(day: number, count: number, calendar: WorkCalendar): number {
  let left = count
  let at = day
  while (left > 0) {
    if (at - day > FARTHEST_DAYS) throw new RangeError(`${count} working days lie beyond ${FARTHEST_DAYS} days`)
    at++
    if (calendar.isWorkday(at)) left--
  }
  return at
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: number, to: number, calendar: WorkCalendar): number {
  let count = 0
  for (let day = from + 1; day <= to; day++) if (calendar.isWorkday(day)) count++
  return count
}

export function localDay(instant: Date): number {
  return Math.floor((instant.getTime() + OFFSET_MS) / DAY_MS)
}

/** Midnight at the end of a local day. */
export function endOfDay(day: number): Date {
  return new Date((day + 1) * DAY_MS - OFFSET_MS)
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
