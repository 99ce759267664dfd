import { countWords } from '@xiayi/ui/format'
import type { Cell } from '../../features/circles/csv.ts'

type FigureTableProps = {
  title: string
  head: readonly string[]
  rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[]
  /** how a cell is said under its head; left out: numbers grouped, nothing as a dash */
  say?: (cell: Cell, head: string) => string
}

/** Figures of the map in rows; wide ones scroll by themselves. An empty table is left out. */
export function FigureTable({ title, head, rows, say = cellWords }: FigureTableProps) {
  if (rows.length === 0) return null
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by the keyboard
    <div className="planner__table" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {head.map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, i) => (
                <td key={head[i]} className={typeof cell === 'number' ? 'x-num' : undefined}>
                  {say(cell, head[i] ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function cellWords(cell: Cell): string {
  if (cell === null) return '—'
  return typeof cell === 'string' ? cell : countWords(cell)
}
