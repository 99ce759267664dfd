import type { GroundWarning } from '@xiayi/contract/place-edits'
import { localPlane } from '@xiayi/geo/distance'
import type { Polygons } from '../areas/area-shape.ts'

/** What is known of the ground at a point. */
export interface Ground {
  readonly isInWater: boolean
  /** metres to the nearest walking line, undefined when none is within 2 km; null when there is no network */
  readonly toNetworkM: number | undefined | null
}

/** From here on a place is never counted as reached (FAR_M of the engine). */
const UNREACHED_M = 150
const FAR_M = 50

export function groundWarnings({ isInWater, toNetworkM }: Ground): GroundWarning[] {
  const warnings: GroundWarning[] = []
  const metres = toNetworkM === null || toNetworkM === undefined ? null : Math.round(toNetworkM)
  const distance = metres === null ? '2 公里内没有步行路' : `离最近的步行路 ${metres} 米`
  if (isInWater) warnings.push({ code: 'in-water', message: `这个位置在水面上，${distance}。`, metres })
  if (toNetworkM === null) return warnings
  if (metres === null || metres > UNREACHED_M)
    warnings.push({ code: 'off-network', message: `${distance}，居民走不到，评估时不算可达。`, metres })
  else if (metres > FAR_M)
    warnings.push({ code: 'far-from-network', message: `${distance}，请核对位置，或标出临街的出入口。`, metres })
  return warnings
}

/** Metres from a point to the nearest line of a boundary. */
export function metresToBoundary(polygons: Polygons, [lon, lat]: readonly [number, number]): number {
  const plane = localPlane([lon, lat])
  let best = Infinity
  for (const ring of polygons.flat()) {
    let ax = Number.NaN
    let ay = Number.NaN
    for (const point of ring) {
      const bx = plane.x(point[0])
      const by = plane.y(point[1])
      const dx = bx - ax
      const dy = by - ay
      const squared = dx * dx + dy * dy
      const share = squared > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared)) : 0
      const metres = Math.hypot(ax + dx * share, ay + dy * share)
      // A ring's first vertex begins no line: its distance is no number and never smaller.
      if (metres < best) best = metres
      ax = bx
      ay = by
    }
  }
  return best
}

export function distanceInWords(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`
}
