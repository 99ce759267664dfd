import { useInfiniteQuery } from '@tanstack/react-query'
import { scenariosQuery } from '../../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../../live/county.ts'
import type { LayerView } from '../layers/layer-view.ts'
import { usePlan } from './use-plan.ts'

/** Whether a map shows the county of today or a scenario; those that were changed last come first. */
export function PlanField({ view, onChoose }: { view: LayerView; onChoose: (plan: string | null) => void }) {
  const { code } = useCounty()
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery(scenariosQuery(code))
  const { plan } = usePlan(view)
  const listed = data?.pages.flatMap(({ items }) => items) ?? []
  const isListed = view.plan === null || listed.some(({ id }) => id === view.plan)
  if (listed.length === 0 && view.plan === null) return null
  return (
    <label className="planner__field">
      看现在，还是看方案
      <select
        value={view.plan ?? ''}
        onChange={({ target }) => {
          if (target.value === MORE) void fetchNextPage()
          else onChoose(target.value === '' ? null : target.value)
        }}
      >
        <option value="">现在</option>
        {!isListed && view.plan !== null && <option value={view.plan}>{plan?.scenario.name ?? '链接里的方案'}</option>}
        {listed.map(({ id, name }) => (
          <option key={id} value={id}>
            方案：{name}
          </option>
        ))}
        {hasNextPage && <option value={MORE}>更早的方案…</option>}
      </select>
    </label>
  )
}

const MORE = 'more'
