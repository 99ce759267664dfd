import type { SessionReply } from '@xiayi/contract/identity'
import { Problem } from '../../../platform/problem/problem.ts'
import type { At, IdentityDeps } from '../identity-deps.ts'
import type { Principal } from './principal.ts'
import { endSessions, sessionsOf } from './sessions.sql.ts'

export async function listSessions({ county, now }: At, principal: Principal): Promise<readonly SessionReply[]> {
  const rows = await sessionsOf(county.db, principal.partyId, now)
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === principal.sessionId,
    device: row.device,
    factor: row.factor,
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  }))
}

/** Ends one of one's own. @throws Problem not-found: another person's is as if it were not there */
export async function endOwnSession(
  deps: Pick<IdentityDeps, 'sessions'>,
  { county, now }: At,
  principal: Principal,
  id: string,
): Promise<void> {
  const why = id === principal.sessionId ? 'signed-out' : 'ended-by-owner'
  const ended = await county.transact((tx) => endSessions(tx, { partyId: principal.partyId, only: id }, { why, now }))
  deps.sessions.forget()
  if (ended === 0) throw new Problem('not-found', '没有这个登录，或者它已经退出。请刷新后再看。')
}

/** Ends all of one's own but the one that asks; returns how many. */
export async function endOtherSessions(
  deps: Pick<IdentityDeps, 'sessions'>,
  { county, now }: At,
  principal: Principal,
): Promise<number> {
  const ended = await county.transact((tx) =>
    endSessions(tx, { partyId: principal.partyId, butNot: principal.sessionId }, { why: 'ended-by-owner', now }),
  )
  deps.sessions.forget()
  return ended
}
