import { METRES_PER_DEGREE } from '@xiayi/geo/distance'
import { edgeLine, type Network } from './network.ts'

/** An edge as it is drawn, with the metres at each of its vertices. */
export interface EdgeMeasure {
  readonly line: readonly (readonly [lon: number, lat: number])[]
  /** metres from `edgeFrom` at vertex i */
  readonly alongM: readonly number[]
  readonly totalM: number
}

export function measureEdge(network: Network, edge: number): EdgeMeasure {
  return measureLine(edgeLine(network, edge))
}

export function measureLine(line: EdgeMeasure['line']): EdgeMeasure {
  const alongM: number[] = []
  let along = 0
  line.forEach((point, i) => {
    const before = line[i - 1]
    if (before !== undefined) along += flatM(before, point)
    alongM.push(along)
  })
  return { line, alongM, totalM: along }
}

/** Metres between two points near each other, on a flat map at the first one's latitude: as the snapper measures edges. */
export function flatM([aLon, aLat]: readonly [number, number], [bLon, bLat]: readonly [number, number]): number {
  return Math.hypot((bLon - aLon) * Math.cos((aLat * Math.PI) / 180), bLat - aLat) * METRES_PER_DEGREE
}

/** The point at a share of the length. */
export function pointAt({ line, alongM, totalM }: EdgeMeasure, share: number): [lon: number, lat: number] {
  const metres = share * totalM
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = line[i - 1] ?? [0, 0]
    const [bx, by] = line[i] ?? [0, 0]
    const start = alongM[i - 1] ?? 0
    const end = alongM[i] ?? 0
    if (metres > end && i < line.length - 1) continue
    const part = end > start ? Math.max(0, Math.min(1, (metres - start) / (end - start))) : 0
    return [ax + (bx - ax) * part, ay + (by - ay) * part]
  }
  const [lon = 0, lat = 0] = line[0] ?? []
  return [lon, lat]
}

/** The vertices strictly between two shares. */
export function verticesBetween({ line, alongM, totalM }: EdgeMeasure, from: number, to: number): EdgeMeasure['line'] {
  return line.filter((_, i) => {
    const along = alongM[i] ?? 0
    return i > 0 && i < line.length - 1 && along > from * totalM && along < to * totalM
  })
}

export interface LineFoot {
  readonly share: number
  readonly distanceM: number
  readonly lon: number
  readonly lat: number
}

/** The nearest place on a line. */
export function footOn({ line, alongM, totalM }: EdgeMeasure, [lon, lat]: readonly [number, number]): LineFoot {
  const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  let best: LineFoot = { share: 0, distanceM: Infinity, lon, lat }
  for (let i = 1; i < line.length; i++) {
    const [x0, y0] = line[i - 1] ?? [0, 0]
    const [x1, y1] = line[i] ?? [0, 0]
    const ax = (x0 - lon) * perLon
    const ay = (y0 - lat) * METRES_PER_DEGREE
    const dx = (x1 - x0) * perLon
    const dy = (y1 - y0) * METRES_PER_DEGREE
    const squared = dx * dx + dy * dy
    const part = squared > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared)) : 0
    const distanceM = Math.hypot(ax + dx * part, ay + dy * part)
    if (distanceM >= best.distanceM) continue
    const start = alongM[i - 1] ?? 0
    const along = start + part * ((alongM[i] ?? 0) - start)
    best = {
      share: totalM > 0 ? Math.min(1, along / totalM) : 0,
      distanceM,
      lon: x0 + (x1 - x0) * part,
      lat: y0 + (y1 - y0) * part,
    }
  }
  return best
}
