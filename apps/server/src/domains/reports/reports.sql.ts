import { type Report, report } from '@xiayi/contract/reports'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

interface Row {
  readonly id: string
  readonly kind: string
  readonly subject_id: string | null
  readonly format: string
  readonly title: string
  readonly file_name: string
  readonly actor: string | null
  readonly job_id: string
  readonly state: string
  readonly progress: number
  readonly stage: string
  readonly problem: string | null
  readonly revision: number | null
  readonly file_bytes: number | null
  readonly file_sha256: string | null
  readonly created_at: Date
  readonly finished_at: Date | null
  readonly expires_at: Date
  readonly is_expired: boolean
}

function reportOf(row: Row): Report {
  return report.parse({
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    format: row.format,
    title: row.title,
    fileName: row.file_name,
    by: row.actor,
    jobId: row.job_id,
    state: row.state,
    progress: row.progress,
    stage: row.stage,
    problem: row.problem,
    revision: row.revision,
    bytes: row.file_bytes,
    sha256: row.file_sha256,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    expiresAt: row.expires_at.toISOString(),
    isExpired: row.is_expired,
  })
}

function reportRows(db: Db) {
  return db
    .selectFrom('report')
    .innerJoin('job', 'job.id', 'report.job_id')
    .select([
      'report.id',
      'report.kind',
      'report.subject_id',
      'report.format',
      'report.title',
      'report.file_name',
      'report.actor',
      'report.job_id',
      'job.state',
      'job.progress',
      'job.stage',
      sql<string | null>`job.problem ->> 'detail'`.as('problem'),
      'report.revision',
      'report.file_bytes',
      'report.file_sha256',
      'report.created_at',
      'job.finished_at',
      'report.expires_at',
      sql<boolean>`report.expires_at <= now() or (job.state = 'succeeded' and report.file_sha256 is null)`.as(
        'is_expired',
      ),
    ])
}

export async function reportById(db: Db, id: string): Promise<Report | undefined> {
  const row = await reportRows(db).where('report.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : reportOf(row)
}

/** Newest first; `before` is the time, to the millisecond that a cursor holds, and the id of the last one shown. */
export async function reportsBefore(
  db: Db,
  options: { before: { at: string; id: string } | undefined; limit: number },
): Promise<readonly Report[]> {
  const createdAt = sql`date_trunc('milliseconds', report.created_at)`
  let query = reportRows(db).orderBy(createdAt, 'desc').orderBy('report.id', 'desc').limit(options.limit)
  const { before } = options
  if (before !== undefined)
    query = query.where(sql<boolean>`(${createdAt}, report.id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  return (await query.execute()).map(reportOf)
}

export interface NewReportRow {
  readonly id: string
  readonly kind: Report['kind']
  readonly subjectId: string | null
  readonly format: Report['format']
  readonly standardId: string
  readonly title: string
  readonly fileName: string
  readonly by: string | null
  readonly jobId: string
  readonly keepDays: number
}

export async function insertReport(tx: Tx, row: NewReportRow): Promise<void> {
  await tx
    .insertInto('report')
    .values({
      id: row.id,
      kind: row.kind,
      subject_id: row.subjectId,
      format: row.format,
      standard_id: row.standardId,
      title: row.title,
      file_name: row.fileName,
      actor: row.by,
      job_id: row.jobId,
      expires_at: sql`now() + make_interval(days => ${row.keepDays})`,
    })
    .execute()
}

/** The file of a report that has none yet: a job that is delivered twice keeps the first. @returns false when there was one */
export async function setReportFile(
  tx: Tx,
  id: string,
  file: { sha256: string; bytes: number; revision: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('report')
    .set({ file_sha256: file.sha256, file_bytes: file.bytes, revision: file.revision })
    .where('id', '=', id)
    .where('file_sha256', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function expiredReports(db: Db, limit: number): Promise<readonly { id: string; sha256: string }[]> {
  const rows = await db
    .selectFrom('report')
    .select(['id', 'file_sha256', 'dropped_sha256'])
    .where((eb) =>
      eb.or([
        eb.and([eb('expires_at', '<=', sql<Date>`now()`), eb('file_sha256', 'is not', null)]),
        eb('dropped_sha256', 'is not', null),
      ]),
    )
    .limit(limit)
    .execute()
  return rows.flatMap((row) => {
    const sha256 = row.file_sha256 ?? row.dropped_sha256
    return sha256 === null ? [] : [{ id: row.id, sha256 }]
  })
}

/** Lets go of the file and remembers its bytes until they are gone. */
export async function dropReportFile(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('report')
    .set({ dropped_sha256: sql`file_sha256`, file_sha256: null, file_bytes: null })
    .where('id', '=', id)
    .where('file_sha256', 'is not', null)
    .execute()
}

export async function forgetDropped(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('report').set({ dropped_sha256: null }).where('id', '=', id).execute()
}

/** For `xiayi verify`: reports whose job succeeded and whose file went before its time. */
export async function reportsWithoutFile(db: Db): Promise<{ examined: number; ids: readonly string[] }> {
  const rows = await db
    .selectFrom('report')
    .innerJoin('job', 'job.id', 'report.job_id')
    .select(['report.id', 'report.file_sha256', 'job.state', sql<boolean>`report.expires_at > now()`.as('is_kept')])
    .execute()
  return {
    examined: rows.length,
    ids: rows.flatMap((row) => (row.state === 'succeeded' && row.file_sha256 === null && row.is_kept ? [row.id] : [])),
  }
}
