import { CoverageBoard } from '@xiayi/engine/coverage-board'
import { type HomeIndex, Homes, homeIndex } from '@xiayi/engine/homes'
import { OverlayGraph, type PlannedPlace } from '@xiayi/engine/overlay-graph'
import { WhatIf } from '@xiayi/engine/what-if'
import { pickSnapped, placesByCategory } from '../circles/public.ts'
import type { StreetModel, Walking } from '../places/public.ts'
import { MemoryBound } from './memory-bound.ts'

/**
 * Labels are kept as far as a question reaches, in two steps: twice as far, a change touches four times the nodes.
 */
const LIMITS_MINUTES = [15, 30] as const
/** An evaluation rounds to tenths of a second: who needs so much longer is still within the minutes. */
const ROUNDED_OFF_MS = 49
/** Of the boards of all counties and plans: some 300 of a county of 20,000 nodes and 10,000 homes. */
const MOST_BYTES = 96 * 2 ** 20
const bound = new MemoryBound(MOST_BYTES)

/** One category's board, kept with the model and always put back after a question. */
export interface CategoryBoard {
  readonly board: CoverageBoard
  /** ms to the nearest place as the county stands, by building */
  readonly before: Int32Array
  /** index of a facility on the board by the row of its place */
  readonly facilityOf: ReadonlyMap<number, number>
  /** what it is known by where memory is counted */
  readonly token: object
}

interface Kept {
  readonly homes: Homes
  readonly overlay: OverlayGraph
  readonly boards: Map<string, CategoryBoard>
}

const byWalking = new WeakMap<Walking, Kept>()

export function limitFor(minutes: number): number {
  return (LIMITS_MINUTES.find((limit) => minutes <= limit) ?? minutes) * 60_000 + ROUNDED_OFF_MS
}

export function boardOf(
  model: StreetModel,
  walking: Walking,
  { category, limitMs }: { category: number; limitMs: number },
): CategoryBoard {
  const kept = byWalking.get(walking) ?? newlyKept(walking)
  byWalking.set(walking, kept)
  const key = `${category} ${limitMs}`
  const known = kept.boards.get(key)
  if (known !== undefined) {
    bound.touch(known.token)
    return known
  }
  const places = placesByCategory(model.places, model.categories.categories.length)[category] ?? []
  const { overlay } = kept
  const whatIf = new WhatIf(walking.graph, pickSnapped(walking.places, places), limitMs, { overlay })
  const board = new CoverageBoard(whatIf, kept.homes)
  const made = {
    board,
    before: board.ms.slice(),
    facilityOf: new Map(places.map((place, f) => [place, f])),
    token: {},
  }
  kept.boards.set(key, made)
  // Held weakly: a county's last revision goes when nobody asks for it, however few boards there are.
  const boards = new WeakRef(kept.boards)
  bound.add(made.token, board.size + made.before.byteLength, () => boards.deref()?.delete(key))
  return made
}

function newlyKept(walking: Walking): Kept {
  const overlay = new OverlayGraph(walking.graph, [], new Set())
  const index: HomeIndex = homeIndex(walking.graph, walking.buildings)
  return { overlay, homes: new Homes(overlay, index), boards: new Map() }
}

/** A place of one category that comes, goes or moves; `place` is its row in the model, undefined for one that is not there yet. */
export interface BoardStep {
  readonly place: number | undefined
  /** ways on as this person walks; undefined: it is removed */
  readonly to: PlannedPlace | undefined
}

/** Looks at a board with the steps taken, and takes them back whatever happens. */
export function tried<T>({ board, facilityOf }: CategoryBoard, steps: readonly BoardStep[], look: () => T): T {
  let taken = 0
  try {
    for (const { place, to } of steps) {
      const facility = place === undefined ? undefined : facilityOf.get(place)
      if (facility === undefined) board.addFacility(to ?? [])
      else if (to === undefined) board.removeFacility(facility)
      else board.moveFacility(facility, to)
      taken++
    }
    return look()
  } finally {
    for (; taken > 0; taken--) board.undo()
  }
}
