import type { ProposalContent, ScenarioDraft } from '@xiayi/contract/stored-scenarios'
import type { CountyDb } from '../../platform/db/db.ts'
import { begin } from '../../platform/machine/run-machine.ts'
import { currentNetwork } from '../places/public.ts'
import { proposalMachine } from './proposal.machine.ts'
import { actorOf, groundOf, sumOf } from './proposal.service.ts'
import { insertProposal } from './proposal.sql.ts'
import { anyScenario, insertScenario } from './stored-scenarios.sql.ts'

export interface ScenarioWithProposal {
  readonly scenario: ScenarioDraft
  readonly proposal: ProposalContent
}

/**
 * Scenarios that come with a county, each with a draft of its proposal: all of them in one transaction, and only where nobody
 * ever kept one. Who deleted them does not find them again.
 *
 * @returns ids in the order given; empty when there were scenarios already, or there is no street map to draw them on
 */
export async function keepWithCounty(
  county: CountyDb,
  given: readonly ScenarioWithProposal[],
  now: Date,
): Promise<readonly string[]> {
  return county.transact(async (tx) => {
    const network = await currentNetwork(tx)
    if (network === undefined || (await anyScenario(tx))) return []
    const ids: string[] = []
    for (const { scenario, proposal } of given) {
      const by = scenario.by ?? null
      const row = await insertScenario(tx, scenario, { networkVersion: network.version, by })
      const made = await insertProposal(tx, { scenarioId: row.id, content: proposal, totalFen: sumOf(proposal) })
      await begin(groundOf(county), tx, proposalMachine, {
        id: made.id,
        subject: made,
        actor: actorOf(scenario.by),
        now,
        facts: { totalFen: made.totalFen },
      })
      ids.push(row.id)
    }
    return ids
  })
}
