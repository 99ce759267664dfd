import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { circlesQuery } from '../../../features/circles/circles.queries.ts'
import { changesInWords } from '../../../features/scenarios/change-words.ts'
import { Misfits } from '../../../features/scenarios/Misfits.tsx'
import { useCounty } from '../../../live/county.ts'
import { RequestProblem, shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'
import type { LayerView } from '../layers/layer-view.ts'
import { usePlan } from './use-plan.ts'

/** That a map's scenario cannot be opened, and what to do about it. */
export function PlanProblem({ view, onToday }: { view: LayerView; onToday: () => void }) {
  const { error } = usePlan(view)
  if (view.plan === null || error === null) return null
  const isDeleted = error instanceof RequestProblem && error.status === 410
  return (
    <ProblemNotice problem={shownProblem(error)}>
      {isDeleted ? (
        <Link to="/office/scenarios/$scenarioId" params={{ scenarioId: view.plan }} className="x-button">
          去恢复这个方案
        </Link>
      ) : (
        <Link to="/office/scenarios" className="x-button">
          全部方案
        </Link>
      )}
      <Button onClick={onToday}>改看现在</Button>
    </ProblemNotice>
  )
}

/** What a map's scenario does to the circles, and what of it does not fit. */
export function PlanFigures({ view }: { view: LayerView }) {
  const { plan, isWaiting } = usePlan(view)
  const categoryName = useCategoryName()
  if (view.plan === null) return null
  if (plan === undefined) return isWaiting ? <Waiting label="正在试算方案…" /> : null
  const { scenario, preview } = plan
  const word = changesInWords(scenario.changes, { categoryName, placesToday: preview.placesToday })
  return (
    <section className="figures" aria-label={`方案：${scenario.name}`}>
      <h3>
        <Link to="/office/scenarios/$scenarioId" params={{ scenarioId: scenario.id }}>
          {scenario.name}
        </Link>
      </h3>
      {!scenario.isOnCurrentNetwork && <p className="soft small">画在旧路网上，按现在的路网算。</p>}
      <Misfits misfits={preview.misfits} word={word}>
        <Link to="/office/map" search={{ tool: 'what-if', scenario: scenario.id }} className="x-button">
          在推演里改
        </Link>
      </Misfits>
      {preview.warnings.map((words) => (
        <p key={words} className="x-notice x-notice--fail">
          {words}
        </p>
      ))}
      <TierMoves preview={preview} />
    </section>
  )
}

type Previewed = { preview: NonNullable<ReturnType<typeof usePlan>['plan']>['preview'] }

/** Circles that would stand on another tier, and clauses that flip where none does. */
function TierMoves({ preview }: Previewed) {
  const { code } = useCounty()
  const { data } = useQuery(circlesQuery(code))
  const nameOf = (tierId: string | null) => data?.tiers.find(({ id }) => id === tierId)?.name ?? '未达标'
  const moved = preview.circles.filter(({ tierBefore, tierAfter }) => tierBefore !== tierAfter)
  const flips = preview.circles.reduce(
    (sum, { clauses }) => sum + clauses.filter(({ before, after }) => before !== after).length,
    0,
  )
  return (
    <>
      {moved.map(({ circleId, name, tierBefore, tierAfter }) => (
        <p key={circleId}>
          <b>{name}</b>：{nameOf(tierBefore)} → {nameOf(tierAfter)}
        </p>
      ))}
      <p className="soft small">
        {moved.length === 0 && `没有生活圈升降（共 ${preview.county.circles} 个）；`}
        {flips === 0 ? '没有条款的结果改变' : `${flips} 条条款的结果改变`}
      </p>
    </>
  )
}
