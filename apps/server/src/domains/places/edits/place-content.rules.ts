import { placeAttributeFault } from '@xiayi/contract/place-attributes'
import { haversineM } from '@xiayi/geo/distance'
import type { ProblemError } from '../../../platform/problem/problem.ts'
import type { Attributes } from '../stored-json.ts'

type Point = readonly [lon: number, lat: number]

/** A park or a hospital is some hundred metres wide; a door farther off belongs to another place. */
const FAR_ENTRANCE_M = 500

export interface Doors {
  readonly at: Point
  readonly entrances: readonly Point[]
}

/** @param before what stands: its values may stay although they would not be taken anew */
export function attributeFaults(attributes: Attributes, before: Attributes = {}): ProblemError[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    const isKept = Object.hasOwn(before, key) && before[key] === value
    const fault = isKept ? undefined : placeAttributeFault(key, value)
    return fault === undefined ? [] : [{ where: `body/attributes/${key}`, ...fault }]
  })
}

/**
 * Doors that nobody can stand at: on water, or too far from their place.
 * @param before what stands: a door that did not move, of a place that did not move, may stay
 */
export function entranceFaults(
  { at, entrances }: Doors,
  before: Doors | undefined,
  isInWater: (lon: number, lat: number) => boolean,
): ProblemError[] {
  const stood = new Set((before?.entrances ?? []).map(String))
  const isMoved = before === undefined || String(before.at) !== String(at)
  return entrances.flatMap((entrance, i) => {
    const where = `body/entrances/${i}`
    const isOld = stood.has(String(entrance))
    if (!isOld && isInWater(...entrance))
      return [{ where, message: `出入口 ${i + 1} 在水面上`, remedy: '在岸上重新点一个位置，或者删掉它' }]
    const metres = haversineM(...entrance, ...at)
    if ((isOld && !isMoved) || metres <= FAR_ENTRANCE_M) return []
    return [
      {
        where,
        message: `出入口 ${i + 1} 离网点 ${Math.round(metres)} 米，超过 ${FAR_ENTRANCE_M} 米`,
        remedy: '把出入口移到网点近旁；位置错的若是网点，就移网点',
      },
    ]
  })
}
