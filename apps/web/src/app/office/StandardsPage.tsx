import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { StandardList } from '../../features/standards/StandardList.tsx'
import { standardsQuery } from '../../features/standards/standards.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

export function StandardsPage() {
  const { code } = useCounty()
  const { data, error } = useQuery(standardsQuery(code))
  return (
    <>
      <header className="office__head">
        <div>
          <h1>评价标准</h1>
          <p className="soft">每一条都写明出处。没有对照原文的，标“未核验”。用过的版本不能再改。</p>
        </div>
      </header>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!data && !error && <Waiting />}
      {data && (
        <StandardList
          standards={data.items}
          link={(standard, children) => (
            <Link to="/office/standards/$standardId" params={{ standardId: standard.id }} className="x-way">
              {children}
            </Link>
          )}
        />
      )}
    </>
  )
}
