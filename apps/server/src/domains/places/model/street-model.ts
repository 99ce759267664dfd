import type { ProfileName } from '@xiayi/contract/common'
import type { WalkGraph } from '@xiayi/engine/compile-profile'
import type { Network } from '@xiayi/engine/network'
import type { EditMisfit, NetworkEdit } from '@xiayi/engine/network-edit'
import type { SeedTable } from '@xiayi/engine/seeds'
import type { Snapper } from '@xiayi/engine/snap'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'
import type { AreaRow } from '../areas/areas.sql.ts'
import type { CategorySet } from '../categories/category-set.ts'
import type { PlaceColumns, PlaceIndex } from './place-index.ts'

/** Who walks, and how fast when not at the profile's own speed. */
export interface WalkAs {
  readonly profile: ProfileName
  readonly speedMps?: number | undefined
}

/** Every building of a county in columns, in the order of ids. Degrees WGS84. */
export interface BuildingColumns {
  readonly count: number
  readonly ids: readonly string[]
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly footprintM2: Float64Array
  /** people, u32[n] each */
  readonly under15: Uint32Array
  readonly from15to59: Uint32Array
  readonly over60: Uint32Array
  /** u8[n] index into RESIDENT_BASES of the contract */
  readonly basis: Uint8Array
  /** i32[n] index into `StreetModel.communities`, -1 in none */
  readonly community: Int32Array
  /** i32[n] index into `StreetModel.compounds`, -1 in none */
  readonly compound: Int32Array
  /** u8[n] 1: doors of the building are known, and walks start there; 0: they start at its middle */
  readonly hasEntrances: Uint8Array
}

/** A county's network as somebody walks it, with every place hung into it. */
export interface WalkingToPlaces {
  readonly as: { readonly profile: ProfileName; readonly speedMps: number }
  readonly graph: WalkGraph
  /** ways on to the network that this person can use; rows as in `StreetModel.places` */
  readonly places: SnappedPlaces
  /** seeds of every place, walking towards it */
  readonly placeSeeds: SeedTable
}

/** The same with every building. */
export interface Walking extends WalkingToPlaces {
  /** rows as in `StreetModel.buildings` */
  readonly buildings: SnappedPlaces
  /** seeds of every building, walking away from it; ways out of its compound included */
  readonly buildingSeeds: SeedTable
}

/**
 * One county in memory, of one revision: everything that a question about walking needs, in typed arrays, so that an answer takes
 * milliseconds. Immutable; hold it for the length of one request or job and ask `streetModelOf` again for the next.
 */
export interface StreetModel {
  readonly revision: number
  readonly networkVersion: string
  readonly network: Network
  /** from a point on to the network, any profile */
  readonly snapper: Snapper
  readonly categories: CategorySet
  readonly places: PlaceColumns
  /** index of a place in `places` by its id */
  readonly placeIndex: ReadonlyMap<string, number>
  readonly buildings: BuildingColumns
  /** communities and declared circles with their boundaries, by kind, code and name */
  readonly communities: readonly AreaRow[]
  readonly compounds: readonly AreaRow[]
  /**
   * Made when first asked for, off this thread, and kept with the model (the last few).
   * @throws RangeError for a speed outside 0.2 to 3 m/s
   */
  walking(as: WalkAs): Promise<Walking>
  /** The same county with something built, opened or closed: nothing is stored. */
  planned(plan: GroundPlan): Promise<PlannedModel>
  /** For questions from a point: there some seconds before `walking`, because buildings are many. */
  walkingToPlaces(as: WalkAs): Promise<WalkingToPlaces>
  /** What `walkingToPlaces` gives, when it is there; otherwise it begins to be made and nobody waits. */
  walkingAtHand(as: WalkAs): WalkingToPlaces | undefined
}

/** What a plan changes on the ground. */
export interface GroundPlan {
  /** laid on one after the other: a path may join one before it */
  readonly edits: readonly NetworkEdit[]
  readonly housing: readonly PlannedHousing[]
}

export interface PlannedHousing {
  readonly id: string
  /** degrees WGS84 */
  readonly lon: number
  readonly lat: number
  readonly communityId: string | null
  readonly under15: number
  readonly from15to59: number
  readonly over60: number
}

export interface PlannedModel {
  /** its buildings are those of the model, in the same rows, and after them the planned ones */
  readonly model: StreetModel
  /** edits that cannot be laid on, by their place in the list */
  readonly misfits: ReadonlyMap<number, EditMisfit>
  /** ids of housing left out: no walking line within 150 m of it */
  readonly stranded: readonly string[]
}

/** What search needs, with the street model where there is a network. */
export interface CountyModel {
  readonly index: PlaceIndex
  readonly street: StreetModel | undefined
}
