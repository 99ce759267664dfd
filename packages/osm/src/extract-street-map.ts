import type { NetworkInput } from '@xiayi/engine/network-input'
import { boxOfColumns } from '@xiayi/geo/boxes'
import { haversineM } from '@xiayi/geo/distance'
import { collectAdministrativeAreas } from './administrative-areas.ts'
import { type AreaShape, collectAreas } from './area-shapes.ts'
import { backgroundOf } from './background.ts'
import { BarrierIndex, barrierColumns, collectBarriers } from './barrier-lines.ts'
import { buildWalkingInput, componentsOf } from './build-walking-input.ts'
import { collectBuildings } from './buildings.ts'
import { builtUpTest } from './built-up.ts'
import { type Compound, CompoundIndex, collectCompounds } from './compounds.ts'
import type { OsmData } from './elements.ts'
import { IndexedOsm } from './indexed-osm.ts'
import { collectPlaces } from './places.ts'
import { crossPlazas } from './plazas.ts'
import { replaceBySidewalks } from './separate-sidewalks.ts'
import type { StreetMap } from './street-map.ts'
import { collectWalkingLines, type WalkingLine } from './walking-lines.ts'
import { DEFAULT_WALKING_RULES, type WalkingRules } from './walking-rules.ts'
import { degreesOf, dropCrossingsAlongRoads, segmentsOf } from './walking-segments.ts'
import { checkTotalLength, WorkBudget } from './work-budget.ts'

/** Extraction is synchronous: the signal is looked at between stages, where `onProgress` may have aborted it. */
export interface ExtractOptions {
  readonly rules?: Partial<WalkingRules>
  readonly signal?: AbortSignal
  /** share done, 0 to 1, and the stage that begins */
  readonly onProgress?: (share: number, stage: ExtractStage) => void
}

export type ExtractStage = 'index' | 'areas' | 'network' | 'buildings' | 'places' | 'done'

/**
 * Everything the project takes from an extract. Deterministic: the same data and rules give the same map. Nothing is dropped
 * silently: what was left out, and why, stands in `counts`. Throws OsmFormatError `too-large` for maps that are made to take
 * minutes or gigabytes, and the signal's reason when aborted. Whoever hands over an `IndexedOsm` and
 * drops the data it was made of spares a quarter of the memory.
 */
export function extractStreetMap(source: OsmData | IndexedOsm, options: ExtractOptions = {}): StreetMap {
  const rules = { ...DEFAULT_WALKING_RULES, ...options.rules }
  const begin = (share: number, stage: ExtractStage) => {
    options.signal?.throwIfAborted()
    options.onProgress?.(share, stage)
  }
  begin(0, 'index')
  const osm = source instanceof IndexedOsm ? source : new IndexedOsm(source)
  begin(0.15, 'areas')
  const { areas, unclosedRelations } = collectAreas(osm, options.signal)
  begin(0.3, 'network')
  const { network, isWalked, compounds, compoundIndex, counts } = extractNetwork(osm, areas, rules)
  begin(0.6, 'buildings')
  const buildings = collectBuildings(areas, osm, (lon, lat) => compoundIndex.find(lon, lat))
  begin(0.75, 'places')
  const places = collectPlaces(areas, osm, isWalked)
  begin(1, 'done')
  return {
    network,
    places,
    buildings,
    areas: [...collectAdministrativeAreas(areas, osm), ...compounds.map(({ area }) => area)],
    background: { [Symbol.iterator]: () => backgroundOf(areas, osm) },
    bounds: network.nodeLon.length === 0 ? [0, 0, 0, 0] : boxOfColumns(network.nodeLon, network.nodeLat),
    counts: {
      nodesRead: osm.nodeCount,
      waysRead: osm.wayCount,
      relationsRead: osm.relations.length,
      missingNodes: osm.missingNodes,
      unclosedRelations,
      ...counts,
      compounds: compounds.length,
      buildings: buildings.length,
      places: places.length,
    },
  }
}

interface NetworkPart {
  readonly network: NetworkInput
  /** u8 per node of the extract */
  readonly isWalked: Uint8Array
  readonly compounds: readonly Compound[]
  readonly compoundIndex: CompoundIndex
  readonly counts: Readonly<Record<string, number>>
}

/** A function of its own so that lines and segments, as large as the network itself, are gone before the buildings come. */
function extractNetwork(osm: IndexedOsm, areas: readonly AreaShape[], rules: WalkingRules): NetworkPart {
  const budget = new WorkBudget()
  const { lines, plazas } = collectWalkingLines(osm, areas, rules, builtUpTest(areas, osm, budget))
  const barrierLines = collectBarriers(osm, rules)
  checkTotalLength(
    lengthOf(barrierLines, osm) +
      lengthOf(
        lines.map(({ nodes }) => nodes),
        osm,
      ),
  )
  const barriers = new BarrierIndex(barrierLines, osm, budget)
  const { sightLines, capped, unconnected } = crossPlazas(plazas, lines, { osm, barriers, rules, budget })
  const isWalked = walkedNodes(lines, osm.nodeCount)
  const compounds = collectCompounds(areas, osm, { isWalked, rules, budget })
  const compoundIndex = new CompoundIndex(compounds, budget)
  const segments = segmentsOf([...lines, ...sightLines], osm, rules)
  const replaced = rules.separateSidewalkReplacesRoad
    ? replaceBySidewalks(segments, rules.separateSidewalkWithinM, budget)
    : 0
  const degree = degreesOf(segments)
  const crossingsAlongRoads = rules.crossingsOnlyWherePathsCross ? dropCrossingsAlongRoads(segments, degree) : 0
  const network = buildWalkingInput(segments, barrierColumns(barrierLines, osm), (lon, lat) =>
    rules.gatedCompoundsArePrivate ? compoundIndex.isInPrivate(lon, lat) : false,
  )
  const components = componentsOf(network)
  const networkNodes = network.nodeLon.length
  const counts = {
    walkingNodes: degree.reduce((sum, ends) => sum + (ends > 0 ? 1 : 0), 0),
    networkNodes,
    networkEdges: network.edgeFrom.length,
    components: components.count,
    largestComponentNodes: components.largest,
    largestComponentShare: networkNodes === 0 ? 0 : components.largest / networkNodes,
    blockedNodes: segments.blockedNodes,
    segmentsReplacedBySidewalks: replaced,
    crossingsAlongRoads,
    plazas: plazas.length,
    plazaSightLines: sightLines.length,
    plazasCapped: capped,
    plazasUnconnected: unconnected,
    barrierLines: barrierLines.length,
  }
  return { network, isWalked, compounds, compoundIndex, counts }
}

function lengthOf(lines: readonly (readonly number[])[], osm: IndexedOsm): number {
  let metres = 0
  for (const nodes of lines) {
    for (let i = 1; i < nodes.length; i++) {
      const a = nodes[i - 1] ?? 0
      const b = nodes[i] ?? 0
      metres += haversineM(osm.lon(a), osm.lat(a), osm.lon(b), osm.lat(b))
    }
  }
  return metres
}

function walkedNodes(lines: readonly WalkingLine[], count: number): Uint8Array {
  const isWalked = new Uint8Array(count)
  for (const { nodes } of lines) for (const node of nodes) isWalked[node] = 1
  return isWalked
}
