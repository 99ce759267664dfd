import type { NodePolygon } from './assemble-rings.ts'
import type { BarrierIndex } from './barrier-lines.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import { Square } from './square.ts'
import { type Plaza, sightLine, type WalkingLine } from './walking-lines.ts'
import type { WalkingRules } from './walking-rules.ts'
import type { WorkBudget } from './work-budget.ts'

/** Pairs of entries times vertices looked at for one square; beyond it fewer entries are kept. */
const MAX_TESTS = 2_000_000

/** What the sight lines of all squares need. */
interface PlazaSurroundings {
  readonly osm: IndexedOsm
  readonly barriers: BarrierIndex
  readonly rules: WalkingRules
  readonly budget: WorkBudget
}

interface CrossedPlazas {
  readonly sightLines: WalkingLine[]
  /** squares of which some entries were left out */
  readonly capped: number
  /** squares that no way meets: islands of the network */
  readonly unconnected: number
}

/**
 * Sight lines across open squares: between all entries that see each other inside the polygon, past its holes and with no wall
 * in between. An entry is a node of the rim where other ways meet it, or a gate or entrance.
 */
export function crossPlazas(
  plazas: readonly Plaza[],
  lines: readonly WalkingLine[],
  { osm, barriers, rules, budget }: PlazaSurroundings,
): CrossedPlazas {
  const sightLines: WalkingLine[] = []
  let capped = 0
  let unconnected = 0
  if (!rules.plazasAreCrossed || plazas.length === 0) return { sightLines, capped, unconnected }
  const degree = degrees(lines, osm.nodeCount)
  for (const plaza of plazas) {
    for (const polygon of plaza.area.polygons) {
      const entries = entriesOf(polygon, degree, osm)
      const vertices = polygon.reduce((sum, ring) => sum + ring.length, 0)
      const allowed = Math.min(rules.plazaMaxEntries, Math.max(2, Math.floor(Math.sqrt((2 * MAX_TESTS) / vertices))))
      if (entries.length > allowed) capped++
      if (entries.length === 0) unconnected++
      budget.spend((vertices * Math.min(allowed, entries.length) ** 2) / 2)
      for (const [from, to] of pairsInSight(new Square(polygon, osm), spread(entries, allowed), osm, barriers))
        sightLines.push(sightLine(plaza, from, to))
    }
  }
  return { sightLines, capped, unconnected }
}

function pairsInSight(
  square: Square,
  entries: readonly number[],
  osm: IndexedOsm,
  barriers: BarrierIndex,
): [from: number, to: number][] {
  const pairs: [number, number][] = []
  entries.forEach((from, i) => {
    for (let k = i + 1; k < entries.length; k++) {
      const to = entries[k] ?? from
      if (square.isInSight(from, to) && !barriers.isCrossed(osm.at(from), osm.at(to))) pairs.push([from, to])
    }
  })
  return pairs
}

function degrees(lines: readonly WalkingLine[], nodes: number): Uint16Array {
  const degree = new Uint16Array(nodes)
  for (const { nodes: line } of lines) {
    line.forEach((node, i) => {
      degree[node] = Math.min(0xfffe, (degree[node] ?? 0) + (i === 0 || i === line.length - 1 ? 1 : 2))
    })
  }
  return degree
}

/** In order along the rings. The rim itself gives each of its nodes two ends. */
function entriesOf(polygon: NodePolygon, degree: Uint16Array, osm: IndexedOsm): number[] {
  const entries = new Set<number>()
  for (const ring of polygon) {
    for (const node of ring) {
      const tags = osm.tagsOf(node)
      if ((degree[node] ?? 0) > 2 || tags?.entrance !== undefined || tags?.barrier !== undefined) entries.add(node)
    }
  }
  return [...entries]
}

function spread(entries: readonly number[], allowed: number): readonly number[] {
  if (entries.length <= allowed) return entries
  return Array.from({ length: allowed }, (_, i) => entries[Math.floor((i * entries.length) / allowed)] ?? -1)
}
