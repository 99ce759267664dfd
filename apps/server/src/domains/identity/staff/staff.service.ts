import { type Grant, STAFF_ROLES } from '@xiayi/contract/identity'
import type { PartyReply, StaffMember } from '@xiayi/contract/staff'
import { v7 as uuidV7 } from 'uuid'
import { z } from 'zod'
import { Problem } from '../../../platform/problem/problem.ts'
import { audited } from '../audited.ts'
import { standingFactors } from '../factors/factors.sql.ts'
import type { At, IdentityDeps } from '../identity-deps.ts'
import {
  endMembership,
  insertMembership,
  insertParty,
  lockMembership,
  lockStandingOf,
  membershipsOf,
  partyById,
  peopleWithRoles,
  standingBodies,
  standingGrants,
} from '../parties/parties.sql.ts'
import type { Principal } from '../sessions/principal.ts'
import { isStaffRole } from '../sessions/session.rules.ts'
import { endSessions } from '../sessions/sessions.sql.ts'
import { requireScope } from './invitations.service.ts'
import { maskedPhone } from './mask.rules.ts'

type Sessions = Pick<IdentityDeps, 'sessions'>

/** Everybody with a staff role, as they came in. */
export async function listStaff(
  { county, vault }: At,
  page: { limit: number; cursor: string | undefined },
): Promise<{ items: StaffMember[]; nextCursor: string | null; total: null }> {
  const after = z.uuid().optional().safeParse(page.cursor)
  if (!after.success) throw new Problem('bad-request', '翻页的位置不对。请从第一页重新看起。')
  const people = await peopleWithRoles(county.db, { roles: STAFF_ROLES, limit: page.limit + 1, after: after.data })
  const rows = people.slice(0, page.limit)
  const memberships = await membershipsOf(
    county.db,
    rows.map(({ partyId }) => partyId),
  )
  const items = await Promise.all(
    rows.map(async (row) => ({
      partyId: row.partyId,
      name: row.name,
      phone: maskedPhone(vault.open('phone', row.partyId, row.phoneSealed)),
      memberships: memberships
        .filter(({ partyId, grant }) => partyId === row.partyId && isStaffRole(grant.role))
        .map(({ id, grant, scopeName, since }) => ({ id, ...grant, scopeName, since: since.toISOString() })),
      factors: [...new Set((await standingFactors(county.db, row.partyId)).map(({ kind }) => kind))],
      lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    })),
  )
  return { items, nextCursor: people.length > page.limit ? (rows.at(-1)?.partyId ?? null) : null, total: null }
}

/** @throws Problem not-found, conflict: has it already */
export async function grantRole(
  deps: Sessions,
  at: At,
  by: Principal,
  given: { partyId: string; grant: Grant },
): Promise<void> {
  await requireScope(at, given.grant.scope)
  await at.county.transact(async (tx) => {
    const has = (await standingGrants(tx, given.partyId)).some(({ role }) => isStaffRole(role))
    if (!has) throw new Problem('not-found', '没有这位工作人员。新来的人请先发邀请链接。')
    const made = { id: uuidV7(), partyId: given.partyId, grant: given.grant, grantedBy: by.partyId, now: at.now }
    if (!(await insertMembership(tx, made))) throw new Problem('conflict', '这个人已经有这个角色。')
    await audited(tx, { by: by.partyId, action: 'role.grant', to: given.partyId, details: { ...given.grant } })
  })
  deps.sessions.forget()
}

/** @throws Problem not-found, conflict: the county keeps an administrator */
export async function endRole(deps: Sessions, at: At, by: Principal, id: string): Promise<void> {
  await at.county.transact(async (tx) => {
    // In one order for everybody: first the administrators, then the one.
    const administrators = await lockStandingOf(tx, 'administrator')
    const membership = await lockMembership(tx, id)
    if (membership === undefined || membership.hasEnded || !isStaffRole(membership.grant.role))
      throw new Problem('not-found', '没有这个角色，或者已经收回。请刷新后再看。')
    if (membership.grant.role === 'administrator' && administrators.length === 1)
      throw new Problem('conflict', '这是本县唯一的管理员，不能收回。请先邀请另一位管理员。')
    await endMembership(tx, { id, by: by.partyId, now: at.now })
    const { partyId, grant } = membership
    await audited(tx, { by: by.partyId, action: 'role.end', to: partyId, details: { ...grant } })
  })
  deps.sessions.forget()
}

/** Makes somebody's devices leave; returns how many. */
export async function endSessionsOf(
  deps: Sessions,
  { county, now }: At,
  by: Principal,
  partyId: string,
): Promise<number> {
  if ((await partyById(county.db, partyId)) === undefined) throw new Problem('not-found', '没有这个人。请刷新后再看。')
  const ended = await county.transact(async (tx) => {
    await audited(tx, { by: by.partyId, action: 'session.end-all', to: partyId })
    return endSessions(tx, { partyId }, { why: 'ended-by-administrator', now })
  })
  deps.sessions.forget()
  return ended
}

export async function listBodies({ county }: At): Promise<readonly PartyReply[]> {
  return (await standingBodies(county.db)).flatMap(({ id, kind, name, createdAt }) =>
    (kind === 'organisation' || kind === 'department' || kind === 'committee') && name !== null
      ? [{ id, kind, name, createdAt: createdAt.toISOString() }]
      : [],
  )
}

export async function createBody(
  { county, now }: At,
  draft: { kind: 'organisation' | 'department' | 'committee'; name: string },
): Promise<PartyReply> {
  const id = uuidV7()
  await county.transact((tx) => insertParty(tx, { id, ...draft, now }))
  return { id, ...draft, createdAt: now.toISOString() }
}
