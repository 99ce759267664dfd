import type { ProfileName } from '@xiayi/contract/common'
import type { Preview } from '@xiayi/contract/scenarios'
import { mostChangedFirst } from '../../../features/scenarios/CompareTable.tsx'
import type { PlannerSearch } from '../planner-search.ts'

/** What two maps beside each other are coloured by: tiers, or minutes to a category. */
export type PlanLayer = { readonly layer: 'tiers' } | { readonly layer: 'minutes'; readonly category: string }

/** A scenario by its id; null is the county of today. */
type Side = string | null

/** The address of the planner's map with a scenario on each side. */
export function sideBySide(
  [left, right]: readonly [Side, Side],
  shown: PlanLayer,
  walked: { readonly profile: ProfileName; readonly within: number },
): PlannerSearch {
  const view = {
    layer: shown.layer,
    ...(shown.layer === 'minutes' && { category: shown.category }),
    ...(walked.profile !== 'adult' && { profile: walked.profile }),
    // The map's bands end at a quarter of an hour.
    ...((walked.within === 5 || walked.within === 10) && { within: String(walked.within) }),
  }
  const onRight = Object.fromEntries(Object.entries(view).map(([name, value]) => [`r${name}`, value]))
  return {
    swipe: '60',
    ...view,
    ...onRight,
    ...(left !== null && { plan: left }),
    ...(right !== null && { rplan: right }),
  }
}

/** What changes somewhere in some previews: categories first, those that most people gain or lose in front; then tiers. */
export function shownLayers(previews: readonly Preview[]): PlanLayer[] {
  return [
    ...mostChangedFirst(previews).map((category) => ({ layer: 'minutes', category }) as const),
    { layer: 'tiers' },
  ]
}
