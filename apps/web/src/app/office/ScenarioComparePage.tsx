import '../../features/scenarios/siting.css'
import '../../features/scenarios/scenarios.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { CompareTable } from '../../features/scenarios/CompareTable.tsx'
import { compareQuery } from '../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'

export function ScenarioComparePage() {
  const { code } = useCounty()
  const { ids } = useSearch({ from: '/office/scenarios/compare' })
  const categoryName = useCategoryName()
  const compared = useQuery(compareQuery(code, ids))
  return (
    <>
      <header className="office__head">
        <div>
          <p className="small">
            <Link to="/office/scenarios">方案</Link>
          </p>
          <h1>方案比较</h1>
          <p className="soft">各自与现在相比，按同样的人、同样的分钟数算。</p>
        </div>
      </header>
      {ids === '' && (
        <Empty title="还没有选方案。在方案列表里勾选 2 到 4 个，再来比较。">
          <Link to="/office/scenarios" className="x-button x-button--main">
            去选方案
          </Link>
        </Empty>
      )}
      {compared.error && (
        <ProblemNotice problem={shownProblem(compared.error)}>
          <Link to="/office/scenarios" className="x-button">
            全部方案
          </Link>
        </ProblemNotice>
      )}
      {ids !== '' && compared.isPending && <Waiting />}
      {compared.data && (
        <CompareTable
          items={compared.data.items}
          categoryName={categoryName}
          link={(one) => (
            <Link to="/office/scenarios/$scenarioId" params={{ scenarioId: one.id }}>
              {one.name}
            </Link>
          )}
        />
      )}
    </>
  )
}
