import { type FactorKind, factorKind, type Grant } from '@xiayi/contract/identity'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { grantOf } from '../parties/roles-stored.ts'

export type SessionEnd = 'signed-out' | 'ended-by-owner' | 'ended-by-administrator' | 'factor-changed' | 'replaced'

export interface NewSession {
  readonly id: string
  readonly tokenHash: Buffer
  readonly partyId: string
  readonly factor: FactorKind | null
  readonly device: string
  readonly now: Date
  readonly idleSeconds: number
  readonly endsAt: Date
  readonly mayEnrolUntil: Date | null
}

export async function insertSession(tx: Tx, made: NewSession): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      id: made.id,
      token_hash: made.tokenHash,
      party_id: made.partyId,
      factor: made.factor,
      device: made.device,
      created_at: made.now,
      seen_at: made.now,
      idle_seconds: made.idleSeconds,
      ends_at: made.endsAt,
      may_enrol_until: made.mayEnrolUntil,
    })
    .execute()
}

export interface StandingSession {
  readonly id: string
  readonly partyId: string
  readonly name: string | null
  readonly factor: FactorKind | null
  readonly seenAt: Date
  readonly mayEnrolUntil: Date | null
  readonly grants: readonly Grant[]
  readonly factors: readonly FactorKind[]
}

const grantRows = z.array(
  z.object({
    role: z.string(),
    scope: z.string(),
    scope_area: z.string().nullable(),
    scope_party: z.string().nullable(),
  }),
)
const kinds = z.array(factorKind)

/** One statement: it is asked on the way of every request that says who it is. */
export async function standingSession(db: Db, tokenHash: Buffer, now: Date): Promise<StandingSession | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('party', 'party.id', 'session.party_id')
    .select(['session.id', 'party_id', 'name', 'factor', 'seen_at', 'may_enrol_until'])
    .select([
      sql`(select coalesce(json_agg(json_build_object('role', role, 'scope', scope, 'scope_area', scope_area,
        'scope_party', scope_party) order by since, m.id), '[]') from membership m
        where m.party_id = party.id and m.ended_at is null)`.as('grants'),
      sql`(select coalesce(json_agg(kind order by kind), '[]') from (
        select distinct kind from second_factor f
         where f.party_id = party.id and confirmed_at is not null and removed_at is null
        union select 'recovery' where exists (
          select from recovery_code c where c.party_id = party.id and used_at is null)) as kinds)`.as('factors'),
    ])
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .where(sql<boolean>`seen_at + make_interval(secs => idle_seconds) > ${now}::timestamptz`)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.id,
    partyId: row.party_id,
    name: row.name,
    factor: factorKind.nullable().parse(row.factor),
    seenAt: row.seen_at,
    mayEnrolUntil: row.may_enrol_until,
    grants: grantRows.parse(row.grants).map(grantOf),
    factors: kinds.parse(row.factors),
  }
}

export async function markSeen(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('session')
    .set({ seen_at: now })
    .where('id', '=', id)
    .where('seen_at', '<', now)
    .where('ended_at', 'is', null)
    .execute()
}

export interface SessionRow {
  readonly id: string
  readonly device: string
  readonly factor: FactorKind | null
  readonly createdAt: Date
  readonly seenAt: Date
  readonly endsAt: Date
}

/** What still stands of one person's sessions, last seen first. */
export async function sessionsOf(db: Db, partyId: string, now: Date): Promise<readonly SessionRow[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'device', 'factor', 'created_at', 'seen_at', 'idle_seconds', 'ends_at'])
    .where('party_id', '=', partyId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .where(sql<boolean>`seen_at + make_interval(secs => idle_seconds) > ${now}::timestamptz`)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    factor: factorKind.nullable().parse(row.factor),
    createdAt: row.created_at,
    seenAt: row.seen_at,
    endsAt: new Date(Math.min(row.ends_at.getTime(), row.seen_at.getTime() + row.idle_seconds * 1000)),
  }))
}

/** Ends sessions of one person: the one, or all but the one. Returns how many stood until now. */
export async function endSessions(
  tx: Tx,
  which: { partyId: string; only?: string; butNot?: string },
  end: { why: SessionEnd; now: Date },
): Promise<number> {
  let query = tx
    .updateTable('session')
    .set({ ended_at: end.now, ended_why: end.why })
    .where('party_id', '=', which.partyId)
    .where('ended_at', 'is', null)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.butNot !== undefined) query = query.where('id', '<>', which.butNot)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}
