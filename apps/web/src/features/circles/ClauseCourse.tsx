import type { CircleTrend } from '@xiayi/contract/circle-figures'
import { Sparkline } from '@xiayi/ui/Sparkline.tsx'
import { courseLabel, lastMove, monthWords, moveWords, versionBreaks } from './course-words.ts'

/** How one clause went from evaluation to evaluation; nothing where there is no course yet. */
export function ClauseCourse({ trend, clauseId }: { trend: CircleTrend; clauseId: string }) {
  const clause = trend.clauses.find((each) => each.clauseId === clauseId)
  const [first] = trend.marks
  const known = clause?.points.filter((point) => point !== null && point.value !== null).length ?? 0
  if (clause === undefined || first === undefined || known < 2) return null
  const breaks = versionBreaks(trend.marks)
  return (
    <div className="clause__course">
      <Sparkline
        points={clause.points.map((point) => point ?? { value: null, state: 'unknown' })}
        threshold={clause.points.at(-1)?.threshold ?? null}
        breaks={breaks}
        label={courseLabel(clause, trend.marks)}
      />
      <span className="soft small">
        {monthWords(first.evaluatedAt)}以来
        {moveWords[lastMove(clause.points)] === '' ? '' : `，${moveWords[lastMove(clause.points)]}`}
        {breaks.length > 0 && '；竖线处标准换了版本'}
      </span>
    </div>
  )
}
