import { existsSync, readFileSync } from 'node:fs'
import type { Category } from '@xiayi/contract/places'
import { describe, expect, test } from 'vitest'
import { menuGroups, shortName } from './menu-groups.ts'

function category(id: string): Category {
  return {
    id,
    nameZh: id,
    nameEn: id,
    tier: 'basic',
    walkMinutes: 10,
    radiusM: null,
    source: '',
    verified: true,
    placeCount: 1,
  }
}

const facts = new URL('../../../../../../shared/facts/business_types.json', import.meta.url)

describe('the menu of the resident home', () => {
  test('a category that no group names is still reachable', () => {
    const shown = menuGroups([category('pharmacy'), category('blacksmith')])
    expect(shown.map(({ word, categories }) => [word, categories.map(({ id }) => id)])).toEqual([
      ['看病拿药', ['pharmacy']],
      ['其他', ['blacksmith']],
    ])
  })

  test.skipIf(!existsSync(facts))(
    'every type of the fact file has its place in the menu (needs ../shared/facts)',
    () => {
      const parsed: { types: { id: string }[] } = JSON.parse(readFileSync(facts, 'utf8'))
      const shown = menuGroups(parsed.types.map(({ id }) => category(id)))
      expect(shown.find(({ id }) => id === 'other')).toBeUndefined()
      expect(shown.flatMap(({ categories }) => categories)).toHaveLength(parsed.types.length)
    },
  )

  test.each([
    ['生鲜超市(菜店)', '生鲜超市'],
    ['养老院/老年养护院', '养老院'],
    ['药店', '药店'],
  ])('%s is called %s where there is little room', (long, short) => {
    expect(shortName(long)).toBe(short)
  })
})
