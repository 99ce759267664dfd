/**
 * What a walking network is built from: plain columns, made by packages/osm from a street map. Coordinates are WGS84
 * degrees. A node is a junction, a dead end, a barrier, a crossing or a place where the tags change; everything between
 * is the shape of an edge. Edges are walked both ways unless a flag says otherwise.
 */
export interface NetworkInput {
  /** f64[n] degrees */
  readonly nodeLon: Float64Array
  readonly nodeLat: Float64Array
  /** u16[n] bits of NODE_FLAG */
  readonly nodeFlags: Uint16Array
  /** u32[m] index of the node at either end */
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
  /** u32[m] length on the ground in millimetres */
  readonly edgeLengthMm: Uint32Array
  /** u32[m] bits of EDGE_FLAG */
  readonly edgeFlags: Uint32Array
  /** f64[m] id of the way in the source (integers up to 2^53) */
  readonly edgeWay: Float64Array
  /** u32[m + 1] into shapeLon and shapeLat: the vertices between the two ends, from `edgeFrom` to `edgeTo` */
  readonly edgeShapeOffset: Uint32Array
  readonly shapeLon: Float64Array
  readonly shapeLat: Float64Array
  /** Lines that no straight growth of an isochrone may cross: water rims, railways, walls. */
  readonly barriers: BarrierInput
}

/** Polylines as columns: line i runs over vertices offset[i] .. offset[i + 1] - 1. */
export interface BarrierInput {
  readonly offset: Uint32Array
  readonly lon: Float64Array
  readonly lat: Float64Array
}

export const EDGE_FLAG = {
  steps: 1 << 0,
  /** a marked crossing of a carriageway */
  crossing: 1 << 1,
  bridge: 1 << 2,
  tunnel: 1 << 3,
  /** inside a compound: residents' first and last leg only, in and out at its gates */
  private: 1 << 4,
  sidewalk: 1 << 5,
  unpaved: 1 << 6,
  cycleway: 1 << 7,
  escalator: 1 << 8,
  lift: 1 << 9,
  /** carriageway of a primary or trunk road without a known sidewalk */
  mainRoad: 1 << 10,
  /** across an open area, not along a line */
  plaza: 1 << 11,
  /** walked only from `edgeFrom` to `edgeTo` */
  forwardOnly: 1 << 12,
  backwardOnly: 1 << 13,
  /** no steps, kerb or slope that stops a wheelchair is known (wheelchair=yes) */
  wheelchairYes: 1 << 14,
  wheelchairNo: 1 << 15,
} as const

export const NODE_FLAG = {
  gate: 1 << 0,
  crossing: 1 << 1,
  crossingSignals: 1 << 2,
  railCrossing: 1 << 3,
  lift: 1 << 4,
  /** turnstile, stile, kissing gate: passed on foot, not by wheelchair */
  narrow: 1 << 5,
  entrance: 1 << 6,
} as const
