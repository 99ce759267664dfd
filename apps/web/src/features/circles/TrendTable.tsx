import type { CircleTrend } from '@xiayi/contract/circle-figures'
import { dayWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { tierLook } from '@xiayi/ui/TierMark.tsx'
import { monthWords, pointWords, stateSigns, valueWords, versionBreaks } from './course-words.ts'

/** Every figure of every evaluation, for those who read rather than look. */
export function TrendTable({ trend }: { trend: CircleTrend }) {
  const { marks, clauses, tiers } = trend
  const breaks = versionBreaks(marks)
  return (
    <ScrollRegion label="走势表">
      <table className="figures-table">
        <caption className="x-sr">每一条在历次评估里的数字和结论</caption>
        <thead>
          <tr>
            <th scope="col">条款</th>
            {marks.map((mark, index) => (
              <th key={mark.evaluationId} scope="col" title={dayWords(mark.evaluatedAt)}>
                {monthWords(mark.evaluatedAt)}
                {breaks.includes(index) && <span className="small"> 标准换为 {mark.standardVersion}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">等级</th>
            {marks.map((mark) => (
              <td key={mark.evaluationId}>{tierLook(tiers, mark.tierId, true).word}</td>
            ))}
          </tr>
          {clauses.map((clause) => (
            <tr key={clause.clauseId}>
              <th scope="row">{clause.title}</th>
              {marks.map((mark, index) => {
                const point = clause.points[index] ?? null
                return (
                  <td key={mark.evaluationId} className="x-num">
                    <span aria-hidden="true">
                      {point === null
                        ? '—'
                        : `${stateSigns[point.state]} ${valueWords(point.value, clause.unit) ?? ''}`}
                    </span>
                    <span className="x-sr">{pointWords(point, clause.unit)}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
