import { UNREACHED } from './bucket-search.ts'
import type { BuildingTimes } from './coverage.ts'
import type { Homes } from './homes.ts'
import type { PlannedPlace } from './overlay-graph.ts'
import { alongEdgeMs, legTimeMs } from './snapped-places.ts'
import type { NodeChange, WhatIf } from './what-if.ts'

interface OnEdge {
  readonly facility: number
  readonly share: number
  readonly legMs: number
}

/**
 * One category and everybody's way to it, door to door, kept while places come, go and move: only homes at nodes that changed are
 * looked at again. Equal to a full computation to the millisecond; `undo` takes back the last change that was not undone.
 */
export class CoverageBoard implements BuildingTimes {
  readonly whatIf: WhatIf
  /** i32[homes] ms, UNREACHED beyond the limit. A live view */
  ms: Int32Array
  /** i32[homes] index of the facility, -1 beyond the limit. A live view */
  facility: Int32Array
  #homes: Homes
  readonly #onEdge = new Map<number, readonly OnEdge[]>()
  readonly #undo: (() => void)[] = []
  /** the round in which a home was last looked at */
  #seen: Uint32Array
  #round = 0

  /** @param known times that somebody has computed already, taken over as they are */
  constructor(whatIf: WhatIf, homes: Homes, known?: BuildingTimes) {
    this.whatIf = whatIf
    this.#homes = homes
    whatIf.facilities.forEach((place, f) => this.#hang(f, place))
    this.ms = known?.ms ?? new Int32Array(homes.count).fill(UNREACHED)
    this.facility = known?.facility ?? new Int32Array(homes.count).fill(-1)
    this.#seen = new Uint32Array(homes.count)
    if (known === undefined) for (let home = 0; home < homes.count; home++) this.#measure(home)
  }

  /** The same board once more, to be changed apart from this one. */
  fork(): CoverageBoard {
    const known = { ms: this.ms.slice(), facility: this.facility.slice() }
    return new CoverageBoard(this.whatIf.fork(), this.#homes, known)
  }

  /** Bytes that this board holds for itself. */
  get size(): number {
    return 8 * this.whatIf.ms.length + 12 * this.ms.length
  }

  /** @returns the homes whose time or facility changed; the facility's index is the number of facilities before */
  addFacility(place: PlannedPlace): Int32Array {
    return this.#change(this.whatIf.facilities.length, place, () => this.whatIf.addFacility(place))
  }

  moveFacility(f: number, to: PlannedPlace): Int32Array {
    return this.#change(f, to, () => this.whatIf.moveFacility(f, to))
  }

  removeFacility(f: number): Int32Array {
    return this.#change(f, undefined, () => this.whatIf.removeFacility(f))
  }

  /** Goes over to another plan, as `WhatIf.lay` says. What was done before can no longer be undone. */
  lay(homes: Homes): void {
    const { node } = this.whatIf.lay(homes.overlay)
    this.#homes = homes
    this.#undo.length = 0
    if (homes.count > this.ms.length) {
      const known = this.ms.length
      this.ms = enlarged(this.ms, homes.count, UNREACHED)
      this.facility = enlarged(this.facility, homes.count, -1)
      this.#seen = new Uint32Array(homes.count)
      this.#round = 0
      for (let home = known; home < homes.count; home++) this.#measure(home)
    }
    this.#remeasure(node, [...homes.touched])
  }

  undo(): void {
    this.#undo.pop()?.()
  }

  #change(f: number, to: PlannedPlace | undefined, make: () => NodeChange): Int32Array {
    const from = this.whatIf.facilities[f]
    const { node } = make()
    this.#unhang(f, from)
    this.#hang(f, to)
    const onEdges: number[] = []
    for (const { edge } of [...(from ?? []), ...(to ?? [])])
      this.#homes.forEachOnEdge(edge, (home) => onEdges.push(home))
    const { homes, beforeMs, beforeFacility } = this.#remeasure(node, onEdges)
    this.#undo.push(() => {
      homes.forEach((home, i) => {
        this.ms[home] = beforeMs[i] ?? 0
        this.facility[home] = beforeFacility[i] ?? 0
      })
      this.#unhang(f, to)
      this.#hang(f, from)
      this.whatIf.undo()
    })
    return Int32Array.from(homes)
  }

  /** Looks again at homes at some nodes and some others; keeps what those were that changed. */
  #remeasure(nodes: Int32Array, others: readonly number[]) {
    const homes: number[] = []
    const beforeMs: number[] = []
    const beforeFacility: number[] = []
    const round = ++this.#round
    const look = (home: number) => {
      if (this.#seen[home] === round) return
      this.#seen[home] = round
      const ms = this.ms[home] ?? 0
      const facility = this.facility[home] ?? 0
      this.#measure(home)
      if (this.ms[home] === ms && this.facility[home] === facility) return
      homes.push(home)
      beforeMs.push(ms)
      beforeFacility.push(facility)
    }
    for (const v of nodes) this.#homes.forEachAtNode(v, look)
    for (const home of others) look(home)
    return { homes, beforeMs, beforeFacility }
  }

  /** The best of all doors, and of going straight along the edge where a facility lies on the same one. */
  #measure(home: number): void {
    const { ms: times, facility: names, limitMs, graph } = this.whatIf
    let best = UNREACHED
    let name = -1
    const offer = (ms: number, facility: number) => {
      if (ms > limitMs || ms > best || (ms === best && facility >= name)) return
      best = ms
      name = facility
    }
    this.#homes.forEachDoor(home, (node, ms) => {
      const facility = names[node] ?? -1
      if (facility >= 0) offer((times[node] ?? UNREACHED) + ms, facility)
    })
    this.#homes.forEachWay(home, (edge, share, legM) => {
      for (const there of this.#onEdge.get(edge) ?? []) {
        const along = alongEdgeMs(graph, edge, share, there.share)
        if (along !== undefined) offer(legTimeMs(graph, legM) + along + there.legMs, there.facility)
      }
    })
    this.ms[home] = best
    this.facility[home] = name
  }

  #hang(facility: number, place: PlannedPlace | undefined): void {
    for (const { edge, share, legM } of place ?? []) {
      const entry = { facility, share, legMs: legTimeMs(this.whatIf.graph, legM) }
      this.#onEdge.set(edge, [...(this.#onEdge.get(edge) ?? []), entry])
    }
  }

  #unhang(facility: number, place: PlannedPlace | undefined): void {
    for (const { edge } of place ?? []) {
      const left = (this.#onEdge.get(edge) ?? []).filter((entry) => entry.facility !== facility)
      if (left.length === 0) this.#onEdge.delete(edge)
      else this.#onEdge.set(edge, left)
    }
  }
}

function enlarged(column: Int32Array, count: number, filling: number): Int32Array {
  const larger = new Int32Array(count).fill(filling, column.length)
  larger.set(column)
  return larger
}
