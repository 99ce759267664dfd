import type { GapMatrix } from '@xiayi/contract/county-figures'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import type { ReactNode } from 'react'
import { valueWords } from '../course-words.ts'
import {
  type CellLook,
  type ClauseGroup,
  cellLook,
  cellLooks,
  cellWords,
  clauseGroupsOf,
  failedIn,
} from './gap-cells.ts'
import { useGridKeys } from './use-grid-keys.ts'

type Spot = ReturnType<ReturnType<typeof useGridKeys>['spot']>
type Circle = GapMatrix['circles'][number]

type GapHeatProps = {
  matrix: GapMatrix
  circles: readonly Circle[]
  /** with the numbers instead of the signs alone */
  withValues: boolean
  /** a clause of a circle, opened */
  cellLink: (cell: { circleId: string; clauseId: string; words: string; spot: Spot }, sign: string) => ReactNode
}

const LOOKS = ['far', 'near', 'unknown', 'pass', 'none'] as const satisfies readonly CellLook[]

/** Circles by clauses: each cell a sign, a shade and a link. */
export function GapHeat({ matrix, circles, withValues, cellLink }: GapHeatProps) {
  const groups = clauseGroupsOf(matrix)
  const columns = groups.flatMap(({ clauses }) => clauses)
  const { onKeyDown, spot } = useGridKeys({ rows: circles.length, columns: columns.length })
  return (
    <>
      <HeatLegend />
      <ScrollRegion label="短板分布">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid of links, walked by arrows */}
        <table className={withValues ? 'heat heat--values' : 'heat'} role="grid" onKeyDown={onKeyDown}>
          <caption className="x-sr">生活圈 × 条款：每格是一个圈的一条，回车打开；方向键移动</caption>
          <HeatHead groups={groups} />
          <tbody>
            {circles.map((circle, row) => (
              <tr key={circle.circleId}>
                <th scope="row">{circle.name.replace(/生活圈$/, '')}</th>
                {columns.map(({ clause, at }, column) => {
                  const cell = circle.cells[at] ?? null
                  const look = cellLook(cell)
                  const value = withValues && cell !== null ? valueWords(cell.value, clause.unit) : null
                  return (
                    <td key={clause.clauseId} className={`heat__cell heat__sign--${look}`}>
                      {cellLink(
                        {
                          circleId: circle.circleId,
                          clauseId: clause.clauseId,
                          words: cellWords(circle, clause, cell),
                          spot: spot(row, column),
                        },
                        [cellLooks[look].sign, ...(value === null ? [] : [value])].join(' '),
                      )}
                    </td>
                  )
                })}
                <td className="x-num heat__sum">{failedIn(circle)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">没达标的圈</th>
              {columns.map(({ clause, at }) => (
                <td key={clause.clauseId} className="x-num heat__sum">
                  {circles.filter(({ cells }) => cells[at]?.state === 'fail').length}
                </td>
              ))}
              <td className="x-num heat__sum">{circles.reduce((sum, circle) => sum + failedIn(circle), 0)}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
    </>
  )
}

function HeatLegend() {
  return (
    <ul className="heat-legend small">
      {LOOKS.map((look) => (
        <li key={look}>
          <span className={`heat__sign heat__sign--${look}`} aria-hidden="true">
            {cellLooks[look].sign}
          </span>
          {cellLooks[look].word}
        </li>
      ))}
    </ul>
  )
}

function HeatHead({ groups }: { groups: readonly ClauseGroup[] }) {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          生活圈
        </th>
        {groups.map(({ word, clauses }) => (
          <th key={word} scope="colgroup" colSpan={clauses.length} className="heat__group">
            {word}
          </th>
        ))}
        <th scope="col" rowSpan={2}>
          没达标
        </th>
      </tr>
      <tr>
        {groups
          .flatMap(({ clauses }) => clauses)
          .map(({ clause }) => (
            <th key={clause.clauseId} scope="col" className="heat__clause" title={clause.title}>
              <span>{clause.title}</span>
            </th>
          ))}
      </tr>
    </thead>
  )
}
