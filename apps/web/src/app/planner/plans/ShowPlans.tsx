import type { ScenarioPreview } from '@xiayi/contract/scenario-compare'
import type { Box } from '@xiayi/geo/boxes'
import { FlyTo } from '../../../map/FlyTo.tsx'
import { layerView, swipeOf } from '../layers/layer-view.ts'
import { usePlanner } from '../use-planner.ts'
import { usePlan } from './use-plan.ts'

/** Round what changes, in degrees: as far as most people walk to it. */
const AROUND = 0.008
/** More on one side, so that what changes lies clear of the line between two maps, and above its handle. */
const LEAN = 0.004

type ShowPlansProps = { isOpenedAt: boolean; coveredLeft: number; coveredRight: number }

/** Brings the changes of the scenarios that are shown into view: at first where the address says no other place, and of each that is chosen later. */
export function ShowPlans({ isOpenedAt, coveredLeft, coveredRight }: ShowPlansProps) {
  const { search } = usePlanner()
  const [left, right] = [layerView(search), layerView(search, 'right')]
  const sides = [left, ...(swipeOf(search) === null ? [] : [right])]
  const plans = [usePlan(left), usePlan(right)].slice(0, sides.length)
  const isSettled = plans.every(({ plan, error }, i) => sides[i]?.plan === null || plan !== undefined || error !== null)
  const [onLeft, onRight] = plans.map(({ plan }) => plan)
  const lean = onRight === undefined ? -1 : onLeft === undefined ? 1 : 0
  const isOne = sides.length === 1
  const box = isSettled
    ? boxOf(
        plans.flatMap(({ plan }) => plan ?? []),
        isOne ? 0 : lean,
      )
    : null
  return box === null ? null : (
    <FlyTo box={box} padding={{ left: coveredLeft, right: coveredRight, bottom: 0 }} skipsFirst={isOpenedAt} />
  )
}

/** @param lean -1: what changes lies left of the middle, 1: right of it */
function boxOf(plans: readonly ScenarioPreview[], lean: number): Box | null {
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
    Math.min(...lons) - AROUND - (lean > 0 ? 3 * LEAN : 0),
    Math.min(...lats) - AROUND - LEAN,
    Math.max(...lons) + AROUND + (lean < 0 ? 3 * LEAN : 0),
    Math.max(...lats) + AROUND,
  ]
}
