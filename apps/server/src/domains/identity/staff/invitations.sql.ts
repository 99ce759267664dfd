import { type Grant, type StaffRole, staffRole } from '@xiayi/contract/identity'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { grantOf, scopeColumns } from '../parties/roles-stored.ts'

export interface InvitationRow {
  readonly id: string
  readonly name: string
  readonly phoneSealed: Buffer
  readonly phoneBlind: Buffer
  readonly role: StaffRole
  readonly scope: Grant['scope']
  readonly invitedBy: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly withdrawnAt: Date | null
}

interface Stored {
  readonly id: string
  readonly name: string
  readonly phone_sealed: Buffer
  readonly phone_blind: Buffer
  readonly role: string
  readonly scope: string
  readonly scope_area: string | null
  readonly scope_party: string | null
  readonly invited_by: string | null
  readonly created_at: Date
  readonly expires_at: Date
  readonly accepted_at: Date | null
  readonly withdrawn_at: Date | null
}

function rowOf(row: Stored): InvitationRow {
  return {
    id: row.id,
    name: row.name,
    phoneSealed: row.phone_sealed,
    phoneBlind: row.phone_blind,
    role: staffRole.parse(row.role),
    scope: grantOf(row).scope,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
    withdrawnAt: row.withdrawn_at,
  }
}

export async function insertInvitation(
  tx: Tx,
  made: Omit<InvitationRow, 'acceptedAt' | 'withdrawnAt'> & { readonly tokenHash: Buffer },
): Promise<void> {
  await tx
    .insertInto('invitation')
    .values({
      id: made.id,
      token_hash: made.tokenHash,
      name: made.name,
      phone_sealed: made.phoneSealed,
      phone_blind: made.phoneBlind,
      role: made.role,
      ...scopeColumns(made.scope),
      invited_by: made.invitedBy,
      created_at: made.createdAt,
      expires_at: made.expiresAt,
    })
    .execute()
}

export async function invitationByToken(db: Db, tokenHash: Buffer): Promise<InvitationRow | undefined> {
  const row = await db.selectFrom('invitation').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  return row && rowOf(row)
}

export async function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | undefined> {
  const row = await tx.selectFrom('invitation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && rowOf(row)
}

export async function recentInvitations(db: Db, limit: number): Promise<readonly InvitationRow[]> {
  const rows = await db
    .selectFrom('invitation')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(rowOf)
}

export async function markAccepted(tx: Tx, id: string, by: string, now: Date): Promise<void> {
  await tx.updateTable('invitation').set({ accepted_at: now, accepted_by: by }).where('id', '=', id).execute()
}

export async function markWithdrawn(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('invitation').set({ withdrawn_at: now }).where('id', '=', id).execute()
}
