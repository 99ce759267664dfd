import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

export interface TargetRow {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly tierId: string | null
  readonly goal: number
  readonly unit: string
  readonly denominator: number
  readonly denominatorLabel: string
  readonly fixedOn: string
  readonly dueDate: string
}

export interface TargetVersionRow extends TargetRow {
  readonly version: number
  readonly by: string | null
  readonly recordedAt: Date
}

const COLUMNS = [
  'title',
  'kind',
  'tier_id as tierId',
  'goal',
  'unit',
  'denominator',
  'denominator_label as denominatorLabel',
  'fixed_on as fixedOn',
  'due_date as dueDate',
] as const

export async function allTargets(db: Db): Promise<readonly TargetRow[]> {
  return db
    .selectFrom('county_target')
    .select(['id', ...COLUMNS])
    .orderBy('due_date')
    .orderBy('id')
    .execute()
}

/** Every promise ever fixed: by target, the newest first. */
export async function allTargetVersions(db: Db): Promise<readonly TargetVersionRow[]> {
  return db
    .selectFrom('county_target_history')
    .select(['target_id as id', ...COLUMNS, 'version', 'recorded_by as by', 'recorded_at as recordedAt'])
    .orderBy('target_id')
    .orderBy('version', 'desc')
    .execute()
}

/** The promise that holds, locked until the transaction ends. */
export async function lockTarget(tx: Tx, id: string): Promise<(TargetRow & { version: number }) | undefined> {
  // A row that is not there yet cannot be locked: two first promises of one name meet here.
  await sql`select pg_advisory_xact_lock(hashtext('targets of ' || current_schema()))`.execute(tx)
  return tx
    .selectFrom('county_target')
    .select(['id', ...COLUMNS, 'version'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The promise that holds from now on, and the same once more as history. */
export async function writeTarget(
  tx: Tx,
  target: TargetRow & { readonly version: number; readonly by: string | null },
): Promise<void> {
  const row = {
    version: target.version,
    title: target.title,
    kind: target.kind,
    tier_id: target.tierId,
    goal: target.goal,
    unit: target.unit,
    denominator: target.denominator,
    denominator_label: target.denominatorLabel,
    fixed_on: target.fixedOn,
    due_date: target.dueDate,
    recorded_by: target.by,
  }
  await tx
    .insertInto('county_target')
    .values({ id: target.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await tx
    .insertInto('county_target_history')
    .values({ target_id: target.id, ...row })
    .execute()
}
