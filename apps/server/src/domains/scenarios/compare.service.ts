import type { ProfileName } from '@xiayi/contract/common'
import type { CompareReply, ScenarioPreview } from '@xiayi/contract/scenario-compare'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { preview } from './preview.service.ts'
import { proposalOfScenario } from './proposal.sql.ts'
import { getScenario } from './stored-scenarios.service.ts'

interface Deps {
  readonly files: Files
}

/**
 * Some scenarios side by side, each tried on the county of today for the same walkers and minutes.
 * @throws Problem not-found, gone
 */
export async function compareScenarios(
  deps: Deps,
  county: CountyDb,
  asked: { ids: readonly string[]; profile: ProfileName; withinMinutes: number },
): Promise<CompareReply> {
  const { ids, profile, withinMinutes } = asked
  const scenarios = await Promise.all(ids.map((id) => getScenario(county, id)))
  const items: CompareReply['items'] = []
  // One after the other: each is the work of a thread.
  for (const { id, name, version, changeCount, isOnCurrentNetwork, changes } of scenarios) {
    const proposal = await proposalOfScenario(county.db, id)
    items.push({
      id,
      name,
      version,
      changeCount,
      isOnCurrentNetwork,
      proposal: proposal === undefined ? null : { state: proposal.state, totalFen: proposal.totalFen },
      preview: await preview(deps, county, {
        changes,
        profile,
        withinMinutes,
        want: { columns: [] },
        mustFit: false,
      }),
    })
  }
  return { items }
}

/**
 * One scenario tried on the county of today; what is not asked for is as it was kept.
 * @throws Problem not-found, gone, invalid-input for a category that nobody knows
 */
export async function previewOfScenario(
  deps: Deps,
  county: CountyDb,
  asked: { id: string; profile?: ProfileName | undefined; within?: number | undefined; column?: string | undefined },
): Promise<ScenarioPreview> {
  const scenario = await getScenario(county, asked.id)
  return {
    scenario,
    preview: await preview(deps, county, {
      changes: scenario.changes,
      profile: asked.profile ?? scenario.profile,
      withinMinutes: asked.within ?? scenario.withinMinutes,
      want: { columns: asked.column === undefined ? [] : [asked.column] },
      mustFit: false,
    }),
  }
}
