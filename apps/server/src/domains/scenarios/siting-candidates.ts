import type { Candidates } from '@xiayi/contract/siting'
import { polygonFaults } from '@xiayi/geo/ring-faults'
import { type Polygon, pointInside } from '@xiayi/geo/rings'
import { Problem, type ProblemError } from '../../platform/problem/problem.ts'
import type { StreetModel } from '../places/public.ts'
import { thinToGrid } from './siting.rules.ts'

/** Candidates as spots, in the order they were given. Degrees WGS84. */
export interface CandidateSpots {
  readonly lon: readonly number[]
  readonly lat: readonly number[]
  readonly names: readonly (string | null)[]
  readonly given: number
  readonly gridMetres: number | null
}

/** Of the county's own buildings so many are tried: a walk from each costs the same as from a plot that somebody chose. */
const MOST_BUILDINGS = 2000

/** @throws Problem invalid-input naming the plots that cannot be used, off-network for spots outside the county */
export function spotsOf(model: StreetModel, candidates: Candidates): CandidateSpots {
  switch (candidates.kind) {
    case 'buildings':
      return buildingSpots(model)
    case 'points': {
      const spots = candidates.points
      return insideCounty(model, {
        lon: spots.map(({ lon }) => lon),
        lat: spots.map(({ lat }) => lat),
        names: spots.map(({ name }) => name ?? null),
        given: spots.length,
        gridMetres: null,
      })
    }
    case 'plots':
      return insideCounty(model, plotSpots(candidates.plots))
  }
}

function buildingSpots({ buildings, compounds }: StreetModel): CandidateSpots {
  const people = Float64Array.from(
    buildings.under15,
    (young, b) => young + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0),
  )
  const { kept, gridMetres } = thinToGrid({ lon: buildings.lon, lat: buildings.lat, people }, MOST_BUILDINGS)
  return {
    lon: kept.map((b) => buildings.lon[b] ?? 0),
    lat: kept.map((b) => buildings.lat[b] ?? 0),
    names: kept.map((b) => compounds[buildings.compound[b] ?? -1]?.name ?? null),
    given: buildings.count,
    gridMetres,
  }
}

type Plot = Extract<Candidates, { kind: 'plots' }>['plots'][number]

function plotSpots(plots: readonly Plot[]): CandidateSpots {
  const errors: ProblemError[] = []
  const points = plots.map(({ geometry }, at) => {
    if (geometry.type === 'Point') return geometry.coordinates
    const polygons: readonly Polygon[] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const fault = polygons.flatMap((polygon) => polygonFaults(polygon, 1)).at(0)
    const inside = fault === undefined && polygons[0] !== undefined ? pointInside(polygons[0]) : undefined
    if (inside === undefined && errors.length < 50)
      errors.push({
        where: `body/candidates/plots/${at}`,
        message: `第 ${at + 1} 块地的边界有误（首尾不闭合、自己相交或没有面积）`,
        remedy: '重画这块地，或去掉它',
      })
    return inside ?? [0, 0]
  })
  if (errors.length > 0)
    throw new Problem('invalid-input', `有 ${errors.length} 块候选地不能用，没有开始计算。请按提示修改。`, { errors })
  return {
    lon: points.map(([lon = 0]) => lon),
    lat: points.map(([, lat = 0]) => lat),
    names: plots.map(({ name }) => name ?? null),
    given: plots.length,
    gridMetres: null,
  }
}

/** Somewhere else entirely is a mistake of the file (its datum, its columns), not a bad spot. */
function insideCounty(model: StreetModel, spots: CandidateSpots): CandidateSpots {
  const [west, south, east, north] = model.network.box
  const outside = spots.lon.flatMap((lon, at) => {
    const lat = spots.lat[at] ?? 0
    return lon < west || lon > east || lat < south || lat > north ? [at] : []
  })
  if (outside.length < spots.lon.length) return spots
  throw new Problem(
    'invalid-input',
    `${spots.lon.length} 个候选地点都在本县路网以外。请检查经纬度的先后和坐标系（应为 WGS84）。`,
    {
      errors: outside
        .slice(0, 10)
        .map((at) => ({ where: `body/candidates/${at}`, message: `${spots.lon[at]}, ${spots.lat[at]} 在路网以外` })),
    },
  )
}
