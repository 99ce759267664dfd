import type { ScenarioPreview } from '@xiayi/contract/scenario-compare'
import type { Box } from '@xiayi/geo/boxes'
import { FlyTo } from '../../../map/FlyTo.tsx'
import { layerView, swipeOf } from '../layers/layer-view.ts'
import { usePlanner } from '../use-planner.ts'
import { usePlan } from './use-plan.ts'

/** Round what changes, in degrees of latitude: as far as most people walk to it. */
const AROUND = 0.008

type ShowPlansProps = { isOpenedAt: boolean; coveredLeft: number }

/** Brings the changes of the scenarios that are shown into view: at first where the address says no other place, and of each that is chosen later. */
export function ShowPlans({ isOpenedAt, coveredLeft }: ShowPlansProps) {
  const { search } = usePlanner()
  const [left, right] = [layerView(search), layerView(search, 'right')]
  const sides = [left, ...(swipeOf(search) === null ? [] : [right])]
  const plans = [usePlan(left), usePlan(right)].slice(0, sides.length)
  const isSettled = plans.every(({ plan, error }, i) => sides[i]?.plan === null || plan !== undefined || error !== null)
  const box = isSettled ? boxOf(plans.flatMap(({ plan }) => plan ?? [])) : null
  return box === null ? null : <FlyTo box={box} padding={{ left: coveredLeft, bottom: 0 }} skipsFirst={isOpenedAt} />
}

function boxOf(plans: readonly ScenarioPreview[]): Box | null {
  const points = plans.flatMap(({ scenario, preview }) => [
    ...scenario.changes.flatMap((change): [number, number][] =>
      'lon' in change ? [[change.lon, change.lat]] : change.kind === 'add-path' ? change.line : [],
    ),
    ...preview.placesToday.map(({ lon, lat }): [number, number] => [lon, lat]),
  ])
  if (points.length === 0) return null
  const lons = points.map(([lon]) => lon)
  const lats = points.map(([, lat]) => lat)
  return [
    Math.min(...lons) - AROUND * 1.2,
    Math.min(...lats) - AROUND,
    Math.max(...lons) + AROUND * 1.2,
    Math.max(...lats) + AROUND,
  ]
}
