import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ClauseTable } from '../../features/standards/ClauseTable.tsx'
import { StandardHead } from '../../features/standards/StandardHead.tsx'
import { standardQuery } from '../../features/standards/standards.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

export function StandardPage() {
  const { standardId } = useParams({ from: '/office/standards/$standardId' })
  const { code } = useCounty()
  const { data, error } = useQuery(standardQuery(code, standardId))
  return (
    <>
      <p>
        <Link to="/office/standards" className="x-way">
          ← 全部标准
        </Link>
      </p>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!data && !error && <Waiting />}
      {data && (
        <>
          <h1>{data.title}</h1>
          <StandardHead standard={data} />
          <ClauseTable clauses={data.clauseList} tiers={data.tiers} />
        </>
      )}
    </>
  )
}
