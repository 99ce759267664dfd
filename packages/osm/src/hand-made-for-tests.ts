import { localPlane } from '@xiayi/geo/distance'
import type { OsmElements, OsmMember } from './elements.ts'
import type { Tags } from './street-map.ts'

export interface HandMade {
  /** name -> metres east, metres north, tags */
  readonly nodes: Readonly<Record<string, readonly [x: number, y: number, tags?: Tags]>>
  /** names of nodes, space-separated */
  readonly ways?: readonly (readonly [nodes: string, tags: Tags])[]
  readonly relations?: readonly { readonly members: readonly OsmMember[]; readonly tags: Tags }[]
}

/** A small map in metres around a point in 夏邑. Ways get the ids 100, 101, …, relations 900, 901, …. */
export function handMade({ nodes, ways = [], relations = [] }: HandMade): OsmElements {
  const plane = localPlane([116.13, 34.24])
  const names = Object.keys(nodes)
  const nodeTags = new Map<number, Tags>()
  const column = (pick: (node: readonly [number, number, Tags?]) => number) =>
    Float64Array.from(names, (name) => pick(nodes[name] ?? [0, 0]))
  names.forEach((name, i) => {
    const tags = nodes[name]?.[2]
    if (tags) nodeTags.set(i, tags)
  })
  return {
    nodeIds: Float64Array.from(names, (_, i) => i + 1),
    nodeLon: column(([x]) => plane.lon(x)),
    nodeLat: column(([, y]) => plane.lat(y)),
    nodeTags,
    ways: ways.map(([line, tags], i) => ({
      id: 100 + i,
      nodes: line.split(' ').map((name) => {
        const at = names.indexOf(name)
        if (at < 0) throw new Error(`no node ${name}`)
        return at + 1
      }),
      tags,
    })),
    relations: relations.map(({ members, tags }, i) => ({ id: 900 + i, members, tags })),
  }
}
