import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

export interface EvaluationRow {
  readonly id: string
  readonly circleId: string
  readonly standardId: string
  readonly standardVersion: string
  readonly networkVersion: string
  readonly categoryVersion: string
  readonly profile: string
  readonly speedMetresPerSecond: number
  readonly originKind: string
  readonly inputSha256: string
  readonly resultSha256: string
  readonly tierId: string | null
  readonly residents: number
  readonly residentsOffNetwork: number
  readonly passed: number
  readonly failed: number
  readonly unknown: number
  readonly evaluatedAt: Date
}

export interface EvaluationWithResult extends EvaluationRow {
  readonly result: unknown
}

export const EVALUATION_COLUMNS = [
  'id',
  'circle_id as circleId',
  'standard_id as standardId',
  'standard_version as standardVersion',
  'network_version as networkVersion',
  'category_version as categoryVersion',
  'profile',
  'speed_metres_per_second as speedMetresPerSecond',
  'origin_kind as originKind',
  'input_sha256 as inputSha256',
  'result_sha256 as resultSha256',
  'tier_id as tierId',
  'residents',
  'residents_off_network as residentsOffNetwork',
  'passed',
  'failed',
  'unknown',
  'evaluated_at as evaluatedAt',
] as const

/** The newest evaluation of every circle under one standard, or of one circle, whole. */
export async function latestEvaluations(
  db: Db,
  standardId: string,
  circleId?: string,
): Promise<readonly EvaluationWithResult[]> {
  let query = db
    .selectFrom('evaluation')
    .distinctOn('circle_id')
    .select([...EVALUATION_COLUMNS, 'result'])
    .where('standard_id', '=', standardId)
    .orderBy('circle_id')
    .orderBy('evaluated_at', 'desc')
    .orderBy('id')
  if (circleId !== undefined) query = query.where('circle_id', '=', circleId)
  return query.execute()
}

export interface EvaluationStamp {
  readonly circleId: string
  readonly standardVersion: string
  readonly networkVersion: string
  readonly resultSha256: string
  /** YYYY-MM-DD */
  readonly asOf: string
}

/** What the newest evaluation of every circle was made with, and what it came to. */
export async function latestStamps(db: Db, standardId: string): Promise<readonly EvaluationStamp[]> {
  return db
    .selectFrom('evaluation')
    .distinctOn('circle_id')
    .select([
      'circle_id as circleId',
      'standard_version as standardVersion',
      'network_version as networkVersion',
      'result_sha256 as resultSha256',
      sql<string>`result ->> 'asOf'`.as('asOf'),
    ])
    .where('standard_id', '=', standardId)
    .orderBy('circle_id')
    .orderBy('evaluated_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Newest first; `before` is the cursor: the time (to the microsecond, as `cursorAt` gives it) and id of the last one shown. */
export async function evaluationHistory(
  db: Db,
  circleId: string,
  options: { standardId: string; limit: number; before: { at: string; id: string } | undefined },
): Promise<readonly (EvaluationRow & { readonly cursorAt: string })[]> {
  let query = db
    .selectFrom('evaluation')
    .select(EVALUATION_COLUMNS)
    // A cursor of milliseconds would pass over rows that differ in microseconds.
    .select(sql<string>`to_char(evaluated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('cursorAt'))
    .where('circle_id', '=', circleId)
    .where('standard_id', '=', options.standardId)
    .orderBy('evaluated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
  const { before } = options
  if (before !== undefined)
    query = query.where(sql<boolean>`(evaluated_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  return query.execute()
}

export async function daysEvaluated(db: Db, standardId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('evaluation')
    .select(sql<string>`result ->> 'asOf'`.as('day'))
    .distinct()
    .where('standard_id', '=', standardId)
    .execute()
  return new Set(rows.map((row) => row.day))
}

export async function allEvaluations(db: Db): Promise<readonly EvaluationWithResult[]> {
  return db
    .selectFrom('evaluation')
    .select([...EVALUATION_COLUMNS, 'result'])
    .orderBy('evaluated_at')
    .execute()
}

export interface NewEvaluation extends Omit<EvaluationWithResult, 'id' | 'evaluatedAt'> {
  readonly jobId: string
  /** left out: now */
  readonly evaluatedAt: Date | undefined
}

/** Once per job and circle: a job that is delivered again changes nothing. */
export async function insertEvaluation(tx: Tx, row: NewEvaluation): Promise<void> {
  await tx
    .insertInto('evaluation')
    .values({
      job_id: row.jobId,
      circle_id: row.circleId,
      standard_id: row.standardId,
      standard_version: row.standardVersion,
      network_version: row.networkVersion,
      category_version: row.categoryVersion,
      profile: row.profile,
      speed_metres_per_second: row.speedMetresPerSecond,
      origin_kind: row.originKind,
      input_sha256: row.inputSha256,
      result: JSON.stringify(row.result),
      result_sha256: row.resultSha256,
      tier_id: row.tierId,
      residents: row.residents,
      residents_off_network: row.residentsOffNetwork,
      passed: row.passed,
      failed: row.failed,
      unknown: row.unknown,
      ...(row.evaluatedAt === undefined ? {} : { evaluated_at: row.evaluatedAt }),
    })
    .onConflict((conflict) => conflict.columns(['job_id', 'circle_id']).doNothing())
    .execute()
}
