import { arrange } from './arrangement.ts'
import { BUILT_UP_OUTLINE } from './blocks.ts'
import type { Pin, Tags } from './drawing.ts'
import type { LineKind, PlanLine } from './lines.ts'
import type { OsmDraft } from './osm-draft.ts'
import { between, distance, nearestOn, type Point } from './plane.ts'
import { at } from './random.ts'
import { contains } from './ring.ts'
import { isWater, type Terrain } from './terrain.ts'

const TAGS: Partial<Record<LineKind, Tags>> = {
  primary: { highway: 'primary', lanes: '4', surface: 'asphalt' },
  secondary: { highway: 'secondary', lanes: '2', surface: 'asphalt' },
  tertiary: { highway: 'tertiary', sidewalk: 'both', surface: 'asphalt' },
  residential: { highway: 'residential', surface: 'concrete' },
  lane: { highway: 'living_street', surface: 'concrete' },
  rural: { highway: 'unclassified', surface: 'concrete' },
  'village-lane': { highway: 'residential', surface: 'concrete' },
  'shore-path': { highway: 'footway', surface: 'paving_stones' },
  sidewalk: { highway: 'footway', footway: 'sidewalk' },
  zebra: { highway: 'footway', footway: 'crossing' },
  'park-path': { highway: 'footway', surface: 'paving_stones' },
  driveway: { highway: 'service', service: 'driveway' },
  'inner-road': { highway: 'service' },
  'inner-path': { highway: 'footway' },
}

const isAvenue = (kind: LineKind) => kind === 'primary' || kind === 'secondary'
const isCarriageway = (kind: LineKind) => isAvenue(kind) || kind === 'tertiary'
const isFootLine = (kind: LineKind) => kind === 'sidewalk' || kind === 'zebra'

interface Chain {
  readonly line: PlanLine
  nodes: number[]
}

/** Writes every walkable line as ways whose junctions are shared nodes. */
export function writeNetwork(draft: OsmDraft, lines: readonly PlanLine[], pins: readonly Pin[], ground: Terrain): void {
  const walkable = lines.filter((line) => TAGS[line.kind] !== undefined)
  const { nodes, chains } = arrange(
    walkable,
    pins.map((pin) => pin.point),
  )
  const cut: Chain[] = chains.map((chain, i) => ({ line: at(walkable, i), nodes: [...chain] }))
  trimSidewalkEnds(cut, nodes)
  const crossings = crossingNodes(cut, nodes)
  const places = [...nodes]
  for (const chain of cut) if (chain.line.kind === 'sidewalk') chain.nodes = withKerbs(chain.nodes, places, crossings)
  const written = new Set<string>()
  for (const { line, nodes: chain } of cut) {
    let run: number[] = []
    let runTags: Tags | undefined
    const flush = () => {
      if (runTags && run.length > 1)
        draft.way(
          run.map((id) => draft.shared(at(places, id))),
          runTags,
        )
      run = []
    }
    for (let i = 0; i + 1 < chain.length; i++) {
      const a = at(chain, i)
      const b = at(chain, i + 1)
      const key = a < b ? `${a} ${b}` : `${b} ${a}`
      const isNew = !written.has(key)
      written.add(key)
      const tags = isNew
        ? tagsOf(line, between(at(places, a), at(places, b), 0.5), crossings.has(a) || crossings.has(b), ground)
        : undefined
      if (run.length === 0 || !tags || !sameTags(tags, runTags)) {
        flush()
        runTags = tags
        run = [a]
      }
      run.push(b)
    }
    flush()
  }
  for (const pin of pins) draft.tagNode(draft.shared(pin.point), pin.tags)
  for (const [id, hasSignals] of crossings)
    draft.tagNode(draft.shared(at(nodes, id)), {
      highway: 'crossing',
      crossing: hasSignals ? 'traffic_signals' : 'marked',
    })
}

/** Metres from the middle of a carriageway to its kerb, along the crossing. */
const KERB_METRES = 8

/** A sidewalk with a point at the kerb on either side of each carriageway it crosses. */
function withKerbs(chain: readonly number[], places: Point[], crossings: ReadonlyMap<number, boolean>): number[] {
  return chain.flatMap((id, i) => {
    if (i === chain.length - 1) return [id]
    const next = at(chain, i + 1)
    const metres = distance(at(places, id), at(places, next))
    const kerb = (from: number, to: number) =>
      places.push(between(at(places, from), at(places, to), KERB_METRES / metres)) - 1
    const out = [id]
    if (metres > 2.4 * KERB_METRES && crossings.has(id)) out.push(kerb(id, next))
    if (metres > 2.4 * KERB_METRES && crossings.has(next)) out.push(kerb(next, id))
    return out
  })
}

function tagsOf(line: PlanLine, middle: Point, isCrossing: boolean, ground: Terrain): Tags {
  const tags: Record<string, string> = { ...TAGS[line.kind], ...line.tags }
  if (line.name) tags.name = line.name
  if (isAvenue(line.kind)) tags.sidewalk = contains(BUILT_UP_OUTLINE, middle) ? 'separate' : 'no'
  if (line.kind === 'sidewalk' && isCrossing) tags.footway = 'crossing'
  if (isWater(ground, middle)) Object.assign(tags, { bridge: 'yes', layer: '1' })
  if (line.isUnderpass === true && metresToRail(ground, middle) < 45)
    Object.assign(tags, { tunnel: 'yes', layer: '-1' })
  return tags
}

export function metresToRail(ground: Terrain, p: Point): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i + 1 < ground.railway.length; i++)
    best = Math.min(best, nearestOn(at(ground.railway, i), at(ground.railway, i + 1), p).metres)
  return best
}

function sameTags(a: Tags, b: Tags | undefined): boolean {
  if (!b) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

/** A sidewalk drawn past the far kerb of the road it joins ends at the last line it meets. */
function trimSidewalkEnds(chains: readonly Chain[], nodes: readonly Point[]): void {
  const degree = new Map<number, number>()
  for (const { nodes: chain } of chains)
    for (let i = 0; i + 1 < chain.length; i++)
      for (const id of [at(chain, i), at(chain, i + 1)]) degree.set(id, (degree.get(id) ?? 0) + 1)
  for (const chain of chains) {
    if (chain.line.kind !== 'sidewalk') continue
    for (const isHead of [true, false]) {
      let cutMetres = 0
      while (chain.nodes.length > 2) {
        const end = at(chain.nodes, isHead ? 0 : -1)
        const inner = at(chain.nodes, isHead ? 1 : -2)
        cutMetres += distance(at(nodes, end), at(nodes, inner))
        if (degree.get(end) !== 1 || cutMetres > 70) break
        degree.set(inner, (degree.get(inner) ?? 1) - 1)
        chain.nodes = isHead ? chain.nodes.slice(1) : chain.nodes.slice(0, -1)
      }
    }
  }
}

/** Nodes where a sidewalk or zebra meets a carriageway; true where two main roads meet close by: there it has signals. */
function crossingNodes(chains: readonly Chain[], nodes: readonly Point[]): Map<number, boolean> {
  const carriageways = new Map<number, Set<PlanLine>>()
  for (const { line, nodes: chain } of chains)
    if (isCarriageway(line.kind))
      for (const id of chain) carriageways.set(id, (carriageways.get(id) ?? new Set()).add(line))
  const signals = [...carriageways].flatMap(([id, lines]) =>
    [...lines].filter((line) => isAvenue(line.kind)).length > 1 ? [at(nodes, id)] : [],
  )
  const crossings = new Map<number, boolean>()
  for (const { line, nodes: chain } of chains)
    if (isFootLine(line.kind))
      for (const id of chain)
        if (carriageways.has(id))
          crossings.set(
            id,
            signals.some((p) => distance(p, at(nodes, id)) < 34),
          )
  return crossings
}
