import { dayWords } from '@xiayi/ui/format'

/** 2026年9月30日 of 2026-09-30, a day in the county's time */
export function plainDayWords(day: string): string {
  return dayWords(`${day}T00:00:00+08:00`)
}
