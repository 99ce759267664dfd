import { accumulate, sharedI32 } from './columns.ts'

/**
 * Arcs of one profile in one direction, and the same graph contracted to its core. Dead ends are peeled off until none is left,
 * then nodes with just two ways on are taken out; what was removed hangs together in branches, each between two core nodes A and
 * B (or at one), and is filled in after a search by one formula a node: min(A + way to A, B + way to B). On Las Palmas the core
 * holds 1 node in 8, and a search costs accordingly.
 */
export interface SearchGraph {
  readonly nodeCount: number
  /** i32[n + 1] and i32[2a]: pairs of node and milliseconds. Signed, because V8 loads signed 32-bit integers without a check. */
  readonly offset: Int32Array
  readonly arcs: Int32Array
  readonly coreCount: number
  /** i32[k] node of a core node, ascending */
  readonly coreNode: Int32Array
  /** i32[k + 1] and i32[2b]: pairs of core node and milliseconds */
  readonly coreOffset: Int32Array
  readonly coreArcs: Int32Array
  /** i32[4n]: core node A, ms to A, core node B, ms to B; a core node has itself at 0 twice, a dead end has FAR for B */
  readonly ends: Int32Array
  /** i32[n] branch of a node that is not in the core; -1 for core nodes */
  readonly branch: Int32Array
  readonly branchCount: number
  /** i32[2r] core nodes A and B of a branch */
  readonly branchEnds: Int32Array
  /** i32[r + 1], i32[4..] the nodes of each branch: node, ms to A, ms to B, nothing */
  readonly memberOffset: Int32Array
  readonly members: Int32Array
  /** i32[k + 1], i32[..] the branches at each core node */
  readonly branchOffset: Int32Array
  readonly branchesAt: Int32Array
}

export const FAR = 0x3fffffff

export interface ArcColumns {
  readonly nodeCount: number
  readonly offset: Int32Array
  readonly arcs: Int32Array
  /** u8[n] 1: stays in the core (an arc here is not the same both ways) */
  readonly mustKeep: Uint8Array
}

export function contractGraph(columns: ArcColumns): SearchGraph {
  const { nodeCount: n, offset, arcs } = columns
  const peeled = peelDeadEnds(columns)
  const isCore = coreNodes(columns, peeled)
  const coreIndex = new Int32Array(n).fill(-1)
  let coreCount = 0
  for (let v = 0; v < n; v++) if (isCore[v] === 1) coreIndex[v] = coreCount++
  const coreNode = sharedI32(coreCount)
  for (let v = 0; v < n; v++) if (isCore[v] === 1) coreNode[coreIndex[v] ?? 0] = v

  const ends = sharedI32(4 * n)
  const branch = sharedI32(n).fill(-1)
  for (let k = 0; k < coreCount; k++) {
    const at = 4 * (coreNode[k] ?? 0)
    ends[at] = k
    ends[at + 2] = k
  }
  const links = new CoreLinks()
  const chainCount = walkChains(columns, { isCore, coreIndex, peeled, coreNode, ends, branch, links })
  const branchCount = hangTrees(peeled, { coreIndex, ends, branch }, chainCount)
  return {
    nodeCount: n,
    offset,
    arcs,
    coreCount,
    coreNode,
    ...coreArcsOf(coreCount, links),
    ends,
    branch,
    branchCount,
    ...branchColumns(coreCount, branchCount, ends, branch),
  }
}

interface Peeled {
  /** u8[n] */
  readonly isPeeled: Uint8Array
  /** i32[n] the node a peeled node hangs on, and the ms to it */
  readonly parent: Int32Array
  readonly parentMs: Int32Array
  readonly order: Int32Array
  readonly count: number
  /** i32[n] ways on that are left */
  readonly degree: Int32Array
}

function peelDeadEnds({ nodeCount: n, offset, arcs, mustKeep }: ArcColumns): Peeled {
  const degree = new Int32Array(n)
  const isPeeled = new Uint8Array(n)
  const parent = new Int32Array(n)
  const parentMs = new Int32Array(n)
  const order = new Int32Array(n)
  let count = 0
  for (let v = 0; v < n; v++) degree[v] = (offset[v + 1] ?? 0) - (offset[v] ?? 0)
  for (let start = 0; start < n; start++) {
    let v = start
    while (degree[v] === 1 && mustKeep[v] === 0 && isPeeled[v] === 0) {
      isPeeled[v] = 1
      order[count++] = v
      let i = offset[v] ?? 0
      while (isPeeled[arcs[2 * i] ?? 0] === 1) i++
      const up = arcs[2 * i] ?? 0
      parent[v] = up
      parentMs[v] = arcs[2 * i + 1] ?? 0
      degree[up] = (degree[up] ?? 0) - 1
      // A parent that is a dead end now is peeled at once; those further along are met by the outer loop.
      v = up
    }
  }
  return { isPeeled, parent, parentMs, order, count, degree }
}

/** Junctions of what is left, nodes that must stay, and one node of every ring. */
function coreNodes(columns: ArcColumns, peeled: Peeled): Uint8Array {
  const { nodeCount: n, offset, arcs, mustKeep } = columns
  const isCore = new Uint8Array(n)
  const isSeen = new Uint8Array(n)
  for (let v = 0; v < n; v++) {
    if (peeled.isPeeled[v] === 0 && (mustKeep[v] === 1 || peeled.degree[v] !== 2)) isCore[v] = 1
  }
  const follow = (start: number, firstArc: number) => {
    let before = firstArc
    let v = arcs[2 * firstArc] ?? 0
    let from = start
    while (isCore[v] === 0 && isSeen[v] === 0) {
      isSeen[v] = 1
      before = wayOn(columns, peeled.isPeeled, v, from, before)
      from = v
      v = arcs[2 * before] ?? 0
    }
  }
  const followAll = (v: number) => {
    for (let i = offset[v] ?? 0; i < (offset[v + 1] ?? 0); i++) {
      if (peeled.isPeeled[arcs[2 * i] ?? 0] === 0) follow(v, i)
    }
  }
  for (let v = 0; v < n; v++) if (isCore[v] === 1) followAll(v)
  for (let v = 0; v < n; v++) {
    if (isCore[v] === 1 || isSeen[v] === 1 || peeled.isPeeled[v] === 1) continue
    isCore[v] = 1
    followAll(v)
  }
  return isCore
}

/** The arc by which a chain goes on at `v` when it came from `from` over an arc of `arc`'s length. */
function wayOn({ offset, arcs }: ArcColumns, isPeeled: Uint8Array, v: number, from: number, arc: number): number {
  const end = offset[v + 1] ?? 0
  let cameBack = false
  let other = -1
  for (let i = offset[v] ?? 0; i < end; i++) {
    const to = arcs[2 * i] ?? 0
    if (isPeeled[to] === 1) continue
    // With two parallel arcs to the same node, the one of the same length is the one it came by.
    if (!cameBack && to === from && arcs[2 * i + 1] === arcs[2 * arc + 1]) cameBack = true
    else other = i
  }
  return other
}

/** Arcs between core nodes as they are found. Plain lists of numbers took 200 MB for 3 M nodes while they grew. */
class CoreLinks {
  /** i32[3..] from, to, ms */
  columns = new Int32Array(3 * 1024)
  used = 0

  push(from: number, to: number, ms: number): void {
    if (this.used + 3 > this.columns.length) {
      const larger = new Int32Array(2 * this.columns.length)
      larger.set(this.columns)
      this.columns = larger
    }
    this.columns[this.used] = from
    this.columns[this.used + 1] = to
    this.columns[this.used + 2] = ms
    this.used += 3
  }
}

interface Contraction {
  readonly isCore: Uint8Array
  readonly coreIndex: Int32Array
  readonly peeled: Peeled
  readonly coreNode: Int32Array
  readonly ends: Int32Array
  readonly branch: Int32Array
  readonly links: CoreLinks
}

function walkChains(columns: ArcColumns, work: Contraction): number {
  const { offset, arcs } = columns
  const { isCore, coreIndex, peeled, coreNode, ends, branch, links } = work
  let chains = 0
  for (let a = 0; a < coreNode.length; a++) {
    const start = coreNode[a] ?? 0
    for (let i = offset[start] ?? 0; i < (offset[start + 1] ?? 0); i++) {
      const first = arcs[2 * i] ?? 0
      if (peeled.isPeeled[first] === 1) continue
      if (isCore[first] === 1) {
        link(links, a, coreIndex[first] ?? 0, arcs[2 * i + 1] ?? 0)
        continue
      }
      if (branch[first] !== -1) continue
      let arc = i
      let from = start
      let v = first
      let ms = arcs[2 * i + 1] ?? 0
      while (isCore[v] === 0) {
        branch[v] = chains
        ends[4 * v] = a
        ends[4 * v + 1] = ms
        arc = wayOn(columns, peeled.isPeeled, v, from, arc)
        from = v
        v = arcs[2 * arc] ?? 0
        ms += arcs[2 * arc + 1] ?? 0
      }
      const b = coreIndex[v] ?? 0
      closeChain(columns, work, { start, first, firstArc: i, b, ms })
      if (a !== b) {
        link(links, a, b, ms)
        link(links, b, a, ms)
      }
      chains++
    }
  }
  return chains
}

/** The second walk over a chain, now that its other end and its length are known. */
function closeChain(
  columns: ArcColumns,
  { isCore, peeled, ends }: Contraction,
  chain: { start: number; first: number; firstArc: number; b: number; ms: number },
): void {
  let arc = chain.firstArc
  let from = chain.start
  let v = chain.first
  while (isCore[v] === 0) {
    ends[4 * v + 2] = chain.b
    ends[4 * v + 3] = chain.ms - (ends[4 * v + 1] ?? 0)
    arc = wayOn(columns, peeled.isPeeled, v, from, arc)
    from = v
    v = columns.arcs[2 * arc] ?? 0
  }
}

function link(links: CoreLinks, from: number, to: number, ms: number): void {
  if (from !== to) links.push(from, to, ms)
}

/** Peeled nodes, from the core outward: each is as far from the ends as its parent, and the way to the parent more. */
function hangTrees(
  peeled: Peeled,
  work: Pick<Contraction, 'coreIndex' | 'ends' | 'branch'>,
  chainCount: number,
): number {
  const { coreIndex, ends, branch } = work
  const treeAt = new Map<number, number>()
  let branches = chainCount
  for (let i = peeled.count - 1; i >= 0; i--) {
    const v = peeled.order[i] ?? 0
    const up = peeled.parent[v] ?? 0
    const ms = peeled.parentMs[v] ?? 0
    const root = coreIndex[up] ?? -1
    const far = root >= 0 ? FAR : (ends[4 * up + 3] ?? 0)
    ends[4 * v] = ends[4 * up] ?? 0
    ends[4 * v + 1] = (ends[4 * up + 1] ?? 0) + ms
    ends[4 * v + 2] = ends[4 * up + 2] ?? 0
    ends[4 * v + 3] = far === FAR ? FAR : far + ms
    if (root < 0) {
      branch[v] = branch[up] ?? 0
      continue
    }
    const tree = treeAt.get(root) ?? branches++
    treeAt.set(root, tree)
    branch[v] = tree
  }
  return branches
}

function coreArcsOf(coreCount: number, links: CoreLinks): Pick<SearchGraph, 'coreOffset' | 'coreArcs'> {
  const counts = new Uint32Array(coreCount + 1)
  const { columns, used } = links
  for (let i = 0; i < used; i += 3) {
    const from = columns[i] ?? 0
    counts[from + 1] = (counts[from + 1] ?? 0) + 1
  }
  const coreArcs = sharedI32(2 * accumulate(counts))
  const coreOffset = sharedI32(coreCount + 1)
  coreOffset.set(counts)
  for (let i = 0; i < used; i += 3) {
    const from = columns[i] ?? 0
    const at = counts[from] ?? 0
    coreArcs[2 * at] = columns[i + 1] ?? 0
    coreArcs[2 * at + 1] = columns[i + 2] ?? 0
    counts[from] = at + 1
  }
  return { coreOffset, coreArcs }
}

type BranchColumns = Pick<SearchGraph, 'branchEnds' | 'memberOffset' | 'members' | 'branchOffset' | 'branchesAt'>

function branchColumns(coreCount: number, branchCount: number, ends: Int32Array, branch: Int32Array): BranchColumns {
  const memberOffset = sharedI32(branchCount + 1)
  for (const r of branch) if (r >= 0) memberOffset[r + 1] = (memberOffset[r + 1] ?? 0) + 1
  for (let r = 1; r <= branchCount; r++) memberOffset[r] = (memberOffset[r] ?? 0) + (memberOffset[r - 1] ?? 0)
  const branchEnds = sharedI32(2 * branchCount)
  const members = sharedI32(4 * (memberOffset[branchCount] ?? 0))
  const next = memberOffset.slice(0, branchCount)
  branch.forEach((r, v) => {
    if (r < 0) return
    const at = next[r] ?? 0
    members[4 * at] = v
    members[4 * at + 1] = ends[4 * v + 1] ?? 0
    members[4 * at + 2] = ends[4 * v + 3] ?? 0
    branchEnds[2 * r] = ends[4 * v] ?? 0
    branchEnds[2 * r + 1] = ends[4 * v + 2] ?? 0
    next[r] = at + 1
  })
  const branchOffset = sharedI32(coreCount + 1)
  const forEachEnd = (visit: (core: number, r: number) => void) => {
    for (let r = 0; r < branchCount; r++) {
      const a = branchEnds[2 * r] ?? 0
      const b = branchEnds[2 * r + 1] ?? 0
      visit(a, r)
      if (a !== b) visit(b, r)
    }
  }
  forEachEnd((core) => {
    branchOffset[core + 1] = (branchOffset[core + 1] ?? 0) + 1
  })
  for (let k = 1; k <= coreCount; k++) branchOffset[k] = (branchOffset[k] ?? 0) + (branchOffset[k - 1] ?? 0)
  const branchesAt = sharedI32(branchOffset[coreCount] ?? 0)
  const place = branchOffset.slice(0, coreCount)
  forEachEnd((core, r) => {
    branchesAt[place[core] ?? 0] = r
    place[core] = (place[core] ?? 0) + 1
  })
  return { branchEnds, memberOffset, members, branchOffset, branchesAt }
}
