import { boxOfPoints, growBox } from '@xiayi/geo/boxes'
import Flatbush from 'flatbush'
import type { AreaShape } from './area-shapes.ts'
import { isBuilding } from './buildings.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import type { BuiltUpTest } from './walking-lines.ts'
import type { WorkBudget } from './work-budget.ts'

/** A town street has houses this near on most of its length. */
const HOUSES_WITHIN_M = 40
const SAMPLE_EVERY_M = 50
const SHARE_WITH_HOUSES = 0.5
const SEARCH_STEPS = 50

/** Built-up is what has buildings along it. The index is made when the first trunk road asks. */
export function builtUpTest(areas: readonly AreaShape[], osm: IndexedOsm, budget: WorkBudget): BuiltUpTest {
  let index: Flatbush | undefined
  return (nodes) => {
    index ??= buildingIndex(areas, osm)
    let samples = 0
    let hits = 0
    for (const [lon, lat] of samplesAlong(nodes, osm)) {
      samples++
      budget.spend(SEARCH_STEPS)
      const [west, south, east, north] = growBox([lon, lat, lon, lat], HOUSES_WITHIN_M)
      if (index && index.collides(west, south, east, north)) hits++
    }
    return samples > 0 && hits >= samples * SHARE_WITH_HOUSES
  }
}

function buildingIndex(areas: readonly AreaShape[], osm: IndexedOsm): Flatbush | undefined {
  const boxes = areas
    .filter(({ tags }) => isBuilding(tags))
    .flatMap(({ polygons }) => polygons.map(([outer]) => boxOfPoints(osm.line(outer ?? []))))
  if (boxes.length === 0) return undefined
  const index = new Flatbush(boxes.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  return index
}

function* samplesAlong(nodes: readonly number[], osm: IndexedOsm): Generator<readonly [number, number]> {
  const metresPerDegree = 111_195
  for (let i = 0; i + 1 < nodes.length; i++) {
    const a = osm.at(nodes[i] ?? 0)
    const b = osm.at(nodes[i + 1] ?? 0)
    const metres = Math.hypot((b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180), b[1] - a[1]) * metresPerDegree
    const steps = Math.min(1000, Math.max(1, Math.round(metres / SAMPLE_EVERY_M)))
    for (let k = 0; k < steps; k++) {
      const share = (k + 0.5) / steps
      yield [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    }
  }
}
