import { TRANSPORTS } from '@xiayi/contract/second-factor'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Tx } from '../../../platform/db/db.ts'

export interface FactorRow {
  readonly id: string
  readonly kind: 'totp' | 'passkey'
  readonly label: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

const kind = z.enum(['totp', 'passkey'])
const transports = z.array(z.enum(TRANSPORTS)).nullable()

/** What one person can show, as they set it up. */
export async function standingFactors(db: Db, partyId: string): Promise<readonly FactorRow[]> {
  const rows = await db
    .selectFrom('second_factor')
    .select(['id', 'kind', 'label', 'created_at', 'last_used_at'])
    .where('party_id', '=', partyId)
    .where('confirmed_at', 'is not', null)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: kind.parse(row.kind),
    label: row.label,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }))
}

/** Takes the place of one that was started and not confirmed. */
export async function insertTotp(
  tx: Tx,
  made: { id: string; partyId: string; label: string; secretSealed: Buffer; now: Date },
): Promise<void> {
  await tx
    .deleteFrom('second_factor')
    .where('party_id', '=', made.partyId)
    .where('kind', '=', 'totp')
    .where('confirmed_at', 'is', null)
    .execute()
  await tx
    .insertInto('second_factor')
    .values({
      id: made.id,
      party_id: made.partyId,
      kind: 'totp',
      label: made.label,
      secret_sealed: made.secretSealed,
      created_at: made.now,
    })
    .execute()
}

export interface TotpRow {
  readonly id: string
  readonly secretSealed: Buffer
}

export async function totpOf(db: Db, partyId: string, which: 'confirmed' | 'started'): Promise<TotpRow | undefined> {
  const row = await db
    .selectFrom('second_factor')
    .select(['id', 'secret_sealed'])
    .where('party_id', '=', partyId)
    .where('kind', '=', 'totp')
    .where('removed_at', 'is', null)
    .where('confirmed_at', which === 'confirmed' ? 'is not' : 'is', null)
    .executeTakeFirst()
  return row === undefined || row.secret_sealed === null ? undefined : { id: row.id, secretSealed: row.secret_sealed }
}

/** False when this step, or a later one, was used before: a code is good once, for whoever comes first. */
export async function useTotpStep(tx: Tx, id: string, step: number, now: Date): Promise<boolean> {
  const used = await tx
    .updateTable('second_factor')
    .set({ last_step: step, last_used_at: now })
    .where('id', '=', id)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** The one that is confirmed replaces the one before. */
export async function confirmTotp(tx: Tx, partyId: string, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('second_factor')
    .set({ removed_at: now })
    .where('party_id', '=', partyId)
    .where('kind', '=', 'totp')
    .where('id', '<>', id)
    .where('removed_at', 'is', null)
    .execute()
  await tx.updateTable('second_factor').set({ confirmed_at: now }).where('id', '=', id).execute()
}

export interface PasskeyRow {
  readonly id: string
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly signCount: number
  readonly transports: readonly (typeof TRANSPORTS)[number][]
}

/** False when the credential is known already, here or with somebody else. */
export async function insertPasskey(
  tx: Tx,
  made: Omit<PasskeyRow, 'id'> & { id: string; partyId: string; label: string; now: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('second_factor')
    .values({
      id: made.id,
      party_id: made.partyId,
      kind: 'passkey',
      label: made.label,
      credential_id: made.credentialId,
      public_key: made.publicKey,
      sign_count: made.signCount,
      transports: [...made.transports],
      created_at: made.now,
      confirmed_at: made.now,
    })
    .onConflict((conflict) => conflict.column('credential_id').where('removed_at', 'is', null).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function passkeysOf(db: Db, partyId: string): Promise<readonly PasskeyRow[]> {
  const rows = await db
    .selectFrom('second_factor')
    .select(['id', 'credential_id', 'public_key', 'sign_count', 'transports'])
    .where('party_id', '=', partyId)
    .where('kind', '=', 'passkey')
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .execute()
  return rows.flatMap((row) =>
    row.credential_id === null || row.public_key === null
      ? []
      : [
          {
            id: row.id,
            credentialId: row.credential_id,
            publicKey: row.public_key,
            signCount: row.sign_count ?? 0,
            transports: transports.parse(row.transports) ?? [],
          },
        ],
  )
}

export async function usePasskey(tx: Tx, id: string, signCount: number, now: Date): Promise<void> {
  await tx.updateTable('second_factor').set({ sign_count: signCount, last_used_at: now }).where('id', '=', id).execute()
}

/** One of a person's, or all of them; returns how many stood until now. */
export async function removeFactors(tx: Tx, which: { partyId: string; only?: string }, now: Date): Promise<number> {
  let query = tx
    .updateTable('second_factor')
    .set({ removed_at: now })
    .where('party_id', '=', which.partyId)
    .where('confirmed_at', 'is not', null)
    .where('removed_at', 'is', null)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

export async function insertChallenge(
  tx: Tx,
  made: { id: string; sessionId: string; purpose: 'enrol' | 'sign-in'; challenge: string; now: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('passkey_challenge')
    .values({
      id: made.id,
      session_id: made.sessionId,
      purpose: made.purpose,
      challenge: made.challenge,
      created_at: made.now,
      expires_at: made.expiresAt,
    })
    .execute()
}

/** The newest of the session, used up by asking for it. */
export async function takeChallenge(
  tx: Tx,
  sessionId: string,
  purpose: 'enrol' | 'sign-in',
  now: Date,
): Promise<string | undefined> {
  const newest = await tx
    .selectFrom('passkey_challenge')
    .select(['id', 'challenge', 'expires_at', 'used_at'])
    .where('session_id', '=', sessionId)
    .where('purpose', '=', purpose)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (newest === undefined || newest.used_at !== null || newest.expires_at <= now) return undefined
  await tx.updateTable('passkey_challenge').set({ used_at: now }).where('id', '=', newest.id).execute()
  return newest.challenge
}

export async function replaceRecoveryCodes(
  tx: Tx,
  partyId: string,
  hashes: readonly Buffer[],
  now: Date,
): Promise<void> {
  await tx.deleteFrom('recovery_code').where('party_id', '=', partyId).execute()
  if (hashes.length > 0)
    await tx
      .insertInto('recovery_code')
      .values(hashes.map((hash) => ({ party_id: partyId, code_hash: hash, created_at: now })))
      .execute()
}

/** False when there is none such, or it was used. */
export async function useRecoveryCode(tx: Tx, partyId: string, hash: Buffer, now: Date): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('party_id', '=', partyId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

export async function recoveryCodesLeft(db: Db, partyId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_code')
    .select(sql<number>`count(*)`.as('left'))
    .where('party_id', '=', partyId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.left
}

export interface Guard {
  readonly failures: number
  readonly lockedUntil: Date | null
}

/** Under this lock one person's factors are tried and changed one after the other. */
export async function lockGuard(tx: Tx, partyId: string): Promise<Guard> {
  await tx
    .insertInto('factor_guard')
    .values({ party_id: partyId, failures: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx
    .selectFrom('factor_guard')
    .select(['failures', 'locked_until'])
    .where('party_id', '=', partyId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { failures: row.failures, lockedUntil: row.locked_until }
}

export async function setGuard(tx: Tx, partyId: string, guard: Guard): Promise<void> {
  await tx
    .updateTable('factor_guard')
    .set({ failures: guard.failures, locked_until: guard.lockedUntil })
    .where('party_id', '=', partyId)
    .execute()
}
