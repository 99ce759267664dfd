import { UNREACHED } from './bucket-search.ts'
import type { WalkGraph } from './compile-profile.ts'
import { fillNearestLabels, type NearestLabels } from './nearest.ts'
import type { SeedTable } from './seeds.ts'
import {
  alongEdgeMs,
  legTimeMs,
  placeDoors,
  placeSeeds,
  SNAP_GRADES,
  type SnappedPlaces,
  waysByEdge,
} from './snapped-places.ts'
import { WalkSearch } from './walk-search.ts'

/** For every building the way to its nearest facility of one category. */
export interface BuildingTimes {
  /** i32[buildings] ms door to door, UNREACHED beyond the limit */
  readonly ms: Int32Array
  /** i32[buildings] index of the facility, the smallest of equally near ones; -1 beyond the limit */
  readonly facility: Int32Array
}

export interface CoverageOptions {
  /** how far to look; times up to here are exact, so the nearest beyond a standard's T is known too */
  readonly limitMs: number
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number) => void
}

/** Times from every building to the nearest facility of each category, legs on both sides included. */
export function coverage(
  graph: WalkGraph,
  buildings: SnappedPlaces,
  categories: readonly SnappedPlaces[],
  options: CoverageOptions,
): BuildingTimes[] {
  const side = graph.towards
  const search = new WalkSearch(side, true)
  const doors = placeDoors(graph, buildings, 'away')
  const labels = { ms: new Int32Array(side.nodeCount), facility: new Int32Array(side.nodeCount) }
  return categories.map((facilities, c) => {
    options.signal?.throwIfAborted()
    fillNearestLabels(search, placeSeeds(graph, facilities, 'towards'), options.limitMs, labels)
    const times = buildingTimes(graph, { buildings, doors, facilities, labels, limitMs: options.limitMs })
    options.onProgress?.((c + 1) / categories.length)
    return times
  })
}

export interface BuildingTimesInput {
  readonly buildings: SnappedPlaces
  /** the ends of the buildings' edges, legs included */
  readonly doors: SeedTable
  readonly facilities: SnappedPlaces
  readonly labels: NearestLabels
  readonly limitMs: number
}

/** The best of all doors of a building, and of going straight along the edge where a facility lies on the same one. */
export function buildingTimes(graph: WalkGraph, input: BuildingTimesInput): BuildingTimes {
  const { buildings, doors, facilities, labels, limitMs } = input
  const count = buildings.offset.length - 1
  const ms = new Int32Array(count).fill(UNREACHED)
  const facility = new Int32Array(count).fill(-1)
  const onEdge = waysByEdge(graph, facilities)
  for (let b = 0; b < count; b++) {
    let best = UNREACHED
    let name = -1
    const offer = (time: number, label: number) => {
      if (time > limitMs || time > best || (time === best && label >= name)) return
      best = time
      name = label
    }
    for (let d = doors.offset[b] ?? 0; d < (doors.offset[b + 1] ?? 0); d++) {
      const node = doors.node[d] ?? 0
      const label = labels.facility[node] ?? -1
      if (label >= 0) offer((labels.ms[node] ?? UNREACHED) + (doors.ms[d] ?? 0), label)
    }
    for (let c = buildings.offset[b] ?? 0; c < (buildings.offset[b + 1] ?? 0); c++) {
      const edge = buildings.edge[c] ?? 0
      const leg = legTimeMs(graph, buildings.legM[c] ?? 0)
      for (const there of onEdge.get(edge) ?? []) {
        const along = alongEdgeMs(graph, edge, buildings.share[c] ?? 0, there.share)
        if (along !== undefined) offer(leg + along + there.legMs, there.place)
      }
    }
    ms[b] = best
    facility[b] = name
  }
  return { ms, facility }
}
/** People by what a standard's T means for them; the first three add up to `total`. */
export interface ResidentsWithin {
  readonly covered: number
  readonly uncovered: number
  /** no road within 150 m of their building: known to live there, not known to be served */
  readonly unsnapped: number
  readonly total: number
  /** part of `covered` whose building stands 50 to 150 m from the network */
  readonly coveredFar: number
}

/** @param residents people of one age group (or all) per building */
export function residentsWithin(
  times: BuildingTimes,
  buildings: SnappedPlaces,
  residents: ArrayLike<number>,
  withinMs: number,
): ResidentsWithin {
  const far = SNAP_GRADES.indexOf('far')
  let covered = 0
  let coveredFar = 0
  let uncovered = 0
  let unsnapped = 0
  for (let b = 0; b < times.ms.length; b++) {
    const people = residents[b] ?? 0
    if (buildings.offset[b] === buildings.offset[b + 1]) unsnapped += people
    else if ((times.ms[b] ?? UNREACHED) <= withinMs) {
      covered += people
      if (buildings.grade[b] === far) coveredFar += people
    } else uncovered += people
  }
  return { covered, uncovered, unsnapped, total: covered + uncovered + unsnapped, coveredFar }
}
