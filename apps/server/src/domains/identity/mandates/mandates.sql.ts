import {
  type DeskChannel,
  type MandateBasis,
  type MandateMoney,
  type MandateScope,
  type MandateState,
  mandateBasis,
  mandateScope,
  mandateState,
} from '@xiayi/contract/mandates'
import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { MandateTable } from '../../../platform/db/tables.ts'
import type { Part } from './mandate.rules.ts'

export interface MandateRow {
  readonly id: string
  readonly basis: MandateBasis
  readonly principalId: string | null
  readonly agentId: string | null
  readonly proposedBy: string
  readonly invitedPart: Part | null
  readonly invitedSealed: Buffer | null
  readonly invitedBlind: Buffer | null
  readonly scopes: readonly MandateScope[]
  readonly money: MandateMoney | null
  readonly lastsMinutes: number
  readonly channel: 'page' | DeskChannel
  readonly wordsSealed: Buffer | null
  readonly state: MandateState
  readonly version: number
  readonly createdAt: Date
  readonly until: Date | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
}

function partOf(text: string | null): Part | null {
  return text === 'principal' || text === 'agent' ? text : null
}

function channelOf(text: string): MandateRow['channel'] {
  return text === 'counter' || text === 'hotline' ? text : 'page'
}

export function mandateOf(row: Selectable<MandateTable>): MandateRow {
  const { per_deed_fen: perDeedFen, per_month_fen: perMonthFen } = row
  return {
    id: row.id,
    basis: mandateBasis.parse(row.basis),
    principalId: row.principal_id,
    agentId: row.agent_id,
    proposedBy: row.proposed_by,
    invitedPart: partOf(row.invited_part),
    invitedSealed: row.invited_sealed,
    invitedBlind: row.invited_blind,
    scopes: row.scopes.map((scope) => mandateScope.parse(scope)),
    money: perDeedFen === null || perMonthFen === null ? null : { perDeedFen, perMonthFen },
    lastsMinutes: row.lasts_minutes,
    channel: channelOf(row.channel),
    wordsSealed: row.words_sealed,
    state: mandateState.parse(row.state),
    version: row.version,
    createdAt: row.created_at,
    until: row.until,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
  }
}

export type NewMandate = Pick<
  MandateRow,
  | 'id'
  | 'basis'
  | 'principalId'
  | 'agentId'
  | 'proposedBy'
  | 'invitedPart'
  | 'invitedSealed'
  | 'invitedBlind'
  | 'scopes'
  | 'money'
  | 'lastsMinutes'
  | 'channel'
  | 'createdAt'
> & { readonly wordsSealed: Buffer }

/** Undefined when the same number was asked for the same before, and that waits or holds. */
export async function insertMandate(tx: Tx, made: NewMandate): Promise<MandateRow | undefined> {
  const row = await tx
    .insertInto('mandate')
    .values({
      id: made.id,
      basis: made.basis,
      principal_id: made.principalId,
      agent_id: made.agentId,
      proposed_by: made.proposedBy,
      invited_part: made.invitedPart,
      invited_sealed: made.invitedSealed,
      invited_blind: made.invitedBlind,
      scopes: [...made.scopes],
      per_deed_fen: made.money?.perDeedFen ?? null,
      per_month_fen: made.money?.perMonthFen ?? null,
      lasts_minutes: made.lastsMinutes,
      channel: made.channel,
      words_sealed: made.wordsSealed,
      state: 'proposed',
      version: 1,
      created_at: made.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row && mandateOf(row)
}

export async function mandateById(db: Db, id: string): Promise<MandateRow | undefined> {
  const row = await db.selectFrom('mandate').selectAll().where('id', '=', id).executeTakeFirst()
  return row && mandateOf(row)
}

export async function lockMandate(tx: Tx, id: string): Promise<MandateRow | undefined> {
  const row = await tx.selectFrom('mandate').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && mandateOf(row)
}

export async function moveMandate(tx: Tx, id: string, change: { version: number; to: MandateState }): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mandate')
    .set({ state: change.to, version: change.version + 1 })
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function allMandates(db: Db): Promise<readonly { id: string; state: MandateState; version: number }[]> {
  const rows = await db.selectFrom('mandate').select(['id', 'state', 'version']).execute()
  return rows.map((row) => ({ ...row, state: mandateState.parse(row.state) }))
}

export async function markActive(tx: Tx, id: string, { now, until }: { now: Date; until: Date }): Promise<void> {
  await tx.updateTable('mandate').set({ active_at: now, until }).where('id', '=', id).execute()
}

export async function markEnded(tx: Tx, id: string, { now, by }: { now: Date; by: string | null }): Promise<void> {
  await tx.updateTable('mandate').set({ ended_at: now, ended_by: by }).where('id', '=', id).execute()
}

/** Puts whoever was asked by number on their side. */
export async function takeSide(tx: Tx, id: string, part: Part, partyId: string): Promise<void> {
  const side = part === 'principal' ? { principal_id: partyId } : { agent_id: partyId }
  await tx.updateTable('mandate').set(side).where('id', '=', id).where('state', '=', 'proposed').execute()
}

/**
 * In this order everywhere: people, by id, then mandates. Sign-ins of these people go on meanwhile.
 */
export async function lockPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.selectFrom('party').select('id').where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute()
}

/** Relatives who may act for a person now, and, with `asked`, those whom the person asked and who have not answered. */
export async function countRelatives(tx: Tx, principalId: string, { asked }: { asked: boolean }): Promise<number> {
  const { count } = await tx
    .selectFrom('mandate')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('principal_id', '=', principalId)
    .where('basis', '=', 'family')
    .where('state', 'in', asked ? ['active', 'proposed'] : ['active'])
    .executeTakeFirstOrThrow()
  return count
}

export async function hasActive(
  tx: Tx,
  pair: { principalId: string; agentId: string; basis: MandateBasis },
): Promise<boolean> {
  const row = await tx
    .selectFrom('mandate')
    .select('id')
    .where('principal_id', '=', pair.principalId)
    .where('agent_id', '=', pair.agentId)
    .where('basis', '=', pair.basis)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row !== undefined
}

/** A person's mandates, newest first: what waits and holds, and what ended since a moment. */
export async function mandatesOf(
  db: Db,
  person: { id: string; phoneBlind: Buffer | null },
  endedSince: Date,
): Promise<readonly MandateRow[]> {
  const rows = await db
    .selectFrom('mandate')
    .selectAll()
    .where((where) =>
      where.or([
        where('principal_id', '=', person.id),
        where.and([where('agent_id', '=', person.id), where('basis', '<>', 'staff')]),
        where.and([where('proposed_by', '=', person.id), where('basis', '=', 'family')]),
        ...(person.phoneBlind === null
          ? []
          : [
              where.and([
                where('invited_blind', '=', person.phoneBlind),
                where('state', 'in', ['proposed', 'declined']),
              ]),
            ]),
      ]),
    )
    .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', endedSince)]))
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(mandateOf)
}

/** What a clerk opened and nobody closed; its time may have run out since. */
export async function openHelp(db: Db, clerkId: string): Promise<MandateRow | undefined> {
  const row = await db
    .selectFrom('mandate')
    .selectAll()
    .where('agent_id', '=', clerkId)
    .where('basis', '=', 'staff')
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row && mandateOf(row)
}

export async function staffMandates(db: Db, ids: readonly string[]): Promise<readonly MandateRow[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('mandate').selectAll().where('id', 'in', ids).where('basis', '=', 'staff').execute()
  return rows.map(mandateOf)
}

/** Locks everything that names a person who leaves. */
export async function lockAllOf(
  tx: Tx,
  person: { id: string; phoneBlind: Buffer | null },
): Promise<readonly MandateRow[]> {
  const rows = await tx
    .selectFrom('mandate')
    .selectAll()
    .where((where) =>
      where.or([
        where('principal_id', '=', person.id),
        where('agent_id', '=', person.id),
        where('proposed_by', '=', person.id),
        ...(person.phoneBlind === null ? [] : [where('invited_blind', '=', person.phoneBlind)]),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(mandateOf)
}

/** Ids, scopes and times stay; numbers and what people wrote go. */
export async function wipeWords(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('mandate')
    .set({ words_sealed: null, invited_sealed: null, invited_blind: null })
    .where('id', 'in', ids)
    .execute()
}
