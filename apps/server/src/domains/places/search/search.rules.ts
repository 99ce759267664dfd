import { pinyinOf } from './pinyin.rules.ts'

/**
 * How well a place answers what somebody typed. Only plain string search and a bit-parallel edit distance: nothing of the
 * query becomes a pattern, so no query is expensive.
 */
export type Matched = 'near' | 'name' | 'category' | 'pinyin' | 'initials' | 'address' | 'typo'

export interface Match {
  /** smaller is better; hits of one rank are ordered by the walk */
  readonly rank: number
  readonly matched: Matched
}

const RANK = {
  nameWhole: 0,
  name: 1,
  categoryWhole: 1,
  pinyin: 2,
  initials: 3,
  category: 4,
  address: 5,
  typo: 6,
} as const
const NEAR: Match = { rank: 0, matched: 'near' }

/** A place as search sees it. */
export interface SearchEntry {
  /** half width, small letters, without blanks and punctuation */
  readonly name: string
  /** per reading: the syllables run together, and a mark under each letter that begins one */
  readonly readings: readonly { readonly letters: string; readonly starts: string }[]
  readonly initials: readonly string[]
  readonly address: string
}

export function searchEntry(place: {
  name: string
  pinyin: string
  initials: string
  address: string | null
}): SearchEntry {
  return {
    name: plain(place.name),
    readings: place.pinyin.split('|').map((reading) => {
      const syllables = reading.split(' ')
      return {
        letters: syllables.join(''),
        starts: syllables.map((syllable) => '1'.padEnd(syllable.length, '0')).join(''),
      }
    }),
    initials: place.initials.split('|'),
    address: plain(place.address ?? ''),
  }
}

/** The words a category answers to and how the Chinese ones are typed, by the category's index in the set. */
export type CategoryWords = readonly { readonly words: readonly string[]; readonly letters: ReadonlySet<string> }[]

export function categoryWords(
  categories: readonly { readonly name: { zh: string; en: string }; readonly keywords: readonly string[] }[],
): CategoryWords {
  return categories.map((category) => {
    const given = [category.name.zh, category.name.en, ...category.keywords]
    const words = [...new Set(given.flatMap((word) => [plain(word), ...parts(word)]))]
    return { words, letters: new Set(words.map(lettersOf).filter((letters) => letters.length >= 3)) }
  })
}

/** 药店 is typed yaodian. */
function lettersOf(text: string): string {
  return (pinyinOf(text).pinyin.split('|')[0] ?? '').replaceAll(' ', '')
}

/** 快递/驿站 answers to both its halves. */
function parts(word: string): string[] {
  return word
    .split(/[/()（）、]/)
    .map(plain)
    .filter((part) => part.length >= 2)
}

export interface SearchQuery {
  readonly isEmpty: boolean
  readonly words: readonly QueryWord[]
}

interface QueryWord {
  readonly text: string
  readonly letters: string
  readonly isLatin: boolean
  /** per category 0: no, 1: in part, 2: whole */
  readonly categories: Uint8Array
  readonly mistypedText: Approximate | undefined
  readonly mistypedLetters: Approximate | undefined
}

const MOST_WORDS = 5

export function searchQuery(typed: string, categories: CategoryWords): SearchQuery {
  const isLatin = /^[\sa-z0-9]+$/i.test(typed)
  const spaced = typed.normalize('NFKC').split(/\s+/).map(plain).filter(Boolean)
  // "li xiang" is one name typed with blanks; "栗城路 药店" is two words that must both fit.
  const words = isLatin ? [spaced.join('')] : spaced.slice(0, MOST_WORDS)
  return {
    isEmpty: typed.trim() === '',
    words: words.filter((word) => word !== '').map((word) => queryWord(word, categories)),
  }
}

function queryWord(text: string, categories: CategoryWords): QueryWord {
  const isLatin = /^[a-z0-9]+$/.test(text)
  const letters = isLatin ? text : lettersOf(text)
  return {
    text,
    letters,
    isLatin,
    categories: Uint8Array.from(categories, ({ words, letters: typed }) => {
      if (words.includes(text) || (isLatin && typed.has(text))) return 2
      return text.length >= 2 && words.some((word) => word.includes(text)) ? 1 : 0
    }),
    mistypedText: approximate(text, text.length >= 6 ? 2 : text.length >= 3 ? 1 : 0),
    mistypedLetters: approximate(letters, letters.length >= 9 ? 2 : letters.length >= 5 ? 1 : 0),
  }
}

/** How a place matches every word of the query, by the word that fits worst; undefined when one does not fit. */
export function matchOf(
  query: SearchQuery,
  entry: SearchEntry,
  categoryIndexes: Iterable<number>,
  forgivesTypos: boolean,
): Match | undefined {
  if (query.isEmpty) return NEAR
  let worst: Match | undefined
  for (const word of query.words) {
    const match = exactMatch(word, entry, categoryIndexes) ?? (forgivesTypos ? typoMatch(word, entry) : undefined)
    if (match === undefined) return undefined
    if (worst === undefined || match.rank > worst.rank) worst = match
  }
  return worst
}

function exactMatch(word: QueryWord, entry: SearchEntry, categoryIndexes: Iterable<number>): Match | undefined {
  if (entry.name === word.text) return { rank: RANK.nameWhole, matched: 'name' }
  if (entry.name.includes(word.text)) return { rank: RANK.name, matched: 'name' }
  let category = 0
  for (const index of categoryIndexes) category = Math.max(category, word.categories[index] ?? 0)
  if (category === 2) return { rank: RANK.categoryWhole, matched: 'category' }
  if (word.letters.length >= 2 && entry.readings.some((reading) => beginsSyllable(reading, word.letters)))
    return { rank: RANK.pinyin, matched: 'pinyin' }
  if (word.isLatin && word.text.length >= 2 && entry.initials.some((initials) => initials.includes(word.text)))
    return { rank: RANK.initials, matched: 'initials' }
  if (category === 1) return { rank: RANK.category, matched: 'category' }
  if (word.text.length >= 2 && entry.address.includes(word.text)) return { rank: RANK.address, matched: 'address' }
  return undefined
}

function beginsSyllable(reading: { letters: string; starts: string }, typed: string): boolean {
  for (let at = reading.letters.indexOf(typed); at >= 0; at = reading.letters.indexOf(typed, at + 1))
    if (reading.starts[at] === '1') return true
  return false
}

function typoMatch(word: QueryWord, entry: SearchEntry): Match | undefined {
  let errors = errorsAllowed(word.mistypedText, entry.name)
  for (const reading of entry.readings) errors = Math.min(errors, errorsAllowed(word.mistypedLetters, reading.letters))
  return errors === Infinity ? undefined : { rank: RANK.typo + errors, matched: 'typo' }
}

function errorsAllowed(pattern: Approximate | undefined, text: string): number {
  if (pattern === undefined) return Infinity
  const errors = leastErrors(pattern, text)
  return errors <= pattern.most ? errors : Infinity
}

/** A pattern prepared for approximate search: per character the bits of its places. */
export interface Approximate {
  readonly length: number
  readonly most: number
  readonly places: ReadonlyMap<number, number>
}

const LONGEST_PATTERN = 31

export function approximate(pattern: string, most: number): Approximate | undefined {
  if (most === 0 || pattern.length > LONGEST_PATTERN) return undefined
  const places = new Map<number, number>()
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern.charCodeAt(i)
    places.set(unit, (places.get(unit) ?? 0) | (1 << i))
  }
  return { length: pattern.length, most, places }
}

/**
 * The fewest edits (insert, drop, replace one character) between the pattern and any part of the text.
 * Myers, A fast bit-vector algorithm for approximate string matching, J. ACM 46 (1999): one step a character of text.
 */
export function leastErrors(pattern: Approximate, text: string): number {
  const last = 1 << (pattern.length - 1)
  let up = -1
  let down = 0
  let errors = pattern.length
  let least = errors
  for (let i = 0; i < text.length; i++) {
    const same = pattern.places.get(text.charCodeAt(i)) ?? 0
    const vertical = same | down
    const horizontal = (((same & up) + up) ^ up) | same
    const rises = down | ~(horizontal | up)
    const falls = up & horizontal
    if ((rises & last) !== 0) errors++
    else if ((falls & last) !== 0) errors--
    if (errors < least) least = errors
    const risesNext = rises << 1
    up = (falls << 1) | ~(vertical | risesNext)
    down = risesNext & vertical
  }
  return least
}

/** Half width, small letters, without blanks and punctuation. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '')
}
