import type { ProfileName } from '@xiayi/contract/common'
import type { WalkGraph } from '@xiayi/engine/compile-profile'
import type { Network } from '@xiayi/engine/network'
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
export type ModelTask = LoadTask | SnapTask | CompileTask | SeedTask

export interface LoadTask {
  readonly task: 'load'
  readonly bytes: Uint8Array
}

export interface SnapTask {
  readonly task: 'snap'
  readonly network: Network
  readonly things: PointColumns
  readonly excludedEdges: number
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

export type ModelAnswer =
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
