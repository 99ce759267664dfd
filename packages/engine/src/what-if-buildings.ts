import { type BuildingTimes, buildingTimes } from './coverage.ts'
import type { PlannedPlace } from './overlay-graph.ts'
import { seedTable } from './seeds.ts'
import type { SnappedPlaces } from './snapped-places.ts'
import { plannedPlaces, type WhatIf } from './what-if.ts'

/** The buildings' times as the plan stands: through the ends of planned paths too, and by no way on that was closed. */
export function whatIfBuildings(whatIf: WhatIf, buildings: SnappedPlaces): BuildingTimes {
  const { overlay, graph } = whatIf
  const isOpen = (way: PlannedPlace[number]) => !overlay.closed.has(way.edge)
  const places = plannedPlaces(buildings).map((ways) => ways.filter(isOpen))
  const doors = seedTable(places.map((ways) => overlay.doorsOf(ways, 'away')))
  return buildingTimes(graph, {
    buildings: placeColumns(places, buildings.grade),
    doors,
    facilities: placeColumns(whatIf.facilities.map((ways) => (ways ?? []).filter(isOpen))),
    labels: { ms: whatIf.ms, facility: whatIf.facility },
    limitMs: whatIf.limitMs,
  })
}

/** Places as columns; a removed facility keeps its index and has no ways on. */
export function placeColumns(
  places: readonly PlannedPlace[],
  grade: Uint8Array = new Uint8Array(places.length),
): SnappedPlaces {
  const flat = places.flat()
  const offset = new Uint32Array(places.length + 1)
  places.forEach((ways, i) => {
    offset[i + 1] = (offset[i] ?? 0) + ways.length
  })
  return {
    offset,
    edge: Uint32Array.from(flat, (way) => way.edge),
    share: Float64Array.from(flat, (way) => way.share),
    legM: Float64Array.from(flat, (way) => way.legM),
    grade,
  }
}

/** Buildings whose time or facility is not what it was. */
export interface BuildingChange {
  readonly building: Int32Array
  readonly beforeMs: Int32Array
  readonly afterMs: Int32Array
}

export function changedBuildings(before: BuildingTimes, after: BuildingTimes): BuildingChange {
  const building = Int32Array.from(
    [...before.ms.keys()].filter((b) => before.ms[b] !== after.ms[b] || before.facility[b] !== after.facility[b]),
  )
  return {
    building,
    beforeMs: building.map((b) => before.ms[b] ?? 0),
    afterMs: building.map((b) => after.ms[b] ?? 0),
  }
}
