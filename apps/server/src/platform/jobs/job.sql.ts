import { type Job, job } from '@xiayi/contract/system'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/db.ts'

const COLUMNS = ['id', 'kind', 'state', 'progress', 'stage', 'result', 'problem', 'created_at', 'finished_at'] as const

interface Row {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly progress: number
  readonly stage: string
  readonly result: unknown
  readonly problem: unknown
  readonly created_at: Date
  readonly finished_at: Date | null
}

function jobOf({ created_at, finished_at, ...row }: Row): Job {
  return job.parse({ ...row, createdAt: created_at.toISOString(), finishedAt: finished_at?.toISOString() ?? null })
}

export async function jobById(
  db: Db,
  id: string,
): Promise<(Job & { readonly cancelRequested: boolean; readonly input: unknown }) | undefined> {
  const row = await db
    .selectFrom('job')
    .select([...COLUMNS, 'cancel_requested', 'input'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...jobOf(row), cancelRequested: row.cancel_requested, input: row.input }
}

export async function insertJob(tx: Tx, kind: string, input: unknown): Promise<string> {
  const row = await tx
    .insertInto('job')
    .values({ kind, input: JSON.stringify(input) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Starts, or starts again after a kill: progress is kept, since it never falls. */
export async function markRunning(tx: Tx, id: string): Promise<Job | undefined> {
  const row = await tx
    .updateTable('job')
    .set({ state: 'running', started_at: sql`coalesce(started_at, now())` })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning(COLUMNS)
    .executeTakeFirst()
  return row === undefined ? undefined : jobOf(row)
}

export async function markProgress(tx: Tx, id: string, progress: number, stage: string): Promise<Job | undefined> {
  const row = await tx
    .updateTable('job')
    .set({ progress: sql`greatest(progress, ${progress})`, stage })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returning(COLUMNS)
    .executeTakeFirst()
  return row === undefined ? undefined : jobOf(row)
}

export async function markFinished(
  tx: Tx,
  id: string,
  outcome: { state: 'succeeded' | 'failed' | 'cancelled'; result?: unknown; problem?: unknown; stage: string },
): Promise<Job | undefined> {
  const row = await tx
    .updateTable('job')
    .set({
      state: outcome.state,
      stage: outcome.stage,
      result: outcome.result === undefined ? null : JSON.stringify(outcome.result),
      problem: outcome.problem === undefined ? null : JSON.stringify(outcome.problem),
      finished_at: sql`now()`,
      ...(outcome.state === 'succeeded' ? { progress: 1 } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning(COLUMNS)
    .executeTakeFirst()
  return row === undefined ? undefined : jobOf(row)
}

export async function markCancelRequested(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('job')
    .set({ cancel_requested: true })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .execute()
}
