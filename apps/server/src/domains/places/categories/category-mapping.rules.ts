import type { Category, CategorySet } from './category-set.ts'
import { type Pattern, type PreparedCategory, preparedOf, type Word } from './category-words.ts'

/**
 * From what a map or a spreadsheet says of a place to our categories.
 *
 * Tags and vendor categories say what a thing is; a name only hints at it. So the name alone decides only when neither
 * tags nor vendor category lead anywhere. A Chinese name ends with what the thing is (实验小学公交站 is a stop, 人民公园
 * 停车场 a car park), so of several keywords the one that ends last wins, the longest first. Brackets hold either a
 * branch (人民路店), which says nothing, or a second function (菜鸟驿站), which counts when it is itself a keyword.
 */
export interface PlaceDescription {
  readonly name?: string | undefined
  readonly tags?: Readonly<Record<string, string>> | undefined
  /** as the file has it: 药店, or a path such as 购物服务;便民商店/便利店 */
  readonly vendorCategory?: string | undefined
}

export type Because =
  | { readonly by: 'tags'; readonly tags: string; readonly keyword?: string }
  | { readonly by: 'vendor'; readonly word: string; readonly keyword?: string }
  | { readonly by: 'name'; readonly keyword: string }
  | { readonly by: 'also'; readonly categoryId: string }

export interface CategoryMatch {
  readonly categoryId: string
  readonly because: Because
}

type Tags = Readonly<Record<string, string>>

interface Candidate {
  readonly category: Category
  readonly because: Because
  /** what the evidence speaks of: two candidates on one subject compete, on two they add up */
  readonly subject: string
  readonly strength: number
  readonly detail: number
}

/** Tags that restate another: they speak of the same thing and must not count twice. */
const SUBJECT_OF_KEY: Tags = {
  healthcare: 'amenity',
  social_facility: 'amenity',
  'social_facility:for': 'amenity',
  community_centre: 'amenity',
  public_transport: 'highway',
  building: 'amenity',
  industrial: 'amenity',
  breakfast: 'amenity',
  repair: 'shop',
  place: 'leisure',
  landuse: 'leisure',
}

/** The categories of one place, in the order of the set. Empty when nothing speaks for any. */
export function categoriesOf(place: PlaceDescription, set: CategorySet): CategoryMatch[] {
  const prepared = preparedOf(set)
  const name = plain(place.name ?? '')
  const tags = place.tags ?? {}
  const possible = prepared.categories.filter((category) => !hasAnyWord(name, category.excluded))
  const vendorWords = vendorWordsOf(place.vendorCategory ?? '')
  const candidates = [...tagCandidates(tags, name, possible), ...vendorCandidates(vendorWords, name, possible)]
  const found = new Map<string, Because>()
  for (const winner of winners(candidates)) found.set(winner.category.id, winner.because)
  const isOther =
    prepared.other.patterns.some((pattern) => matches(pattern, tags)) ||
    vendorWords.some((word) => prepared.other.vendor.has(word))
  if (found.size === 0 && isOther) return []
  for (const match of nameMatches(name, possible, found.size > 0)) {
    if (!found.has(match.category.id)) found.set(match.category.id, { by: 'name', keyword: match.keyword })
  }
  return inOrder(found, set)
}

function inOrder(found: ReadonlyMap<string, Because>, set: CategorySet): CategoryMatch[] {
  if (found.size === 0) return []
  const all = new Map(found)
  for (const category of set.categories) {
    if (!found.has(category.id)) continue
    for (const other of category.also ?? []) {
      if (!all.has(other)) all.set(other, { by: 'also', categoryId: category.id })
    }
  }
  return set.categories.flatMap((category) => {
    const because = all.get(category.id)
    return because === undefined ? [] : [{ categoryId: category.id, because }]
  })
}

function winners(candidates: readonly Candidate[]): Candidate[] {
  const bySubject = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const held = bySubject.get(candidate.subject)
    if (held === undefined || isStronger(candidate, held)) bySubject.set(candidate.subject, candidate)
  }
  return [...bySubject.values()]
}

function isStronger(a: Candidate, b: Candidate): boolean {
  if (a.strength !== b.strength) return a.strength > b.strength
  if (a.category.priority !== b.category.priority) return a.category.priority > b.category.priority
  if (a.detail !== b.detail) return a.detail > b.detail
  return a.category.id < b.category.id
}

function tagCandidates(tags: Tags, name: string, possible: readonly PreparedCategory[]): Candidate[] {
  return possible.flatMap(({ category, patterns, patternsWithKeyword, keywords }) => {
    const alone = patterns.filter((pattern) => matches(pattern, tags))
    const helped = patternsWithKeyword.filter((pattern) => matches(pattern, tags))
    if (alone.length === 0 && helped.length === 0) return []
    const keyword = keywords.find((word) => endOf(name, word) >= 0)?.text
    const counting = keyword === undefined ? alone : [...alone, ...helped]
    return counting.map((pattern) => ({
      category,
      because: { by: 'tags', tags: textOf(pattern, tags), ...(keyword === undefined ? {} : { keyword }) } as const,
      subject: subjectOf(pattern),
      strength: keyword === undefined ? 1 : 2,
      detail: pattern.length,
    }))
  })
}

function subjectOf(pattern: Pattern): string {
  const key = pattern[0]?.key ?? ''
  return SUBJECT_OF_KEY[key] ?? key
}

function textOf(pattern: Pattern, tags: Tags): string {
  return pattern
    .filter(({ key }) => tags[key] !== undefined)
    .map(({ key }) => `${key}=${tags[key] ?? ''}`)
    .join(' ')
}

function matches(pattern: Pattern, tags: Tags): boolean {
  return pattern.every(({ key, isNegated, values }) => {
    const given = tags[key]
    if (given === undefined) return isNegated
    const isAmong = values === undefined || given.split(';').some((value) => values.has(value.trim()))
    return isAmong !== isNegated
  })
}

/** A vendor's path names ever narrower kinds; the narrowest level that we know decides. */
function vendorCandidates(
  words: readonly string[],
  name: string,
  possible: readonly PreparedCategory[],
): readonly Candidate[] {
  for (const word of words) {
    const candidates = possible.flatMap((prepared) => vendorCandidate(prepared, word, name))
    if (candidates.length > 0) return candidates
  }
  return []
}

function vendorCandidate(prepared: PreparedCategory, word: string, name: string): Candidate[] {
  const isKnown = prepared.vendor.has(word)
  if (!isKnown && !prepared.vendorWithKeyword.has(word)) return []
  const keyword = prepared.keywords.find((each) => endOf(name, each) >= 0)?.text
  if (!isKnown && keyword === undefined) return []
  const because: Because = { by: 'vendor', word, ...(keyword === undefined ? {} : { keyword }) }
  return [
    { category: prepared.category, because, subject: 'vendor', strength: keyword === undefined ? 1 : 2, detail: 0 },
  ]
}

/** 购物服务;便民商店/便利店 gives, narrowest first: the whole, 便民商店/便利店, 便利店, 便民商店, 购物服务. */
function vendorWordsOf(text: string): string[] {
  const whole = plain(text)
  if (whole === '') return []
  const levels = whole.split(/[;|>]/).map((level) => level.trim())
  const words = [whole]
  for (let from = 1; from < levels.length; from++) words.push(levels.slice(from).join(';'))
  for (const level of levels.toReversed()) words.push(level, ...level.split('/').toReversed())
  return [...new Set(words)].filter((word) => word !== '')
}

interface NameMatch {
  readonly category: Category
  readonly keyword: string
}

const BRACKETED = /[([{【「]([^)\]}】」]*)[)\]}】」]/g

function nameMatches(name: string, possible: readonly PreparedCategory[], isKnownAlready: boolean): NameMatch[] {
  if (name === '') return []
  const inBrackets = [...name.matchAll(BRACKETED)].map((match) => (match[1] ?? '').trim())
  const second = inBrackets.flatMap((text) => exactMatch(text, possible))
  const standing = second.find((match) => match.category.isNamedAfterNeighbour === true)
  if (standing !== undefined) return isKnownAlready ? [] : [standing]
  if (isKnownAlready) return second
  const head = headMatch(name.replaceAll(BRACKETED, ''), possible)
  if (head === undefined) return second
  return head.category.isNamedAfterNeighbour === true ? [head] : [head, ...second]
}

function exactMatch(text: string, possible: readonly PreparedCategory[]): NameMatch[] {
  let best: Category | undefined
  for (const { category, keywords } of possible) {
    if (category.isLandmark === true || !keywords.some((word) => word.text === text)) continue
    if (best === undefined || category.priority > best.priority) best = category
  }
  return best === undefined ? [] : [{ category: best, keyword: text }]
}

function headMatch(main: string, possible: readonly PreparedCategory[]): NameMatch | undefined {
  let best: (NameMatch & { end: number }) | undefined
  for (const { category, keywords } of possible) {
    for (const word of keywords) {
      const end = endOf(main, word)
      const match = { category, keyword: word.text, end }
      if (end >= 0 && (best === undefined || isLater(match, best))) best = match
    }
  }
  return best
}

function isLater(a: NameMatch & { end: number }, b: NameMatch & { end: number }): boolean {
  if (a.end !== b.end) return a.end > b.end
  if (a.keyword.length !== b.keyword.length) return a.keyword.length > b.keyword.length
  return a.category.priority > b.category.priority
}

function hasAnyWord(name: string, words: readonly Word[]): boolean {
  return words.some((word) => endOf(name, word) >= 0)
}

/** A keyword followed by one of these is part of an address or an estate's name: 公园东路, 银行大厦, 小学家属院. */
const ADDRESS = /^[东西南北中一二三四]?(?:路|街|巷|大道|胡同|里弄|小区|家属院|宿舍|大厦|新村|社区$)/

/**
 * Where the last occurrence of `word` that counts ends, or -1. Latin words count only whole: IES is not in SERIES.
 */
function endOf(name: string, word: Word): number {
  for (let at = name.lastIndexOf(word.text); at >= 0; at = at === 0 ? -1 : name.lastIndexOf(word.text, at - 1)) {
    const end = at + word.text.length
    const isWhole = !word.isLatin || (!isLetter(name[at - 1]) && !isLetter(name[end]))
    if (isWhole && !ADDRESS.test(name.slice(end, end + 4))) return end
  }
  return -1
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && character >= 'a' && character <= 'z'
}

/** Full-width brackets and letters become plain ones, so that one spelling of a keyword is enough. */
function plain(text: string): string {
  return text === '' ? text : text.normalize('NFKC').toLowerCase().trim()
}
