import type { Network } from './network.ts'

/** What a person changes in a walking network. Lines and points are [lon, lat], degrees WGS84. */
export type NetworkEdit = AddPath | AddCrossing | AddGate | ClosePath

/**
 * A way on foot that the map does not have. Its ends join what is walked within 15 m of them. A path joins every way of its own
 * layer that it crosses at grade; a footbridge joins at its ends only. Between two ends inside compounds it is private.
 */
export interface AddPath {
  readonly kind: 'add-path'
  readonly line: EditLine
  readonly use: 'path' | 'footbridge'
  readonly hasSteps?: boolean | undefined
}

/** A marked crossing of a carriageway, from one pavement to the other; whoever takes it waits once, in its middle. */
export interface AddCrossing {
  readonly kind: 'add-crossing'
  readonly line: EditLine
  readonly hasSignals?: boolean | undefined
}

/** Opens the wall nearest to a point: joins the nearest way on either side of it. Without a wall, the nearest private and public. */
export interface AddGate {
  readonly kind: 'add-gate'
  readonly at: readonly [lon: number, lat: number]
}

/** Nobody walks along this line any more: whatever lies on it, from end to end, is taken out. */
export interface ClosePath {
  readonly kind: 'close-path'
  readonly line: EditLine
}

export type EditLine = readonly (readonly [lon: number, lat: number])[]

/** Why an edit cannot be laid on a network. */
export interface EditMisfit {
  readonly code: 'ends-loose' | 'too-short' | 'too-long' | 'no-way-inside' | 'no-way-outside' | 'stretch-gone'
  /** to the nearest walking line, where that is what is wrong; null: none within 500 m */
  readonly metres: number | null
}

/**
 * An edit in a network's own terms: edges cut at places, new nodes, links between them, stretches taken out. Indexes are those of
 * the network it was made for.
 */
export interface NetworkPatch {
  readonly cuts: readonly EdgePlace[]
  /** nodes that lie on no edge */
  readonly fresh: readonly { readonly lon: number; readonly lat: number; readonly flags: number }[]
  readonly links: readonly PatchLink[]
  readonly closed: readonly { readonly edge: number; readonly from: number; readonly to: number }[]
}

/** share 0 at `edgeFrom`, 1 at `edgeTo` */
export interface EdgePlace {
  readonly edge: number
  readonly share: number
}

export type PatchEnd =
  | { readonly is: 'node'; readonly node: number }
  | { readonly is: 'cut'; readonly cut: number }
  | { readonly is: 'fresh'; readonly fresh: number }

export interface PatchLink {
  readonly from: PatchEnd
  readonly to: PatchEnd
  /** vertices between the ends */
  readonly shape: EditLine
  readonly lengthMm: number
  /** bits of EDGE_FLAG */
  readonly flags: number
}

export interface EditedNetwork {
  readonly network: Network
  /** the edits that could not be laid on, by their place in the list */
  readonly misfits: ReadonlyMap<number, EditMisfit>
}
