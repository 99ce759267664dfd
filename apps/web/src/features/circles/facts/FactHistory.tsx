import { useQuery } from '@tanstack/react-query'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { dayTimeWords, dayWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { answerWords, channelWords } from './fact-words.ts'
import { factHistoryQuery } from './facts.queries.ts'

/** Every version of one fact, the newest first. Nothing is ever removed from it. */
export function FactHistory({ circleId, question }: { circleId: string; question: StandardQuestion }) {
  const { code } = useCounty()
  const { data, error } = useQuery(factHistoryQuery(code, circleId, question.key))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  if (data.items.length === 0) return <p className="soft">还没有人登记过。</p>
  return (
    <ol className="fact-history">
      {data.items.map((fact) => (
        <li key={fact.version}>
          <b>{fact.value === null ? '撤回：没有人知道' : answerWords(fact.value, question.unit)}</b>
          <span className="soft small">
            {dayWords(`${fact.observedOn}T00:00:00+08:00`)}核实，依据：{fact.evidence ?? '没有写'}
          </span>
          <span className="soft small">
            {dayTimeWords(fact.recordedAt)} {fact.by ?? '没有署名'}，{channelWords[fact.channel]}
          </span>
        </li>
      ))}
    </ol>
  )
}
