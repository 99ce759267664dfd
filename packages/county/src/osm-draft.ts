import type { OsmElements, OsmMember, OsmRelation, OsmWay } from '@xiayi/osm/elements'
import type { Tags } from './drawing.ts'
import { onGrid, type Point, toDegrees } from './plane.ts'
import type { Ring } from './ring.ts'

/** Collects OpenStreetMap elements. Ids count up from 1 in the order of drawing, so the same drawing has the same ids. */
export interface OsmDraft {
  /** The node at a place that belongs to the street level: asked for twice, it is the same node. */
  readonly shared: (p: Point) => number
  /** A node of its own, even where another lies at the same place: water, boundaries, rails under a bridge. */
  readonly own: (p: Point) => number
  readonly tagNode: (id: number, tags: Tags) => void
  readonly placeNode: (p: Point, tags: Tags) => number
  readonly way: (nodes: readonly number[], tags: Tags) => number
  readonly ring: (ring: Ring, tags: Tags, isShared: boolean) => number
  readonly relation: (members: readonly OsmMember[], tags: Tags) => number
  readonly finish: () => OsmElements
}

/** Centimetres that a coordinate may lie off the centre, for a whole-number key of a place. */
const HALF = 2_000_000

export function osmDraft(): OsmDraft {
  const lon: number[] = []
  const lat: number[] = []
  const nodeTags = new Map<number, Tags>()
  const byPlace = new Map<number, number>()
  const ways: OsmWay[] = []
  const relations: OsmRelation[] = []
  const own = (p: Point) => {
    const degrees = toDegrees(p)
    lon.push(degrees.lon)
    return lat.push(degrees.lat)
  }
  const shared = (p: Point) => {
    const [x, y] = onGrid(p)
    const key = (Math.round(x * 100) + HALF) * 2 * HALF + Math.round(y * 100) + HALF
    const known = byPlace.get(key)
    if (known !== undefined) return known
    const id = own(p)
    byPlace.set(key, id)
    return id
  }
  const tagNode = (id: number, tags: Tags) => {
    nodeTags.set(id, { ...nodeTags.get(id), ...tags })
  }
  const way = (nodes: readonly number[], tags: Tags) => ways.push({ id: ways.length + 1, nodes, tags })
  return {
    shared,
    own,
    tagNode,
    placeNode: (p, tags) => {
      const id = own(p)
      tagNode(id, tags)
      return id
    },
    way,
    ring: (ring, tags, isShared) => {
      const ids = ring.map(isShared ? shared : own)
      return way([...ids, ...ids.slice(0, 1)], tags)
    },
    relation: (members, tags) => relations.push({ id: relations.length + 1, members, tags }),
    finish: () => ({
      nodeIds: Float64Array.from(lon, (_, i) => i + 1),
      nodeLon: Float64Array.from(lon),
      nodeLat: Float64Array.from(lat),
      nodeTags: new Map([...nodeTags].map(([id, tags]) => [id - 1, tags])),
      ways,
      relations,
    }),
  }
}
