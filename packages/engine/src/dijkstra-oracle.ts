/**
 * The reference that every search is compared with in tests: textbook Dijkstra with a binary heap in float64, written for
 * plainness and on nothing but the input columns. It knows profiles, one-way edges and private edges by their definition:
 * a walk is a private stretch, then a public one, then a private one, any of them empty.
 */
import { EDGE_FLAG, type NetworkInput, NODE_FLAG } from './network-input.ts'
import type { WalkProfile } from './profiles.ts'

export interface OracleSeed {
  readonly node: number
  readonly seconds: number
  /** the walk sets out on a private edge, whatever the node */
  readonly isInside?: boolean
}

/** Seconds to walk from the nearest seed to every input node; Infinity where no walk leads. */
export function oracleSeconds(
  input: NetworkInput,
  profile: WalkProfile,
  seeds: readonly OracleSeed[],
  isReversed = false,
): Float64Array {
  const n = input.nodeLon.length
  const best = oracleStates(input, profile, seeds, isReversed)
  return Float64Array.from({ length: n }, (_, v) => best[(isInner(input, v) ? 2 : 1) * n + v] ?? 0)
}

/** The same by stage, f64[3n]: 0 leaving through private edges, 1 public, 2 entered through private edges (or never out). */
export function oracleStates(
  input: NetworkInput,
  profile: WalkProfile,
  seeds: readonly OracleSeed[],
  isReversed = false,
): Float64Array {
  const n = input.nodeLon.length
  const best = new Float64Array(3 * n).fill(Number.POSITIVE_INFINITY)
  const heap = new Heap()
  const offer = (state: number, seconds: number) => {
    if (seconds >= (best[state] ?? 0)) return
    best[state] = seconds
    heap.push(seconds, state)
  }
  for (const { node, seconds, isInside } of seeds) {
    // Only a resident inside starts with a private stretch.
    if (!isExcluded(input, profile, node)) offer((isInside ?? isInner(input, node)) ? node : n + node, seconds)
  }
  const links = linksOf(input, profile, isReversed)
  for (let top = heap.pop(); top; top = heap.pop()) {
    const [seconds, state] = top
    if (seconds > (best[state] ?? 0)) continue
    const stage = Math.floor(state / n)
    if (stage < 2) offer(state + n, seconds)
    for (const link of links[state % n] ?? []) {
      if (link.isPrivate ? stage === 1 : stage !== 1) continue
      offer(stage * n + link.to, seconds + link.seconds)
    }
  }
  return best
}

/** Inside a compound: all edges are private. */
export function isInner(input: NetworkInput, v: number): boolean {
  let hasPrivate = false
  for (let e = 0; e < input.edgeFrom.length; e++) {
    if (input.edgeFrom[e] !== v && input.edgeTo[e] !== v) continue
    if (!((input.edgeFlags[e] ?? 0) & EDGE_FLAG.private)) return false
    hasPrivate = true
  }
  return hasPrivate
}

interface Link {
  readonly to: number
  readonly seconds: number
  readonly isPrivate: boolean
}

function linksOf(input: NetworkInput, profile: WalkProfile, isReversed: boolean): Link[][] {
  const links: Link[][] = Array.from({ length: input.nodeLon.length }, () => [])
  for (let e = 0; e < input.edgeFrom.length; e++) {
    const u = input.edgeFrom[e] ?? 0
    const v = input.edgeTo[e] ?? 0
    const flags = input.edgeFlags[e] ?? 0
    if (u === v || flags & profile.excludedEdges) continue
    if (isExcluded(input, profile, u) || isExcluded(input, profile, v)) continue
    const seconds = edgeSeconds(input, profile, e) + nodeWait(input, profile, u) / 2 + nodeWait(input, profile, v) / 2
    const isPrivate = (flags & EDGE_FLAG.private) !== 0
    const forward = !(flags & EDGE_FLAG.backwardOnly)
    const backward = !(flags & EDGE_FLAG.forwardOnly)
    if (isReversed ? backward : forward) links[u]?.push({ to: v, seconds, isPrivate })
    if (isReversed ? forward : backward) links[v]?.push({ to: u, seconds, isPrivate })
  }
  return links
}

function isExcluded(input: NetworkInput, profile: WalkProfile, v: number): boolean {
  return ((input.nodeFlags[v] ?? 0) & profile.excludedNodes) !== 0
}

export function edgeSeconds(input: NetworkInput, profile: WalkProfile, e: number): number {
  const flags = input.edgeFlags[e] ?? 0
  const metres = (input.edgeLengthMm[e] ?? 0) / 1000
  const table: Readonly<Record<string, number>> = EDGE_FLAG
  let seconds = metres / profile.speedMps
  for (const [name, extra] of Object.entries(profile.edgeSecondsPerMetre))
    if (flags & (table[name] ?? 0)) seconds += extra * metres
  for (const [name, extra] of Object.entries(profile.edgeSeconds)) if (flags & (table[name] ?? 0)) seconds += extra
  return seconds
}

export function nodeWait(input: NetworkInput, profile: WalkProfile, v: number): number {
  const flags = input.nodeFlags[v] ?? 0
  const table: Readonly<Record<string, number>> = NODE_FLAG
  const waits = Object.entries(profile.nodeSeconds).filter(([name]) => flags & (table[name] ?? 0))
  return Math.max(0, ...waits.map(([, seconds]) => seconds))
}

class Heap {
  readonly #items: [number, number][] = []

  push(key: number, value: number): void {
    const items = this.#items
    items.push([key, value])
    let i = items.length - 1
    while (i > 0) {
      const up = (i - 1) >> 1
      if (this.#key(up) <= this.#key(i)) break
      this.#swap(i, up)
      i = up
    }
  }

  pop(): [number, number] | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (!top || !last || items.length === 0) return top
    items[0] = last
    let i = 0
    for (;;) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < items.length && this.#key(child) < this.#key(least)) least = child
      }
      if (least === i) return top
      this.#swap(i, least)
      i = least
    }
  }

  #key(i: number): number {
    return this.#items[i]?.[0] ?? Number.POSITIVE_INFINITY
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.#items[i], this.#items[j]]
    if (!a || !b) return
    this.#items[i] = b
    this.#items[j] = a
  }
}
