import { UNREACHED } from '@xiayi/engine/bucket-search'
import type { OriginLeg } from '@xiayi/engine/isochrone'
import { type Seed, seedsOf, withExits } from '@xiayi/engine/seeds'
import { endsOf, legTimeMs } from '@xiayi/engine/snapped-places'
import { WalkSearch } from '@xiayi/engine/walk-search'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { StreetModel, Walking } from '../places/public.ts'
import { pointsOf } from './boundary-points.ts'

/**
 * Where a circle's walks start: the gates of its compounds where they are known, else its buildings, else the middle of its
 * boundary. A compound's houses stand for themselves where its gates are not known.
 */
export interface Origins {
  readonly kind: 'entrances' | 'buildings' | 'point'
  readonly count: number
  /** leaving the origins */
  readonly seeds: readonly Seed[]
  readonly legs: readonly OriginLeg[]
}

export function originsOf(model: StreetModel, walking: Walking, communityIds: ReadonlySet<string>): Origins {
  const { buildings, communities, compounds } = model
  const wanted = communities.map((area) => communityIds.has(area.id))
  const gated = new Set<number>()
  const seeds: Seed[] = []
  let count = 0
  for (let b = 0; b < buildings.count; b++) {
    const people = (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0)
    if (people === 0 || wanted[buildings.community[b] ?? -1] !== true) continue
    const compound = buildings.compound[b] ?? -1
    if ((compounds[compound]?.entrances.length ?? 0) > 0) gated.add(compound)
    else {
      const own = seedsOf(walking.buildingSeeds, b)
      if (own.length === 0) continue
      seeds.push(...own)
      count++
    }
  }
  const legs: OriginLeg[] = []
  for (const compound of gated)
    for (const gate of compounds[compound]?.entrances ?? []) {
      const from = pointOrigin(model, walking, gate)
      seeds.push(...from.seeds)
      legs.push(...from.legs)
      count++
    }
  if (count > 0) return { kind: gated.size > 0 ? 'entrances' : 'buildings', count, seeds, legs }
  const middle = middleOf(
    communities.filter((area) => communityIds.has(area.id)).flatMap((area) => pointsOf(area.boundary.coordinates)),
  )
  return middle === undefined
    ? { kind: 'point', count: 0, seeds: [], legs: [] }
    : { kind: 'point', count: 1, ...pointOrigin(model, walking, middle) }
}

/** Leaving one building, by its row. */
export function seedsOfBuilding(walking: Walking, row: number): readonly Seed[] {
  return seedsOf(walking.buildingSeeds, row)
}

export interface PointOrigin {
  readonly seeds: readonly Seed[]
  readonly legs: readonly OriginLeg[]
  /** metres to the nearest way on, undefined when none is near */
  readonly legMetres: number | undefined
  readonly grade: 'near' | 'far' | 'beyond'
}

export function pointOrigin(
  model: StreetModel,
  walking: Walking,
  at: readonly [lon: number, lat: number],
): PointOrigin {
  const { graph } = walking
  const ways = model.snapper.snap(wgs84(at[0], at[1]), { excludedEdges: graph.profile.excludedEdges })
  const usable = ways.filter((way) => way.grade !== 'beyond')
  const seeds = usable.flatMap((way) =>
    endsOf(graph, way.edge, way.share, 'away').map(([node, ms]): Seed => [node, ms + legTimeMs(graph, way.legM)]),
  )
  const legs = usable.map((way) => ({
    fromLon: at[0],
    fromLat: at[1],
    toLon: way.lon,
    toLat: way.lat,
    legMs: legTimeMs(graph, way.legM),
    edge: way.edge,
    share: way.share,
  }))
  const [first] = ways
  return {
    seeds: withExits(graph, 'away', [seeds])[0] ?? [],
    legs,
    legMetres: first?.legM,
    grade: first?.grade ?? 'beyond',
  }
}

/** Seconds from some seeds to any place; undefined beyond the limit. */
export function secondsToPlaces(
  walking: Walking,
  seeds: readonly Seed[],
  limitSeconds: number,
): (place: number) => number | undefined {
  const search = new WalkSearch(walking.graph.away)
  search.begin(limitSeconds * 1000)
  for (const [node, ms] of seeds) search.seed(node, ms)
  search.run()
  const times = new Int32Array(walking.graph.network.nodeCount)
  search.fillAll(times)
  const { placeSeeds } = walking
  return (place) => {
    let best = UNREACHED
    for (let s = placeSeeds.offset[place] ?? 0; s < (placeSeeds.offset[place + 1] ?? 0); s++) {
      const there = times[placeSeeds.node[s] ?? 0] ?? UNREACHED
      if (there !== UNREACHED) best = Math.min(best, there + (placeSeeds.ms[s] ?? 0))
    }
    return best <= limitSeconds * 1000 ? best / 1000 : undefined
  }
}

function middleOf(points: readonly (readonly [number, number])[]): [number, number] | undefined {
  if (points.length === 0) return undefined
  const sum = points.reduce(([lon, lat], [x, y]) => [lon + x, lat + y] as const, [0, 0] as const)
  return [sum[0] / points.length, sum[1] / points.length]
}
