/** Longer than any walk; the sum of two fits a signed 32-bit integer. */
export const UNREACHED = 0x3fffffff

/**
 * Buckets of 4.096 s. On Las Palmas (40 categories): 1 s buckets 24 ms, 2 s 20 ms, 4 s 18 ms, 8 s 26 ms; inside a bucket the
 * search corrects labels, so the width changes the work and never the result.
 */
const BUCKET_SHIFT = 12

/** Arcs by node: offset[u] .. offset[u + 1] - 1 index pairs (node, ms) in `arcs`. */
export interface Arcs {
  readonly offset: Int32Array
  readonly arcs: Int32Array
}

/**
 * A bounded search from many seeds with a bucket queue (Dial 1969), on reused buffers. Buckets are linked lists in one pool, so
 * that any number of them costs nothing but its head; one array a bucket was no faster. Only touched nodes are reset.
 */
export class BucketSearch {
  /** i32[n] ms from the nearest seed, or UNREACHED */
  dist: Int32Array
  /**
   * i32[n] label of the nearest seed; of equally near ones the smallest, so the result does not depend on any order. Empty in a
   * search without labels.
   */
  label: Int32Array
  readonly touched: Int32Array
  touchedCount = 0
  limitMs = 0
  readonly #ownDist: Int32Array
  readonly #ownLabel: Int32Array
  #heads = new Int32Array(0)
  #pool = new Int32Array(1 << 14)
  #poolEnd = 0

  constructor(nodeCount: number, hasLabels = false) {
    this.#ownDist = new Int32Array(nodeCount).fill(UNREACHED)
    this.#ownLabel = new Int32Array(hasLabels ? nodeCount : 0)
    this.dist = this.#ownDist
    this.label = this.#ownLabel
    this.touched = new Int32Array(nodeCount)
  }

  /** Forgets the last search. `limitMs` is inclusive. */
  begin(limitMs: number): void {
    this.#open(limitMs)
    this.dist = this.#ownDist
    this.label = this.#ownLabel
  }

  /** Goes on in results of an earlier search that the caller keeps: new seeds only improve them. */
  beginOn(dist: Int32Array, label: Int32Array, limitMs: number): void {
    this.#open(limitMs)
    this.dist = dist
    this.label = label
  }

  #open(limitMs: number): void {
    const { touched, dist } = this
    if (dist === this.#ownDist) for (let i = 0; i < this.touchedCount; i++) dist[touched[i] ?? 0] = UNREACHED
    const buckets = (limitMs >> BUCKET_SHIFT) + 1
    if (this.#heads.length < buckets) this.#heads = new Int32Array(buckets).fill(-1)
    else if (this.#poolEnd > 0) this.#heads.fill(-1)
    this.limitMs = limitMs
    this.touchedCount = 0
    this.#poolEnd = 0
  }

  /** @param label the source's, where the search has labels */
  seed(node: number, ms: number, label = 0): void {
    const hasLabels = this.label.length > 0
    const before = this.dist[node] ?? 0
    if (ms > this.limitMs || ms > before) return
    if (ms === before && !(hasLabels && label < (this.label[node] ?? 0))) return
    if (hasLabels) this.label[node] = label
    this.#push(node, ms, before)
  }

  #push(node: number, ms: number, before: number): void {
    if (before === UNREACHED) this.touched[this.touchedCount++] = node
    this.dist[node] = ms
    if (this.#poolEnd + 4 > this.#pool.length) this.#pool = grown(this.#pool, this.#poolEnd + 4)
    const bucket = ms >> BUCKET_SHIFT
    this.#pool[this.#poolEnd] = node
    this.#pool[this.#poolEnd + 1] = ms
    this.#pool[this.#poolEnd + 2] = this.#heads[bucket] ?? -1
    this.#heads[bucket] = this.#poolEnd
    this.#poolEnd += 4
  }

  /**
   * With labels and without: asking for them at every arc costs a search without them 4 % (40 categories on the core of Las
   * Palmas 11.1 ms alone, 11.5 ms here), which is less than a second copy of the loop is worth.
   */
  run(graph: Arcs): void {
    const { offset, arcs } = graph
    const { dist, label, touched, limitMs } = this
    const hasLabels = label.length > 0
    const heads = this.#heads
    let pool = this.#pool
    let poolEnd = this.#poolEnd
    let touchedCount = this.touchedCount
    const buckets = (limitMs >> BUCKET_SHIFT) + 1
    for (let b = 0; b < buckets; b++) {
      let entry = heads[b] ?? -1
      while (entry >= 0) {
        heads[b] = pool[entry + 2] ?? -1
        const u = pool[entry] ?? 0
        const ms = pool[entry + 1] ?? 0
        if (dist[u] === ms) {
          const name = hasLabels ? (label[u] ?? 0) : 0
          const end = (offset[u + 1] ?? 0) * 2
          let i = (offset[u] ?? 0) * 2
          if (poolEnd + 2 * (end - i) > pool.length) pool = grown(pool, poolEnd + 2 * (end - i))
          for (; i < end; i += 2) {
            const v = arcs[i] ?? 0
            const next = ms + (arcs[i + 1] ?? 0)
            const before = dist[v] ?? 0
            if (next <= limitMs && (next < before || (hasLabels && next === before && name < (label[v] ?? 0)))) {
              if (hasLabels) label[v] = name
              if (before === UNREACHED) touched[touchedCount++] = v
              dist[v] = next
              const bucket = next >> BUCKET_SHIFT
              pool[poolEnd] = v
              pool[poolEnd + 1] = next
              pool[poolEnd + 2] = heads[bucket] ?? -1
              heads[bucket] = poolEnd
              poolEnd += 4
            }
          }
        }
        entry = heads[b] ?? -1
      }
    }
    this.#pool = pool
    this.#poolEnd = 0
    this.touchedCount = touchedCount
  }
}

function grown(pool: Int32Array, wanted: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(pool.length * 2, wanted))
  larger.set(pool)
  return larger
}
