import { EDGE_FLAG, NODE_FLAG } from './network-input.ts'

export type ProfileName = 'adult' | 'elder' | 'child' | 'wheelchair'

/**
 * Who walks. Speeds are the county's stated parameters, shown with every result; waits and slow-downs are our own working
 * values, kept as data so that a county can replace them.
 */
export interface WalkProfile {
  readonly name: string
  readonly speedMps: number
  /** seconds for passing a node with this flag; half is charged on either side, so both directions agree */
  readonly nodeSeconds: Readonly<Partial<Record<keyof typeof NODE_FLAG, number>>>
  /** extra seconds per metre walked on an edge with this flag */
  readonly edgeSecondsPerMetre: Readonly<Partial<Record<keyof typeof EDGE_FLAG, number>>>
  /** extra seconds for a whole edge with this flag */
  readonly edgeSeconds: Readonly<Partial<Record<keyof typeof EDGE_FLAG, number>>>
  /** edges and nodes this person cannot use at all */
  readonly excludedEdges: number
  readonly excludedNodes: number
}

const ADULT: WalkProfile = {
  name: 'adult',
  speedMps: 1.2,
  nodeSeconds: { crossingSignals: 15, railCrossing: 10, lift: 30, narrow: 3 },
  edgeSecondsPerMetre: { steps: 0.8 },
  edgeSeconds: { lift: 30 },
  excludedEdges: 0,
  excludedNodes: 0,
}

export const PROFILES: Readonly<Record<ProfileName, WalkProfile>> = {
  adult: ADULT,
  elder: {
    ...ADULT,
    name: 'elder',
    speedMps: 0.9,
    nodeSeconds: { ...ADULT.nodeSeconds, crossing: 5, crossingSignals: 20, railCrossing: 15, narrow: 6, gate: 2 },
    edgeSecondsPerMetre: { steps: 1.8, unpaved: 0.2 },
  },
  child: {
    ...ADULT,
    name: 'child',
    speedMps: 0.9,
    nodeSeconds: { ...ADULT.nodeSeconds, crossing: 5, crossingSignals: 20, railCrossing: 15 },
    edgeSecondsPerMetre: { steps: 1.0 },
  },
  wheelchair: {
    ...ADULT,
    name: 'wheelchair',
    speedMps: 0.8,
    nodeSeconds: { crossing: 5, crossingSignals: 20, railCrossing: 15, lift: 45, gate: 3 },
    edgeSecondsPerMetre: { unpaved: 0.6 },
    edgeSeconds: { lift: 45 },
    excludedEdges: EDGE_FLAG.steps | EDGE_FLAG.escalator | EDGE_FLAG.wheelchairNo,
    excludedNodes: NODE_FLAG.narrow,
  },
}
