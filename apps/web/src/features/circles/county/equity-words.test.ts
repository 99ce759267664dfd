import { describe, expect, test } from 'vitest'
import { bandWords, giniSentence, reachedWords, themeOf } from './equity-words.ts'

const community = (within: number, beyond: number) => ({ bands: [within, 0, 0, beyond] })

/** The mean difference between two people picked at random, as the sentence claims it, by trying all pairs. */
function meanDifference(communities: readonly { bands: number[] }[]): number {
  const groups = communities.map(({ bands }) => {
    const people = bands.reduce((sum, count) => sum + count, 0)
    return { people, share: (people - (bands.at(-1) ?? 0)) / people }
  })
  const people = groups.reduce((sum, group) => sum + group.people, 0)
  let sum = 0
  for (const a of groups) for (const b of groups) sum += a.people * b.people * Math.abs(a.share - b.share)
  return (sum / people / people) * 100
}

describe('the Gini coefficient in words', () => {
  test('is the mean difference between two people', () => {
    // Half of 400 people have everything, half nothing: mean 0.5, Gini 0.5.
    const halves = [community(200, 0), community(0, 200)]
    expect(meanDifference(halves)).toBe(50)
    expect(giniSentence({ gini: 0.5, communities: halves })).toContain('平均差 50.0 个百分点')
    // 300 with everything, 100 with half: mean 0.875, Gini 0.10714…
    const uneven = [community(300, 0), community(50, 50)]
    expect(meanDifference(uneven)).toBeCloseTo(18.75)
    expect(giniSentence({ gini: 3 / 28, communities: uneven })).toContain('平均差 18.8 个百分点')
  })

  test.each([
    { communities: [community(10, 0), community(5, 0)], says: '比例一样' },
    { communities: [community(0, 10)], says: '没有一个人走得到' },
    { communities: [community(0, 0)], says: '没有这个年龄组的居民' },
    { communities: [], says: '没有这个年龄组的居民' },
  ])('says “$says” where there is no difference to tell', ({ communities, says }) => {
    expect(giniSentence({ gini: 0, communities })).toContain(says)
  })
})

test('bands are told by their bounds, and who is reached with the base', () => {
  expect(bandWords([5, 10, 15])).toEqual(['5 分钟内', '5–10 分钟', '10–15 分钟', '超过 15 分钟'])
  expect(reachedWords([1, 2, 3, 4])).toBe('60%（6 / 10 人）')
})

test('only the themes of the contract are themes', () => {
  expect(themeOf('reading')).toBe('reading')
  expect(themeOf('opera')).toBeUndefined()
})
