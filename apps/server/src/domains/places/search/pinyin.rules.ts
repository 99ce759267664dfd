import { pinyin } from 'pinyin-pro'

/**
 * How a name is stored for search: syllables parted by spaces (li xiang bian li dian), initials run together (lxbld).
 * A second reading, parted by |, is kept where a shop is named after its owner: 单记 is Shan's, not Dan's. Other
 * characters of two readings take the one that the words around them suggest, and the search forgives a wrong guess as a
 * typo.
 */
export interface PinyinText {
  readonly pinyin: string
  readonly initials: string
}

const OWNED = /^.[记氏家姐哥嫂婶爷]/u

export function pinyinOf(name: string): PinyinText {
  const text = name.normalize('NFKC').toLowerCase()
  const readings = [syllablesOf(text, 'off')]
  if (OWNED.test(text)) readings.push(syllablesOf(text, 'head'))
  const spelled = [...new Set(readings.map((syllables) => syllables.join(' ')))]
  return {
    pinyin: spelled.join('|'),
    initials: spelled.map((reading) => initialsOf(reading.split(' '))).join('|'),
  }
}

function syllablesOf(text: string, surname: 'off' | 'head'): string[] {
  const parts = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true, surname })
  return parts.flatMap((part) => part.match(/[a-z]+|[0-9]+|[^\s\p{P}\p{S}a-z0-9]/gu) ?? [])
}

/** A syllable or a Latin word gives its first letter; a number stays whole, for it is typed whole. */
function initialsOf(syllables: readonly string[]): string {
  return syllables.map((syllable) => (/^[0-9]/.test(syllable) ? syllable : (syllable.match(/^./u)?.[0] ?? ''))).join('')
}
