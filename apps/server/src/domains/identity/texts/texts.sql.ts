import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'

export interface DueText {
  readonly id: string
  readonly codeId: string
  readonly nonce: Buffer
  readonly toSealed: Buffer
  readonly toBlind: Buffer
  readonly expiresAt: Date
}

export async function insertText(
  tx: Tx,
  text: { id: string; codeId: string; toSealed: Buffer; toBlind: Buffer; now: Date },
): Promise<void> {
  await tx
    .insertInto('text_message')
    .values({
      id: text.id,
      code_id: text.codeId,
      to_sealed: text.toSealed,
      to_blind: text.toBlind,
      state: 'queued',
      created_at: text.now,
    })
    .execute()
}

/** Takes queued texts for this process alone, for good: one that is claimed is never claimed again, whatever happens next. */
export async function claimTexts(tx: Tx, now: Date, limit: number): Promise<readonly DueText[]> {
  const rows = await sql<{
    id: string
    code_id: string
    nonce: Buffer
    to_sealed: Buffer
    to_blind: Buffer
    expires_at: Date
  }>`
    with due as (
      select id from text_message where state = 'queued' order by created_at, id limit ${limit} for update skip locked)
    update text_message set state = 'sending', claimed_at = ${now}
      from due, sign_in_code
     where text_message.id = due.id and sign_in_code.id = text_message.code_id
    returning text_message.id, code_id, nonce, to_sealed, to_blind, expires_at`.execute(tx)
  return rows.rows.map((row) => ({
    id: row.id,
    codeId: row.code_id,
    nonce: row.nonce,
    toSealed: row.to_sealed,
    toBlind: row.to_blind,
    expiresAt: row.expires_at,
  }))
}

export type TextEnd =
  | { readonly state: 'sent'; readonly provider: string; readonly providerId: string }
  | { readonly state: 'failed'; readonly provider: string; readonly failure: string }
  | { readonly state: 'rehearsed' | 'withheld' | 'stale' }

export async function finishText(tx: Tx, id: string, end: TextEnd, now: Date): Promise<void> {
  await tx
    .updateTable('text_message')
    .set({
      state: end.state,
      provider: 'provider' in end ? end.provider : null,
      provider_id: 'providerId' in end ? end.providerId : null,
      failure: 'failure' in end ? end.failure : null,
      done_at: now,
    })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute()
}

/** Claimed by a process that ended before it heard how it went: nobody knows, so nobody sends it again. */
export async function giveUpTexts(tx: Tx, claimedBefore: Date, now: Date): Promise<void> {
  await tx
    .updateTable('text_message')
    .set({ state: 'failed', failure: 'process-ended', done_at: now })
    .where('state', '=', 'sending')
    .where('claimed_at', '<', claimedBefore)
    .execute()
}

export interface RecentText {
  readonly id: string
  readonly nonce: Buffer
  readonly toSealed: Buffer
  readonly state: string
  readonly createdAt: Date
}

export async function recentTexts(db: Db, limit: number): Promise<readonly RecentText[]> {
  const rows = await db
    .selectFrom('text_message')
    .innerJoin('sign_in_code', 'sign_in_code.id', 'text_message.code_id')
    .select(['text_message.id', 'nonce', 'to_sealed', 'state', 'text_message.created_at'])
    .orderBy('text_message.created_at', 'desc')
    .orderBy('text_message.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    nonce: row.nonce,
    toSealed: row.to_sealed,
    state: row.state,
    createdAt: row.created_at,
  }))
}

export async function textsWaitingSince(db: Db, before: Date): Promise<{ waiting: number; all: number }> {
  const row = await db
    .selectFrom('text_message')
    .select([
      sql<number>`count(*)`.as('all'),
      sql<number>`count(*) filter (where state in ('queued', 'sending') and created_at < ${before})`.as('waiting'),
    ])
    .executeTakeFirstOrThrow()
  return { waiting: row.waiting, all: row.all }
}
