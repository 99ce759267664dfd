import type { ProfileName } from '@xiayi/contract/common'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import { PROFILES } from '@xiayi/engine/profiles'
import type { Seed } from '@xiayi/engine/seeds'
import { withExits } from '@xiayi/engine/seeds'
import { alongEdgeMs, endsOf, legTimeMs } from '@xiayi/engine/snapped-places'
import { WalkSearch } from '@xiayi/engine/walk-search'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { StreetModel, WalkingToPlaces } from '../model/street-model.ts'

/** Walks longer than this are told as beyond reach; hits there are ordered by the straight line. */
const LIMIT_MS = 60 * 60 * 1000

export interface WalkFromPoint {
  /** undefined beyond reach */
  secondsTo(place: number): number | undefined
}

export function speedOf(profile: ProfileName): number {
  return PROFILES[profile].speedMps
}

/**
 * One bounded search from a point, and from it the walk to any place. Undefined when no walking line lies within 150 m of the
 * point. Some 0.5 ms for a town, 1 ms for a city.
 */
export async function walkFrom(
  model: StreetModel,
  at: readonly [lon: number, lat: number],
  profile: ProfileName,
): Promise<WalkFromPoint | undefined> {
  return walkFromAs(model, at, await model.walkingToPlaces({ profile }))
}

/** The same for whom the walking is at hand. */
export function walkFromAs(
  model: Pick<StreetModel, 'snapper'>,
  at: readonly [lon: number, lat: number],
  walking: WalkingToPlaces,
): WalkFromPoint | undefined {
  const ways = model.snapper
    .snap(wgs84(at[0], at[1]), { excludedEdges: PROFILES[walking.as.profile].excludedEdges })
    .filter((way) => way.grade !== 'beyond')
  return ways.length === 0 ? undefined : walkFromWays(walking, ways)
}

/** The same from known ways on to the network: those of a building are its doors. */
export function walkFromWays(
  walking: WalkingToPlaces,
  ways: readonly { readonly edge: number; readonly share: number; readonly legM: number }[],
): WalkFromPoint {
  const { graph } = walking
  const seeds = ways.flatMap((way) =>
    endsOf(graph, way.edge, way.share, 'away').map(([node, ms]): Seed => [node, ms + legTimeMs(graph, way.legM)]),
  )
  const search = new WalkSearch(graph.away)
  search.begin(LIMIT_MS)
  for (const [node, ms] of withExits(graph, 'away', [seeds])[0] ?? []) search.seed(node, ms)
  search.run()
  const times = new Int32Array(graph.network.nodeCount)
  search.fillAll(times)
  const sameEdge = ways.map((way) => ({ ...way, legMs: legTimeMs(graph, way.legM) }))
  return {
    secondsTo(place) {
      const ms = Math.min(overNodes(walking, times, place), alongOneEdge(walking, sameEdge, place))
      return ms <= LIMIT_MS ? ms / 1000 : undefined
    },
  }
}

function overNodes({ placeSeeds }: WalkingToPlaces, times: Int32Array, place: number): number {
  let best = Infinity
  for (let s = placeSeeds.offset[place] ?? 0; s < (placeSeeds.offset[place + 1] ?? 0); s++) {
    const there = times[placeSeeds.node[s] ?? 0] ?? UNREACHED
    if (there !== UNREACHED) best = Math.min(best, there + (placeSeeds.ms[s] ?? 0))
  }
  return best
}

interface Way {
  readonly edge: number
  readonly share: number
  readonly legMs: number
}

/** Point and place on one edge need not pass its ends. */
function alongOneEdge({ graph, places }: WalkingToPlaces, ways: readonly Way[], place: number): number {
  let best = Infinity
  for (let c = places.offset[place] ?? 0; c < (places.offset[place + 1] ?? 0); c++)
    for (const way of ways) {
      if (way.edge !== places.edge[c]) continue
      const along = alongEdgeMs(graph, way.edge, way.share, places.share[c] ?? 0)
      if (along !== undefined) best = Math.min(best, way.legMs + along + legTimeMs(graph, places.legM[c] ?? 0))
    }
  return best
}
