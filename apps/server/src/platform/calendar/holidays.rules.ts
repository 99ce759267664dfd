/**
 * Public holidays of mainland China. The days off are set by law (全国年节及纪念日放假办法, revised 2024-11-10: 元旦 1, 春节 4
 * from 除夕, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3); which days around them are moved is announced year by year, so those days
 * are neither known to be holidays nor known not to be.
 */
export type HolidayState = 'holiday' | 'ordinary' | 'unknown'

interface Festival {
  readonly month: number
  readonly day: number
  /** days off by law, from that day on */
  readonly days: number
  /** days before and after that the yearly notice may move */
  readonly before: number
  readonly after: number
}

const SOLAR: readonly Festival[] = [
  { month: 1, day: 1, days: 1, before: 3, after: 3 },
  { month: 5, day: 1, days: 2, before: 3, after: 4 },
  { month: 10, day: 1, days: 3, before: 3, after: 6 },
]

/**
 * 春节, 端午 and 中秋 as month-day. A table, because the platform's Chinese calendar is a day out where the
 * new moon falls minutes from midnight (春节 2027 and 2030). Beyond the table these seasons are of unknown state.
 */
const LUNAR: Readonly<Record<number, readonly [spring: string, dragonBoat: string, midAutumn: string]>> = {
  2024: ['02-10', '06-10', '09-17'],
  2025: ['01-29', '05-31', '10-06'],
  2026: ['02-17', '06-19', '09-25'],
  2027: ['02-06', '06-09', '09-15'],
  2028: ['01-26', '05-28', '10-03'],
  2029: ['02-13', '06-16', '09-22'],
  2030: ['02-03', '06-05', '09-12'],
  2031: ['01-23', '06-24', '10-01'],
  2032: ['02-11', '06-12', '09-19'],
  2033: ['01-31', '06-01', '09-08'],
  2034: ['02-19', '06-20', '09-27'],
  2035: ['02-08', '06-10', '09-16'],
}
/** Days of the year between which the three may fall. */
const LUNAR_SEASONS: readonly (readonly [from: string, to: string])[] = [
  ['01-17', '03-01'],
  ['05-25', '06-28'],
  ['09-04', '10-12'],
]

const DAY_MS = 86_400_000
const yearsKnown = new Map<number, ReadonlyMap<number, HolidayState>>()

/** The state of a calendar day in China; `day` counts days since 1970-01-01. */
export function holidayState(day: number): HolidayState {
  const year = new Date(day * DAY_MS).getUTCFullYear()
  return daysOf(year).get(day) ?? 'ordinary'
}

function daysOf(year: number): ReadonlyMap<number, HolidayState> {
  const known = yearsKnown.get(year)
  if (known !== undefined) return known
  const states = new Map<number, HolidayState>()
  const mark = (first: number, festival: Omit<Festival, 'month' | 'day'>) => {
    for (let day = first - festival.before; day < first + festival.days + festival.after; day++)
      if (!states.has(day)) states.set(day, 'unknown')
    for (let day = first; day < first + festival.days; day++) states.set(day, 'holiday')
  }
  // The neighbouring New Years reach into this year.
  for (const each of [year - 1, year, year + 1])
    for (const festival of SOLAR) mark(dayOf(each, festival.month, festival.day), festival)
  mark(dayOf(year, 4, qingming(year)), { days: 1, before: 3, after: 3 })
  const festivals = LUNAR[year]
  if (festivals === undefined)
    for (const [from, to] of LUNAR_SEASONS)
      mark(dayOn(year, from), { days: 0, before: 0, after: dayOn(year, to) - dayOn(year, from) + 1 })
  else {
    const [spring, dragonBoat, midAutumn] = festivals
    // 除夕 and three days
    mark(dayOn(year, spring) - 1, { days: 4, before: 2, after: 6 })
    for (const each of [dragonBoat, midAutumn]) mark(dayOn(year, each), { days: 1, before: 3, after: 3 })
  }
  yearsKnown.set(year, states)
  return states
}

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS
}

function dayOn(year: number, monthDay: string): number {
  return Date.parse(`${year}-${monthDay}`) / DAY_MS
}

/** Day of April on which 清明 falls: the usual approximation by the solar year, right for 2000-2099. */
function qingming(year: number): number {
  const y = year % 100
  return Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)
}
