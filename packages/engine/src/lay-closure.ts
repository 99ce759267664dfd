import { boxOfPoints, growBox } from '@xiayi/geo/boxes'
import { footOn, measureEdge, measureLine, pointAt } from './edge-measure.ts'
import { edgesNear, forEachEdgeInBox } from './edges-near.ts'
import { edgeLine, type Network } from './network.ts'
import type { ClosePath, EditLine, EditMisfit, NetworkPatch } from './network-edit.ts'

/** A closed line and what lies on it may differ by this; parallel ways are further apart. */
const ON_LINE_M = 1
/** Shorter pieces are not worth a cut. */
const PIECE_M = 0.5

/** A line is closed and not an edge: edges are cut anew by every other edit and by the next map, lines on the ground stay. */
export function layClosure(network: Network, { line }: ClosePath): NetworkPatch | EditMisfit {
  const stretch = measureLine(line)
  const ends = [line[0], line.at(-1)].flatMap((point) => (point ? [point] : []))
  const closed: { edge: number; from: number; to: number }[] = []
  const isOnStretch = (point: readonly [number, number]) => footOn(stretch, point).distanceM <= ON_LINE_M
  forEachEdgeInBox(network, growBox(boxOfPoints([...line]), ON_LINE_M), (edge) => {
    const measure = measureEdge(network, edge)
    const bounds = ends.flatMap((end) => {
      const foot = footOn(measure, end)
      const along = foot.share * measure.totalM
      const isInner = along > PIECE_M && measure.totalM - along > PIECE_M
      return foot.distanceM <= ON_LINE_M && isInner ? [foot.share] : []
    })
    const stops = [0, ...bounds.sort((a, b) => a - b), 1]
    stops.slice(1).forEach((to, i) => {
      const from = stops[i] ?? 0
      if (to <= from) return
      const inner = [0.25, 0.5, 0.75].map((part) => pointAt(measure, from + (to - from) * part))
      if (inner.every(isOnStretch)) closed.push({ edge, from, to })
    })
  })
  return closed.length > 0 ? { cuts: [], fresh: [], links: [], closed } : { code: 'stretch-gone', metres: null }
}

/** The way nearest to a point, from junction to junction: what closes when somebody closes it there. */
export function stretchAt(
  network: Network,
  at: readonly [lon: number, lat: number],
  radiusM: number,
): { readonly edge: number; readonly line: EditLine; readonly distanceM: number } | undefined {
  const [nearest] = edgesNear(network, at, radiusM)
  return nearest && { edge: nearest.edge, line: edgeLine(network, nearest.edge), distanceM: nearest.distanceM }
}
