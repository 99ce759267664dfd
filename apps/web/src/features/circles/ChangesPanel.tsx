import { useQuery } from '@tanstack/react-query'
import type { CircleChanges, CircleTrend } from '@xiayi/contract/circle-figures'
import { dayWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { ChangeCauses } from './ChangeCauses.tsx'
import { changesQuery } from './circle-figures.queries.ts'
import { pointWords } from './course-words.ts'

type ChangesPanelProps = { trend: CircleTrend; categoryName: (id: string) => string }

/** What is different between two evaluations, and which places and records it comes from. */
export function ChangesPanel({ trend, categoryName }: ChangesPanelProps) {
  const { marks } = trend
  const [picked, setPicked] = useState<{ from?: string; to?: string }>({})
  const to = picked.to ?? marks.at(-1)?.evaluationId
  const from = picked.from ?? marks.at(-2)?.evaluationId
  if (to === undefined || from === undefined)
    return <p className="soft">评价过两次以后，这里会列出两次之间变了什么。</p>
  const pick = (label: string, value: string, onPick: (id: string) => void) => (
    <label>
      {label}
      <select value={value} onChange={(event) => onPick(event.target.value)}>
        {marks.map((mark) => (
          <option key={mark.evaluationId} value={mark.evaluationId}>
            {dayWords(mark.evaluatedAt)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <div className="changes">
      <div className="changes__pick">
        {pick('从', from, (id) => setPicked({ ...picked, from: id }))}
        {pick('到', to, (id) => setPicked({ ...picked, to: id }))}
      </div>
      <Changes trend={trend} from={from} to={to} categoryName={categoryName} />
    </div>
  )
}

function Changes({ trend, from, to, categoryName }: ChangesPanelProps & { from: string; to: string }) {
  const { code } = useCounty()
  const { data, error } = useQuery(changesQuery(code, trend.circleId, from, to))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const flipped = data.clauses.filter(({ isFlipped }) => isFlipped)
  const moved = data.clauses.filter(({ isFlipped }) => !isFlipped)
  return (
    <div aria-live="polite" className="changes__found">
      <p className="row">
        <TierMark look={tierLook(trend.tiers, data.from.tierId, true)} />→
        <TierMark look={tierLook(trend.tiers, data.to.tierId, true)} />
      </p>
      {flipped.length === 0 && <p>没有条款变了结论。</p>}
      {flipped.length > 0 && <ClauseChanges title="变了结论的" clauses={flipped} />}
      <ChangeCauses changes={data} categoryName={categoryName} />
      {moved.length > 0 && (
        <details>
          <summary>数字动了、结论没变的 {moved.length} 条</summary>
          <ClauseChanges title="" clauses={moved} />
        </details>
      )}
    </div>
  )
}

function ClauseChanges({ title, clauses }: { title: string; clauses: CircleChanges['clauses'] }) {
  return (
    <>
      {title !== '' && <h4>{title}</h4>}
      <ul>
        {clauses.map((clause) => (
          <li key={clause.clauseId}>
            {clause.title}：{pointWords(clause.before, clause.unit)} → <b>{pointWords(clause.after, clause.unit)}</b>
          </li>
        ))}
      </ul>
    </>
  )
}
