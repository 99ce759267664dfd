import '../../features/circles/circles.css'
import '../../features/circles/circle-figures.css'
import './circle.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ExampleMark, Tag } from '@xiayi/ui/Tag.tsx'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { lazy, Suspense } from 'react'
import { ClauseTally } from '../../features/circles/ClauseTally.tsx'
import { circleQuery, walkshedQuery } from '../../features/circles/circles.queries.ts'
import { EvaluateButton } from '../../features/circles/EvaluateButton.tsx'
import { WalkshedLegend } from '../../features/circles/WalkshedLegend.tsx'
import { ReportMenu } from '../../features/reports/ReportMenu.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { CircleFacts } from './CircleFacts.tsx'
import { CircleFigures } from './CircleFigures.tsx'
import { CircleMenu } from './CircleSection.tsx'
import { StockTakingLink } from './StockTakingLink.tsx'

const CircleMap = lazy(() => import('./CircleMap.tsx').then((module) => ({ default: module.CircleMap })))

export function CirclePage() {
  const { circleId } = useParams({ from: '/resident/circles/$circleId' })
  const county = useCounty()
  const { data, error, refetch } = useQuery(circleQuery(county.code, circleId))
  const walkshed = useQuery(walkshedQuery(county.code, circleId))
  if (error) {
    return (
      <main className="page page--narrow">
        <ProblemNotice problem={shownProblem(error)}>
          <Button onClick={() => refetch()}>再试一次</Button>
          <Link to="/map" className="x-button x-button--plain">
            在地图上选
          </Link>
        </ProblemNotice>
      </main>
    )
  }
  if (!data) {
    return (
      <main className="page">
        <Waiting />
      </main>
    )
  }
  const { evaluation } = data
  const look = tierLook(evaluation?.tiers ?? [], data.tierId, data.isEvaluated)
  return (
    <main className="page circle">
      <header className="circle__head">
        <p className="soft">
          {[data.townName, data.communityNames.join('、')].filter((part) => part !== null && part !== '').join(' · ')}
        </p>
        <div className="circle__title">
          <h1>{data.name}</h1>
          <div className="circle__actions">
            {evaluation !== null && <ReportMenu subject={{ kind: 'circle', subjectId: circleId }} />}
            <StockTakingLink circleId={circleId} word="盘点表" />
          </div>
        </div>
        <p className="row">
          <span className="circle__tier" style={{ borderColor: look.fill }}>
            <TierMark look={look} size={26} />
          </span>
          {data.isPilot && <Tag tone="lake">试点</Tag>}
          {county.isExample && <ExampleMark />}
        </p>
        {data.mainReason !== null && <p className="circle__reason">{data.mainReason}</p>}
        {evaluation !== null && (
          <ClauseTally passed={evaluation.passed} failed={evaluation.failed} unknown={evaluation.unknown} />
        )}
      </header>
      <div className="circle__sketch">
        <div className="circle__map">
          <Suspense fallback={<Waiting label="正在画地图…" />}>
            <CircleMap circleId={circleId} walkshed={walkshed.data} />
          </Suspense>
        </div>
        {walkshed.data && <WalkshedLegend walkshed={walkshed.data} />}
        {walkshed.error && <ProblemNotice problem={shownProblem(walkshed.error)} />}
        <Link to="/map" search={{ circle: circleId }} className="x-button x-button--plain">
          在大地图上看
        </Link>
      </div>
      <div className="circle__basis">
        {evaluation !== null && <CircleFacts evaluation={evaluation} />}
        <EvaluateButton circleIds={[circleId]} word="重新评价" />
      </div>
      <div className="circle__main">
        {evaluation === null ? (
          <Empty title="还没有评价">点“重新评价”，一会儿就有结果。</Empty>
        ) : (
          <>
            <CircleMenu />
            <CircleFigures circleId={circleId} evaluation={evaluation} />
          </>
        )}
      </div>
    </main>
  )
}
