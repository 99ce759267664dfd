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

export async function allTargets(db: Db): Promise<readonly TargetRow[]> {
  return db
    .selectFrom('county_target')
    .select([
      'id',
      'title',
      'kind',
      'tier_id as tierId',
      'goal',
      'unit',
      'denominator',
      'denominator_label as denominatorLabel',
      'fixed_on as fixedOn',
      'due_date as dueDate',
    ])
    .orderBy('due_date')
    .orderBy('id')
    .execute()
}

export async function upsertTarget(tx: Tx, target: TargetRow): Promise<void> {
  const row = {
    title: target.title,
    kind: target.kind,
    tier_id: target.tierId,
    goal: target.goal,
    unit: target.unit,
    denominator: target.denominator,
    denominator_label: target.denominatorLabel,
    fixed_on: target.fixedOn,
    due_date: target.dueDate,
  }
  await tx
    .insertInto('county_target')
    .values({ id: target.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
