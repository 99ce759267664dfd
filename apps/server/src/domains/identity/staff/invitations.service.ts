import type { InvitationReply, NewInvitation } from '@xiayi/contract/staff'
import { v7 as uuidV7 } from 'uuid'
import type { Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import type { Vault } from '../../../platform/vault/vaults.ts'
import { audited } from '../audited.ts'
import { removeFactors, replaceRecoveryCodes, standingFactors } from '../factors/factors.sql.ts'
import type { At, IdentityDeps } from '../identity-deps.ts'
import { insertMembership, nameIfUnnamed, partyById, personByPhone, standingGrants } from '../parties/parties.sql.ts'
import { type OpenedSession, openSession } from '../sessions/open-session.ts'
import type { Principal } from '../sessions/principal.ts'
import { ENROL_SECONDS } from '../sessions/session.rules.ts'
import { newToken, tokenHash } from '../sessions/session-token.ts'
import { endSessions } from '../sessions/sessions.sql.ts'
import {
  type InvitationRow,
  insertInvitation,
  invitationByToken,
  lockInvitation,
  markAccepted,
  markWithdrawn,
  recentInvitations,
} from './invitations.sql.ts'
import { maskedPhone } from './mask.rules.ts'

const OPEN_SECONDS = 3 * 86_400
const SHOWN = 200

function stateOf(row: InvitationRow, now: Date): InvitationReply['state'] {
  if (row.acceptedAt !== null) return 'accepted'
  if (row.withdrawnAt !== null) return 'withdrawn'
  return row.expiresAt <= now ? 'expired' : 'open'
}

function shown(row: InvitationRow, vault: Vault, now: Date): InvitationReply {
  return {
    id: row.id,
    name: row.name,
    phone: maskedPhone(vault.open('phone', row.id, row.phoneSealed)),
    role: row.role,
    scope: row.scope,
    state: stateOf(row, now),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }
}

/** @throws Problem invalid-input: a scope that is no organisation of this county */
export async function requireScope(at: At, scope: NewInvitation['scope']): Promise<void> {
  if (scope.kind !== 'organisation') return
  const within = await partyById(at.county.db, scope.partyId)
  if (within === undefined || within.kind === 'person' || within.kind === 'household')
    throw new Problem('invalid-input', '没有这个单位。请从单位列表里选择，或先登记单位。', {
      errors: [{ where: 'body/scope/partyId', message: '不是本县登记的单位' }],
    })
}

/** @param by null: the operator, on the command line */
export async function invite(
  at: At,
  by: Principal | null,
  draft: NewInvitation,
): Promise<{ invitation: InvitationReply; token: string }> {
  await requireScope(at, draft.scope)
  const { county, vault, now } = at
  const id = uuidV7()
  const token = newToken()
  const row = {
    id,
    name: draft.name,
    phoneSealed: vault.seal('phone', id, draft.phone),
    phoneBlind: vault.blindIndex('phone', draft.phone),
    role: draft.role,
    scope: draft.scope,
    invitedBy: by?.partyId ?? null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + OPEN_SECONDS * 1000),
  }
  await county.transact(async (tx) => {
    await insertInvitation(tx, { ...row, tokenHash: tokenHash(county.code, token) })
    await audited(tx, {
      by: row.invitedBy,
      action: 'invitation.make',
      to: id,
      kind: 'invitation',
      details: { role: draft.role },
    })
  })
  return { invitation: shown({ ...row, acceptedAt: null, withdrawnAt: null }, vault, now), token }
}

export async function listInvitations({ county, vault, now }: At): Promise<readonly InvitationReply[]> {
  return (await recentInvitations(county.db, SHOWN)).map((row) => shown(row, vault, now))
}

export async function withdrawInvitation({ county, now }: At, by: Principal, id: string): Promise<void> {
  await county.transact(async (tx) => {
    const row = await lockInvitation(tx, id)
    if (row === undefined) throw new Problem('not-found', '没有这个邀请。请刷新后再看。')
    if (stateOf(row, now) !== 'open') throw new Problem('conflict', '这个邀请已经用过、过期或收回，不用再收回。')
    await markWithdrawn(tx, id, now)
    await audited(tx, { by: by.partyId, action: 'invitation.withdraw', to: id, kind: 'invitation' })
  })
}

/** What the link is for, told to whoever holds it. @throws Problem not-found, gone */
export async function seenInvitation(at: At, token: string): Promise<InvitationReply> {
  return shown(await openInvitation(at, token), at.vault, at.now)
}

async function openInvitation({ county, now }: At, token: string): Promise<InvitationRow> {
  const row = await invitationByToken(county.db, tokenHash(county.code, token))
  if (row === undefined) throw new Problem('not-found', '没有这个邀请。请核对链接是否完整，或请管理员重新发一个。')
  if (stateOf(row, now) !== 'open') throw new Problem('gone', '这个邀请已经用过、过期或收回。请管理员重新发一个。')
  return row
}

/**
 * Takes up the role. Link and phone together prove who comes: the link alone, or the phone alone, opens nothing. The session
 * is replaced by a short one in which the second factor can be set up.
 * @throws Problem not-found, gone, forbidden: signed in with another number
 */
export async function acceptInvitation(
  deps: Pick<IdentityDeps, 'sessions'>,
  at: At,
  given: { principal: Principal; token: string; device: string },
): Promise<OpenedSession> {
  const { county, now } = at
  const { id } = await openInvitation(at, given.token)
  const opened = await county.transact(async (tx) => {
    const row = await lockInvitation(tx, id)
    if (row === undefined || stateOf(row, now) !== 'open')
      throw new Problem('gone', '这个邀请刚刚用过或收回。请管理员重新发一个。')
    return takeUp(tx, at, row, given)
  })
  deps.sessions.forget()
  return opened
}

async function takeUp(
  tx: Tx,
  at: At,
  row: InvitationRow,
  { principal, device }: { principal: Principal; device: string },
): Promise<OpenedSession> {
  const { county, now } = at
  const { partyId } = principal
  if ((await personByPhone(tx, row.phoneBlind))?.id !== partyId)
    throw new Problem('forbidden', '这个邀请是发给另一个手机号的。请退出，用被邀请的手机号登录后再打开链接。')
  await markAccepted(tx, row.id, partyId, now)
  await nameIfUnnamed(tx, partyId, row.name)
  const grant = { role: row.role, scope: row.scope }
  await insertMembership(tx, { id: uuidV7(), partyId, grant, grantedBy: row.invitedBy, now })
  await audited(tx, { by: partyId, action: 'role.take-up', to: partyId, details: { ...grant, invitation: row.id } })
  await endSessions(tx, { partyId }, { why: 'replaced', now })
  const hasFactor = (await standingFactors(tx, partyId)).length > 0
  return openSession(tx, county.code, {
    partyId,
    grants: await standingGrants(tx, partyId),
    factor: null,
    device,
    now,
    mayEnrolUntil: hasFactor ? null : new Date(now.getTime() + ENROL_SECONDS * 1000),
  })
}

/**
 * For somebody who lost what they show: everything they had is void, and a new invitation lets them set up another.
 * @throws Problem not-found, conflict: nobody does it for themselves
 */
export async function resetFactors(
  deps: Pick<IdentityDeps, 'sessions'>,
  { county, now }: At,
  by: Principal,
  partyId: string,
): Promise<void> {
  if (partyId === by.partyId)
    throw new Problem('conflict', '自己的验证方式请在“我的登录设备”里更换；要重置，请另一位管理员来做。')
  await county.transact(async (tx) => {
    if ((await removeFactors(tx, { partyId }, now)) === 0)
      throw new Problem('not-found', '这个人没有登记过第二步验证，不用重置。')
    await replaceRecoveryCodes(tx, partyId, [], now)
    await audited(tx, { by: by.partyId, action: 'second-factor.reset', to: partyId })
    await endSessions(tx, { partyId }, { why: 'ended-by-administrator', now })
  })
  deps.sessions.forget()
}
