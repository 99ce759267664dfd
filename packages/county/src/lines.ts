import type { Point } from './plane.ts'

/** Every line of the county's plan: what can be walked, and what only divides the ground. */
export type LineKind =
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'residential'
  | 'lane'
  | 'rural'
  | 'shore-path'
  | 'sidewalk'
  | 'zebra'
  | 'park-path'
  | 'driveway'
  | 'inner-road'
  | 'inner-path'
  | 'village-lane'
  | 'water-edge'
  | 'rail'
  | 'border'

export interface PlanLine {
  readonly kind: LineKind
  readonly points: readonly Point[]
  readonly name?: string | undefined
  /** metres the carriageway's sidewalks run on past either end, to cross the road it joins */
  readonly ends?: readonly [number, number]
  /** crosses the railway below ground */
  readonly isUnderpass?: boolean
  readonly tags?: Readonly<Record<string, string>>
}

/** Metres from the middle of a line to where a lot beside it begins. */
export const LOT_DISTANCE = {
  primary: 21,
  secondary: 17,
  tertiary: 11,
  residential: 7,
  lane: 3,
  rural: 6,
  'shore-path': 5,
  sidewalk: 4,
  zebra: 4,
  'park-path': 3,
  driveway: 4,
  'inner-road': 4,
  'inner-path': 3,
  'village-lane': 4,
  'water-edge': 6,
  rail: 18,
  border: 3,
} as const satisfies Record<LineKind, number>

/** Metres from the middle of the carriageway to its sidewalk, where sidewalks are lines of their own. */
export const SIDEWALK_DISTANCE = { primary: 14, secondary: 10.5 } as const

export function isStreet(kind: LineKind): boolean {
  return kind === 'primary' || kind === 'secondary' || kind === 'tertiary' || kind === 'residential' || kind === 'lane'
}
