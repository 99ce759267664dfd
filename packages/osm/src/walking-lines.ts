import { EDGE_FLAG } from '@xiayi/engine/network-input'
import { type AreaShape, WayArea } from './area-shapes.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import type { WalkingRules } from './walking-rules.ts'
import { judgeWay, type WayVerdict } from './way-rules.ts'

/** A stretch of one way that is walked along, before shape nodes are contracted. */
export interface WalkingLine {
  /** id of the way in the source */
  readonly way: number
  readonly nodes: readonly number[]
  /** bits of EDGE_FLAG */
  readonly flags: number
  readonly isCarriageway: boolean
  readonly hasSeparateSidewalk: boolean
  /** bits of NODE_FLAG that passing this line costs */
  readonly crossing: number
}

export interface Plaza {
  readonly way: number
  readonly flags: number
  readonly area: AreaShape
}

interface WalkingLines {
  readonly lines: WalkingLine[]
  readonly plazas: readonly Plaza[]
}

/** Decides whether a way that is walked only in built-up areas lies in one. */
export type BuiltUpTest = (nodes: readonly number[]) => boolean

/** Everything that is walked: ways, the rims of squares, and the squares themselves for the sight lines across them. */
export function collectWalkingLines(
  osm: IndexedOsm,
  areas: readonly AreaShape[],
  rules: WalkingRules,
  isBuiltUp: BuiltUpTest,
): WalkingLines {
  const lines: WalkingLine[] = []
  const plazas: Plaza[] = []
  const isTaken = new Uint8Array(osm.wayCount)
  osm.wayTags.forEach((tags, i) => {
    const verdict = judgeWay(tags, rules)
    if (verdict.isWalked === 'no') return
    const runs = osm.runsOf(i)
    if (verdict.isWalked === 'in-built-up-areas' && !runs.some(isBuiltUp)) return
    isTaken[i] = 1
    const way = osm.wayIds[i] ?? 0
    for (const nodes of runs) lines.push(lineOf(way, nodes, verdict))
    if (verdict.isPlaza && osm.isClosed(i)) plazas.push({ way, flags: verdict.flags, area: new WayArea(osm, i) })
  })
  const areaById = new Map(areas.flatMap((area) => (area.way < 0 ? [[area.id, area] as const] : [])))
  for (const relation of osm.relations) {
    const area = areaById.get(`relation/${relation.id}`)
    if (!area || relation.tags.type !== 'multipolygon') continue
    const verdict = judgeWay(relation.tags, rules)
    if (verdict.isWalked !== 'yes') continue
    const members = osm.waysOf(relation)
    for (const index of members) {
      if (isTaken[index] === 1) continue
      isTaken[index] = 1
      for (const nodes of osm.runsOf(index)) lines.push(lineOf(osm.wayIds[index] ?? 0, nodes, verdict))
    }
    const [first] = members
    if (first !== undefined) plazas.push({ way: osm.wayIds[first] ?? 0, flags: verdict.flags, area })
  }
  return { lines, plazas }
}

function lineOf(way: number, nodes: readonly number[], verdict: WayVerdict): WalkingLine {
  return {
    way,
    nodes,
    flags: verdict.flags,
    isCarriageway: verdict.isCarriageway,
    hasSeparateSidewalk: verdict.hasSeparateSidewalk,
    crossing: verdict.crossing,
  }
}

/** A straight line across a square. */
export function sightLine(plaza: Plaza, from: number, to: number): WalkingLine {
  // What holds along a rim only; steps, surface and access hold for the whole square.
  const alongOnly =
    EDGE_FLAG.sidewalk | EDGE_FLAG.crossing | EDGE_FLAG.mainRoad | EDGE_FLAG.forwardOnly | EDGE_FLAG.backwardOnly
  return {
    way: plaza.way,
    nodes: [from, to],
    flags: (plaza.flags & ~alongOnly) | EDGE_FLAG.plaza,
    isCarriageway: false,
    hasSeparateSidewalk: false,
    crossing: 0,
  }
}
