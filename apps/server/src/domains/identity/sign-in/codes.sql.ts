import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { Limit } from './quota.rules.ts'

export interface CodeRow {
  readonly id: string
  readonly nonce: Buffer
  readonly guesses: number
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

export async function insertCode(
  tx: Tx,
  code: { id: string; phoneBlind: Buffer; nonce: Buffer; now: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('sign_in_code')
    .values({
      id: code.id,
      phone_blind: code.phoneBlind,
      nonce: code.nonce,
      created_at: code.now,
      expires_at: code.expiresAt,
    })
    .execute()
}

/** The newest alone counts; under its lock guesses are made one after the other. */
export async function lockNewestCode(tx: Tx, phoneBlind: Buffer): Promise<CodeRow | undefined> {
  const row = await tx
    .selectFrom('sign_in_code')
    .select(['id', 'nonce', 'guesses', 'expires_at', 'used_at'])
    .where('phone_blind', '=', phoneBlind)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row && { id: row.id, nonce: row.nonce, guesses: row.guesses, expiresAt: row.expires_at, usedAt: row.used_at }
}

export async function countGuess(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('sign_in_code').set({ guesses: sql`guesses + 1` }).where('id', '=', id).execute()
}

export async function markCodeUsed(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('sign_in_code').set({ used_at: now }).where('id', '=', id).execute()
}

/** What was allowed under a key in its longest window, without a lock. */
export async function stampsOf(db: Db, key: Buffer): Promise<readonly number[]> {
  const row = await db.selectFrom('sign_in_quota').select('stamps').where('key', '=', key).executeTakeFirst()
  return row?.stamps ?? []
}

/** Takes one in a single statement, whoever else asks at the same moment; false when a limit is reached. */
export async function takeQuota(tx: Tx, key: Buffer, limits: readonly Limit[], now: Date): Promise<boolean> {
  const nowMs = now.getTime()
  const longest = Math.max(...limits.map(({ seconds }) => seconds))
  const since = (seconds: number) => nowMs - seconds * 1000
  const isWithin = limits.map(
    ({ seconds, atMost }) =>
      sql<boolean>`(select count(*) from unnest(q.stamps) as stamp where stamp > ${since(seconds)}::float8) < ${atMost}`,
  )
  const taken = await sql`
    insert into sign_in_quota as q (key, stamps, last_at) values (${key}, array[${nowMs}::float8], ${now})
    on conflict (key) do update
      set stamps = array(select stamp from unnest(q.stamps) as stamp where stamp > ${since(longest)}::float8) || ${nowMs}::float8,
          last_at = ${now}
      where ${sql.join(isWithin, sql` and `)}`.execute(tx)
  return taken.numAffectedRows === 1n
}

/** One at a time in this county, so that the budget is never overspent. */
export async function lockBudget(tx: Tx, county: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`text_budget ${county}`}, 0))`.execute(tx)
}

/** Texts of the last hour and day, the minute they began in counted whole. */
export async function textsSince(db: Db, now: Date): Promise<{ readonly hour: number; readonly day: number }> {
  const row = await sql<{ hour: number; day: number }>`
    select coalesce(sum(texts) filter (where minute > ${now}::timestamptz - interval '61 minutes'), 0)::int as hour,
           coalesce(sum(texts), 0)::int as day
      from text_budget where minute > ${now}::timestamptz - interval '1441 minutes'`.execute(db)
  return row.rows[0] ?? { hour: 0, day: 0 }
}

export async function countText(tx: Tx, now: Date): Promise<void> {
  await sql`
    insert into text_budget as b (minute, texts) values (date_trunc('minute', ${now}::timestamptz), 1)
    on conflict (minute) do update set texts = b.texts + 1`.execute(tx)
}

/** What no limit looks at any more. */
export async function dropOldQuotas(tx: Tx, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 2 * 86_400_000)
  await tx.deleteFrom('sign_in_quota').where('last_at', '<', dayAgo).execute()
  await tx.deleteFrom('text_budget').where('minute', '<', dayAgo).execute()
}
