import { type BuildingTimes, buildingTimes } from '@xiayi/engine/coverage'
import { fillNearestLabels } from '@xiayi/engine/nearest'
import type { SeedTable } from '@xiayi/engine/seeds'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'
import { WalkSearch } from '@xiayi/engine/walk-search'
import type { PlaceColumns, Walking } from '../places/public.ts'

/** Places of each category, by the category's index in the set. */
export function placesByCategory(places: PlaceColumns, categoryCount: number): number[][] {
  const lists: number[][] = Array.from({ length: categoryCount }, () => [])
  for (let place = 0; place < places.count; place++)
    for (let i = places.categoryOffset[place] ?? 0; i < (places.categoryOffset[place + 1] ?? 0); i++)
      lists[places.category[i] ?? 0]?.push(place)
  return lists
}

/** Some of the places, in the order given. */
export function pickSnapped(all: SnappedPlaces, rows: readonly number[]): SnappedPlaces {
  const entries = rows.flatMap((row) => range(all.offset[row] ?? 0, all.offset[row + 1] ?? 0))
  return {
    offset: offsetsOf(rows, all.offset),
    edge: Uint32Array.from(entries, (c) => all.edge[c] ?? 0),
    share: Float64Array.from(entries, (c) => all.share[c] ?? 0),
    legM: Float64Array.from(entries, (c) => all.legM[c] ?? 0),
    grade: Uint8Array.from(rows, (row) => all.grade[row] ?? 0),
  }
}

export function pickSeeds(all: SeedTable, rows: readonly number[]): SeedTable {
  const entries = rows.flatMap((row) => range(all.offset[row] ?? 0, all.offset[row + 1] ?? 0))
  return {
    offset: offsetsOf(rows, all.offset),
    node: Uint32Array.from(entries, (s) => all.node[s] ?? 0),
    ms: Uint32Array.from(entries, (s) => all.ms[s] ?? 0),
  }
}

function offsetsOf(rows: readonly number[], offset: Uint32Array): Uint32Array {
  const picked = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => {
    picked[i + 1] = (picked[i] ?? 0) + (offset[row + 1] ?? 0) - (offset[row] ?? 0)
  })
  return picked
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

/** From every building the walk to the nearest of some places. Owns the search's buffers; one object serves many categories. */
export class BuildingWalker {
  readonly #walking: Walking
  readonly #search: WalkSearch
  readonly #labels: { readonly ms: Int32Array; readonly facility: Int32Array }

  constructor(walking: Walking) {
    const { nodeCount } = walking.graph.towards
    this.#walking = walking
    this.#search = new WalkSearch(walking.graph.towards, true)
    this.#labels = { ms: new Int32Array(nodeCount), facility: new Int32Array(nodeCount) }
  }

  /** `facility` is an index into `places`. */
  toNearest(places: readonly number[], limitSeconds: number): BuildingTimes {
    const { graph, buildings, buildingSeeds } = this.#walking
    const limitMs = limitSeconds * 1000
    fillNearestLabels(this.#search, pickSeeds(this.#walking.placeSeeds, places), limitMs, this.#labels)
    return buildingTimes(graph, {
      buildings,
      doors: buildingSeeds,
      facilities: pickSnapped(this.#walking.places, places),
      labels: this.#labels,
      limitMs,
    })
  }
}
