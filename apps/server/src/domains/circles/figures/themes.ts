import type { ProfileName } from '@xiayi/contract/common'
import type { EquityGroup, EquityTheme } from '@xiayi/contract/county-figures'

export interface Theme {
  readonly title: string
  /** where the county's plan asks for it */
  readonly source: string
  readonly categoryIds: readonly string[]
  /** who walks, and of whom the equity is told, when nobody says otherwise */
  readonly profile: ProfileName
  readonly group: EquityGroup
}

/** Services that the plan wants spread evenly, each a circle of its own on foot. */
export const THEMES: Readonly<Record<EquityTheme, Theme>> = {
  sports: {
    title: '体育健身',
    source: '试点建设方案（征求意见稿）三（三）、四（二）：均衡布局全民健身场地设施',
    categoryIds: ['outdoor_fitness', 'ball_court_small', 'fitness_gym'],
    profile: 'adult',
    group: 'everyone',
  },
  reading: {
    title: '阅读',
    source: '试点建设方案（征求意见稿）四（十一）：15分钟阅读服务圈',
    categoryIds: ['reading_room', 'bookstore'],
    profile: 'adult',
    group: 'everyone',
  },
  'elder-care': {
    title: '养老服务',
    source: '试点建设方案（征求意见稿）三（五）、四（三）：街道有中心、社区有场所',
    categoryIds: [
      'elderly_day_care',
      'elderly_care_service',
      'senior_canteen',
      'bathing_rehab',
      'community_elderly_institution',
      'nursing_home',
    ],
    profile: 'elder',
    group: 'over60',
  },
}
