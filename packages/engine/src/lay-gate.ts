import { METRES_PER_DEGREE } from '@xiayi/geo/distance'
import { BarrierIndex } from './barrier-index.ts'
import { type EdgeFoot, edgesNear } from './edges-near.ts'
import type { Network } from './network.ts'
import type { AddGate, EditMisfit, NetworkPatch } from './network-edit.ts'
import { EDGE_FLAG, NODE_FLAG } from './network-input.ts'
import { PatchMaker } from './patch-maker.ts'

/** A gate asked for this near to a wall stands in it. */
const WALL_M = 30
/** From a gate to the next way on either side. */
export const GATE_REACH_M = 60

type Point = readonly [lon: number, lat: number]

export function layGate(network: Network, { at }: AddGate): NetworkPatch | EditMisfit {
  const wall = nearestWall(network, at)
  const gate = wall?.foot ?? at
  const near = edgesNear(network, gate, GATE_REACH_M)
  const maker = new PatchMaker(network)
  const [first, second] = wall === undefined ? byLayer(maker, near) : bySide(network, near, wall)
  if (first === undefined || second === undefined) return missing(maker, first ?? second)
  const node = maker.fresh(gate, NODE_FLAG.gate)
  for (const foot of [first, second]) {
    const joint = maker.joinAt(foot)
    maker.link(joint.end, node, [joint.at, gate], joint.isPrivate ? EDGE_FLAG.private : 0)
  }
  return maker.patch()
}

/** @param there the way that was found, on the one side */
function missing(maker: PatchMaker, there: EdgeFoot | undefined): EditMisfit {
  const isInsideThere = there !== undefined && maker.isPrivate(there.edge)
  return { code: isInsideThere ? 'no-way-outside' : 'no-way-inside', metres: null }
}

function byLayer(maker: PatchMaker, near: readonly EdgeFoot[]): (EdgeFoot | undefined)[] {
  return [near.find((foot) => maker.isPrivate(foot.edge)), near.find((foot) => !maker.isPrivate(foot.edge))]
}

interface Wall {
  readonly foot: Point
  /** along the wall, in metres */
  readonly direction: readonly [number, number]
}

function nearestWall(network: Network, [lon, lat]: Point): Wall | undefined {
  const { offset, lon: lons, lat: lats } = network.barriers
  const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  let best: (Wall & { distanceM: number }) | undefined
  for (let line = 0; line + 1 < offset.length; line++) {
    for (let s = offset[line] ?? 0; s + 1 < (offset[line + 1] ?? 0); s++) {
      const ax = ((lons[s] ?? 0) - lon) * perLon
      const ay = ((lats[s] ?? 0) - lat) * METRES_PER_DEGREE
      const dx = ((lons[s + 1] ?? 0) - (lons[s] ?? 0)) * perLon
      const dy = ((lats[s + 1] ?? 0) - (lats[s] ?? 0)) * METRES_PER_DEGREE
      const squared = dx * dx + dy * dy
      const share = squared > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared)) : 0
      const px = ax + dx * share
      const py = ay + dy * share
      const distanceM = Math.hypot(px, py)
      if (distanceM > WALL_M || squared === 0 || (best !== undefined && distanceM >= best.distanceM)) continue
      best = { distanceM, foot: [lon + px / perLon, lat + py / METRES_PER_DEGREE], direction: [dx, dy] }
    }
  }
  return best
}

/** How far from a wall a leg begins, so that it does not cut the wall it begins at. */
const OFF_WALL_M = 0.3

/** The nearest way on either side of a wall, with nothing else in between. */
function bySide(network: Network, near: readonly EdgeFoot[], wall: Wall): (EdgeFoot | undefined)[] {
  const [lon, lat] = wall.foot
  const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const barriers = new BarrierIndex(network.barriers)
  const sideOf = (foot: EdgeFoot) => {
    const east = (foot.lon - lon) * perLon
    const north = (foot.lat - lat) * METRES_PER_DEGREE
    return wall.direction[0] * north - wall.direction[1] * east > 0
  }
  const isFree = (foot: EdgeFoot) => {
    if (foot.distanceM <= 2 * OFF_WALL_M) return true
    const off = OFF_WALL_M / foot.distanceM
    return !barriers.isLineCut([lon + (foot.lon - lon) * off, lat + (foot.lat - lat) * off, foot.lon, foot.lat])
  }
  const free = near.filter(isFree)
  return [free.find(sideOf), free.find((foot) => !sideOf(foot))]
}
