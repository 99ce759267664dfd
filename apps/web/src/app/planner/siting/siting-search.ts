import { PROFILE_NAMES } from '@xiayi/contract/common'
import { AGE_GROUPS, type SitingQuestion } from '@xiayi/contract/siting'
import type { PlannerSearch } from '../planner-search.ts'
import type { DrawnSpots } from './drawn-spots.ts'

export const MOST_SITES = 20
export const groupWords = { everyone: '全体居民', under15: '15岁以下', over60: '60岁及以上' } as const

/** The question that the address and the drawn spots put together; null while nothing is to be built or no spot is there. */
export function questionOf(search: PlannerSearch, drawn: DrawnSpots): SitingQuestion | null {
  const { build } = search
  if (build === undefined) return null
  const wantsDrawn = search.spots === 'drawn'
  const plots = drawn.plots
  if (wantsDrawn && plots.length === 0) return null
  const also = (search.also ?? '').split(',').filter((id) => id !== '' && id !== build)
  return {
    categoryId: build,
    servedBy: [build, ...also].slice(0, 10),
    sites: sitesOf(search),
    candidates: wantsDrawn ? { kind: 'plots', plots: [...plots] } : { kind: 'buildings' },
    profile: PROFILE_NAMES.find((name) => name === search.profile) ?? 'adult',
    withinMinutes: withinOf(search),
    group: groupOf(search),
    isEquitable: search.equity === 'yes',
  }
}

export function sitesOf({ sites }: PlannerSearch): number {
  const count = Math.round(Number(sites ?? 3))
  return count >= 1 && count <= MOST_SITES ? count : 3
}

export function withinOf({ within }: PlannerSearch): number {
  const minutes = Number(within ?? 15)
  return [5, 10, 15, 20, 30].includes(minutes) ? minutes : 15
}

export function groupOf({ group }: PlannerSearch): (typeof AGE_GROUPS)[number] {
  return AGE_GROUPS.find((name) => name === group) ?? 'everyone'
}
