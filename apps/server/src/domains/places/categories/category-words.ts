import type { Category, CategorySet, TagPattern } from './category-set.ts'

/** A category set taken apart once, so that mapping a place splits no pattern and lowers no keyword again. */
export interface PreparedSet {
  readonly categories: readonly PreparedCategory[]
  readonly other: { readonly patterns: readonly Pattern[]; readonly vendor: ReadonlySet<string> }
}

export interface PreparedCategory {
  readonly category: Category
  readonly patterns: readonly Pattern[]
  readonly patternsWithKeyword: readonly Pattern[]
  readonly keywords: readonly Word[]
  readonly excluded: readonly Word[]
  /** words that a vendor's category may be; the category's own name and keywords among them */
  readonly vendor: ReadonlySet<string>
  readonly vendorWithKeyword: ReadonlySet<string>
}

export interface Word {
  /** lower case */
  readonly text: string
  readonly isLatin: boolean
}

/** Conditions that must all hold. `values` undefined: any value. */
export type Pattern = readonly {
  readonly key: string
  readonly isNegated: boolean
  readonly values: ReadonlySet<string> | undefined
}[]

const prepared = new WeakMap<CategorySet, PreparedSet>()

export function preparedOf(set: CategorySet): PreparedSet {
  const known = prepared.get(set)
  if (known !== undefined) return known
  const made: PreparedSet = {
    categories: set.categories.map(prepare),
    other: { patterns: set.nothingOfOurs.osmTags.map(patternOf), vendor: lowered(set.nothingOfOurs.vendor) },
  }
  prepared.set(set, made)
  return made
}

function prepare(category: Category): PreparedCategory {
  return {
    category,
    patterns: category.osmTags.map(patternOf),
    patternsWithKeyword: (category.osmTagsWithKeyword ?? []).map(patternOf),
    keywords: category.keywords.map(wordOf),
    excluded: (category.excludeKeywords ?? []).map(wordOf),
    vendor: lowered([...category.vendor, category.name.zh, ...category.keywords]),
    vendorWithKeyword: lowered(category.vendorWithKeyword ?? []),
  }
}

function patternOf(pattern: TagPattern): Pattern {
  return Object.entries(pattern).map(([key, wanted]) => {
    const isNegated = wanted.startsWith('!')
    const list = isNegated ? wanted.slice(1) : wanted
    return { key, isNegated, values: list === '' || list === '*' ? undefined : new Set(list.split('|')) }
  })
}

function wordOf(text: string): Word {
  const lower = text.normalize('NFKC').toLowerCase()
  return { text: lower, isLatin: /^[a-z0-9 ]+$/.test(lower) }
}

function lowered(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => word.normalize('NFKC').toLowerCase()))
}
