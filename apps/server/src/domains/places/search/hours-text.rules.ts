/**
 * Opening hours as text: the part of OpenStreetMap's opening_hours that shops here use, and the Chinese phrases of
 * spreadsheets that say the same. Whatever is not understood to the last character is not understood at all: a wrong
 * opening time sends somebody out for nothing. What is in and what is out: docs/decisions/0010-opening-hours.md.
 */

/** Minutes from midnight; the end may lie past it (1320–1560 is 22:00–02:00). */
export type Span = readonly [from: number, to: number]

export interface HoursRule {
  /** bit 0 January .. bit 11 December */
  readonly months: number
  /** bit 0 Monday .. bit 6 Sunday */
  readonly weekdays: number
  readonly holidays: boolean
  readonly isOff: boolean
  /** adds to what earlier rules say of the day instead of replacing it */
  readonly isAdded: boolean
  readonly spans: readonly Span[]
}
export type Hours = readonly HoursRule[]

const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const EVERY_DAY = 0b111_1111
const EVERY_MONTH = 0b1111_1111_1111
const WHOLE_DAY: Span = [0, 1440]
const MAX_CHARACTERS = 300

/** Undefined when any part is not understood. */
export function hoursOf(text: string): Hours | undefined {
  if (text.length > MAX_CHARACTERS) return undefined
  const rules: HoursRule[] = []
  for (const part of inPlainWords(text).split(';')) {
    const rest = part.trim()
    if (rest === '') continue
    const read = readRules(rest)
    if (read === undefined) return undefined
    rules.push(...read)
  }
  return rules.length === 0 ? undefined : rules
}

const CHINESE: readonly (readonly [RegExp, string])[] = [
  [/营业时间:?|开放时间:?/g, ''],
  [/[~—–−]|至|到/g, '-'],
  [/、/g, ','],
  [/(?:全天)?24小时(?:营业|开放|服务|不打烊)?|全天(?:候)?(?:营业|开放|服务)?/g, ' 24/7 '],
  [/每天|每日|天天|全年/g, ' mo-su '],
  [/周末/g, ' sa-su '],
  [/法定节假日/g, ' ph '],
  [/休息|不营业|停业|闭馆|关门/g, ' off '],
  [/(\d)点(?=\D|$)/g, '$1:00'],
]
const DAY_LETTERS = '一二三四五六日'

/** One spelling for all: half width, small letters, and the Chinese phrases turned into OpenStreetMap's. */
function inPlainWords(text: string): string {
  let plain = text.normalize('NFKC').toLowerCase()
  for (const [phrase, word] of CHINESE) plain = plain.replaceAll(phrase, word)
  return plain.replaceAll(/(?:周|星期|礼拜)([一二三四五六日天])/g, (_, letter: string) => {
    const day = letter === '天' ? 6 : DAY_LETTERS.indexOf(letter)
    return ` ${WEEKDAYS[day]} `
  })
}

interface Reader {
  rest: string
}

/** "mo-fr 08:00-12:00,14:00-18:00, sa 09:00-12:00": a rule and those added to it by a comma. */
function readRules(text: string): HoursRule[] | undefined {
  const reader = { rest: text }
  const rules: HoursRule[] = []
  do {
    const rule = readRule(reader, rules.length > 0)
    if (rule === undefined) return undefined
    rules.push(rule)
  } while (take(reader, /^,/) !== undefined)
  return reader.rest === '' ? rules : undefined
}

function readRule(reader: Reader, isAdded: boolean): HoursRule | undefined {
  const before = reader.rest
  const months = readSet(reader, MONTHS)
  if (months !== undefined) take(reader, /^:/)
  const days = readDays(reader)
  if (days !== undefined) take(reader, /^:/)
  const isAlways = take(reader, /^24\/7/) !== undefined
  const spans = isAlways ? [WHOLE_DAY] : readSpans(reader)
  if (spans === undefined) return undefined
  const state = take(reader, /^(?:off|closed|open)(?![a-z])/)
  if (reader.rest === before) return undefined
  const isOff = state === 'off' || state === 'closed'
  return {
    months: months ?? EVERY_MONTH,
    weekdays: days?.weekdays ?? EVERY_DAY,
    holidays: days?.holidays ?? false,
    isOff,
    isAdded,
    spans: spans.length === 0 && !isOff ? [WHOLE_DAY] : spans,
  }
}

function readDays(reader: Reader): { weekdays: number; holidays: boolean } | undefined {
  let weekdays = 0
  let holidays = false
  let isFound = false
  do {
    const before = reader.rest
    if (isFound) take(reader, /^,/)
    const set = readSet(reader, WEEKDAYS)
    const isHoliday = set === undefined && take(reader, /^ph(?![a-z])/) !== undefined
    if (set === undefined && !isHoliday) {
      reader.rest = before
      break
    }
    isFound = true
    weekdays |= set ?? 0
    holidays ||= isHoliday
  } while (reader.rest.startsWith(','))
  return isFound ? { weekdays, holidays } : undefined
}

/** "mo", "sa-mo" (over the end), "jan-mar,dec": bits; undefined when none stands here. */
function readSet(reader: Reader, names: readonly string[]): number | undefined {
  let bits = 0
  let before = reader.rest
  for (;;) {
    const from = takeName(reader, names)
    if (from === undefined) break
    const to = take(reader, /^-/) === undefined ? from : takeName(reader, names)
    if (to === undefined) break
    for (let i = from; ; i = (i + 1) % names.length) {
      bits |= 1 << i
      if (i === to) break
    }
    before = reader.rest
    if (take(reader, /^,/) === undefined) break
  }
  reader.rest = before
  return bits === 0 ? undefined : bits
}

function takeName(reader: Reader, names: readonly string[]): number | undefined {
  const before = reader.rest
  const word = take(reader, /^[a-z]+/)
  const at = word === undefined ? -1 : names.indexOf(word)
  if (at >= 0) return at
  reader.rest = before
  return undefined
}

const SPAN = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(?![\d:+])/

/** Empty when no time stands here; undefined when one does and makes no sense. */
function readSpans(reader: Reader): Span[] | undefined {
  const spans: Span[] = []
  for (;;) {
    const before = reader.rest
    if (spans.length > 0 && take(reader, /^,/) === undefined) return spans
    const found = SPAN.exec(reader.rest)
    if (found === null) {
      reader.rest = before
      return spans
    }
    const from = minutes(found[1], found[2])
    const to = minutes(found[3], found[4])
    if (from === undefined || to === undefined || from >= 1440 || to > 2880 || from === to) return undefined
    if (to > 1440 && to - from > 1440) return undefined
    spans.push([from, to > from ? to : to + 1440])
    take(reader, SPAN)
  }
}

function minutes(hours: string | undefined, minute: string | undefined): number | undefined {
  const m = Number(minute)
  return m < 60 ? Number(hours) * 60 + m : undefined
}

/** Takes what stands at the front, and the blanks after it. */
function take(reader: Reader, what: RegExp): string | undefined {
  const found = what.exec(reader.rest)?.[0]
  if (found === undefined) return undefined
  reader.rest = reader.rest.slice(found.length).trimStart()
  return found
}
