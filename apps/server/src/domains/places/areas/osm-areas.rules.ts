import { isInMultiPolygon } from '@xiayi/geo/rings'
import type { MapArea } from '@xiayi/osm/street-map'
import type { AreaKind } from '../imports/import-records.ts'
import { AreaIndex } from './area-index.ts'

/**
 * What a map's administrative levels are to us. In China 6 is the county, 8 the town and 10 the community, but levels are
 * used unevenly, so the data decides: communities are the finest level from 9 on in which at least half of the buildings
 * stand; towns are the next coarser level from 7 on; the county is the level-6 area round the middle. When no level
 * covers, there are no communities: a guess would be worse than none.
 */
export interface ChosenLevels {
  readonly county: number | undefined
  readonly town: number | undefined
  readonly community: number | undefined
}

const COVERING_SHARE = 0.5
const SAMPLE = 2000

export function chooseLevels(areas: readonly MapArea[], points: readonly (readonly [number, number])[]): ChosenLevels {
  const byLevel = Map.groupBy(
    areas.filter((area) => area.kind === 'administrative' && area.adminLevel !== undefined),
    (area) => area.adminLevel ?? 0,
  )
  const step = Math.max(1, Math.ceil(points.length / SAMPLE))
  const sample = points.filter((_, i) => i % step === 0)
  const covers = (level: number) => coveredShare(byLevel.get(level) ?? [], sample) >= COVERING_SHARE
  const levels = [...byLevel.keys()].toSorted((a, b) => b - a)
  const community = levels.find((level) => level >= 9 && covers(level))
  const town = levels.find((level) => level >= 7 && level < (community ?? 9))
  return { community, town, county: byLevel.has(6) ? 6 : undefined }
}

function coveredShare(areas: readonly MapArea[], sample: readonly (readonly [number, number])[]): number {
  if (areas.length === 0 || sample.length === 0) return 0
  const index = new AreaIndex(areas.map((area, i) => ({ id: String(i), polygons: area.polygons })))
  return sample.filter(([lon, lat]) => index.at(lon, lat) !== undefined).length / sample.length
}

export function kindOfLevel(
  area: MapArea,
  levels: ChosenLevels,
  middle: readonly [number, number],
): AreaKind | undefined {
  if (area.kind === 'compound') return 'compound'
  if (area.adminLevel === undefined) return undefined
  if (area.adminLevel === levels.community) return 'community'
  if (area.adminLevel === levels.town) return 'town'
  if (area.adminLevel === levels.county && isInMultiPolygon(area.polygons, ...middle)) return 'county'
  return undefined
}
