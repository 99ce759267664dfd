import { boxOfPoints } from '@xiayi/geo/boxes'
import { flatM, measureEdge, measureLine, verticesBetween } from './edge-measure.ts'
import { edgesNear, forEachEdgeInBox } from './edges-near.ts'
import type { Network } from './network.ts'
import type { AddCrossing, AddPath, EditLine, EditMisfit, NetworkPatch, PatchEnd } from './network-edit.ts'
import { EDGE_FLAG, NODE_FLAG } from './network-input.ts'
import { areSame, halvesOf, type Joint, PatchMaker } from './patch-maker.ts'

/** Nobody draws a longer one by hand; a longer edge would have to be cut (LONGEST_EDGE_M). */
const LONGEST_M = 5000
const SHORTEST_M = 1
/** How far to look when telling how far away the nearest way is. */
const TELL_M = 500

export function layPath(network: Network, edit: AddPath): NetworkPatch | EditMisfit {
  const maker = new PatchMaker(network)
  const drawn = drawLine(maker, edit.line)
  if ('code' in drawn) return drawn
  const { start, end, line, isPrivate } = drawn
  // A path may end in a park; a bridge that ends in the air is a mistake.
  if (edit.use === 'footbridge' && (start === undefined || end === undefined)) return looseEnds(network, edit.line)
  const flags =
    (isPrivate ? EDGE_FLAG.private : 0) |
    (edit.use === 'footbridge' ? EDGE_FLAG.bridge : 0) |
    (edit.hasSteps === true ? EDGE_FLAG.steps : 0)
  const measure = measureLine(line)
  const between = edit.use === 'path' ? crossingsOf(maker, line, isPrivate) : []
  const joints = eachOnce([
    { share: 0, end: start?.end ?? maker.fresh(line[0] ?? [0, 0], 0), at: line[0] ?? [0, 0] },
    ...between,
    { share: 1, end: end?.end ?? maker.fresh(line.at(-1) ?? [0, 0], 0), at: line.at(-1) ?? [0, 0] },
  ])
  joints.slice(1).forEach((to, i) => {
    const from = joints[i]
    if (from === undefined) return
    maker.link(from.end, to.end, [from.at, ...verticesBetween(measure, from.share, to.share), to.at], flags)
  })
  return maker.patch()
}

export function layCrossing(network: Network, edit: AddCrossing): NetworkPatch | EditMisfit {
  const maker = new PatchMaker(network)
  const drawn = drawLine(maker, edit.line)
  if ('code' in drawn) return drawn
  const { start, end, line, isPrivate } = drawn
  if (start === undefined || end === undefined) return looseEnds(network, edit.line)
  const [before, middle, after] = halvesOf(line)
  const wait = NODE_FLAG.crossing | (edit.hasSignals === true ? NODE_FLAG.crossingSignals : 0)
  const flags = EDGE_FLAG.crossing | (isPrivate ? EDGE_FLAG.private : 0)
  const half = maker.fresh(middle, wait)
  maker.link(start.end, half, [...before, middle], flags)
  maker.link(half, end.end, [middle, ...after], flags)
  return maker.patch()
}

interface DrawnLine {
  readonly start: Joint | undefined
  readonly end: Joint | undefined
  /** from joint to joint */
  readonly line: EditLine
  readonly isPrivate: boolean
}

function drawLine(maker: PatchMaker, raw: EditLine): DrawnLine | EditMisfit {
  const drawn = withoutDoubles(raw)
  const [first] = drawn
  const last = drawn.at(-1)
  if (first === undefined || last === undefined || drawn.length < 2) return { code: 'too-short', metres: null }
  const { totalM } = measureLine(drawn)
  if (totalM < SHORTEST_M) return { code: 'too-short', metres: null }
  if (totalM > LONGEST_M) return { code: 'too-long', metres: null }
  const start = maker.join(first)
  const end = maker.join(last)
  if (start === undefined && end === undefined) return looseEnds(maker.network, raw)
  const line = withoutDoubles([...(start ? [start.at] : []), ...drawn, ...(end ? [end.at] : [])])
  const ends = [start, end].flatMap((joint) => joint ?? [])
  return { start, end, line, isPrivate: ends.every((joint) => joint.isPrivate) }
}

/** Vertices on one spot are one; the ends stay what they are. */
function withoutDoubles(line: EditLine): EditLine {
  const kept: (readonly [number, number])[] = []
  line.forEach((point, i) => {
    const before = kept.at(-1)
    if (before === undefined || flatM(before, point) > 0.05) kept.push(point)
    else if (i === line.length - 1 && kept.length > 1) kept[kept.length - 1] = point
  })
  return kept
}

function looseEnds(network: Network, line: EditLine): EditMisfit {
  const far = [line[0], line.at(-1)].map(
    (point) => (point && edgesNear(network, point, TELL_M)[0]?.distanceM) ?? Infinity,
  )
  const metres = Math.max(...far)
  return { code: 'ends-loose', metres: Number.isFinite(metres) ? Math.round(metres) : null }
}

interface MiddleJoint {
  readonly share: number
  readonly end: PatchEnd
  readonly at: readonly [number, number]
}

const NOT_AT_GRADE = EDGE_FLAG.bridge | EDGE_FLAG.tunnel
/** Crossings this near to an end are that end. */
const AT_END_M = 2.5

/** Where a line crosses ways of its layer at grade, along the line. */
function crossingsOf(maker: PatchMaker, line: EditLine, isPrivate: boolean): MiddleJoint[] {
  const { network } = maker
  const measure = measureLine(line)
  const found: MiddleJoint[] = []
  forEachEdgeInBox(network, boxOfPoints([...line]), (edge) => {
    if (((network.edgeFlags[edge] ?? 0) & NOT_AT_GRADE) !== 0 || maker.isPrivate(edge) !== isPrivate) return
    const own = measureEdge(network, edge)
    for (let i = 1; i < line.length; i++) {
      for (let k = 1; k < own.line.length; k++) {
        const [a, b] = [line[i - 1], line[i]]
        const [c, d] = [own.line[k - 1], own.line[k]]
        if (!a || !b || !c || !d) continue
        const cross = crossingOf([a, b], [c, d])
        if (cross === undefined) continue
        const alongM = (measure.alongM[i - 1] ?? 0) + cross.first * flatM(a, b)
        if (alongM < AT_END_M || alongM > measure.totalM - AT_END_M) continue
        const edgeAlong = (own.alongM[k - 1] ?? 0) + cross.second * flatM(c, d)
        const at: [number, number] = [a[0] + (b[0] - a[0]) * cross.first, a[1] + (b[1] - a[1]) * cross.first]
        const joint = maker.joinAt({
          edge,
          edgeM: own.totalM,
          share: own.totalM > 0 ? edgeAlong / own.totalM : 0,
          distanceM: 0,
          lon: at[0],
          lat: at[1],
        })
        found.push({ share: alongM / measure.totalM, end: joint.end, at: joint.at })
      }
    }
  })
  return found.sort((a, b) => a.share - b.share)
}

/** A junction is met once on each of its edges, and the last joint is the line's end. */
function eachOnce(joints: readonly MiddleJoint[]): MiddleJoint[] {
  return joints.filter((joint, i) => {
    const before = joints[i - 1]
    const isEnd = i === joints.length - 1
    const last = joints.at(-1)
    if (isEnd || i === 0) return true
    return !(before && areSame(joint.end, before.end)) && !(last && areSame(joint.end, last.end))
  })
}

type Segment = readonly [readonly [number, number], readonly [number, number]]

/** Shares along either segment where they cross; a touch counts. Undefined for parallels. */
function crossingOf([a, b]: Segment, [c, d]: Segment): { first: number; second: number } | undefined {
  const rx = b[0] - a[0]
  const ry = b[1] - a[1]
  const sx = d[0] - c[0]
  const sy = d[1] - c[1]
  const turn = rx * sy - ry * sx
  if (turn === 0) return undefined
  const first = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / turn
  const second = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / turn
  return first >= 0 && first <= 1 && second >= 0 && second <= 1 ? { first, second } : undefined
}
