import { sql } from 'kysely'
import type { Db } from '../db/db.ts'

export interface AuditFilter {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly actor?: string | undefined
  readonly subject?: string | undefined
  readonly action?: string | undefined
}

export interface AuditRow {
  readonly id: number
  readonly at: Date
  readonly actor: string
  readonly principal: string | null
  readonly channel: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly purpose: string | null
  readonly details: unknown
  readonly seq: number | null
}

/** Newest first, older than `before`. */
export async function auditEntries(
  db: Db,
  filter: AuditFilter,
  page: { before: number | undefined; limit: number },
): Promise<readonly AuditRow[]> {
  let query = db
    .selectFrom('audit_entry')
    .leftJoin('audit_link', 'audit_link.entry_id', 'audit_entry.id')
    .select(['audit_entry.id', 'at', 'actor', 'principal', 'channel', 'action', 'purpose', 'details'])
    .select(['subject_kind as subjectKind', 'subject_id as subjectId', 'audit_link.seq'])
    .orderBy('audit_entry.id', 'desc')
    .limit(page.limit)
  if (page.before !== undefined) query = query.where('audit_entry.id', '<', page.before)
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from))
  if (filter.to !== undefined) query = query.where('at', '<', new Date(filter.to))
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor)
  if (filter.subject !== undefined) query = query.where('subject_id', '=', filter.subject)
  if (filter.action !== undefined)
    query = filter.action.endsWith('.')
      ? query.where(sql<boolean>`starts_with(action, ${filter.action})`)
      : query.where('action', '=', filter.action)
  return query.execute()
}

export async function chainState(
  db: Db,
): Promise<{ readonly linked: number; readonly waiting: number; readonly lastLinkedAt: Date | null }> {
  const { waiting } = await db
    .selectFrom('audit_queue')
    .select(sql<number>`count(*)`.as('waiting'))
    .executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('audit_link')
    .select(['seq', 'linked_at'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { linked: last?.seq ?? 0, waiting, lastLinkedAt: last?.linked_at ?? null }
}

/** How often somebody did something since a moment. */
export async function countDeeds(db: Db, deed: { actor: string; action: string; since: Date }): Promise<number> {
  const { count } = await db
    .selectFrom('audit_entry')
    .select(sql<number>`count(*)`.as('count'))
    .where('actor', '=', deed.actor)
    .where('action', '=', deed.action)
    .where('at', '>', deed.since)
    .executeTakeFirstOrThrow()
  return count
}

export type LookRow = Pick<AuditRow, 'id' | 'at' | 'actor' | 'principal' | 'channel' | 'action' | 'purpose'> & {
  readonly mandateId: string | null
}

/** What others did to one person or for them, newest first. */
export async function looksAt(
  db: Db,
  personId: string,
  page: { before: number | undefined; limit: number },
): Promise<readonly LookRow[]> {
  let query = db
    .selectFrom('audit_entry')
    .select(['id', 'at', 'actor', 'principal', 'channel', 'action', 'purpose', 'mandate_id as mandateId'])
    .where((where) =>
      where.or([
        where.and([where('subject_id', '=', personId), where('subject_kind', '=', 'person')]),
        where('principal', '=', personId),
      ]),
    )
    .where('actor', '<>', personId)
    .orderBy('id', 'desc')
    .limit(page.limit)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  return query.execute()
}
