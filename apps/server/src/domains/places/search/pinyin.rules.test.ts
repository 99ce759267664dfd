import { describe, expect, test } from 'vitest'
import { pinyinOf } from './pinyin.rules.ts'

const NAMES: readonly (readonly [name: string, pinyin: string, initials: string])[] = [
  ['栗香便利店', 'li xiang bian li dian', 'lxbld'],
  ['夏邑县人民医院', 'xia yi xian ren min yi yuan', 'xyxrmyy'],
  ['中国银行', 'zhong guo yin hang', 'zgyh'],
  ['重庆小面', 'chong qing xiao mian', 'cqxm'],
  ['单记烧饼', 'dan ji shao bing|shan ji shao bing', 'djsb|sjsb'],
  ['和顺早餐（人民路店）', 'he shun zao can ren min lu dian', 'hszcrmld'],
  ['KFC 24h', 'kfc 24 h', 'k24h'],
  ['ＫＦＣ餐厅', 'kfc can ting', 'kct'],
  ['绿地', 'lv di', 'ld'],
  ['', '', ''],
]

describe('a name as it is typed on a keyboard', () => {
  for (const [name, pinyin, initials] of NAMES)
    test(`${name || 'nothing'} is typed as ${pinyin || 'nothing'}`, () => {
      expect(pinyinOf(name)).toEqual({ pinyin, initials })
    })

  test('a character without a reading stays itself, whole', () => {
    expect(pinyinOf('𠮷野家').pinyin).toBe('𠮷 ye jia')
  })
})
