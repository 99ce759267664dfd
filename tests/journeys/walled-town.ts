import { latOf, lonOf, smallTownOsm } from './small-town.ts'

/** Corners of the wall, in streets; the gate stands in the first. */
const WALL = [
  [6.15, 2.15],
  [6.85, 2.15],
  [6.85, 2.85],
  [6.15, 2.85],
] as const
const INSIDE = [
  [6.3, 2.3],
  [6.3, 2.7],
  [6.7, 2.7],
] as const
/** the junction of the sixth and the second street */
const JUNCTION = 1 + 2 * 9 + 6

/** The small town with a wall round the house east of the sixth street and north of the second, and one gate towards their junction. */
export function walledTownOsm(): string {
  const gate = '<tag k="barrier" v="gate"/>'
  const node = (id: number, [column, row]: readonly [number, number], tags = '') =>
    `<node id="${id}" lon="${lonOf(column)}" lat="${latOf(row)}">${tags}</node>`
  const nodes = [
    ...WALL.map((at, i) => node(800_000 + i, at, i === 0 ? gate : '')),
    ...INSIDE.map((at, i) => node(800_010 + i, at)),
  ]
  const way = (id: number, refs: readonly number[], tags: Readonly<Record<string, string>>) =>
    `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${Object.entries(tags)
      .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
      .join('')}</way>`
  const ring = [800_000, 800_001, 800_002, 800_003, 800_000]
  const ways = [
    way(700_000, ring, { landuse: 'residential', residential: 'apartments', name: '东苑小区' }),
    way(700_001, ring, { barrier: 'wall' }),
    way(700_002, [JUNCTION, 800_000], { highway: 'service' }),
    way(700_003, [800_000, 800_010, 800_011, 800_012], { highway: 'service', access: 'private' }),
  ]
  return smallTownOsm()
    .replace('<way', `${nodes.join('')}<way`)
    .replace('</osm>', `${ways.join('')}</osm>`)
}
