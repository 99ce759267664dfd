import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../db/db.ts'
import type { AuditEntry } from './audit.ts'

export interface LinkRow {
  readonly seq: number
  readonly entryId: number
  readonly contentMac: Buffer
  readonly chainMac: Buffer
  /** the entry's columns as text; null when the entry is not there */
  readonly content: readonly (string | null)[] | null
}

export async function insertEntry(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .with('entry', (insert) =>
      insert
        .insertInto('audit_entry')
        .values({
          actor: entry.actor,
          principal: entry.principal ?? null,
          mandate_id: entry.mandateId ?? null,
          channel: entry.channel,
          action: entry.action,
          subject_kind: entry.subject.kind,
          subject_id: entry.subject.id,
          purpose: entry.purpose ?? null,
          details: JSON.stringify(entry.details ?? {}),
        })
        .returning('id'),
    )
    .insertInto('audit_queue')
    .columns(['entry_id'])
    .expression((from) => from.selectFrom('entry').select('entry.id'))
    .execute()
}

/** Every column as PostgreSQL writes it: to the microsecond, and jsonb in its one form. */
function contentText(): RawBuilder<(string | null)[]> {
  return sql<(string | null)[]>`array[audit_entry.id::text,
    to_char(audit_entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, principal, mandate_id::text, channel,
    action, subject_kind, subject_id, purpose, details::text]`
}

/** One process at a time chains a county's entries; false: another one does. */
export async function tryLockChain(tx: Tx): Promise<boolean> {
  const reply = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('audit_link ' || current_schema(), 0)) as locked`.execute(tx)
  return reply.rows[0]?.locked === true
}

export async function queuedEntries(
  tx: Tx,
  limit: number,
): Promise<readonly { readonly id: number; readonly content: readonly (string | null)[] | null }[]> {
  const rows = await tx
    .selectFrom('audit_queue')
    .leftJoin('audit_entry', 'audit_entry.id', 'audit_queue.entry_id')
    .select(['audit_queue.entry_id', 'audit_entry.id', contentText().as('content')])
    .orderBy('audit_queue.entry_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.entry_id, content: row.id === null ? null : row.content }))
}

export interface Head {
  readonly seq: number
  readonly chainMac: Buffer
}

export async function lastLink(db: Db): Promise<Head | undefined> {
  const row = await db
    .selectFrom('audit_link')
    .select(['seq', 'chain_mac'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { seq: row.seq, chainMac: row.chain_mac }
}

export async function insertLinks(
  tx: Tx,
  links: readonly { seq: number; entryId: number; contentMac: Buffer; chainMac: Buffer }[],
): Promise<void> {
  await tx
    .insertInto('audit_link')
    .values(
      links.map((link) => ({
        seq: link.seq,
        entry_id: link.entryId,
        content_mac: link.contentMac,
        chain_mac: link.chainMac,
      })),
    )
    .execute()
  await tx
    .deleteFrom('audit_queue')
    .where(
      'entry_id',
      'in',
      links.map((link) => link.entryId),
    )
    .execute()
}

/** Links after `seq` in order, each with the entry it stands for. */
export async function linksAfter(db: Db, seq: number, limit: number): Promise<readonly LinkRow[]> {
  const rows = await db
    .selectFrom('audit_link')
    .leftJoin('audit_entry', 'audit_entry.id', 'audit_link.entry_id')
    .select([
      'audit_link.seq',
      'audit_link.entry_id',
      'audit_link.content_mac',
      'audit_link.chain_mac',
      'audit_entry.id',
      contentText().as('content'),
    ])
    .where('audit_link.seq', '>', seq)
    .orderBy('audit_link.seq')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    entryId: row.entry_id,
    contentMac: row.content_mac,
    chainMac: row.chain_mac,
    content: row.id === null ? null : row.content,
  }))
}

/** Entries that are in no chain and wait for none: nobody appended them. */
export async function strayEntries(db: Db): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select('id')
    .where(
      sql<boolean>`not exists (select from audit_link where entry_id = audit_entry.id)
        and not exists (select from audit_queue where entry_id = audit_entry.id)`,
    )
    .orderBy('id')
    .limit(20)
    .execute()
  return rows.map((row) => row.id)
}

/** How many wait for their link, and for how long the oldest has. */
export async function waitingEntries(db: Db): Promise<{ readonly count: number; readonly oldestSeconds: number }> {
  const row = await db
    .selectFrom('audit_queue')
    .leftJoin('audit_entry', 'audit_entry.id', 'audit_queue.entry_id')
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(extract(epoch from clock_timestamp() - min(at)), 0)`.as('oldest'),
    ])
    .executeTakeFirstOrThrow()
  return { count: row.count, oldestSeconds: row.oldest }
}
