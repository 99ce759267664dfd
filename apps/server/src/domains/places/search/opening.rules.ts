import type { HolidayState } from '../../../platform/calendar/holidays.rules.ts'
import { type Hours, hoursOf, type Span } from './hours-text.rules.ts'

export interface Opening {
  readonly state: 'open' | 'closed' | 'unknown'
  /** when that changes, e.g. 22:00 关门, 明天 07:00 开门; null when it does not within a week or is not known */
  readonly next: string | null
  readonly hours: string | null
}

export type HolidayCalendar = (day: number) => HolidayState

/** China keeps one clock and no summer time. */
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const DAY_MINUTES = 1440
const DAYS_AHEAD = 8
const WEEKDAY_NAMES = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/**
 * Whether a place is open at a moment, by its hours as text. `unknown` whenever the text is not understood, and when the
 * answer hangs on a day of which it is not known whether it is a holiday.
 */
export function openingAt(hours: string | null, at: Date, calendar: HolidayCalendar): Opening {
  const read = hours === null ? undefined : hoursOf(hours)
  return { ...openingOf(read, at, calendar), hours }
}

function openingOf(hours: Hours | undefined, at: Date, calendar: HolidayCalendar): Omit<Opening, 'hours'> {
  if (hours === undefined) return { state: 'unknown', next: null }
  const asOrdinary = answer(hours, at, (day) => calendar(day) === 'holiday')
  if (!hours.some((rule) => rule.holidays)) return asOrdinary
  const asHoliday = answer(hours, at, (day) => calendar(day) !== 'ordinary')
  if (asOrdinary.state !== asHoliday.state) return { state: 'unknown', next: null }
  return asOrdinary.next === asHoliday.next ? asOrdinary : { state: asOrdinary.state, next: null }
}

function answer(hours: Hours, at: Date, isHoliday: (day: number) => boolean): Omit<Opening, 'hours'> {
  const local = at.getTime() + OFFSET_MS
  const today = Math.floor(local / DAY_MS)
  const now = (local - today * DAY_MS) / 60_000
  const spans = spansAround(hours, today, isHoliday)
  const current = spans.find(([from, to]) => from <= now && now < to)
  if (current !== undefined) {
    const lastsOn = current[1] >= DAYS_AHEAD * DAY_MINUTES
    return { state: 'open', next: lastsOn ? null : `${when(current[1], today, true)} 关门` }
  }
  const coming = spans.find(([from]) => from > now)
  return { state: 'closed', next: coming === undefined ? null : `${when(coming[0], today, false)} 开门` }
}

/** Open spans from yesterday on, in minutes from today's midnight, joined where they touch. */
function spansAround(hours: Hours, today: number, isHoliday: (day: number) => boolean): Span[] {
  const all: Span[] = []
  for (let ahead = -1; ahead < DAYS_AHEAD; ahead++) {
    const shift = ahead * DAY_MINUTES
    for (const [from, to] of spansOfDay(hours, today + ahead, isHoliday(today + ahead)))
      all.push([from + shift, to + shift])
  }
  all.sort((a, b) => a[0] - b[0])
  const joined: Span[] = []
  for (const span of all) {
    const last = joined.at(-1)
    if (last !== undefined && span[0] <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], span[1])]
    else joined.push(span)
  }
  return joined
}

/** The last rule that speaks of a day decides it; an added one adds; a time that is off is cut out. */
function spansOfDay(hours: Hours, day: number, isHoliday: boolean): readonly Span[] {
  const month = 1 << new Date(day * DAY_MS).getUTCMonth()
  const weekday = 1 << weekdayOf(day)
  let spans: readonly Span[] = []
  for (const rule of hours) {
    const isMeant = (rule.months & month) !== 0 && ((rule.weekdays & weekday) !== 0 || (rule.holidays && isHoliday))
    if (!isMeant) continue
    if (rule.isOff) spans = rule.spans.length === 0 ? [] : spans.flatMap((span) => without(span, rule.spans))
    else spans = rule.isAdded ? [...spans, ...rule.spans] : rule.spans
  }
  return spans
}

function without(span: Span, holes: readonly Span[]): Span[] {
  let left: Span[] = [span]
  for (const [from, to] of holes)
    left = left.flatMap(([a, b]): Span[] => {
      const parts: Span[] = [
        [a, Math.min(b, from)],
        [Math.max(a, to), b],
      ]
      return parts.filter(([x, y]) => x < y)
    })
  return left
}

/** 1970-01-01 was a Thursday; Monday is 0. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

function when(minute: number, today: number, isEnd: boolean): string {
  // A span that ends at midnight ends today, not tomorrow.
  const ahead = isEnd ? Math.ceil(minute / DAY_MINUTES) - 1 : Math.floor(minute / DAY_MINUTES)
  const rest = minute - ahead * DAY_MINUTES
  const clock = `${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`
  if (ahead === 0) return clock
  return `${ahead === 1 ? '明天' : WEEKDAY_NAMES[weekdayOf(today + ahead)]} ${clock}`
}
