import { sql } from 'kysely'
import type { Db } from '../../platform/db/db.ts'
import { EVALUATION_COLUMNS, type EvaluationRow } from './evaluations.sql.ts'

/*
 * The newest evaluation of every circle, as much of it as a list needs. A whole result is some 30 kB of text, nearly all of it
 * evidence; what leaves the database here is a fiftieth to a quarter of that.
 */

/** Chosen first, so that only the results of the newest are opened. */
function latest(db: Db, standardId: string) {
  return db
    .with('latest', (with_) =>
      with_
        .selectFrom('evaluation')
        .distinctOn('circle_id')
        .selectAll()
        .where('standard_id', '=', standardId)
        .orderBy('circle_id')
        .orderBy('evaluated_at', 'desc')
        .orderBy('id'),
    )
    .selectFrom('latest')
    .select(EVALUATION_COLUMNS)
}

/** Without anything of the result. */
export async function latestRows(db: Db, standardId: string): Promise<readonly EvaluationRow[]> {
  return latest(db, standardId).execute()
}

/** With the outcome of the clause that keeps the circle from its next tier: a failed one before an unknown one. */
export async function latestWithReason(
  db: Db,
  standardId: string,
): Promise<readonly (EvaluationRow & { readonly reason: unknown })[]> {
  return latest(db, standardId)
    .select(
      sql`(
        select jsonb_path_query_first(result, '$.clauses[*] ? (@.clauseId == $id)', jsonb_build_object('id',
          coalesce(
            jsonb_path_query_first(missing, '$[*] ? (@.state == "fail").clauseId'),
            jsonb_path_query_first(missing, '$[0].clauseId'))))
          from jsonb_path_query_first(result, '$.tiers[*] ? (@.tierId == $next).missing',
            jsonb_build_object('next', result -> 'nextTierId')) as next (missing))`.as('reason'),
    )
    .execute()
}

/** With the outcomes of the clauses that fail. */
export async function latestWithFailed(
  db: Db,
  standardId: string,
): Promise<readonly (EvaluationRow & { readonly outcomes: unknown })[]> {
  return latest(db, standardId)
    .select(sql`jsonb_path_query_array(result, '$.clauses[*] ? (@.state == "fail")')`.as('outcomes'))
    .execute()
}
