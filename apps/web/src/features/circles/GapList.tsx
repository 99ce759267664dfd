import type { Gap } from '@xiayi/contract/circles'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { Button } from '@xiayi/ui/Button.tsx'
import { shareWords } from '@xiayi/ui/format'
import { Empty } from '@xiayi/ui/Notice.tsx'
import type { ReactNode } from 'react'

type GapListProps = {
  gaps: readonly Gap[]
  gapLink: (gap: Gap) => ReactNode
  onMore: (() => void) | null
}

/** What to mend first: unmet clauses by the number of people they leave out. */
export function GapList({ gaps, gapLink, onMore }: GapListProps) {
  if (gaps.length === 0) return <Empty title="没有缺口">还没有评价的，先点上面的“重新评价全县”。</Empty>
  return (
    <>
      <ol className="card gap-list">
        {gaps.map((gap) => {
          const people = shareWords(gap.peopleAffected, gap.residents, '人')
          return (
            <li key={`${gap.circleId} ${gap.clauseId}`}>
              <p>
                {gapLink(gap)}
                <br />
                <b>{gap.title}</b>
              </p>
              <div className="gap-people">
                <span className="x-num">影响 {people}</span>
                <Bar
                  value={gap.residents === 0 ? 0 : gap.peopleAffected / gap.residents}
                  tone="fail"
                  label={`影响 ${people}`}
                />
              </div>
              <p className="small">{gap.toPass ?? gap.finding}</p>
            </li>
          )
        })}
      </ol>
      {onMore !== null && (
        <p className="more">
          <Button onClick={onMore}>再看几条</Button>
        </p>
      )}
    </>
  )
}
