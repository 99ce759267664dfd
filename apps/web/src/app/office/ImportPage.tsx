import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useEffect } from 'react'
import { ImportDetail } from '../../features/places/ImportDetail.tsx'
import { isUnderWay } from '../../features/places/import-words.ts'
import { importQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { isFinished, useJob } from '../../live/jobs.ts'
import { shownProblem } from '../../live/request.ts'
import { countiesQuery } from '../county.queries.ts'

export function ImportPage() {
  const { importId } = useParams({ from: '/office/import/$importId' })
  const { code } = useCounty()
  const client = useQueryClient()
  const { data, error } = useQuery({
    ...importQuery(code, importId),
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data.state) ? 2000 : false),
  })
  const job = useJob(data?.jobId ?? null)
  const jobEnd = job && isFinished(job.state) ? `${job.id} ${job.state}` : null
  useEffect(() => {
    if (jobEnd === null) return
    void client.invalidateQueries({ queryKey: ['places', code] })
    void client.invalidateQueries({ queryKey: ['circles', code] })
    // A first map gives the county its bounds and its attribution.
    void client.invalidateQueries({ queryKey: countiesQuery.queryKey })
  }, [client, code, jobEnd])
  return (
    <>
      <p>
        <Link to="/office/import" className="x-way">
          ← 全部导入
        </Link>
      </p>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!data && !error && <Waiting />}
      {data && (
        <>
          <h1>{data.fileName}</h1>
          <ImportDetail
            one={data}
            job={job}
            next={
              <>
                <Link to="/map" className="x-button x-button--main">
                  在地图上看
                </Link>
                <Link to="/office" className="x-button x-button--plain">
                  去评价
                </Link>
              </>
            }
          />
        </>
      )}
    </>
  )
}
