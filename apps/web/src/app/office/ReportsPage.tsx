import '../../features/circles/circles.css'
import '../../features/reports/reports.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Field } from '@xiayi/ui/Field.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { circlesQuery } from '../../features/circles/circles.queries.ts'
import { ReportMaker } from '../../features/reports/ReportMaker.tsx'
import { ReportTable } from '../../features/reports/ReportTable.tsx'
import { reportsQuery } from '../../features/reports/reports.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

export function ReportsPage() {
  const { code } = useCounty()
  const circles = useQuery(circlesQuery(code))
  const reports = useInfiniteQuery(reportsQuery(code))
  const [chosen, setChosen] = useState('')
  const circleId = chosen === '' ? (circles.data?.items[0]?.id ?? '') : chosen
  return (
    <>
      <header className="office__head">
        <div>
          <h1>报告</h1>
          <p className="soft">数字取自同一时刻，和屏幕上的相同。文件保留 90 天，过期可以重做。</p>
        </div>
      </header>
      <div className="report-orders">
        <section className="card" aria-labelledby="county-report">
          <h3 id="county-report">全县报告</h3>
          <p className="small soft">目标、等级、先补哪里，每个生活圈一页。</p>
          <ReportMaker subject={{ kind: 'county' }} />
        </section>
        <section className="card" aria-labelledby="circle-report">
          <h3 id="circle-report">一个生活圈的报告</h3>
          {circles.error && <ProblemNotice problem={shownProblem(circles.error)} />}
          {circleId !== '' && (
            <>
              <Field word="生活圈" isWide>
                {(id) => (
                  <select id={id} value={circleId} onChange={(event) => setChosen(event.target.value)}>
                    {circles.data?.items.map((circle) => (
                      <option key={circle.id} value={circle.id}>
                        {circle.name}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <ReportMaker key={circleId} subject={{ kind: 'circle', subjectId: circleId }} />
            </>
          )}
        </section>
        <section className="card" aria-labelledby="wall-map">
          <h3 id="wall-map">挂图</h3>
          <p className="small soft">A3 横幅：等级、图例、比例尺、指北、来源和日期。</p>
          <ReportMaker subject={{ kind: 'map' }} />
        </section>
      </div>
      <section aria-labelledby="made">
        <h2 id="made">做过的</h2>
        {reports.error && <ProblemNotice problem={shownProblem(reports.error)} />}
        {reports.isPending && <Waiting />}
        {reports.data && (
          <ReportTable
            reports={reports.data.pages.flatMap((page) => page.items)}
            onMore={reports.hasNextPage && !reports.isFetchingNextPage ? () => void reports.fetchNextPage() : null}
          />
        )}
      </section>
    </>
  )
}
