import { BucketSearch, UNREACHED } from './bucket-search.ts'
import { FAR, type SearchGraph } from './contract-graph.ts'

/** Nodes filled together: 64 KB of the row and 256 KB of `ends`. */
const FILL_BLOCK = 1 << 14

/**
 * A bounded search over the core of a graph whose results reach every node. Seeds on a branch start at its two ends; afterwards
 * the nodes of a branch are filled from the ends, then improved outward from the seeds that lie on the branch itself.
 */
export class WalkSearch {
  readonly graph: SearchGraph
  readonly core: BucketSearch
  readonly #coreArcs: { offset: Int32Array; arcs: Int32Array }
  /** seeds on branches: node, ms, label */
  #inner: number[] = []
  readonly #stamps: Int32Array
  #stamp = 0
  readonly #stack: number[] = []
  #scratch = new Int32Array(0)

  constructor(graph: SearchGraph, hasLabels = false) {
    this.graph = graph
    this.core = new BucketSearch(graph.coreCount, hasLabels)
    this.#coreArcs = { offset: graph.coreOffset, arcs: graph.coreArcs }
    this.#stamps = new Int32Array(graph.branchCount)
  }

  begin(limitMs: number): void {
    this.core.begin(limitMs)
    this.#inner.length = 0
  }

  beginOn(dist: Int32Array, label: Int32Array, limitMs: number): void {
    this.core.beginOn(dist, label, limitMs)
    this.#inner.length = 0
  }

  seed(node: number, ms: number, label = 0): void {
    const { ends, branch } = this.graph
    this.core.seed(ends[4 * node] ?? 0, ms + (ends[4 * node + 1] ?? 0), label)
    if ((branch[node] ?? -1) < 0) return
    const toB = ends[4 * node + 3] ?? FAR
    if (toB !== FAR) this.core.seed(ends[4 * node + 2] ?? 0, ms + toB, label)
    if (ms <= this.core.limitMs) this.#inner.push(node, ms, label)
  }

  run(): void {
    this.core.run(this.#coreArcs)
  }

  /** Writes ms (or UNREACHED) for every node. i32[n] */
  fillAll(ms: Int32Array): void {
    this.#fill(ms, 0, this.graph.nodeCount)
    for (let i = 0; i < this.#inner.length; i += 3) this.#spread(ms, this.#inner[i] ?? 0, this.#inner[i + 1] ?? 0)
  }

  /**
   * The same for results kept with `beginOn`, whose seeds (in the order of their nodes) are told again: which of them lie on
   * branches is not kept. Each is spread while the piece of the row it lies in is still in the cache.
   */
  fillAllFrom(ms: Int32Array, seedNode: Uint32Array, seedMs: Uint32Array, blockSize: number): void {
    const { nodeCount, branch, memberOffset, members } = this.graph
    const late: number[] = []
    let s = 0
    const step = Math.min(blockSize, FILL_BLOCK)
    for (let from = 0; from < nodeCount; from += step) {
      const to = Math.min(nodeCount, from + step)
      this.#fill(ms, from, to)
      for (; s < seedNode.length && (seedNode[s] ?? 0) < to; s++) {
        const r = branch[seedNode[s] ?? 0] ?? -1
        if (r < 0) continue
        // A branch that goes on beyond what is filled would be overwritten.
        const last = members[4 * ((memberOffset[r + 1] ?? 0) - 1)] ?? 0
        if (last < to) this.#spread(ms, seedNode[s] ?? 0, seedMs[s] ?? 0)
        else late.push(s)
      }
    }
    for (const i of late) this.#spread(ms, seedNode[i] ?? 0, seedMs[i] ?? 0)
  }

  #fill(ms: Int32Array, from: number, to: number): void {
    const { ends } = this.graph
    const { dist, limitMs } = this.core
    // Straight line without a branch: 3 ns a node, against 6 ns chain by chain, where every short loop ends in a misprediction.
    for (let v = from, i = 4 * from; v < to; v++, i += 4) {
      const b = (dist[ends[i + 2] ?? 0] ?? 0) + (ends[i + 3] ?? 0)
      const less = (dist[ends[i] ?? 0] ?? 0) + (ends[i + 1] ?? 0) - b
      const best = b + (less & (less >> 31))
      ms[v] = (best | ((limitMs - best) >> 31)) & UNREACHED
    }
  }

  /** The same with the label of the nearest seed (-1 where none is within the limit). i32[n] each */
  fillAllLabelled(ms: Int32Array, label: Int32Array): void {
    const { nodeCount, ends } = this.graph
    const { dist, limitMs, label: names } = this.core
    for (let v = 0, i = 0; v < nodeCount; v++, i += 4) {
      const a = (dist[ends[i] ?? 0] ?? 0) + (ends[i + 1] ?? 0)
      const b = (dist[ends[i + 2] ?? 0] ?? 0) + (ends[i + 3] ?? 0)
      const nameA = names[ends[i] ?? 0] ?? 0
      const nameB = names[ends[i + 2] ?? 0] ?? 0
      const isA = a < b || (a === b && nameA < nameB)
      const best = isA ? a : b
      ms[v] = best <= limitMs ? best : UNREACHED
      label[v] = best <= limitMs ? (isA ? nameA : nameB) : -1
    }
    for (let i = 0; i < this.#inner.length; i += 3) {
      this.#spreadLabelled(ms, label, [this.#inner[i] ?? 0, this.#inner[i + 1] ?? 0, this.#inner[i + 2] ?? 0])
    }
  }

  /** Walks outward from a seed over its own branch as long as it is nearer than what is there. A branch is a tree. */
  #spread(ms: Int32Array, node: number, seedMs: number): void {
    const { offset, arcs, branch } = this.graph
    const { limitMs } = this.core
    if (seedMs >= (ms[node] ?? 0) || seedMs > limitMs) return
    const own = branch[node] ?? -1
    const stack = this.#stack
    ms[node] = seedMs
    stack.push(node)
    for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
      const time = ms[u] ?? 0
      const end = offset[u + 1] ?? 0
      for (let i = offset[u] ?? 0; i < end; i++) {
        const v = arcs[2 * i] ?? 0
        const next = time + (arcs[2 * i + 1] ?? 0)
        if (branch[v] !== own || next > limitMs || next >= (ms[v] ?? 0)) continue
        ms[v] = next
        stack.push(v)
      }
    }
  }

  #spreadLabelled(ms: Int32Array, label: Int32Array, [node, seedMs, name]: readonly [number, number, number]): void {
    const { offset, arcs, branch } = this.graph
    const { limitMs } = this.core
    const own = branch[node] ?? -1
    const stack = this.#stack
    const take = (v: number, time: number) => {
      const before = ms[v] ?? 0
      if (branch[v] !== own || time > limitMs || time > before) return
      if (time === before && name >= (label[v] ?? 0)) return
      ms[v] = time
      label[v] = name
      stack.push(v)
    }
    take(node, seedMs)
    for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
      const time = ms[u] ?? 0
      const end = offset[u + 1] ?? 0
      for (let i = offset[u] ?? 0; i < end; i++) take(arcs[2 * i] ?? 0, time + (arcs[2 * i + 1] ?? 0))
    }
  }

  /**
   * Writes every node within the limit and its ms from place `at` on, and returns the place after the last. The columns need
   * room for all nodes and one more. Core nodes and their branches alternate.
   */
  collect(nodes: Int32Array, times: Int32Array, at: number): number {
    const { coreNode, branchOffset, branchesAt, branchEnds, memberOffset, members } = this.graph
    const { dist, touched, touchedCount, limitMs } = this.core
    const stamps = this.#stamps
    const stamp = ++this.#stamp
    let place = this.#collectSeededBranches(nodes, times, at)
    for (let t = 0; t < touchedCount; t++) {
      const k = touched[t] ?? 0
      nodes[place] = coreNode[k] ?? 0
      times[place++] = dist[k] ?? 0
      const branchesEnd = branchOffset[k + 1] ?? 0
      for (let i = branchOffset[k] ?? 0; i < branchesEnd; i++) {
        const r = branchesAt[i] ?? 0
        if (stamps[r] === stamp) continue
        stamps[r] = stamp
        const fromA = dist[branchEnds[2 * r] ?? 0] ?? 0
        const fromB = dist[branchEnds[2 * r + 1] ?? 0] ?? 0
        const end = 4 * (memberOffset[r + 1] ?? 0)
        for (let m = 4 * (memberOffset[r] ?? 0); m < end; m += 4) {
          const b = fromB + (members[m + 2] ?? 0)
          const less = fromA + (members[m + 1] ?? 0) - b
          const best = b + (less & (less >> 31))
          // Written in any case, kept by moving on: no branch to mispredict at the rim.
          nodes[place] = members[m] ?? 0
          times[place] = best
          place += 1 + ((limitMs - best) >> 31)
        }
      }
    }
    return place
  }

  #collectSeededBranches(nodes: Int32Array, times: Int32Array, at: number): number {
    if (this.#inner.length === 0) return at
    const { branch, branchEnds, memberOffset, members, nodeCount } = this.graph
    const { dist, limitMs } = this.core
    if (this.#scratch.length === 0) this.#scratch = new Int32Array(nodeCount)
    const scratch = this.#scratch
    let place = at
    for (let i = 0; i < this.#inner.length; i += 3) {
      const r = branch[this.#inner[i] ?? 0] ?? 0
      if (this.#stamps[r] === this.#stamp) continue
      this.#stamps[r] = this.#stamp
      const fromA = dist[branchEnds[2 * r] ?? 0] ?? 0
      const fromB = dist[branchEnds[2 * r + 1] ?? 0] ?? 0
      const end = 4 * (memberOffset[r + 1] ?? 0)
      const start = 4 * (memberOffset[r] ?? 0)
      for (let m = start; m < end; m += 4) {
        scratch[members[m] ?? 0] = Math.min(fromA + (members[m + 1] ?? 0), fromB + (members[m + 2] ?? 0))
      }
      for (let j = i; j < this.#inner.length; j += 3) {
        const node = this.#inner[j] ?? 0
        if (branch[node] === r) this.#spread(scratch, node, this.#inner[j + 1] ?? 0)
      }
      for (let m = start; m < end; m += 4) {
        const v = members[m] ?? 0
        const ms = scratch[v] ?? 0
        if (ms > limitMs) continue
        nodes[place] = v
        times[place++] = ms
      }
    }
    return place
  }
}
