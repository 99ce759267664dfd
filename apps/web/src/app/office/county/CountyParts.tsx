import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CircleList, CountySummary } from '@xiayi/contract/circles'
import { Waiting } from '@xiayi/ui/Notice.tsx'
import { gapsQuery } from '../../../features/circles/circles.queries.ts'
import { RankTable } from '../../../features/circles/county/RankTable.tsx'
import { inScope, type Scope, scopeWords } from '../../../features/circles/county/scope.ts'
import { targetBookQuery } from '../../../features/circles/drawing/drawing.queries.ts'
import { GapList } from '../../../features/circles/GapList.tsx'
import { TargetCard } from '../../../features/circles/TargetCard.tsx'
import { useCounty } from '../../../live/county.ts'
import { CountyPart } from './CountyPart.tsx'
import { circleLink } from './circle-link.tsx'
import { HeatPart } from './HeatPart.tsx'
import { MovesPart } from './MovesPart.tsx'
import { ThemesPart } from './ThemesPart.tsx'
import { TiersPart } from './TiersPart.tsx'

type CountyPartsProps = { summary: CountySummary; circles: CircleList; scope: Scope }

export function CountyParts({ summary, circles, scope }: CountyPartsProps) {
  return (
    <>
      {summary.targets.length > 0 && <Targets summary={summary} />}
      <div id="tiers" className="county__part">
        <TiersPart scope={scope} />
      </div>
      <CountyPart id="moves" word="升降">
        <MovesPart scope={scope} />
      </CountyPart>
      <CountyPart id="heat" word="短板分布">
        <HeatPart scope={scope} />
      </CountyPart>
      <CountyPart id="gaps" word="先补哪里">
        <Gaps />
      </CountyPart>
      <CountyPart id="rank" word="排名">
        <h2>排名</h2>
        <p className="soft small">
          {scopeWords[scope]}的生活圈：先看等级，再看达标条款的占比，再看居民数。点列名换顺序。
        </p>
        <RankTable circles={inScope(circles.items, scope)} tiers={circles.tiers} circleLink={circleLink} />
      </CountyPart>
      <CountyPart id="equity" word="公平性">
        <h2>公平性</h2>
        <ThemesPart />
      </CountyPart>
    </>
  )
}

function Targets({ summary }: { summary: CountySummary }) {
  const { code } = useCounty()
  const book = useQuery(targetBookQuery(code))
  const promiseOf = (id: string) => book.data?.items.find((history) => history.id === id)?.items[0]
  const { standardTitle, evaluatedAt } = summary
  return (
    <section id="targets" className="county__part" aria-labelledby="targets-title">
      <h2 id="targets-title">目标</h2>
      <p className="soft small">
        竖线是要达到的，横条是现在的；分母由县里定，数据再变它也不变。
        <Link to="/office/targets">定目标、看以前定过的</Link>
      </p>
      <div className="target-list">
        {summary.targets.map((target) => (
          <TargetCard
            key={target.id}
            target={target}
            origin={{ promise: promiseOf(target.id), standardTitle, evaluatedAt }}
          />
        ))}
      </div>
    </section>
  )
}

function Gaps() {
  const { code } = useCounty()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(gapsQuery(code))
  return (
    <section aria-labelledby="gaps-title">
      <h2 id="gaps-title">先补哪里</h2>
      <p className="soft small">全县没达标的条款，按受影响的人数排，人多的在前。</p>
      {data === undefined ? (
        <Waiting />
      ) : (
        <GapList
          gaps={data.pages.flatMap((page) => page.items)}
          gapLink={({ circleId, clauseId, circleName }) => (
            <Link to="/circles/$circleId" params={{ circleId }} hash={`clause-${clauseId}`} className="x-way">
              {circleName}
            </Link>
          )}
          onMore={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null}
        />
      )}
    </section>
  )
}
