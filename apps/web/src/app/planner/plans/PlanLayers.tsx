import { useMemo } from 'react'
import { changesInWords } from '../../../features/scenarios/change-words.ts'
import { drawnMarks, drawnWays } from '../../../features/scenarios/drawn-changes.ts'
import { MarkLayer } from '../../../map/MarkLayer.tsx'
import { WaysLayer } from '../../../map/WaysLayer.tsx'
import { useCategoryName } from '../../category-names.ts'
import type { LayerView } from '../layers/layer-view.ts'
import { usePlan } from './use-plan.ts'

/** The changes of the scenario that a map shows, where they lie. */
export function PlanLayers({ view }: { view: LayerView }) {
  const { plan } = usePlan(view)
  const categoryName = useCategoryName()
  const drawn = useMemo(() => {
    if (plan === undefined) return null
    const { changes } = plan.scenario
    const { placesToday } = plan.preview
    return {
      ways: drawnWays(changes, plan.preview),
      marks: drawnMarks(changes, plan.preview, changesInWords(changes, { categoryName, placesToday })),
    }
  }, [plan, categoryName])
  if (drawn === null) return null
  return (
    <>
      <WaysLayer id="plan" ways={drawn.ways} isActive={false} onPick={() => undefined} />
      <MarkLayer marks={drawn.marks} />
    </>
  )
}
