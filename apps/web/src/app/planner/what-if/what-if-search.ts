import { PROFILE_NAMES, type ProfileName } from '@xiayi/contract/common'
import type { PreviewQuestion } from '../../../features/scenarios/preview-runner.ts'
import type { PlannerSearch } from '../planner-search.ts'
import { withinOf } from '../siting/siting-search.ts'
import { type Sketch, standingChanges } from './sketch.ts'

export function profileOf({ profile }: PlannerSearch): ProfileName {
  return PROFILE_NAMES.find((name) => name === profile) ?? 'adult'
}

/** null while there is nothing to count */
export function previewQuestion(search: PlannerSearch, sketch: Sketch): PreviewQuestion | null {
  const changes = standingChanges(sketch)
  return changes.length === 0 ? null : { changes, profile: profileOf(search), withinMinutes: withinOf(search) }
}
