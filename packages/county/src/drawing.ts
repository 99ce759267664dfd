import type { CommunitySite } from './community-sites.ts'
import type { PlanLine } from './lines.ts'
import type { Point } from './plane.ts'
import type { Ring } from './ring.ts'

export type Tags = Readonly<Record<string, string>>

/** A building before it has an id. */
export interface DrawnBuilding {
  readonly ring: Ring
  readonly tags: Tags
  readonly site: CommunitySite
  /** dwellings; 0 where nobody lives */
  readonly homes: number
}

/** A tagged closed outline: grounds, walls, parks, compounds. */
export interface DrawnArea {
  readonly ring: Ring
  readonly tags: Tags
  readonly category?: string | undefined
  readonly site?: CommunitySite | undefined
}

/** A point that must become one OSM node shared by all lines and outlines through it: a gate, an entrance. */
export interface Pin {
  readonly point: Point
  readonly tags: Tags
}

export type SpotKind = 'front' | 'gate' | 'yard' | 'kerb' | 'park'

/** Where a place can be set up, and what it would face. */
export interface Spot {
  readonly kind: SpotKind
  readonly point: Point
  readonly site: CommunitySite
  readonly street: string | undefined
  /** how busy the street is: 3 main road .. 0 back lane */
  readonly rank: number
}

/** Everything drawn so far; the fillers add to it, the OSM writer reads it. */
export interface Drawing {
  readonly lines: PlanLine[]
  readonly pins: Pin[]
  readonly buildings: DrawnBuilding[]
  readonly areas: DrawnArea[]
  readonly spots: Spot[]
}

export function emptyDrawing(): Drawing {
  return { lines: [], pins: [], buildings: [], areas: [], spots: [] }
}
