import { useQuery } from '@tanstack/react-query'
import type { CircleComparison } from '@xiayi/contract/circle-figures'
import { countWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { comparisonQuery } from './circle-figures.queries.ts'
import { circlesQuery } from './circles.queries.ts'
import { stateSigns, stateWords, valueWords } from './course-words.ts'

/** This circle beside one that the reader picks, and beside the middle of its kind. */
export function ComparePanel({ circleId }: { circleId: string }) {
  const { code } = useCounty()
  const [other, setOther] = useState<string | null>(null)
  const circles = useQuery(circlesQuery(code))
  const { data, error } = useQuery(comparisonQuery(code, circleId, other))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const choices = circles.data?.items.filter(({ id, isEvaluated }) => id !== circleId && isEvaluated) ?? []
  return (
    <div className="compare">
      <label className="compare__pick">
        与哪个生活圈比
        <select
          value={other ?? ''}
          onChange={(event) => setOther(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">
            只看{data.medianOf.label}的中位数（{countWords(data.medianOf.circles)} 个）
          </option>
          {choices.map(({ id, name, townName }) => (
            <option key={id} value={id}>
              {townName === null ? name : `${name}（${townName}）`}
            </option>
          ))}
        </select>
      </label>
      <CompareTable comparison={data} />
      <p className="soft small">
        中位数取自 {countWords(data.medianOf.circles)} 个已评价的{data.medianOf.label}；没有数字的条款不比。
      </p>
    </div>
  )
}

function CompareTable({ comparison }: { comparison: CircleComparison }) {
  const { own, other, items, medianOf } = comparison
  return (
    <ScrollRegion label="逐条比较">
      <table className="figures-table">
        <thead>
          <tr>
            <th scope="col">条款</th>
            <th scope="col">{own.name}</th>
            {other !== null && <th scope="col">{other.name}</th>}
            <th scope="col">{medianOf.label}的中位数</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.clauseId}>
              <th scope="row">
                {item.title}
                {item.own.threshold !== null && (
                  <span className="soft small">
                    {' '}
                    要求{item.comparison === 'at-least' ? '至少' : '最多'} {valueWords(item.own.threshold, item.unit)}
                  </span>
                )}
              </th>
              <FigureCell item={item} figure={item.own} />
              {other !== null && <FigureCell item={item} figure={item.other} />}
              <td className="x-num">
                {valueWords(item.median, item.unit) ?? '—'} <Scale item={item} value={item.median} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

type Item = CircleComparison['items'][number]

function FigureCell({ item, figure }: { item: Item; figure: Item['other'] }) {
  if (figure === null) return <td>—</td>
  return (
    <td className="x-num">
      <span className={`state-sign state-sign--${figure.state}`} aria-hidden="true">
        {stateSigns[figure.state]}
      </span>
      <span className="x-sr">{stateWords[figure.state]}，</span> {valueWords(figure.value, item.unit) ?? '—'}
      <Scale item={item} value={figure.value} />
    </td>
  )
}

/** The figures of one row on one scale: decoration, the number stands beside it. */
function Scale({ item, value }: { item: Item; value: number | null }) {
  const most = Math.max(
    item.unit === '比例' ? 1 : 0,
    item.own.threshold ?? 0,
    ...[item.own.value, item.other?.value, item.median].map((each) => each ?? 0),
  )
  if (value === null || most === 0) return null
  const share = (each: number) => `${Math.min(1, Math.max(0, each / most)) * 100}%`
  return (
    <span className="scale" aria-hidden="true">
      <span className="scale__fill" style={{ width: share(value) }} />
      {item.own.threshold !== null && <span className="scale__threshold" style={{ left: share(item.own.threshold) }} />}
    </span>
  )
}
