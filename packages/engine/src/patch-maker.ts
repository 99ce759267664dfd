import { flatM } from './edge-measure.ts'
import { type EdgeFoot, edgesNear } from './edges-near.ts'
import { type Network, NONE } from './network.ts'
import type { EdgePlace, EditLine, NetworkPatch, PatchEnd, PatchLink } from './network-edit.ts'
import { EDGE_FLAG } from './network-input.ts'

/** Ends of a drawn line join what is walked within this. */
export const JOIN_M = 15
/** Nearer than this to the end of an edge, a joint is that end. */
const NODE_M = 2

/** Where a drawn line meets the network. */
export interface Joint {
  readonly end: PatchEnd
  readonly at: readonly [lon: number, lat: number]
  readonly isPrivate: boolean
  readonly distanceM: number
}

/** Gathers a patch: joints and links, each place once. */
export class PatchMaker {
  readonly network: Network
  readonly #cuts: EdgePlace[] = []
  readonly #fresh: { lon: number; lat: number; flags: number }[] = []
  readonly #links: PatchLink[] = []

  constructor(network: Network) {
    this.network = network
  }

  /** The nearest place on the network; of equally near ones the public before the private. */
  join(point: readonly [number, number], radiusM = JOIN_M): Joint | undefined {
    const near = edgesNear(this.network, point, radiusM)
    const nearest = near[0]
    if (nearest === undefined) return undefined
    const equal = near.filter((foot) => foot.distanceM === nearest.distanceM)
    return this.joinAt(equal.find((foot) => !this.isPrivate(foot.edge)) ?? nearest)
  }

  joinAt(foot: EdgeFoot): Joint {
    const { network } = this
    const isPrivate = this.isPrivate(foot.edge)
    const fromM = foot.share * foot.edgeM
    const isAtFrom = fromM <= NODE_M
    if (isAtFrom || foot.edgeM - fromM <= NODE_M) {
      const isFirst = isAtFrom && fromM <= foot.edgeM - fromM
      const own = (isFirst ? network.edgeFrom[foot.edge] : network.edgeTo[foot.edge]) ?? 0
      // One name for both of a pair, so that a line that comes back to the same place is known to.
      const node = Math.min(own, network.nodeTwin[own] ?? NONE)
      const at = [network.nodeLon[node] ?? 0, network.nodeLat[node] ?? 0] as const
      return { end: { is: 'node', node }, at, isPrivate, distanceM: foot.distanceM }
    }
    return {
      end: { is: 'cut', cut: this.#cutAt(foot) },
      at: [foot.lon, foot.lat],
      isPrivate,
      distanceM: foot.distanceM,
    }
  }

  fresh([lon, lat]: readonly [number, number], flags: number): PatchEnd {
    this.#fresh.push({ lon, lat, flags })
    return { is: 'fresh', fresh: this.#fresh.length - 1 }
  }

  /** A way along a line from one joint to another; one that comes back to where it set out is cut in its middle. */
  link(from: PatchEnd, to: PatchEnd, line: EditLine, flags: number): void {
    if (areSame(from, to)) {
      const [before, middle, after] = halvesOf(line)
      const end = this.fresh(middle, 0)
      this.#push(from, end, [...before, middle], flags)
      this.#push(end, to, [middle, ...after], flags)
    } else this.#push(from, to, line, flags)
  }

  patch(): NetworkPatch {
    return { cuts: this.#cuts, fresh: this.#fresh, links: this.#links, closed: [] }
  }

  isPrivate(edge: number): boolean {
    return ((this.network.edgeFlags[edge] ?? 0) & EDGE_FLAG.private) !== 0
  }

  #push(from: PatchEnd, to: PatchEnd, line: EditLine, flags: number): void {
    this.#links.push({ from, to, shape: line.slice(1, -1), lengthMm: lengthMm(line), flags })
  }

  /** Joints within a decimetre on one edge are one. */
  #cutAt({ edge, share, edgeM }: EdgeFoot): number {
    const known = this.#cuts.findIndex((cut) => cut.edge === edge && Math.abs(cut.share - share) * edgeM < 0.1)
    if (known >= 0) return known
    this.#cuts.push({ edge, share })
    return this.#cuts.length - 1
  }
}

export function areSame(a: PatchEnd, b: PatchEnd): boolean {
  if (a.is === 'node') return b.is === 'node' && a.node === b.node
  if (a.is === 'cut') return b.is === 'cut' && a.cut === b.cut
  return b.is === 'fresh' && a.fresh === b.fresh
}

function lengthMm(line: EditLine): number {
  let metres = 0
  line.forEach((point, i) => {
    const before = line[i - 1]
    if (before !== undefined) metres += flatM(before, point)
  })
  return Math.max(1, Math.round(metres * 1000))
}

/** The vertices before and after the middle of a line, and the middle itself. */
export function halvesOf(
  line: EditLine,
): readonly [before: EditLine, middle: readonly [number, number], after: EditLine] {
  const total = lengthMm(line) / 1000
  let along = 0
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] ?? [0, 0]
    const b = line[i] ?? [0, 0]
    const leg = flatM(a, b)
    if (along + leg < total / 2 && i < line.length - 1) {
      along += leg
      continue
    }
    const part = leg > 0 ? Math.min(1, Math.max(0, (total / 2 - along) / leg)) : 0
    return [line.slice(0, i), [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part], line.slice(i)]
  }
  return [line, line[0] ?? [0, 0], []]
}
