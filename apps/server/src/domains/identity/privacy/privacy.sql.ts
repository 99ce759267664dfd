import type { ConsentPurpose } from '@xiayi/contract/privacy'
import type { Db, Tx } from '../../../platform/db/db.ts'

export interface ConsentRow {
  readonly purpose: string
  readonly version: number
  readonly decision: string
  readonly channel: string
  readonly at: Date
}

/** Every decision of a person, newest first. */
export async function consentsOf(db: Db, partyId: string): Promise<readonly ConsentRow[]> {
  return db
    .selectFrom('consent')
    .select(['purpose', 'version', 'decision', 'channel', 'at'])
    .where('party_id', '=', partyId)
    .orderBy('id', 'desc')
    .execute()
}

export async function newestConsent(db: Db, partyId: string, purpose: ConsentPurpose): Promise<ConsentRow | undefined> {
  return db
    .selectFrom('consent')
    .select(['purpose', 'version', 'decision', 'channel', 'at'])
    .where('party_id', '=', partyId)
    .where('purpose', '=', purpose)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertConsent(tx: Tx, partyId: string, row: ConsentRow): Promise<void> {
  await tx
    .insertInto('consent')
    .values({ party_id: partyId, ...row })
    .execute()
}

export interface HeldPerson {
  readonly id: string
  readonly kind: string
  readonly name: string | null
  readonly phoneSealed: Buffer | null
  readonly phoneBlind: Buffer | null
  readonly createdAt: Date
}

const HELD = [
  'id',
  'kind',
  'name',
  'phone_sealed as phoneSealed',
  'phone_blind as phoneBlind',
  'created_at as createdAt',
] as const

export async function heldPerson(db: Db, partyId: string): Promise<HeldPerson | undefined> {
  return db.selectFrom('party').select(HELD).where('id', '=', partyId).executeTakeFirst()
}

export async function lockHeldPerson(tx: Tx, partyId: string): Promise<HeldPerson | undefined> {
  return tx.selectFrom('party').select(HELD).where('id', '=', partyId).forUpdate().executeTakeFirst()
}

export async function textsTo(db: Db, phoneBlind: Buffer): Promise<readonly { state: string; createdAt: Date }[]> {
  return db
    .selectFrom('text_message')
    .select(['state', 'created_at as createdAt'])
    .where('to_blind', '=', phoneBlind)
    .orderBy('created_at', 'desc')
    .execute()
}

export async function devicesOf(
  db: Db,
  partyId: string,
): Promise<readonly { device: string; createdAt: Date; seenAt: Date; endedAt: Date | null }[]> {
  return db
    .selectFrom('session')
    .select(['device', 'created_at as createdAt', 'seen_at as seenAt', 'ended_at as endedAt'])
    .where('party_id', '=', partyId)
    .orderBy('created_at', 'desc')
    .execute()
}

export async function factorsOf(
  db: Db,
  partyId: string,
): Promise<readonly { kind: string; label: string; createdAt: Date; removedAt: Date | null }[]> {
  return db
    .selectFrom('second_factor')
    .select(['kind', 'label', 'created_at as createdAt', 'removed_at as removedAt'])
    .where('party_id', '=', partyId)
    .orderBy('created_at')
    .execute()
}

/** Takes everything that names a person or lets them in; the row stays as an id that means nobody. */
export async function erasePerson(tx: Tx, person: HeldPerson, now: Date): Promise<void> {
  const { id, phoneBlind } = person
  if (phoneBlind !== null) {
    await tx.deleteFrom('text_message').where('to_blind', '=', phoneBlind).execute()
    await tx.deleteFrom('sign_in_code').where('phone_blind', '=', phoneBlind).execute()
    await tx.deleteFrom('invitation').where('phone_blind', '=', phoneBlind).execute()
  }
  await tx.deleteFrom('invitation').where('accepted_by', '=', id).execute()
  await tx
    .deleteFrom('passkey_challenge')
    .where('session_id', 'in', (from) => from.selectFrom('session').select('session.id').where('party_id', '=', id))
    .execute()
  await tx.deleteFrom('session').where('party_id', '=', id).execute()
  await tx.deleteFrom('second_factor').where('party_id', '=', id).execute()
  await tx.deleteFrom('recovery_code').where('party_id', '=', id).execute()
  await tx.deleteFrom('factor_guard').where('party_id', '=', id).execute()
  await tx
    .updateTable('membership')
    .set({ ended_at: now, ended_by: id })
    .where('party_id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('party')
    .set({ name: null, phone_sealed: null, phone_blind: null })
    .where('id', '=', id)
    .execute()
}
