import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../../platform/problem/problem.ts'
import { categoryNames, isVerified, parseCategorySet } from './category-set.ts'

const text = readFileSync(join(import.meta.dirname, '../../../../../../standards/categories.yaml'), 'utf8')
const set = parseCategorySet(text, 'categories.yaml')

describe('the shipped categories', () => {
  test('are 17 basic, 22 quality and 23 public ones', () => {
    const tiers = set.categories.map((category) => category.tier.is)
    expect(['basic', 'quality', 'public'].map((tier) => tiers.filter((each) => each === tier).length)).toEqual([
      17, 22, 23,
    ])
  })

  test('twelve basic types were read in the guide; no walking time of a basic type was', () => {
    const basic = set.categories.filter((category) => category.tier.is === 'basic')
    expect(basic.filter((category) => isVerified(category.tier))).toHaveLength(12)
    expect(basic.filter((category) => isVerified(category.walkMinutes))).toEqual([])
  })

  test('every category has a way to be found', () => {
    for (const category of set.categories) {
      expect(category.keywords.length + category.osmTags.length, category.id).toBeGreaterThan(0)
    }
  })

  test('no vendor word belongs to two categories', () => {
    const owners = new Map<string, string>()
    for (const category of set.categories) {
      for (const word of category.vendor) {
        expect(owners.get(word), `${word}: ${category.id}`).toBeUndefined()
        owners.set(word, category.id)
      }
    }
  })

  test('names are unique', () => {
    expect(new Set(Object.values(categoryNames(set))).size).toBe(62)
  })
})

describe('a faulty list of categories is refused', () => {
  const refusalOf = (changed: string): Problem => {
    try {
      parseCategorySet(changed, 'categories.yaml')
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
    throw new Error('the list was accepted')
  }

  test.each<[string, string, string, string]>([
    ['an id used twice', '- id: supermarket', '- id: convenience_store', 'convenience_store'],
    ['a category that does not exist', 'also: [parcel_post]', 'also: [parcel_pots]', 'parcel_pots'],
    ['a source that does not exist', 'source: toilet-300 }', 'source: toilet-3000 }', 'toilet-3000'],
    ['a tier that does not exist', 'is: basic,', 'is: basics,', 'convenience_store'],
    ['a misspelt field', '    priority: 50', '    prioritty: 50', 'prioritty'],
  ])('%s, by line and name', (_, from, to, word) => {
    const changed = text.replace(from, to)
    const line = text.slice(0, text.indexOf(from)).split('\n').length
    const problem = refusalOf(changed)
    const hit = problem.errors.find((error) => error.message.includes(word))
    expect(hit, problem.message).toBeDefined()
    // A misspelt field is reported on its category, the rest on the very line.
    if (word !== 'prioritty') expect(hit?.where).toBe(`categories.yaml:${line}`)
  })
})
