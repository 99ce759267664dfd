import { PROFILE_NAMES, type ProfileName } from '@xiayi/contract/common'
import type { PreviewQuestion } from '../../../features/scenarios/preview-runner.ts'
import { asksMinutes, layerView, SIDES, swipeOf } from '../layers/layer-view.ts'
import type { PlannerSearch } from '../planner-search.ts'
import { withinOf } from '../siting/siting-search.ts'
import { type Sketch, standingChanges } from './sketch.ts'

export function profileOf({ profile }: PlannerSearch): ProfileName {
  return PROFILE_NAMES.find((name) => name === profile) ?? 'adult'
}

/** null while there is nothing to count. The changed minutes are wanted where a map shows minutes, as the same people walk. */
export function previewQuestion(search: PlannerSearch, sketch: Sketch): PreviewQuestion | null {
  const changes = standingChanges(sketch)
  if (changes.length === 0) return null
  const profile = profileOf(search)
  const views = swipeOf(search) === null ? [layerView(search)] : SIDES.map((side) => layerView(search, side))
  const columns = views
    .filter((view) => asksMinutes(view.layer) && view.profile === profile)
    .map((view) => view.category)
  return { changes, profile, withinMinutes: withinOf(search), want: { columns: [...new Set(columns)] } }
}
