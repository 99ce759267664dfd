import type { Preview } from '@xiayi/contract/scenarios'
import { UNREACHED } from '@xiayi/engine/bucket-search'
import { Problem } from '../../platform/problem/problem.ts'
import type { StreetModel, Walking } from '../places/public.ts'
import { boardOf, tried } from './category-boards.ts'
import { type ChangedPlace, waysTo } from './changed-places.ts'

/** As far as a minutes column follows a walk. */
const LIMIT_MS = 3_600_000

interface Side {
  readonly model: StreetModel
  readonly walking: Walking
}

/** Where the minutes to some categories become others: rows of the ground, against the minutes columns of the revision; then the added housing. */
export function changedColumns(given: {
  today: Side
  planned: Side
  places: readonly ChangedPlace[]
  categoryIds: readonly string[]
}): Preview['columns'] {
  const { today, planned, places } = given
  return given.categoryIds.map((categoryId, at) => {
    const category = today.model.categories.categories.findIndex(({ id }) => id === categoryId)
    if (category < 0)
      throw new Problem('invalid-input', `没有类别“${categoryId}”。`, {
        errors: [{ where: `body/want/columns/${at}`, message: '不认识的类别', remedy: '请从类别列表里选择' }],
      })
    const asked = { category, limitMs: LIMIT_MS }
    const before = boardOf(today.model, today.walking, asked).before
    const board = boardOf(planned.model, planned.walking, asked)
    const steps = places
      .filter((place) => place.categoryIds.includes(categoryId))
      .map((place) => ({ place: place.place, to: waysTo(planned.model, planned.walking, place) }))
    return tried(board, steps, () => ({ categoryId, ...differences(before, board.board.ms) }))
  })
}

function differences(before: Int32Array, after: Int32Array): Omit<Preview['columns'][number], 'categoryId'> {
  const rows: number[] = []
  const seconds: number[] = []
  before.forEach((was, row) => {
    const now = secondsOf(after[row] ?? UNREACHED)
    if (now === secondsOf(was)) return
    rows.push(row)
    seconds.push(now)
  })
  const housingSeconds = Array.from(after.subarray(before.length), secondsOf)
  return { rows, seconds, housingSeconds }
}

/** As a minutes column rounds it. */
function secondsOf(ms: number): number {
  return ms === UNREACHED ? -1 : Math.ceil(ms / 1000)
}
