import type { WayReply } from '@xiayi/contract/circle-why'
import { coverSets } from '@xiayi/engine/cover-sets'
import { OverlayGraph } from '@xiayi/engine/overlay-graph'
import { OverlayReach } from '@xiayi/engine/overlay-reach'
import { greedySites } from '@xiayi/engine/siting'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'
import { BuildingWalker } from '../building-walks.ts'
import { pointOrigin } from '../origins.ts'
import { isochroneMakerOf } from '../walkshed.service.ts'
import type { Asked } from './way.service.ts'

/** So many spots are compared. Nodes lie along a curve that keeps what is near together, so every k-th is spread evenly. */
const SPOTS = 60

/** Where one more place would be within the limit, and which of those spots serves most people who have none. */
export function roomNear(asked: Asked): NonNullable<WayReply['room']> {
  const { model, walking, origin, withinMs } = asked
  const { seeds, legs } = pointOrigin(model, walking, origin.at)
  const [shape] = isochroneMakerOf(walking).draw(seeds, [withinMs], legs)
  return { area: { type: 'MultiPolygon', coordinates: shape?.coordinates ?? [] }, best: bestSpot(asked) }
}

function bestSpot({ model, walking, origin, places, withinMs }: Asked): NonNullable<WayReply['room']>['best'] {
  const { graph } = walking
  const { network } = graph
  const away = new OverlayGraph(graph, [], new Set(), 'away')
  const reached = new OverlayReach().run(away, away.seedsOf(origin.ways, withinMs), withinMs)
  const open = [...reached.node].filter((v) => network.nodeIsPrivate[v] === 0 && arcOf(network, v) !== undefined)
  const step = Math.max(1, Math.floor(open.length / SPOTS))
  const nodes = open.filter((_, i) => i % step === 0)
  if (nodes.length === 0) return null
  const { buildings } = model
  const sites = coverSets(graph, {
    candidates: placesAt(network, nodes),
    buildings: walking.buildings,
    residents: Float64Array.from(
      buildings.under15,
      (people, b) => people + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0),
    ),
    withinMs,
    sites: 1,
    existing: new BuildingWalker(walking).toNearest(places, withinMs / 1000),
  })
  const answer = greedySites(sites)
  const node = nodes[answer.chosen[0] ?? 0]
  if (node === undefined) return null
  return {
    at: [network.nodeLon[node] ?? 0, network.nodeLat[node] ?? 0],
    seconds: Math.ceil(reached.msTo(node) / 1000),
    gained: Math.round(answer.covered),
  }
}

type Network = Asked['walking']['graph']['network']

function arcOf({ arcOffset, arcEdge }: Network, node: number): number | undefined {
  const at = arcOffset[node] ?? 0
  return at < (arcOffset[node + 1] ?? 0) ? arcEdge[at] : undefined
}

/** Places that stand on nodes. */
function placesAt(network: Network, nodes: readonly number[]): SnappedPlaces {
  const edge = Uint32Array.from(nodes, (v) => arcOf(network, v) ?? 0)
  return {
    offset: Uint32Array.from({ length: nodes.length + 1 }, (_, i) => i),
    edge,
    share: Float64Array.from(nodes, (v, i) => (network.edgeFrom[edge[i] ?? 0] === v ? 0 : 1)),
    legM: new Float64Array(nodes.length),
    grade: new Uint8Array(nodes.length),
  }
}
