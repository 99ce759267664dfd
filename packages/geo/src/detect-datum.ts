import type { DatumName } from './coordinates.ts'
import { isInChina, toWgs84 } from './datums.ts'

export interface DatumEvidence {
  /** `unknown`: too few points, or the reference does not tell the hypotheses apart */
  readonly datum: DatumName | 'unknown'
  /** points that were compared */
  readonly points: number
  /** metres from the points to the reference when they are read as this datum: the median */
  readonly medianM: Readonly<Record<DatumName, number>>
  /** share of points that lie nearer to the reference under the best reading than under the second best */
  readonly nearerShare: number
  readonly reason:
    | 'outside-china'
    | 'too-few-points'
    | 'far-from-reference'
    | 'no-clear-difference'
    | 'clear-difference'
}

export interface DetectDatumOptions {
  /** metres to the nearest WGS84 reference (a street, a building); a large number where there is none near */
  readonly distanceToReferenceM: (lon: number, lat: number) => number
  /** fewer points than this give `unknown` (default 20) */
  readonly minimumPoints?: number
}

const READINGS = ['wgs84', 'gcj02', 'bd09'] as const satisfies readonly DatumName[]
const SAMPLE = 3000

/**
 * Tells in which datum unlabelled points are given, by what lies near them: shops stand beside streets, and a reading that is
 * wrong by 300-700 m puts them at random places between. Two conditions must hold: the best reading's median distance is at
 * most 0.8 of the next, and more points lie nearer than chance allows (sign test, 4 sigma).
 */
export function detectDatum(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  options: DetectDatumOptions,
): DatumEvidence {
  const step = Math.max(1, Math.ceil(lon.length / SAMPLE))
  const distances: Record<DatumName, number[]> = { wgs84: [], gcj02: [], bd09: [] }
  let outside = 0
  for (let i = 0; i < lon.length; i += step) {
    const x = lon[i] ?? 0
    const y = lat[i] ?? 0
    if (!isInChina(x, y)) {
      outside++
      continue
    }
    for (const datum of READINGS) {
      const [px, py] = toWgs84(datum, x, y)
      distances[datum].push(options.distanceToReferenceM(px, py))
    }
  }
  const points = distances.wgs84.length
  const medianM = { wgs84: median(distances.wgs84), gcj02: median(distances.gcj02), bd09: median(distances.bd09) }
  const ranked = [...READINGS].sort((a, b) => medianM[a] - medianM[b])
  const [best = 'wgs84', second = 'gcj02'] = ranked
  const nearerShare = nearer(distances[best], distances[second])
  const answer = (datum: DatumEvidence['datum'], reason: DatumEvidence['reason']): DatumEvidence => {
    return { datum, points, medianM, nearerShare, reason }
  }
  if (outside > points) return answer('wgs84', 'outside-china')
  if (points < (options.minimumPoints ?? 20)) return answer('unknown', 'too-few-points')
  if (medianM[best] > 150) return answer('unknown', 'far-from-reference')
  const sigmas = (nearerShare - 0.5) * 2 * Math.sqrt(points)
  if (medianM[best] > 0.8 * medianM[second] || sigmas < 4) return answer('unknown', 'no-clear-difference')
  return answer(best, 'clear-difference')
}

function median(values: readonly number[]): number {
  if (values.length === 0) return Infinity
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Infinity
}

function nearer(a: readonly number[], b: readonly number[]): number {
  let wins = 0
  a.forEach((value, i) => {
    const other = b[i] ?? 0
    wins += value < other ? 1 : value === other ? 0.5 : 0
  })
  return a.length > 0 ? wins / a.length : 0.5
}
