import { EQUITY_THEMES, type EquityGroup, type EquityReply, type EquityTheme } from '@xiayi/contract/county-figures'
import { shareWords } from '@xiayi/ui/format'

export const themeWords = {
  sports: '体育健身',
  reading: '阅读',
  'elder-care': '养老服务',
} as const satisfies Record<EquityTheme, string>

export function themeOf(asked: string): EquityTheme | undefined {
  return EQUITY_THEMES.find((theme) => theme === asked)
}

export const groupWords = {
  everyone: '全体居民',
  under15: '15 岁以下',
  from15to59: '15–59 岁',
  over60: '60 岁及以上',
} as const satisfies Record<EquityGroup, string>

/** People within the last of the bands' minutes, and all of them. */
export function reached(bands: readonly number[]): { people: number; of: number } {
  const of = bands.reduce((sum, count) => sum + count, 0)
  return { people: of - (bands.at(-1) ?? 0), of }
}

type Spread = Pick<EquityReply, 'gini'> & { communities: readonly Pick<EquityReply['communities'][number], 'bands'>[] }

/**
 * What the Gini coefficient means here. Twice the coefficient times the mean is the mean difference between two people picked at
 * random (Gini 1912): a number that one can picture, where the coefficient is none.
 */
export function giniSentence({ communities, gini }: Spread): string {
  const all = communities.map(({ bands }) => reached(bands))
  const people = all.reduce((sum, one) => sum + one.people, 0)
  const of = all.reduce((sum, one) => sum + one.of, 0)
  if (of === 0) return '没有这个年龄组的居民，谈不上公平不公平。'
  if (people === 0) return '没有一个人走得到，谈不上公平不公平。'
  const points = 2 * gini * (people / of) * 100
  if (points < 0.05) return '随便挑两位居民，他们所在社区走得到的比例一样。'
  return `随便挑两位居民，他们所在社区走得到的比例平均差 ${points.toFixed(1)} 个百分点。`
}

export function giniWords(gini: number): string {
  return gini.toFixed(3)
}

/** 15 分钟走得到：98%（200,649 / 204,657 人） */
export function reachedWords(bands: readonly number[]): string {
  const { people, of } = reached(bands)
  return shareWords(people, of, '人')
}

export function bandWords(minutes: readonly number[]): string[] {
  return [
    ...minutes.map((upper, at) => (at === 0 ? `${upper} 分钟内` : `${minutes[at - 1]}–${upper} 分钟`)),
    `超过 ${minutes.at(-1)} 分钟`,
  ]
}
