import type { FactorKind } from '@xiayi/contract/identity'
import type { Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { audited } from '../audited.ts'
import type { At, IdentityDeps } from '../identity-deps.ts'
import { standingGrants } from '../parties/parties.sql.ts'
import { type OpenedSession, openSession } from '../sessions/open-session.ts'
import { mayEnrol, type Principal } from '../sessions/principal.ts'
import { endSessions } from '../sessions/sessions.sql.ts'
import { type Guard, lockGuard, setGuard } from './factors.sql.ts'
import { lockSeconds } from './lock-out.rules.ts'

/** Somebody in a session, at their device. */
export interface Showing {
  readonly principal: Principal
  readonly device: string
}

export type Sessions = Pick<IdentityDeps, 'sessions'>

/**
 * Tries a second factor. When it holds, the session is replaced by one with a token of its own, so that a token from before
 * opens nothing more. A wrong one is counted and stays counted; from the fifth in a row on the next has to wait.
 * @param holds asked under the lock of the person's guard; what it writes stays only when it holds
 * @throws Problem second-factor-refused (401), too-many-requests (429: locked out for a while), sign-in-wanted (401)
 */
export async function showFactor(
  deps: Sessions,
  at: At,
  showing: Showing,
  attempt: { kind: FactorKind; holds: (tx: Tx) => Promise<boolean>; afterwards?: (tx: Tx) => Promise<void> },
): Promise<OpenedSession> {
  const { partyId } = showing.principal
  const outcome = await at.county.transact(async (tx) => {
    const guard = await lockGuard(tx, partyId)
    const wait = secondsLocked(guard, at.now)
    if (wait > 0) return { wait }
    if (!(await attempt.holds(tx))) {
      const failures = guard.failures + 1
      const locked = lockSeconds(failures)
      await setGuard(tx, partyId, {
        failures,
        lockedUntil: locked === 0 ? null : new Date(at.now.getTime() + locked * 1000),
      })
      const details = { kind: attempt.kind, failures, lockedSeconds: locked }
      await audited(tx, { by: partyId, action: 'second-factor.fail', to: partyId, details })
      return { wait: 0 }
    }
    await setGuard(tx, partyId, { failures: 0, lockedUntil: null })
    await attempt.afterwards?.(tx)
    await audited(tx, { by: partyId, action: 'second-factor.show', to: partyId, details: { kind: attempt.kind } })
    return replaceSession(tx, at, showing, attempt.kind)
  })
  if ('wait' in outcome) throw refusal(outcome.wait)
  deps.sessions.forget()
  return outcome
}

function secondsLocked({ lockedUntil }: Guard, now: Date): number {
  return lockedUntil === null ? 0 : Math.max(0, Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000))
}

function refusal(wait: number): Problem {
  if (wait > 0)
    return new Problem('too-many-requests', `连续试错太多次，请 ${Math.ceil(wait / 60)} 分钟后再试。`, {
      retryAfterSeconds: wait,
    })
  return new Problem('second-factor-refused', '这一步没有通过：验证码不对、用过了，或者不是您登记的设备。请再试一次。')
}

async function replaceSession(
  tx: Tx,
  at: At,
  { principal, device }: Showing,
  factor: FactorKind,
): Promise<OpenedSession> {
  const { partyId, sessionId } = principal
  const ended = await endSessions(tx, { partyId, only: sessionId }, { why: 'replaced', now: at.now })
  if (ended === 0) throw new Problem('sign-in-wanted', '这次登录已经退出。请重新登录。')
  const grants = await standingGrants(tx, partyId)
  return openSession(tx, at.county.code, { partyId, grants, factor, device, now: at.now })
}

/** @throws Problem forbidden: a first factor needs a fresh invitation, a further one the factor that is there */
export function requireEnroller(principal: Principal, now: Date): void {
  if (mayEnrol(principal, now)) return
  if (principal.secondFactor === 'wanted')
    throw new Problem('second-factor-wanted', '请先用已登记的方式做第二步验证，再改动。')
  throw new Problem('forbidden', '第一次登记要在接受邀请后半小时内完成。请联系管理员重新发一个邀请链接。')
}

/** After what one can show has changed: whoever came in with what was there before has to come in again. */
export async function endSessionsFromBefore(tx: Tx, at: At, partyId: string, butNot: string): Promise<void> {
  await endSessions(tx, { partyId, butNot }, { why: 'factor-changed', now: at.now })
}
