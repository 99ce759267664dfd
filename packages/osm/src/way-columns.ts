import type { OsmData, OsmElements, OsmWay } from './elements.ts'

/** A map drawn by hand in the form that readers make. */
export function inColumns({ ways, ...rest }: OsmElements): OsmData {
  const wayOffset = new Uint32Array(ways.length + 1)
  ways.forEach(({ nodes }, i) => {
    wayOffset[i + 1] = (wayOffset[i] ?? 0) + nodes.length
  })
  const wayRefs = new Float64Array(wayOffset[ways.length] ?? 0)
  ways.forEach(({ nodes }, i) => wayRefs.set(nodes, wayOffset[i]))
  return {
    ...rest,
    wayIds: Float64Array.from(ways, ({ id }) => id),
    wayTags: ways.map(({ tags }) => tags),
    wayOffset,
    wayRefs,
  }
}

/** The ways of an extract one by one. */
export function waysOf({ wayIds, wayTags, wayOffset, wayRefs }: OsmData): OsmWay[] {
  return wayTags.map((tags, i) => ({
    id: wayIds[i] ?? Number.NaN,
    nodes: [...wayRefs.subarray(wayOffset[i], wayOffset[i + 1])],
    tags,
  }))
}
