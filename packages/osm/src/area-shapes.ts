import { type Assembled, joinRings, type NodePolygon, nestRings } from './assemble-rings.ts'
import type { OsmRelation } from './elements.ts'
import type { IndexedOsm } from './indexed-osm.ts'
import { OsmFormatError } from './osm-format-error.ts'
import type { OsmId, Tags } from './street-map.ts'

/** A closed way, or a multipolygon or boundary relation, with its rings as node indices. */
export interface AreaShape {
  readonly id: OsmId
  readonly tags: Tags
  /** index of the closed way; -1 for a relation */
  readonly way: number
  readonly polygons: readonly NodePolygon[]
  /** false when the extract lacks a part of the rim: the rings there are belong to it, but they are not all of it */
  readonly isWhole: boolean
}

interface AreaShapes {
  readonly areas: readonly AreaShape[]
  /** relations of which at least one ring is not closed in this extract */
  readonly unclosedRelations: number
}

/** Relations may share lines, as nested boundaries do; so many times over is an attack on the memory. */
const FREE_RING_NODES = 5_000_000
const RING_NODES_PER_REF = 2

/** A view of one closed way: a city has a hundred thousand, so its ring is read from the columns whenever it is asked for. */
export class WayArea implements AreaShape {
  readonly way: number
  readonly isWhole = true
  readonly #osm: IndexedOsm

  constructor(osm: IndexedOsm, way: number) {
    this.#osm = osm
    this.way = way
  }

  get id(): OsmId {
    return `way/${this.#osm.wayIds[this.way] ?? 0}`
  }

  get tags(): Tags {
    return this.#osm.wayTags[this.way] ?? {}
  }

  get polygons(): readonly NodePolygon[] {
    return [[this.#osm.nodesOf(this.way)]]
  }
}

/** Every area of the extract that has tags, ways first, in order of id. Throws `too-large`. */
export function collectAreas(osm: IndexedOsm, signal?: AbortSignal): AreaShapes {
  const areas: AreaShape[] = []
  osm.wayTags.forEach((tags, i) => {
    if (tags.area === 'no' || !osm.isClosed(i) || !hasTags(tags)) return
    areas.push(new WayArea(osm, i))
  })
  let unclosedRelations = 0
  let ringNodes = 0
  const maxRingNodes = FREE_RING_NODES + RING_NODES_PER_REF * osm.wayNodes.length
  for (const relation of osm.relations) {
    signal?.throwIfAborted()
    const { id, tags } = relation
    if (!isAreaRelation(relation)) continue
    const { polygons, unclosed } = assembleRelation(relation, osm)
    for (const polygon of polygons) for (const ring of polygon) ringNodes += ring.length
    if (ringNodes > maxRingNodes)
      throw new OsmFormatError('too-large', `Relations use the same lines again and again, as far as relation ${id}`)
    if (unclosed > 0) unclosedRelations++
    if (polygons.length > 0) areas.push({ id: `relation/${id}`, tags, way: -1, polygons, isWhole: unclosed === 0 })
  }
  return { areas, unclosedRelations }
}

function assembleRelation(relation: OsmRelation, osm: IndexedOsm): Assembled {
  const lines: number[][] = []
  const seen = new Set<number>()
  let missing = 0
  for (const { type, ref, role } of relation.members) {
    if (type !== 'way' || seen.has(ref) || !isRingRole(role)) continue
    seen.add(ref)
    const way = osm.wayIndex(ref)
    if (way >= 0) lines.push(...osm.runsOf(way))
    else missing++
  }
  const { rings, unclosed } = joinRings(lines)
  return { polygons: nestRings(rings, osm), unclosed: unclosed + missing }
}

function isAreaRelation({ tags }: OsmRelation): boolean {
  return (tags.type === 'multipolygon' || tags.type === 'boundary') && Object.keys(tags).length > 1
}

function isRingRole(role: string): boolean {
  return role === 'outer' || role === 'inner' || role === ''
}

function hasTags(tags: Tags): boolean {
  for (const _ in tags) return true
  return false
}
