import { UNREACHED } from './bucket-search.ts'

/** Times and names per node that are changed in place, with a record of every first change. */
export interface Labels {
  /** i32[n] */
  ms: Int32Array
  /** i32[n] -1 where nothing is within the limit */
  facility: Int32Array
}

/** What one change did to the labels, node by node; `undo` puts it back. */
export interface LabelChange {
  readonly node: Int32Array
  readonly beforeMs: Int32Array
  readonly beforeFacility: Int32Array
}

const SHIFT = 12

/** What a search remembers of each node until its change is read; one serves any number of searches that run one after another. */
export class LocalScratch {
  stamp = 0
  stamps = new Int32Array(0)
  /** by node, of those with the current stamp */
  beforeMs = new Int32Array(0)
  beforeFacility = new Int32Array(0)

  begin(nodeCount: number): void {
    if (this.stamps.length < nodeCount) {
      this.stamps = new Int32Array(nodeCount)
      this.beforeMs = new Int32Array(nodeCount)
      this.beforeFacility = new Int32Array(nodeCount)
    }
    this.stamp++
  }
}

/**
 * A search that goes on in existing labels and stops where it does not improve them: an added facility touches only the nodes
 * that change. Every node's first change is recorded, so that a trial can be undone. From `begin` to `change` the scratch is its
 * own.
 */
export class LocalSearch {
  readonly labels: Labels
  readonly #limitMs: number
  readonly #buckets: number[][]
  readonly #scratch: LocalScratch
  #node: number[] = []

  constructor(labels: Labels, limitMs: number, scratch: LocalScratch = new LocalScratch()) {
    this.labels = labels
    this.#limitMs = limitMs
    this.#scratch = scratch
    this.#buckets = Array.from({ length: (limitMs >> SHIFT) + 1 }, () => [])
  }

  begin(): void {
    this.#scratch.begin(this.labels.ms.length)
    this.#node = []
  }

  /** Sets a node back to nothing known. */
  forget(v: number): void {
    this.#record(v)
    this.labels.ms[v] = UNREACHED
    this.labels.facility[v] = -1
  }

  offer(v: number, ms: number, facility: number): void {
    const { ms: times, facility: names } = this.labels
    const before = times[v] ?? 0
    if (ms > this.#limitMs || ms > before || (ms === before && facility >= (names[v] ?? 0))) return
    this.#record(v)
    times[v] = ms
    names[v] = facility
    this.#buckets[ms >> SHIFT]?.push(v, ms)
  }

  #record(v: number): void {
    const { stamps, stamp, beforeMs, beforeFacility } = this.#scratch
    if (stamps[v] === stamp) return
    stamps[v] = stamp
    this.#node.push(v)
    beforeMs[v] = this.labels.ms[v] ?? 0
    beforeFacility[v] = this.labels.facility[v] ?? 0
  }

  run(graph: { readonly offset: Int32Array; readonly arcs: Int32Array }): void {
    const { offset, arcs } = graph
    const { ms: times, facility: names } = this.labels
    for (const bucket of this.#buckets) {
      for (let j = 0; j < bucket.length; j += 2) {
        const u = bucket[j] ?? 0
        const ms = bucket[j + 1] ?? 0
        if (times[u] !== ms) continue
        const name = names[u] ?? 0
        const end = offset[u + 1] ?? 0
        for (let i = offset[u] ?? 0; i < end; i++) this.offer(arcs[2 * i] ?? 0, ms + (arcs[2 * i + 1] ?? 0), name)
      }
      bucket.length = 0
    }
  }

  /** The nodes whose label is not what it was, ascending. Typed arrays sort natively: a comparer takes half of a change's time. */
  change(): LabelChange {
    const { ms, facility } = this.labels
    const { beforeMs: wasMs, beforeFacility: wasFacility } = this.#scratch
    const found = new Int32Array(this.#node.length)
    let count = 0
    for (const v of this.#node) if (ms[v] !== wasMs[v] || facility[v] !== wasFacility[v]) found[count++] = v
    const node = found.slice(0, count).sort()
    const beforeMs = new Int32Array(count)
    const beforeFacility = new Int32Array(count)
    for (let i = 0; i < count; i++) {
      beforeMs[i] = wasMs[node[i] ?? 0] ?? 0
      beforeFacility[i] = wasFacility[node[i] ?? 0] ?? 0
    }
    return { node, beforeMs, beforeFacility }
  }
}
