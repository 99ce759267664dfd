import type { ProfileName } from '@xiayi/contract/common'
import type { WalkGraph } from '@xiayi/engine/compile-profile'
import type { Network } from '@xiayi/engine/network'
import type { EditedNetwork, EditMisfit, NetworkEdit } from '@xiayi/engine/network-edit'
import type { Direction } from '@xiayi/engine/reach'
import type { SeedTable } from '@xiayi/engine/seeds'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'

/** Points of things as columns on shared memory: thing i may be entered at points offset[i] .. offset[i + 1] - 1. */
export interface PointColumns {
  readonly offset: Uint32Array
  readonly lon: Float64Array
  readonly lat: Float64Array
}

/** What the model worker is asked, each time with everything it needs: it keeps nothing but its last index. */
export type ModelTask = LoadTask | SnapTask | CompileTask | SeedTask | EditTask | PlanTask

export interface LoadTask {
  readonly task: 'load'
  readonly bytes: Uint8Array
}

export interface SnapTask {
  readonly task: 'snap'
  readonly network: Network
  readonly things: PointColumns
  readonly excludedEdges: number
  /** ways on that are known of another network: what lies far from every difference keeps its own */
  readonly carried?: CarriedWays | undefined
}

export interface CarriedWays {
  readonly network: Network
  readonly table: SnappedPlaces
  /** i32[things] row in the table, -1 for what is not in it */
  readonly rows: Int32Array
}

export interface CompileTask {
  readonly task: 'compile'
  readonly network: Network
  readonly profile: ProfileName
  readonly speedMps: number
}

export interface SeedTask {
  readonly task: 'seed'
  readonly graph: WalkGraph
  readonly snapped: SnappedPlaces
  readonly direction: Direction
}

export interface EditTask {
  readonly task: 'edit'
  /** a stored network */
  readonly bytes: Uint8Array
  readonly edits: readonly { readonly number: number; readonly edit: NetworkEdit }[]
  /** with it the answer says which of them can walk to the rest of the town before and after */
  readonly homes?: PointColumns | undefined
  /** the stored network that the answer's is compared with; left out: the one without the edits */
  readonly insteadOf?: Uint8Array | undefined
}

/** Lays edits on a network in memory; nothing is stored. */
export interface PlanTask {
  readonly task: 'plan'
  readonly network: Network
  readonly edits: readonly NetworkEdit[]
}

/** A network with edits laid on, as it is stored. */
export interface EditedBytes {
  readonly bytes: Uint8Array
  readonly nodes: number
  readonly edges: number
  readonly kilometres: number
  readonly bounds: readonly [west: number, south: number, east: number, north: number]
  /** by place in the list */
  readonly misfits: ReadonlyMap<number, EditMisfit>
  /** places in the list of those that the network has already, without them */
  readonly alreadyThere: readonly number[]
  /** rows of `homes` that lost their way to the rest of the town */
  readonly cutOff: readonly number[]
}

export type ModelAnswer =
  | { readonly task: 'edit'; readonly edited: EditedBytes }
  | { readonly task: 'plan'; readonly planned: EditedNetwork }
  | { readonly task: 'load'; readonly network: Network }
  | { readonly task: 'snap'; readonly snapped: SnappedPlaces }
  | { readonly task: 'compile'; readonly graph: WalkGraph }
  | { readonly task: 'seed'; readonly seeds: SeedTable }
  | { readonly task: 'failed'; readonly message: string; readonly isNetworkFault: boolean }

export interface ToModelWorker {
  readonly request: number
  readonly ask: ModelTask
}

export interface FromModelWorker {
  readonly request: number
  readonly answer: ModelAnswer
}
