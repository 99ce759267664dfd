import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pinyinOf } from './pinyin.rules.ts'
import { approximate, categoryWords, leastErrors, matchOf, searchEntry, searchQuery } from './search.rules.ts'

const CATEGORIES = categoryWords([
  { name: { zh: '药店', en: 'pharmacy' }, keywords: ['药房', '大药房'] },
  { name: { zh: '便利店', en: 'convenience store' }, keywords: ['便民超市'] },
  { name: { zh: '早餐店(早点铺)', en: 'breakfast' }, keywords: ['早餐', '包子'] },
])

function match(typed: string, name: string, category = -1, address: string | null = null) {
  const entry = searchEntry({ name, ...pinyinOf(name), address })
  const found = matchOf(searchQuery(typed, CATEGORIES), entry, category < 0 ? [] : [category], true)
  return found?.matched
}

type Row = readonly [typed: string, name: string, matched: string | undefined, category?: number, address?: string]

const ROWS: readonly Row[] = [
  ['栗香便利店', '栗香便利店', 'name'],
  ['栗香', '栗香便利店', 'name'],
  ['便利', '栗香便利店', 'name'],
  ['栗香 便利', '栗香便利店（人民路店）', 'name'],
  ['kfc', 'ＫＦＣ餐厅', 'name'],
  ['lixiang', '栗香便利店', 'pinyin'],
  ['li xiang', '栗香便利店', 'pinyin'],
  ['lixi', '栗香便利店', 'pinyin'],
  ['bianlidian', '栗香便利店', 'pinyin'],
  ['ixiang', '栗香便利店', 'typo'],
  ['力香', '栗香便利店', 'pinyin'],
  ['栗xiang', '栗香便利店', 'pinyin'],
  ['shanji', '单记烧饼', 'pinyin'],
  ['danji', '单记烧饼', 'pinyin'],
  ['lxbld', '栗香便利店', 'initials'],
  ['bld', '栗香便利店', 'initials'],
  ['sjsb', '单记烧饼', 'initials'],
  ['药店', '和顺大药房', 'category', 0],
  ['药房', '康复堂', 'category', 0],
  ['早点铺', '和顺包子', 'category', 2],
  ['pharmacy', '康复堂', 'category', 0],
  ['yaodian', '康复堂', 'category', 0],
  ['yaodian', '万家药店', 'category', 0],
  ['yaod', '万家药店', 'pinyin', 0],
  ['yaod', '康复堂', undefined, 0],
  ['pharm', '康复堂', 'category', 0],
  ['人民路', '栗香便利店', 'address', 1, '人民路 12 号'],
  ['栗城路 药店', '和顺大药房', 'address', 0, '栗城路12号'],
  ['栗香便力店', '栗香便利店', 'pinyin'],
  ['栗香方便店', '栗香便利店', undefined],
  ['夏邑县人民衣院', '夏邑县人民医院', 'pinyin'],
  ['夏邑县人民大院', '夏邑县人民医院', 'typo'],
  ['lixang', '栗香便利店', 'typo'],
  ['bianlidan', '栗香便利店', 'typo'],
  ['renmingyiyaun', '人民医院', undefined],
  ['renmingyiyuan', '人民医院', 'typo'],
  ['', '栗香便利店', 'near'],
  ['   ', '栗香便利店', 'near'],
  ['学校', '栗香便利店', undefined],
  ['%_%_%', '栗香便利店', undefined],
  ['(a+)+$', '栗香便利店', undefined],
  ["'; drop table place;--", '栗香便利店', undefined],
  ['x', '栗香便利店', undefined],
]

describe('search', () => {
  for (const [typed, name, matched, category, address] of ROWS)
    test(`"${typed}" ${matched === undefined ? 'does not find' : `finds by ${matched}`} ${name}`, () => {
      expect(match(typed, name, category, address ?? null)).toBe(matched)
    })

  test('a whole name is before a part, a part before pinyin, pinyin before a typo', () => {
    const rank = (typed: string) => {
      const entry = searchEntry({ name: '人民医院', ...pinyinOf('人民医院'), address: null })
      return matchOf(searchQuery(typed, CATEGORIES), entry, [], true)?.rank ?? Infinity
    }
    const ranks = ['人民医院', '医院', 'yiyuan', 'rmyy', 'renmingyiyuan'].map(rank)
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(new Set(ranks).size).toBe(ranks.length)
  })

  test('typos are forgiven only when asked', () => {
    const entry = searchEntry({ name: '栗香便利店', ...pinyinOf('栗香便利店'), address: null })
    expect(matchOf(searchQuery('bianlidan', CATEGORIES), entry, [], false)).toBeUndefined()
  })
})

/** The textbook table: row by row, free start and free end in the text. */
function leastErrorsByTable(pattern: string, text: string): number {
  let column = Array.from({ length: pattern.length + 1 }, (_, i) => i)
  let least = pattern.length
  for (let j = 0; j < text.length; j++) {
    const next = [0]
    for (let i = 1; i <= pattern.length; i++)
      next.push(
        Math.min(
          (column[i - 1] ?? 0) + (pattern[i - 1] === text[j] ? 0 : 1),
          (column[i] ?? 0) + 1,
          (next[i - 1] ?? 0) + 1,
        ),
      )
    column = next
    least = Math.min(least, column[pattern.length] ?? least)
  }
  return least
}

test('the bit-parallel edit distance agrees with the textbook table', () => {
  const letters = (max: number) =>
    fc.array(fc.constantFrom('a', 'b', '栗', '店'), { minLength: 1, maxLength: max }).map((list) => list.join(''))
  fc.assert(
    fc.property(letters(31), letters(60), (pattern, text) => {
      const prepared = approximate(pattern, 2)
      expect(prepared && leastErrors(prepared, text)).toBe(leastErrorsByTable(pattern, text))
    }),
    { numRuns: 500 },
  )
})

test('a pattern of more than 31 characters is not searched approximately', () => {
  expect(approximate('a'.repeat(32), 2)).toBeUndefined()
})
