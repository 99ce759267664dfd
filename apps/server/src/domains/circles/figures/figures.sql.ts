import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import { EVALUATION_COLUMNS, type EvaluationRow, type EvaluationWithResult } from '../evaluations.sql.ts'
import { type BriefOutcome, briefOutcomes } from './brief-outcomes.ts'

export interface BriefEvaluation extends EvaluationRow {
  readonly outcomes: readonly BriefOutcome[]
}

const LISTS = [
  sql`jsonb_path_query_array(result, '$.clauses[*].clauseId')`.as('clauseIds'),
  sql`jsonb_path_query_array(result, '$.clauses[*].state')`.as('states'),
  sql`jsonb_path_query_array(result, '$.clauses[*].figure')`.as('figures'),
] as const

function withOutcomes(
  rows: readonly (EvaluationRow & { clauseIds: unknown; states: unknown; figures: unknown })[],
): BriefEvaluation[] {
  return rows.map(({ clauseIds, states, figures, ...row }) => ({
    ...row,
    outcomes: briefOutcomes({ clauseIds, states, figures }),
  }))
}

/** Newest first. */
export async function briefHistory(
  db: Db,
  circleId: string,
  options: { standardId: string; limit: number },
): Promise<readonly BriefEvaluation[]> {
  const rows = await db
    .selectFrom('evaluation')
    .select([...EVALUATION_COLUMNS, ...LISTS])
    .where('circle_id', '=', circleId)
    .where('standard_id', '=', options.standardId)
    .orderBy('evaluated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute()
  return withOutcomes(rows)
}

/** The newest evaluation of every circle, each clause without its evidence. */
export async function latestBriefs(db: Db, standardId: string): Promise<readonly BriefEvaluation[]> {
  return briefsAtEndOf(db, standardId, 'infinity')
}

/** Days in the county's time on which something was evaluated, oldest first. */
export async function evaluationDays(db: Db, standardId: string): Promise<readonly string[]> {
  const day = sql<string>`to_char(evaluated_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`
  const rows = await db
    .selectFrom('evaluation')
    .select(day.as('day'))
    .distinct()
    .where('standard_id', '=', standardId)
    .orderBy('day')
    .execute()
  return rows.map((row) => row.day)
}

/**
 * Of every circle the newest evaluation at the end of a day in the county's time.
 *
 * @param day YYYY-MM-DD, or PostgreSQL's infinity
 */
export async function briefsAtEndOf(db: Db, standardId: string, day: string): Promise<readonly BriefEvaluation[]> {
  const end = sql<Date>`(${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`
  const rows = await db
    .with('latest', (with_) =>
      with_
        .selectFrom('evaluation')
        .distinctOn('circle_id')
        .selectAll()
        .where('standard_id', '=', standardId)
        .where('evaluated_at', '<', end)
        .orderBy('circle_id')
        .orderBy('evaluated_at', 'desc')
        .orderBy('id'),
    )
    .selectFrom('latest')
    .select([...EVALUATION_COLUMNS, ...LISTS])
    .execute()
  return withOutcomes(rows)
}

export async function evaluationOfCircle(
  db: Db,
  circleId: string,
  id: string,
): Promise<EvaluationWithResult | undefined> {
  return db
    .selectFrom('evaluation')
    .select([...EVALUATION_COLUMNS, 'result'])
    .where('circle_id', '=', circleId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface TierMark {
  readonly circleId: string
  readonly tierId: string | null
  readonly standardVersion: string
  /** YYYY-MM-DD, the county's local day */
  readonly day: string
}

/** Every evaluation under one standard, oldest first: of each circle and day the last. */
export async function tierMarks(db: Db, standardId: string): Promise<readonly TierMark[]> {
  const day = sql<string>`to_char(evaluated_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`
  return db
    .selectFrom('evaluation')
    .distinctOn([day, 'circle_id'])
    .select(['circle_id as circleId', 'tier_id as tierId', 'standard_version as standardVersion', day.as('day')])
    .where('standard_id', '=', standardId)
    .orderBy(day)
    .orderBy('circle_id')
    .orderBy('evaluated_at', 'desc')
    .orderBy('id')
    .execute()
}
