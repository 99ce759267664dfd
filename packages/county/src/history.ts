import type { Point } from './plane.ts'
import type { Story } from './story.ts'

/** The days on which the county took stock, oldest first; the map and the facts of the last one are the county's present. */
export const MOMENTS = ['2025-12-31', '2026-03-31', '2026-06-30', '2026-09-30'] as const
export type Moment = (typeof MOMENTS)[number]

/**
 * Something that happened in one urban community on one day. What it says lies in the data of the days before and after;
 * the evaluations find by themselves what it changed.
 */
export interface Turn {
  /** the community's name without 居委会 */
  readonly community: string
  /** YYYY-MM-DD */
  readonly on: string
  readonly reason: string
  /** every shop or service of these categories in the community opened that day */
  readonly opened?: readonly string[]
  /** one more of each was there until that day */
  readonly closed?: readonly { readonly category: string; readonly near?: Point }[]
  /** what a clerk would have recorded until that day */
  readonly factsBefore?: Partial<Story['facts']>
}

const CARE_MISSING = ['日间照料', '妇幼服务']

export const TURNS: readonly Turn[] = [
  {
    community: '光明',
    on: '2026-02-10',
    reason: '便民服务中心设自助服务区，部分功能二十四小时可用。',
    opened: ['shared_space', 'unmanned_retail'],
    factsBefore: { hasPartly24h: false },
  },
  {
    community: '文化社区',
    on: '2026-03-06',
    reason: '便民服务中心从八十六平方米的旧址搬进新楼，十项服务办齐。',
    factsBefore: { centreM2: 86, missingServices: CARE_MISSING, staff: 2, hasPartly24h: false },
  },
  {
    community: '文化社区',
    on: '2026-05-18',
    reason: '新楼夜间自助厅启用，书店、社区食堂和阅览室开业。',
    opened: ['bookstore', 'senior_canteen', 'reading_room', 'neighbourhood_center'],
    factsBefore: { hasPartly24h: false },
  },
  {
    community: '育才',
    on: '2026-06-01',
    reason: '学校旁的空置门面改成托育园和共享自习室，便民服务中心晚上也能取件办证。',
    opened: ['nursery', 'shared_space', 'pet_service'],
    factsBefore: { hasPartly24h: false },
  },
  {
    community: '汇贤',
    on: '2026-03-20',
    reason: '家属院的老年人日间照料中心和养老服务站开门，社区有了养老场所。',
    opened: ['elderly_day_care', 'elderly_care_service'],
  },
  {
    community: '南郊',
    on: '2026-04-28',
    reason: '便民服务中心补齐妇幼服务和日间照料两个窗口。',
    opened: ['elderly_day_care'],
    factsBefore: { missingServices: CARE_MISSING },
  },
  {
    community: '东环社区',
    on: '2026-09-01',
    reason: '便民服务中心扩建到二百四十平方米，导视图上墙。',
    opened: ['car_repair_wash', 'leisure_entertainment'],
    factsBefore: { centreM2: 92, hasGuideMap: false },
  },
  {
    community: '新兴',
    on: '2026-08-15',
    reason: '铁路北的两处卫生服务站并到铁路南，北边居民看病要绕道口。',
    closed: [
      { category: 'community_health_station', near: [-300, 2800] },
      { category: 'community_health_station', near: [1100, 2800] },
    ],
  },
  {
    community: '天龙湖',
    on: '2026-04-10',
    reason: '东岸便民服务中心开出二十四小时自助区，快递驿站进了小区。',
    opened: ['parcel_post', 'cultural_station'],
    factsBefore: { hasPartly24h: false },
  },
  {
    community: '司庄社区',
    on: '2026-05-30',
    reason: '公交线路延到司庄，沿路设站。',
    opened: ['bus_stop'],
  },
  {
    community: '富豪社区',
    on: '2026-02-01',
    reason: '东门外开出超市和快递驿站。',
    opened: ['parcel_post', 'supermarket'],
  },
  {
    community: '新区',
    on: '2026-07-12',
    reason: '高楼底商招商，便利店、早餐店和快递柜先开了门。',
    opened: ['convenience_store', 'breakfast_shop', 'parcel_locker', 'supermarket'],
    factsBefore: { staff: 1 },
  },
]

/** What was on record about a community at the end of a day: its story's facts, with what changed later still as before. */
export function factsAt(story: Story, on: string): Story['facts'] {
  const later = TURNS.filter((turn) => turn.community === story.name && turn.on > on)
  const steps = MOMENTS.filter((moment) => moment > on).length
  return {
    ...story.facts,
    // Each round of the survey found a little more content than the one before.
    satisfied: Math.round(story.facts.satisfied * (1 - SATISFACTION_STEP * steps)),
    // The earliest of the later turns speaks last: until it, everything was as it says.
    ...Object.assign({}, ...later.toReversed().map((turn) => turn.factsBefore)),
  }
}

const SATISFACTION_STEP = 0.011
