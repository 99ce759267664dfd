import { type ProfileName, profileName } from '@xiayi/contract/common'
import { type ScenarioChange, scenarioChanges } from '@xiayi/contract/scenario-changes'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

export interface ScenarioContent {
  readonly name: string
  readonly note: string
  readonly profile: ProfileName
  readonly withinMinutes: number
  readonly changes: readonly ScenarioChange[]
}

export interface ScenarioRow extends ScenarioContent {
  readonly id: string
  readonly networkVersion: string
  readonly version: number
  readonly createdBy: string | null
  readonly changedBy: string | null
  readonly createdAt: Date
  readonly changedAt: Date
  readonly removedAt: Date | null
}

interface StoredRow {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly profile: string
  readonly within_minutes: number
  readonly changes: unknown
  readonly network_version: string
  readonly version: number
  readonly created_by: string | null
  readonly changed_by: string | null
  readonly created_at: Date
  readonly changed_at: Date
  readonly removed_at: Date | null
}

function rowOf(row: StoredRow): ScenarioRow {
  return {
    id: row.id,
    name: row.name,
    note: row.note,
    profile: profileName.parse(row.profile),
    withinMinutes: row.within_minutes,
    changes: scenarioChanges.parse(row.changes),
    networkVersion: row.network_version,
    version: row.version,
    createdBy: row.created_by,
    changedBy: row.changed_by,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    removedAt: row.removed_at,
  }
}

export async function scenarioById(db: Db, id: string): Promise<ScenarioRow | undefined> {
  const row = await db.selectFrom('scenario').selectAll().where('id', '=', id).executeTakeFirst()
  return row && rowOf(row)
}

export async function lockScenario(tx: Tx, id: string): Promise<ScenarioRow | undefined> {
  const row = await tx.selectFrom('scenario').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && rowOf(row)
}

/** Whether one was ever kept, a deleted one included. */
export async function anyScenario(db: Db): Promise<boolean> {
  return (await db.selectFrom('scenario').select('id').limit(1).executeTakeFirst()) !== undefined
}

export interface ScenarioCursor {
  readonly at: string
  readonly id: string
}

/** Standing ones, last changed first, with the state of their proposal. */
export async function recentScenarios(
  db: Db,
  options: { limit: number; after: ScenarioCursor | undefined },
): Promise<readonly (ScenarioRow & { readonly proposalState: string | null; readonly cursorAt: string })[]> {
  const { after } = options
  let query = db
    .selectFrom('scenario')
    .leftJoin('proposal', 'proposal.scenario_id', 'scenario.id')
    .selectAll('scenario')
    .select('proposal.state as proposal_state')
    // A cursor of milliseconds would pass over rows that differ in microseconds.
    .select(sql<string>`scenario.changed_at::text`.as('cursor_at'))
    .where('scenario.removed_at', 'is', null)
    .orderBy('scenario.changed_at', 'desc')
    .orderBy('scenario.id')
    .limit(options.limit)
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(scenario.changed_at < ${after.at}::timestamptz or (scenario.changed_at = ${after.at}::timestamptz and scenario.id > ${after.id}))`,
    )
  const rows = await query.execute()
  return rows.map((row) => ({ ...rowOf(row), proposalState: row.proposal_state, cursorAt: row.cursor_at }))
}

export async function insertScenario(
  tx: Tx,
  content: ScenarioContent,
  made: { networkVersion: string; by: string | null },
): Promise<ScenarioRow> {
  const row = await tx
    .insertInto('scenario')
    .values({
      ...columnsOf(content),
      network_version: made.networkVersion,
      created_by: made.by,
      changed_by: made.by,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await keepVersion(tx, rowOf(row))
  return rowOf(row)
}

/** Under the row's lock. The network is the one that its changes were drawn on last. */
export async function replaceScenario(
  tx: Tx,
  id: string,
  content: ScenarioContent,
  made: { networkVersion: string; by: string | null },
): Promise<ScenarioRow> {
  const row = await tx
    .updateTable('scenario')
    .set({
      ...columnsOf(content),
      network_version: made.networkVersion,
      changed_by: made.by,
      changed_at: sql`now()`,
      version: sql`version + 1`,
      removed_at: null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await keepVersion(tx, rowOf(row))
  return rowOf(row)
}

export async function removeScenario(tx: Tx, id: string, by: string | null): Promise<void> {
  await tx.updateTable('scenario').set({ removed_at: sql`now()`, changed_by: by }).where('id', '=', id).execute()
}

function columnsOf(content: ScenarioContent) {
  return {
    name: content.name,
    note: content.note,
    profile: content.profile,
    within_minutes: content.withinMinutes,
    changes: JSON.stringify(content.changes),
  }
}

async function keepVersion(tx: Tx, row: ScenarioRow): Promise<void> {
  const { name, note, profile, withinMinutes, changes } = row
  await tx
    .insertInto('scenario_version')
    .values({
      scenario_id: row.id,
      version: row.version,
      content: JSON.stringify({ name, note, profile, withinMinutes, changes }),
      changed_by: row.changedBy,
      changed_at: row.changedAt,
    })
    .execute()
}

export interface ScenarioVersionRow {
  readonly version: number
  readonly content: unknown
  readonly changedBy: string | null
  readonly changedAt: Date
}

/** Every version with the one that stands, oldest first. */
export async function versionsOfScenario(db: Db, id: string): Promise<readonly ScenarioVersionRow[]> {
  const rows = await db
    .selectFrom('scenario_version')
    .select(['version', 'content', 'changed_by', 'changed_at'])
    .where('scenario_id', '=', id)
    .orderBy('version')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    content: row.content,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }))
}
