import { measureEdge, pointAt } from '@xiayi/engine/edge-measure'
import type { WayOn } from '@xiayi/engine/explain'
import { localPlane } from '@xiayi/geo/distance'
import type { CountyDb } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { mustBeGround, type StreetModel, type Walking } from '../../places/public.ts'
import { waysFrom } from '../walk.service.ts'

/** Where somebody sets out: a building with its doors where one stands at the spot, else the spot. Degrees WGS84. */
export interface WhyOrigin {
  readonly at: readonly [lon: number, lat: number]
  /** row in the model */
  readonly building: number | undefined
  readonly ways: readonly WayOn[]
}

/** A click this far from a building's middle still means the building, where its footprint is smaller. */
const CLICK_M = 12

/** @throws Problem off-network in water, outside the county, and where no walking line is near */
export async function originAt(
  county: CountyDb,
  model: StreetModel,
  walking: Walking,
  at: readonly [lon: number, lat: number],
): Promise<WhyOrigin> {
  const building = buildingAt(model, at)
  if (building === undefined) {
    await mustBeGround(county, at)
    const ways = waysFrom(model, walking, at[0], at[1])
    if (ways.length === 0)
      throw new Problem('off-network', '这个点 150 米内没有步行路。请点一栋楼，或在路边重新选一点。')
    return { at, building, ways }
  }
  const ways = waysOfBuilding(model, walking, building)
  if (ways.length === 0)
    throw new Problem(
      'off-network',
      '这栋楼 150 米内没有这类人群能走的步行路，评估时不算可达。请先在“编辑”里补上门口的路。',
    )
  return { at: [model.buildings.lon[building] ?? 0, model.buildings.lat[building] ?? 0], building, ways }
}

/** The nearest building whose footprint, taken as a square, the point lies in or close to. */
function buildingAt({ buildings }: StreetModel, at: readonly [number, number]): number | undefined {
  const plane = localPlane(at)
  let best: number | undefined
  let nearest = Infinity
  for (let b = 0; b < buildings.count; b++) {
    const distance = Math.hypot(plane.x(buildings.lon[b] ?? 0), plane.y(buildings.lat[b] ?? 0))
    if (distance >= nearest || distance > Math.max(CLICK_M, 0.7 * Math.sqrt(buildings.footprintM2[b] ?? 0))) continue
    best = b
    nearest = distance
  }
  return best
}

function waysOfBuilding({ network }: StreetModel, { buildings }: Walking, row: number): WayOn[] {
  const ways: WayOn[] = []
  for (let c = buildings.offset[row] ?? 0; c < (buildings.offset[row + 1] ?? 0); c++) {
    const edge = buildings.edge[c] ?? 0
    const share = buildings.share[c] ?? 0
    const [lon, lat] = pointAt(measureEdge(network, edge), share)
    ways.push({ edge, share, legM: buildings.legM[c] ?? 0, lon, lat })
  }
  return ways
}
