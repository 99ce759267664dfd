import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { ScenarioTable } from '../../features/scenarios/ScenarioTable.tsx'
import { scenariosQuery } from '../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

export function ScenariosPage() {
  const { code } = useCounty()
  const scenarios = useInfiniteQuery(scenariosQuery(code))
  const [ticked, setTicked] = useState<readonly string[]>([])
  return (
    <>
      <header className="office__head">
        <div>
          <h1>方案</h1>
          <p className="soft">还没做的改动，先在地图上算清楚：为谁、多少人走得到、要多少钱，再提出来。</p>
        </div>
        <Link to="/office/map" search={{ tool: 'siting' }} className="x-button x-button--main">
          去规划地图
        </Link>
      </header>
      {scenarios.error && <ProblemNotice problem={shownProblem(scenarios.error)} />}
      {scenarios.isPending && <Waiting />}
      {ticked.length > 0 && (
        <p role="status">
          {ticked.length >= 2 && ticked.length <= 4 ? (
            <Link to="/office/scenarios/compare" search={{ ids: ticked.join(',') }} className="x-button">
              比较这 {ticked.length} 个方案
            </Link>
          ) : (
            `已选 ${ticked.length} 个，选 2 到 4 个可以比较。`
          )}
        </p>
      )}
      {scenarios.data && (
        <ScenarioTable
          scenarios={scenarios.data.pages.flatMap((page) => page.items)}
          ticked={ticked}
          onTick={setTicked}
          link={(one, children) => (
            <Link to="/office/scenarios/$scenarioId" params={{ scenarioId: one.id }} className="x-way">
              {children}
            </Link>
          )}
          start={
            <Link to="/office/map" search={{ tool: 'siting' }} className="x-button x-button--main">
              去规划地图
            </Link>
          }
          onMore={scenarios.hasNextPage && !scenarios.isFetchingNextPage ? () => void scenarios.fetchNextPage() : null}
        />
      )}
    </>
  )
}
