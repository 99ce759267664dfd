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

/** A whole extract. Node columns are parallel and sorted by id; only nodes with tags have an entry in `nodeTags`. */
export interface OsmData {
  /** f64[n] ids, ascending */
  readonly nodeIds: Float64Array
  readonly nodeLon: Float64Array
  readonly nodeLat: Float64Array
  /** keyed by index into the columns */
  readonly nodeTags: ReadonlyMap<number, Readonly<Record<string, string>>>
  readonly ways: readonly OsmWay[]
  readonly relations: readonly OsmRelation[]
}
