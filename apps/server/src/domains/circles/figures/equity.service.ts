import type { ProfileName } from '@xiayi/contract/common'
import type { EquityGroup, EquityReply, EquityTheme } from '@xiayi/contract/county-figures'
import { EQUITY_GROUPS } from '@xiayi/contract/county-figures'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { type StreetModel, streetModelOf, type Walking } from '../../places/public.ts'
import { BuildingWalker, placesByCategory } from '../building-walks.ts'
import { allCircles } from '../circles.sql.ts'
import { BAND_MINUTES, bandsByCommunity, bandsOf, coverageOf, worstFirst } from './equity.rules.ts'
import { weightedGini } from './gini.rules.ts'
import { THEMES } from './themes.ts'

export interface EquityRequest {
  readonly theme: EquityTheme
  readonly category?: string | undefined
  readonly profile?: ProfileName | undefined
  readonly group?: EquityGroup | undefined
}

const LIMIT_SECONDS = 15 * 60

/** Who reaches a theme's services on foot, by community and age; computed from the county as it is now. */
export async function equityOf(deps: { files: Files }, county: CountyDb, request: EquityRequest): Promise<EquityReply> {
  const theme = THEMES[request.theme]
  const { category } = request
  if (category !== undefined && !theme.categoryIds.includes(category))
    throw new Problem('invalid-input', `“${theme.title}”不包括类别“${category}”。请从本页的类别里选择。`, {
      errors: [{ where: 'querystring/category', message: '不属于这个主题的类别' }],
    })
  const profile = request.profile ?? theme.profile
  const group = request.group ?? theme.group
  const model = await streetModelOf(county, deps.files)
  const walking = await model.walking({ profile })
  const { buildings, communities } = model
  const lists = placesOfCategories(model, theme.categoryIds)
  const wanted = category === undefined ? [...lists.values()].flat() : (lists.get(category) ?? [])
  const seconds = secondsToNearest(walking, [...new Set(wanted)])
  const bands = bandsByCommunity(buildings, seconds, { group, communities: communities.length })
  const circles = await allCircles(county.db)
  const rows = communities.flatMap(({ id, name, isUrban, kind }, at) => {
    const own = bands[at] ?? []
    const people = own.reduce((sum, count) => sum + count, 0)
    if (kind !== 'community') return []
    const circleId = circles.find((circle) => circle.areaIds.includes(id))?.id ?? null
    return [{ communityId: id, name, circleId, isUrban, people, bands: own, coverage: coverageOf(own) }]
  })
  return {
    theme: request.theme,
    title: theme.title,
    source: theme.source,
    categories: [...lists].map(([id, places]) => ({ id, name: nameOf(model, id), places: places.length })),
    categoryId: category ?? null,
    profile,
    speedMetresPerSecond: walking.as.speedMps,
    group,
    bandMinutes: [...BAND_MINUTES],
    byAge: EQUITY_GROUPS.map((age) => ({ group: age, bands: bandsOf(buildings, seconds, age) })),
    communities: worstFirst(rows),
    gini: weightedGini(
      rows.flatMap(({ people, coverage }) => (coverage === null ? [] : [{ people, share: coverage }])),
    ),
  }
}

function placesOfCategories(model: StreetModel, ids: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const { categories } = model.categories
  const lists = placesByCategory(model.places, categories.length)
  return new Map(ids.map((id) => [id, lists[categories.findIndex((category) => category.id === id)] ?? []]))
}

function nameOf(model: StreetModel, id: string): string {
  return model.categories.categories.find((category) => category.id === id)?.name.zh ?? id
}

/** By building; negative where none is within the limit. */
function secondsToNearest(walking: Walking, places: readonly number[]): Float64Array {
  if (places.length === 0) return new Float64Array(walking.buildings.grade.length).fill(-1)
  const { ms } = new BuildingWalker(walking).toNearest(places, LIMIT_SECONDS)
  return Float64Array.from(ms, (time) => (time === UNREACHED ? -1 : time / 1000))
}
