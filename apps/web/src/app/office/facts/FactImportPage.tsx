import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useEffect } from 'react'
import { FactImportView } from '../../../features/circles/facts/FactImportView.tsx'
import { isUnderWay } from '../../../features/circles/facts/fact-import-words.ts'
import { factImportQuery } from '../../../features/circles/facts/facts.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { isFinished, useJob } from '../../../live/jobs.ts'
import { shownProblem } from '../../../live/request.ts'
import { circlePageLink, factSheetLink } from './links.tsx'

export function FactImportPage() {
  const { importId } = useParams({ from: '/office/facts/import/$importId' })
  const { code } = useCounty()
  const client = useQueryClient()
  const { data, error } = useQuery({
    ...factImportQuery(code, importId),
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data.state) ? 2000 : false),
  })
  const job = useJob(data?.jobId ?? null)
  const jobEnd = job && isFinished(job.state) ? `${job.id} ${job.state}` : null
  useEffect(() => {
    if (jobEnd !== null) void client.invalidateQueries({ queryKey: ['circles', code, 'fact-imports'] })
  }, [client, code, jobEnd])
  return (
    <>
      <p>
        <Link to="/office/facts/import" className="x-way">
          ← 全部导入
        </Link>
      </p>
      <h1>{data?.fileName ?? '登记表导入'}</h1>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!data && !error && <Waiting />}
      {data && (
        <FactImportView
          one={data}
          job={job}
          circleLink={circlePageLink}
          sheetLink={(id, label) => factSheetLink(id, label, data.standardId)}
        />
      )}
    </>
  )
}
