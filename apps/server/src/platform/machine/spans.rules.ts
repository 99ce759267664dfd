import {
  addWorkingDays,
  endOfDay,
  localDay,
  type WorkCalendar,
  workingDaysBetween,
} from '../calendar/working-days.rules.ts'
import type { Span } from './machine.ts'

/** What a clock still has to run, as it is stored. */
export type Amount = { readonly ms: number } | { readonly workingDays: number }

export function amountOf(span: Span): Amount {
  if ('workingDays' in span) return { workingDays: span.workingDays }
  if ('minutes' in span) return { ms: span.minutes * 60_000 }
  if ('hours' in span) return { ms: span.hours * 3_600_000 }
  return { ms: span.days * 86_400_000 }
}

/** When a clock that starts to count now will ring. Independent of when anybody asks. */
export function dueAt(amount: Amount, countedFrom: Date, calendar: WorkCalendar): Date {
  if ('ms' in amount) return new Date(countedFrom.getTime() + amount.ms)
  return endOfDay(addWorkingDays(localDay(countedFrom), amount.workingDays, calendar))
}

/**
 * What is left of a clock that stops now. Of working days the one that is going on counts as spent, so a stop and a start on one
 * day change nothing. Never negative: a clock that is due is due.
 */
export function leftOf(amount: Amount, countedFrom: Date, now: Date, calendar: WorkCalendar): Amount {
  if ('ms' in amount) return { ms: Math.max(0, amount.ms - Math.max(0, now.getTime() - countedFrom.getTime())) }
  const spent = workingDaysBetween(localDay(countedFrom), localDay(now), calendar)
  return { workingDays: Math.max(0, amount.workingDays - spent) }
}
