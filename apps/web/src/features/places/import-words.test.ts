import { describe, expect, test } from 'vitest'
import { guessKind, importNotes, understoodWords } from './import-words.ts'

describe('the words of an import', () => {
  test('what was understood is told by the file’s own words; what has no word, and what is empty, is left out', () => {
    const understood = {
      columns: { name: '名称', lon: '经度' },
      encoding: 'GB18030',
      datum: 'gcj02',
      ignoredColumns: [],
      plazaSightLines: 12,
      buildings: 6012,
    }
    expect(understoodWords(understood)).toEqual([
      { name: '编码', value: 'GB18030' },
      { name: '认出的列', value: '名称、经度' },
      { name: '坐标系', value: 'GCJ-02（高德、腾讯）' },
      { name: '建筑', value: '6,012' },
    ])
  })

  test('sentences are told as they are; an import without any tells none', () => {
    expect(importNotes({ notes: ['3 人没有安放。', 7] })).toEqual(['3 人没有安放。'])
    expect(importNotes({})).toEqual([])
  })

  test.each([
    ['henan.osm.pbf', 'osm'],
    ['MAP.OSM', 'osm'],
    ['pop.tif', 'population'],
    ['商铺.xlsx', null],
  ])('%s looks like %s', (name, kind) => {
    expect(guessKind(name)).toBe(kind)
  })
})
