import '../../features/circles/circles.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ageWords, countWords, dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { CircleTable } from '../../features/circles/CircleTable.tsx'
import { circlesQuery, gapsQuery, summaryQuery } from '../../features/circles/circles.queries.ts'
import { standardMark } from '../../features/circles/clause-words.ts'
import { EvaluateButton } from '../../features/circles/EvaluateButton.tsx'
import { GapTable } from '../../features/circles/GapTable.tsx'
import { TargetCard } from '../../features/circles/TargetCard.tsx'
import { TierCounts } from '../../features/circles/TierCounts.tsx'
import { useCounty } from '../../live/county.ts'
import { useNow } from '../../live/now.ts'
import { shownProblem } from '../../live/request.ts'

export function SummaryPage() {
  const { code, name } = useCounty()
  const now = useNow()
  const summary = useQuery(summaryQuery(code))
  const circles = useQuery(circlesQuery(code))
  const gaps = useInfiniteQuery(gapsQuery(code))
  const error = summary.error ?? circles.error ?? gaps.error
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!summary.data || !circles.data) return <Waiting />
  const { data } = summary
  const circleLink = (id: string, label: string) => (
    <Link to="/circles/$circleId" params={{ circleId: id }}>
      {label}
    </Link>
  )
  return (
    <>
      <header className="office__head">
        <div>
          <h1>{name}生活圈总览</h1>
          <p className="soft">
            {data.standardTitle} <Tag tone={data.isOfficial ? 'lake' : 'example'}>{standardMark(data.isOfficial)}</Tag>{' '}
            {data.evaluatedAt === null
              ? '还没有评价'
              : `${dayTimeWords(data.evaluatedAt)}评价，${ageWords(data.evaluatedAt, now)}`}{' '}
            · 步速 {data.speedMetresPerSecond} 米/秒
          </p>
        </div>
        <EvaluateButton word="重新评价全县" />
      </header>
      {data.targets.length > 0 && (
        <section aria-labelledby="targets">
          <h2 id="targets">目标</h2>
          <div className="target-list">
            {data.targets.map((target) => (
              <TargetCard key={target.id} target={target} />
            ))}
          </div>
        </section>
      )}
      <section aria-labelledby="tiers">
        <h2 id="tiers">等级</h2>
        <TierCounts summary={data} />
      </section>
      <section aria-labelledby="gaps">
        <h2 id="gaps">先补哪里</h2>
        <p className="soft">按受影响的人数排，人多的在前。</p>
        {gaps.data === undefined ? (
          <Waiting />
        ) : (
          <GapTable
            gaps={gaps.data.pages.flatMap((page) => page.items)}
            circleLink={circleLink}
            onMore={gaps.hasNextPage && !gaps.isFetchingNextPage ? () => void gaps.fetchNextPage() : null}
          />
        )}
      </section>
      <section aria-labelledby="circles">
        <h2 id="circles">
          生活圈 <span className="soft x-num">{countWords(circles.data.items.length)} 个</span>
        </h2>
        {circles.data.items.length === 0 ? (
          <Empty title="还没有生活圈">
            <Link to="/office/import">先导入社区边界</Link>
          </Empty>
        ) : (
          <CircleTable circles={circles.data.items} tiers={circles.data.tiers} circleLink={circleLink} />
        )}
      </section>
    </>
  )
}
