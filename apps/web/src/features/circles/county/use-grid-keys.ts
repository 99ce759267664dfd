import { type KeyboardEvent, useState } from 'react'

type Spot = { row: number; column: number }

/**
 * One stop of the tab key for a grid of links; arrows, Home and End walk inside (WAI-ARIA grid). A cell's link carries
 * `data-spot="row,column"`.
 */
export function useGridKeys(size: { rows: number; columns: number }) {
  const [at, setAt] = useState<Spot>({ row: 0, column: 0 })
  const clamp = ({ row, column }: Spot): Spot => ({
    row: Math.min(Math.max(row, 0), size.rows - 1),
    column: Math.min(Math.max(column, 0), size.columns - 1),
  })
  const here = clamp(at)
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const next = clamp(stepped(here, event.key, size.columns - 1))
    if (next.row === here.row && next.column === here.column) return
    event.preventDefault()
    setAt(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-spot="${next.row},${next.column}"]`)?.focus()
  }
  return {
    onKeyDown,
    spot: (row: number, column: number) => ({
      'data-spot': `${row},${column}`,
      tabIndex: row === here.row && column === here.column ? 0 : -1,
      onFocus: () => setAt({ row, column }),
    }),
  }
}

function stepped({ row, column }: Spot, key: string, lastColumn: number): Spot {
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column }
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowRight':
      return { row, column: column + 1 }
    case 'ArrowLeft':
      return { row, column: column - 1 }
    case 'Home':
      return { row, column: 0 }
    case 'End':
      return { row, column: lastColumn }
    default:
      return { row, column }
  }
}
