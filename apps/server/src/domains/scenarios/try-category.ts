import type { StreetModel, Walking } from '../places/public.ts'
import { boardOf, limitFor, tried } from './category-boards.ts'
import { type ChangedPlace, waysTo } from './changed-places.ts'
import { walkReads } from './clause-reads.rules.ts'
import type { StandingCounty } from './standing-county.ts'

interface Question {
  readonly model: StreetModel
  readonly walking: Walking
  readonly standing: StandingCounty
  readonly places: readonly ChangedPlace[]
  readonly categoryId: string
  readonly minutes: number
}

interface TriedCategory {
  readonly engineMs: number
  /** ms by building */
  readonly before: Int32Array
  readonly after: Int32Array
  /** no place of it is left */
  readonly isEmpty: boolean
}

/** One category with its places changed, as one person walks: looked at and taken back. */
export function tryCategory({ model, walking, standing, places, categoryId, minutes }: Question): TriedCategory {
  const category = model.categories.categories.findIndex(({ id }) => id === categoryId)
  const asked = walkReads(standing.ruleSet).filter((read) => read.categoryId === categoryId)
  const limitMs = limitFor(Math.max(minutes, ...asked.map((read) => read.minutes)))
  const board = boardOf(model, walking, { category, limitMs })
  const steps = places
    .filter((place) => place.categoryIds.includes(categoryId))
    .map((place) => ({ place: place.place, to: waysTo(model, walking, place) }))
  const start = performance.now()
  return tried(board, steps, () => ({
    engineMs: performance.now() - start,
    before: board.before,
    after: board.board.ms.slice(),
    isEmpty: board.board.whatIf.facilities.every((facility) => facility === undefined),
  }))
}
