/** OpenStreetMap's data model as read from a file; coordinates in WGS84 degrees. */
export interface OsmNode {
  readonly id: number
  readonly lon: number
  readonly lat: number
  readonly tags: Readonly<Record<string, string>> | undefined
}

export interface OsmWay {
  readonly id: number
  readonly nodes: readonly number[]
  readonly tags: Readonly<Record<string, string>>
}

export interface OsmMember {
  readonly type: 'node' | 'way' | 'relation'
  readonly ref: number
  readonly role: string
}

export interface OsmRelation {
  readonly id: number
  readonly members: readonly OsmMember[]
  readonly tags: Readonly<Record<string, string>>
}

/** Node columns are parallel and sorted by id; only nodes with tags have an entry in `nodeTags`. */
interface NodeColumns {
  /** f64[n] ids, ascending */
  readonly nodeIds: Float64Array
  readonly nodeLon: Float64Array
  readonly nodeLat: Float64Array
  /** keyed by index into the columns */
  readonly nodeTags: ReadonlyMap<number, Readonly<Record<string, string>>>
}

/** A whole extract, as readers make it: ways too lie in columns, because a city has a hundred thousand. */
export interface OsmData extends NodeColumns {
  /** f64[w] ids, ascending */
  readonly wayIds: Float64Array
  readonly wayTags: readonly Readonly<Record<string, string>>[]
  /** u32[w + 1]: the references of way i are `wayRefs[wayOffset[i]]` up to `wayRefs[wayOffset[i + 1]]` */
  readonly wayOffset: Uint32Array
  /** f64: ids of nodes, way after way */
  readonly wayRefs: Float64Array
  readonly relations: readonly OsmRelation[]
}

/** The same with ways as objects, as somebody draws a map by hand; `inColumns` makes an `OsmData` of it. */
export interface OsmElements extends NodeColumns {
  /** ascending by id */
  readonly ways: readonly OsmWay[]
  readonly relations: readonly OsmRelation[]
}
