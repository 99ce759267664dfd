import type { FactorReply } from '@xiayi/contract/second-factor'
import { Problem } from '../../../platform/problem/problem.ts'
import { audited } from '../audited.ts'
import type { At } from '../identity-deps.ts'
import type { Principal } from '../sessions/principal.ts'
import { lockGuard, recoveryCodesLeft, removeFactors, standingFactors } from './factors.sql.ts'
import { endSessionsFromBefore, requireEnroller, type Sessions } from './second-factor.service.ts'

export async function listFactors(
  { county }: At,
  principal: Principal,
): Promise<{ items: FactorReply[]; recoveryCodesLeft: number }> {
  const rows = await standingFactors(county.db, principal.partyId)
  return {
    items: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      label: row.label,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft: await recoveryCodesLeft(county.db, principal.partyId),
  }
}

/** @throws Problem not-found, conflict: the last one of somebody who needs one stays until another is there */
export async function removeOwnFactor(deps: Sessions, at: At, principal: Principal, id: string): Promise<void> {
  requireEnroller(principal, at.now)
  const { partyId, sessionId } = principal
  await at.county.transact(async (tx) => {
    await lockGuard(tx, partyId)
    const standing = await standingFactors(tx, partyId)
    if (!standing.some((each) => each.id === id)) throw new Problem('not-found', '没有这个验证方式，或者它已经删除。')
    if (standing.length === 1)
      throw new Problem('conflict', '这是您唯一的第二步验证方式，不能删除。请先登记另一个，再删这个。')
    await removeFactors(tx, { partyId, only: id }, at.now)
    await endSessionsFromBefore(tx, at, partyId, sessionId)
    await audited(tx, { by: partyId, action: 'second-factor.remove', to: partyId, details: { factor: id } })
  })
  deps.sessions.forget()
}
