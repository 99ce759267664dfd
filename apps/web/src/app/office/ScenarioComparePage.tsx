import '../../features/scenarios/siting.css'
import '../../features/scenarios/scenarios.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { PROFILE_NAMES } from '@xiayi/contract/common'
import { Field } from '@xiayi/ui/Field.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { profileWords } from '../../features/circles/profile-words.ts'
import { CompareTable } from '../../features/scenarios/CompareTable.tsx'
import { compareQuery, type Walked } from '../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { CompareOnMap } from './CompareOnMap.tsx'

const WITHIN = [5, 10, 15, 20, 30]

export function ScenarioComparePage() {
  const { code } = useCounty()
  const { ids, ...search } = useSearch({ from: '/office/scenarios/compare' })
  const walked = walkedOf(search)
  const categoryName = useCategoryName()
  const compared = useQuery({ ...compareQuery(code, ids, walked), placeholderData: keepPreviousData })
  const { data } = compared
  return (
    <>
      <header className="office__head">
        <div>
          <p className="small">
            <Link to="/office/scenarios" className="x-way">
              方案
            </Link>
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
      {ids !== '' && <WalkedFields walked={walked} isWaiting={compared.isPlaceholderData} />}
      {compared.error && (
        <ProblemNotice problem={shownProblem(compared.error)}>
          <Link to="/office/scenarios" className="x-button">
            重新选方案
          </Link>
        </ProblemNotice>
      )}
      {ids !== '' && compared.isPending && <Waiting />}
      {data && !compared.error && (
        <>
          <CompareTable
            items={data.items}
            categoryName={categoryName}
            link={(one) => (
              <Link to="/office/scenarios/$scenarioId" params={{ scenarioId: one.id }} className="x-way">
                {one.name}
              </Link>
            )}
            mend={(one) => (
              <Link to="/office/map" search={{ tool: 'what-if', scenario: one.id }} className="x-button">
                在地图上改好再存
              </Link>
            )}
          />
          <CompareOnMap items={data.items} categoryName={categoryName} />
        </>
      )}
    </>
  )
}

function walkedOf(search: { profile?: string; within?: string }): Walked {
  return {
    profile: PROFILE_NAMES.find((name) => name === search.profile) ?? 'adult',
    within: WITHIN.find((minutes) => minutes === Number(search.within)) ?? 15,
  }
}

/** Who walks and for how long: the same for all of them, and in the address. */
function WalkedFields({ walked, isWaiting }: { walked: Walked; isWaiting: boolean }) {
  const navigate = useNavigate({ from: '/office/scenarios/compare' })
  const ask = (patch: { profile?: string; within?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true, resetScroll: false })
  return (
    <div className="scenario__choices">
      <Field word="谁在走">
        {(id) => (
          <select id={id} value={walked.profile} onChange={({ target }) => ask({ profile: target.value })}>
            {PROFILE_NAMES.map((profile) => (
              <option key={profile} value={profile}>
                {profileWords[profile]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field word="步行不超过">
        {(id) => (
          <select id={id} value={walked.within} onChange={({ target }) => ask({ within: target.value })}>
            {WITHIN.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes} 分钟
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className="soft small" role="status">
        {isWaiting && '正在重算…'}
      </p>
    </div>
  )
}
