import type { MinutesColumnReply } from '@xiayi/contract/circles'
import type { Preview } from '@xiayi/contract/scenarios'

/** A column with the changes in hand; as it was where they say nothing of it: of another category, walker or revision. */
export function triedColumn(column: MinutesColumnReply, preview: Preview): MinutesColumnReply {
  const changed = preview.columns.find(({ categoryId }) => categoryId === column.categoryId)
  const isSame = column.profile === preview.profile && column.revision === preview.revision
  if (changed === undefined || !isSame || changed.rows.length === 0) return column
  const seconds = [...column.seconds]
  changed.rows.forEach((row, i) => {
    seconds[row] = changed.seconds[i] ?? -1
  })
  return { ...column, seconds }
}

/** Circles that the changes in hand lift or lower: the others keep their colours. */
export function movedCircles(preview: Preview | null): Preview['circles'] {
  return preview?.circles.filter(({ tierBefore, tierAfter }) => tierBefore !== tierAfter) ?? []
}
