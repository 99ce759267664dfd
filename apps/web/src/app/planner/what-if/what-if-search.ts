import { PROFILE_NAMES, type ProfileName } from '@xiayi/contract/common'
import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import type { PreviewQuestion } from '../../../features/scenarios/preview-runner.ts'
import type { PlannerSearch } from '../planner-search.ts'
import { withinOf } from '../siting/siting-search.ts'
import { type Sketch, standingChanges } from './sketch.ts'

/** What the preview counts with. Other changes of a scenario are named on the screen and kept as they are. */
const COUNTED: ReadonlySet<ScenarioChange['kind']> = new Set(['add-place', 'move-place', 'remove-place'])

export function isCounted({ kind }: ScenarioChange): boolean {
  return COUNTED.has(kind)
}

export function profileOf({ profile }: PlannerSearch): ProfileName {
  return PROFILE_NAMES.find((name) => name === profile) ?? 'adult'
}

/** null while there is nothing to count */
export function previewQuestion(search: PlannerSearch, sketch: Sketch): PreviewQuestion | null {
  const changes = standingChanges(sketch).filter(isCounted)
  return changes.length === 0 ? null : { changes, profile: profileOf(search), withinMinutes: withinOf(search) }
}
