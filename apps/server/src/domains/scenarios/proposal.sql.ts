import {
  type ProposalContent,
  type ProposalState,
  proposalContent,
  proposalState,
} from '@xiayi/contract/stored-scenarios'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

export interface ProposalRow {
  readonly id: string
  readonly scenarioId: string
  readonly state: ProposalState
  readonly version: number
  readonly content: ProposalContent
  readonly totalFen: number
  readonly scenarioVersion: number | null
}

interface StoredRow {
  readonly id: string
  readonly scenario_id: string
  readonly state: string
  readonly version: number
  readonly content: unknown
  readonly total_fen: number
  readonly scenario_version: number | null
}

function rowOf(row: StoredRow): ProposalRow {
  return {
    id: row.id,
    scenarioId: row.scenario_id,
    state: proposalState.parse(row.state),
    version: row.version,
    content: proposalContent.parse(row.content),
    totalFen: row.total_fen,
    scenarioVersion: row.scenario_version,
  }
}

export async function proposalOfScenario(db: Db, scenarioId: string): Promise<ProposalRow | undefined> {
  const row = await db.selectFrom('proposal').selectAll().where('scenario_id', '=', scenarioId).executeTakeFirst()
  return row && rowOf(row)
}

export async function lockProposal(tx: Tx, id: string): Promise<ProposalRow | undefined> {
  const row = await tx.selectFrom('proposal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && rowOf(row)
}

export async function insertProposal(
  tx: Tx,
  proposal: { scenarioId: string; content: ProposalContent; totalFen: number },
): Promise<ProposalRow> {
  const row = await tx
    .insertInto('proposal')
    .values({
      scenario_id: proposal.scenarioId,
      state: 'draft',
      content: JSON.stringify(proposal.content),
      total_fen: proposal.totalFen,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return rowOf(row)
}

/** What it says, before it is written down as a step of the machine. */
export async function writeProposal(
  tx: Tx,
  id: string,
  said: { content: ProposalContent; totalFen: number },
): Promise<void> {
  await tx
    .updateTable('proposal')
    .set({ content: JSON.stringify(said.content), total_fen: said.totalFen })
    .where('id', '=', id)
    .execute()
}

export async function markProposedVersion(tx: Tx, id: string, scenarioVersion: number): Promise<void> {
  await tx.updateTable('proposal').set({ scenario_version: scenarioVersion }).where('id', '=', id).execute()
}

export async function moveProposal(
  tx: Tx,
  id: string,
  change: { version: number; to: ProposalState },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('proposal')
    .set({ state: change.to, version: sql`version + 1` })
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function allProposals(db: Db): Promise<readonly { id: string; state: ProposalState; version: number }[]> {
  const rows = await db.selectFrom('proposal').select(['id', 'state', 'version']).execute()
  return rows.map((row) => ({ ...row, state: proposalState.parse(row.state) }))
}
