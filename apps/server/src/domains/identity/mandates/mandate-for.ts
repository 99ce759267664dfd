import type { DeskChannel, MandateBasis, MandateScope } from '@xiayi/contract/mandates'
import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/machine/machine.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { monthStart, refusalOf } from './mandate.rules.ts'
import { insertUse, lockActive, newestOfPair, usedSince } from './mandate-use.sql.ts'

/** One deed that somebody does for somebody else. */
export interface DeedForAnother {
  /** ids of people: for whom, and who does it */
  readonly principal: string
  readonly agent: string
  readonly scope: MandateScope
  /** what it costs the principal, in whole fen; counted towards the month */
  readonly fen?: number
  readonly now: Date
  /** what may cover it; all when left out */
  readonly bases?: readonly MandateBasis[]
}

/** What covers a deed; goes into the audit entry and the machine step of the deed. */
export interface Covering {
  readonly mandateId: string
  readonly principal: string
  readonly basis: MandateBasis
  readonly channel: 'page' | DeskChannel
}

const EVERY_BASIS: readonly MandateBasis[] = ['family', 'guardian', 'staff']

/**
 * The mandate that covers a deed, asked in the transaction of the deed: it stays locked until the deed is committed, so one
 * that was taken back before is refused, and one that is taken back now is taken back after the deed.
 * @throws Problem forbidden: no mandate, or one that does not reach so far, with the reason
 */
export async function mandateFor(tx: Tx, deed: DeedForAnother): Promise<Covering> {
  const { principal, agent, scope, fen = 0, now, bases = EVERY_BASIS } = deed
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`${fen} is no sum in whole fen`)
  const standing = await lockActive(tx, { principal, agent, bases })
  const used = await usedSince(
    tx,
    standing.map(({ id }) => id),
    monthStart(now),
  )
  let refusal: string | undefined
  for (const mandate of standing) {
    const no = refusalOf(mandate, { scope, fen, now }, used.get(mandate.id) ?? 0)
    if (no === undefined) {
      if (fen > 0) await insertUse(tx, { mandateId: mandate.id, scope, fen, at: now })
      return { mandateId: mandate.id, principal, basis: mandate.basis, channel: mandate.channel }
    }
    refusal ??= no
  }
  const last = refusal === undefined ? await newestOfPair(tx, { principal, agent, bases }) : undefined
  if (last !== undefined) refusal = refusalOf(last, { scope, fen, now }, 0)
  throw new Problem('forbidden', refusal ?? '您没有这个人的授权，这次没有办。请先在“我的家人”里提出，由本人确认。')
}

/** As whom something is done, for the log: oneself, or somebody else under a mandate that is checked here. */
export interface Doer {
  /** whose record it becomes */
  readonly personId: string
  readonly actor: Omit<Actor, 'roles'>
}

/** @throws Problem forbidden */
export async function doerOf(
  tx: Tx,
  asked: {
    by: string
    onBehalfOf: string | undefined
    scope: MandateScope
    now: Date
    bases?: readonly MandateBasis[]
  },
): Promise<Doer> {
  const { by, onBehalfOf, scope, now } = asked
  if (onBehalfOf === undefined || onBehalfOf === by) return { personId: by, actor: { id: by, channel: 'page' } }
  const covering = await mandateFor(tx, {
    principal: onBehalfOf,
    agent: by,
    scope,
    now,
    ...(asked.bases !== undefined && { bases: asked.bases }),
  })
  const { mandateId, channel } = covering
  return { personId: onBehalfOf, actor: { id: by, principal: onBehalfOf, mandateId, channel } }
}
